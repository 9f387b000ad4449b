package suite_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/suite"
	"github.com/devenviron/contract/openapi/tables"
)

func TestEveryCodeOfTheErrorTableHasACaseOrAReason(t *testing.T) {
	cases, err := suite.Embedded()
	require.NoError(t, err)
	provoked := cases.Codes()
	reasons := map[string]string{}
	for _, u := range cases.Unprovoked {
		require.NotEmpty(t, u.Reason, u.At)
		for _, code := range u.Codes {
			require.Empty(t, reasons[code], "%s: %s is there twice", u.At, code)
			reasons[code] = u.Reason
		}
	}
	codes, err := tables.Errors()
	require.NoError(t, err)
	for _, c := range codes {
		require.True(t, (len(provoked[c.Code]) > 0) != (reasons[c.Code] != ""), "%s: want a case or a reason, and not both", c.Code)
		delete(provoked, c.Code)
		delete(reasons, c.Code)
	}
	require.Empty(t, provoked, "codes that the table does not have")
	require.Empty(t, reasons, "codes that the table does not have")
}

func TestEveryOperationOfTheContractHasACaseThatItConforms(t *testing.T) {
	cases, err := suite.Embedded()
	require.NoError(t, err)
	held := map[string]bool{}
	for _, c := range cases.Cases {
		for _, step := range c.Steps {
			if step.Expect.Conforms {
				held[step.Call] = true
			}
		}
	}
	require.Len(t, held, 33)
}

// schemaOf is the published form of the files of cases.
func schemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("cases.schema.json")
	require.NoError(t, err)
	return schema
}

func document(t *testing.T, text string) any {
	t.Helper()
	var value any
	require.NoError(t, yaml.Unmarshal([]byte(text), &value))
	encoded, err := json.Marshal(value)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(encoded, &value))
	return value
}

func TestTheCasesHaveThePublishedForm(t *testing.T) {
	schema := schemaOf(t)
	names, err := fs.Glob(os.DirFS("cases"), "*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	forClients, err := fs.Glob(os.DirFS("cases"), "client/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, forClients)
	for _, name := range append(names, forClients...) {
		text, err := os.ReadFile("cases/" + name)
		require.NoError(t, err)
		require.NoError(t, schema.Validate(document(t, string(text))), name)
	}
}

func TestAFileThatIsNotRightIsRefusedWithItsPlace(t *testing.T) {
	schema := schemaOf(t)
	const good = "cases:\n  - name: a-b\n    summary: A.\n    steps:\n      - {call: listNotebooks, expect: {status: 2xx}}\n"
	tests := []struct {
		name, text, want string
		// formal says that the schema sees it as well.
		formal bool
	}{
		{"good", good, "", false},
		{"an unknown key", "case: []\n", `a.yaml:1:1: unknown key "case"; did you mean "cases"?`, true},
		{"a case without a name", "cases:\n  - summary: A.\n    steps: []\n", `a.yaml:2:5: got the name ""`, true},
		{"a case without steps", "cases:\n  - {name: a, summary: A.}\n", "a.yaml:2:5: case a: got no steps", true},
		{"a case that cannot fail", "cases:\n  - {name: a, summary: A., steps: [{call: listNotebooks}]}\n", "the last step expects nothing", false},
		{"an unknown operation", "cases:\n  - {name: a, summary: A., steps: [{call: none, expect: {status: 2xx}}]}\n", `a.yaml:2:36: there is no operation "none"`, false},
		{"an unknown body", "cases:\n  - {name: a, summary: A., steps: [{call: createNotebook, base: none, expect: {status: 2xx}}]}\n", `there is no body "none"`, false},
		{"an unknown fixture", "cases:\n  - {name: a, summary: A., needs: none, steps: [{call: listNotebooks, expect: {status: 2xx}}]}\n", `there is no fixture "none"`, false},
		{"a status of none", "cases:\n  - {name: a, summary: A., steps: [{call: listNotebooks, expect: {status: 2x}}]}\n", `got "2x", want a status`, true},
		{"an identity of none", "cases:\n  - {name: a, summary: A., steps: [{call: listNotebooks, as: me, expect: {status: 2xx}}]}\n", `as: got "me"`, true},
		{"a name that is no pointer", "cases:\n  - {name: a, summary: A., steps: [{call: listNotebooks, expect: {body: {total: 1}}}]}\n", `want a JSON pointer`, true},
		{"a secret that would be shown", "cases:\n  - {name: a, summary: A., steps: [{call: showNotebook, expect: {body: {/token: a}}}]}\n", "/token is a secret", false},
		{"a sum that is none", "cases:\n  - {name: a, summary: A., steps: [{call: showLease, expect: {sums: [/a]}}]}\n", `want sums such as`, true},
		{"a poll for nothing", "cases:\n  - {name: a, summary: A., steps: [{call: showLease, poll: true}]}\n", "got poll without expect", false},
		{"an answer of no status", "cases:\n  - {name: a, summary: A., steps: [{call: showLease, answer: {status: 99}, expect: {status: 2xx}}]}\n", `a.yaml:2:62: status: got "99", want one from 200 to 599`, true},
		{"a fixture that needs itself", "fixtures:\n  a: {needs: b, steps: [{call: listFlavors}]}\n  b: {needs: a, steps: [{call: listFlavors}]}\n", "got one that needs itself", false},
		{"a case twice", good + "  - name: a-b\n    summary: A.\n    steps:\n      - {call: listNotebooks, expect: {status: 2xx}}\n", `a second case "a-b"`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := suite.Read("", fstest.MapFS{"a.yaml": {Data: []byte(tt.text)}})
			if tt.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tt.want)
			}
			require.Equal(t, tt.formal, schema.Validate(document(t, tt.text)) != nil, "the schema")
		})
	}
}

func TestTheExamplesOfTheRulesAreInTheirFiles(t *testing.T) {
	for _, rule := range []conformance.RuleID{
		conformance.RuleSuiteCase, conformance.RuleSuiteCleanup, conformance.RuleSuiteClientRequest, conformance.RuleSuiteClientAnswer,
	} {
		explained := conformance.Explain(rule)
		text, err := os.ReadFile("../../" + explained.Example)
		require.NoError(t, err)
		require.Contains(t, string(text), explained.Shows)
	}
}
