package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
	"github.com/devenviron/contract/conformance/report"
)

var update = flag.Bool("update", false, "rewrite the schema of the configuration file")

const configSchema = "config.schema.json"

type object = map[string]any

// schemaOfFlags is the form of the configuration file, made from the flags that it can set.
func schemaOfFlags() object {
	root := (&tool{stdout: io.Discard, stderr: io.Discard, screen: &screen{}}).root()
	s := settings{sets: []*pflag.FlagSet{root.Flags(), root.PersistentFlags()}}
	properties := object{}
	for _, f := range s.all() {
		property := formOf(f)
		_, property["description"] = pflag.UnquoteUsage(f)
		properties[f.Name] = property
	}
	return object{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "Configuration of validate (" + defaultConfig + ")",
		"description":          "The keys are the flags of the command, which go before the file.",
		"type":                 []string{"object", "null"},
		"additionalProperties": false,
		"properties":           properties,
	}
}

func formOf(f *pflag.Flag) object {
	text := object{"type": []string{"string", "number"}}
	switch value := f.Value.(type) {
	case *levels:
		return keysAndValues("(.+/)?", ruleNames(), object{"enum": []string{"error", "warning", "info", "off"}})
	case *outFiles:
		return keysAndValues("", formatNames(), object{"type": "string", "minLength": 1})
	case *coverageForms:
		return keysAndValues("", coverageNames(), object{"type": []string{"string", "null"}})
	case *floors:
		return keysAndValues("", kindNames(), object{"type": "number", "exclusiveMinimum": 0, "maximum": 100})
	case *choice:
		return object{"enum": value.words}
	case pflag.SliceValue:
		return object{"oneOf": []any{text, object{"type": "array", "items": text}}}
	}
	switch f.Value.Type() {
	case "bool":
		return object{"type": "boolean"}
	case "uint":
		return object{"type": "integer", "minimum": 0}
	default:
		return text
	}
}

func keysAndValues(before string, names []string, value object) object {
	return object{
		"type":                 []string{"object", "null"},
		"propertyNames":        object{"pattern": "^" + before + "(" + strings.Join(names, "|") + ")$"},
		"additionalProperties": value,
	}
}

func ruleNames() []string {
	var names []string
	for _, r := range conformance.Rules() {
		names = append(names, string(r.ID))
	}
	return names
}

func coverageNames() []string {
	var names []string
	for _, f := range report.CoverageFormats() {
		names = append(names, f.Name)
	}
	return names
}

func kindNames() []string {
	var names []string
	for kind := coverage.Operations; kind <= coverage.Headers; kind++ {
		names = append(names, kind.String())
	}
	return names
}

func TestThePublishedSchemaOfTheConfigurationIsThatOfTheFlags(t *testing.T) {
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(schemaOfFlags()))
	if *update {
		require.NoError(t, os.WriteFile(configSchema, want.Bytes(), 0o644))
	}
	published, err := os.ReadFile(configSchema)
	require.NoError(t, err)
	require.Equal(t, want.String(), string(published), "run go test ./cmd/validate -run Schema -update")
}

func TestTheSchemaAndTheCommandAgreeOnConfigurations(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(configSchema)
	require.NoError(t, err)
	tests := []struct {
		name, text string
		valid      bool
	}{
		{"nothing", "", true},
		{"a comment", "# nothing yet\n", true},
		{"a choice", "fail-on: warning", true},
		{"a choice of none", "fail-on: warn", false},
		{"a truth", "quiet: true", true},
		{"a truth in words", "quiet: maybe", false},
		{"a number", "max-findings: 5", true},
		{"a negative number", "max-findings: -1", false},
		{"a number in words", "max-findings: many", false},
		{"a list", "contract: [a.yaml, b.yaml]", true},
		{"a list of one", "contract: a.yaml", true},
		{"a list of lists", "contract: [[a.yaml]]", false},
		{"a list for one value", "fail-on: [warning]", false},
		{"levels", "rule:\n  enum: warning\n  listInstances/undocumented-value: off", true},
		{"a level of none", "rule:\n  enum: warn", false},
		{"a level of a rule that is none", "rule:\n  enmu: warning", false},
		{"a level of no operation", "rule:\n  /enum: warning", false},
		{"another report", "out: {sarif: report.sarif}", true},
		{"another report without a file", "out: {sarif: ''}", false},
		{"a report of no format", "out: {sarf: report.sarif}", false},
		{"coverage", "coverage: {text: , lcov: coverage.info}", true},
		{"coverage of no form", "coverage: {csv: coverage.csv}", false},
		{"a floor", "floor: {operations: 99.5}", true},
		{"a floor of no kind", "floor: {operation: 99.5}", false},
		{"a floor above all", "floor: {operations: 101}", false},
		{"levels in a list", "rule: [enum=warning]", false},
		{"an unknown key", "fail_on: warning", false},
		{"what is about one call", "today: 2026-01-01", false},
		{"a list of settings", "- quiet", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "config.yaml")
			require.NoError(t, os.WriteFile(file, []byte(tt.text), 0o666))
			var document any
			require.NoError(t, yaml.Unmarshal([]byte(tt.text), &document))
			require.Equal(t, tt.valid, schema.Validate(document) == nil, "the schema")

			var stderr strings.Builder
			code := run([]string{"config", "--config", file}, strings.NewReader(""), io.Discard, &stderr)
			require.Equal(t, tt.valid, code == exitConforms, "the command: %s", stderr.String())
			if !tt.valid {
				require.Equal(t, exitTrouble, code)
				require.Regexp(t, `config\.yaml:\d+:\d+: `, stderr.String())
			}
		})
	}
}
