package main

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// oasdiffChanges are what oasdiff holds to break a client, for certain or perhaps.
func oasdiffChanges(before, after *edition.Document) ([]change, error) {
	old, err := specOf(before)
	if err != nil {
		return nil, err
	}
	next, err := specOf(after)
	if err != nil {
		return nil, err
	}
	report, sources, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), old, next)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", after.Name, err)
	}
	var changes []change
	words := checker.NewDefaultLocalizer()
	config := checker.NewConfig(checker.GetAllChecks())
	for _, found := range checker.CheckBackwardCompatibilityUntilLevel(config, report, sources, checker.WARN) {
		if promised(found.GetId()) {
			continue
		}
		operation := found.GetOperationId()
		text := fmt.Sprintf("%s: %s", operation, found.GetUncolorizedText(words))
		changes = append(changes, change{breaking, after.Name, operation, text, "oasdiff " + found.GetId()})
	}
	return changes, nil
}

// promised is whether clients were told to expect a change: the values of an enumeration in a response may become more,
// as x-extensible-enum says and the house rules ask of all of them.
func promised(rule string) bool {
	return strings.HasPrefix(rule, "response-") && strings.HasSuffix(rule, "-enum-value-added")
}

func specOf(d *edition.Document) (*load.SpecInfo, error) {
	text, err := tree.YAML(d.Root)
	if err != nil {
		return nil, err
	}
	spec, err := load.NewSpecInfoFromData(openapi3.NewLoader(), text, d.Name+".yaml")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.Name, err)
	}
	return spec, nil
}
