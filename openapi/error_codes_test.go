package openapi_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi"
	"github.com/devenviron/contract/openapi/tables"
)

// Programs decide by error codes: an example must not show one that never comes, or another status.
func TestExamplesOfFailuresHaveKnownCodes(t *testing.T) {
	known, err := tables.Errors()
	require.NoError(t, err)
	failures := exampleFailures(t)
	require.NotEmpty(t, failures)
	for _, f := range failures {
		at := slices.IndexFunc(known, func(row tables.ErrorCode) bool { return row.Code == f.code })
		require.GreaterOrEqual(t, at, 0, "%s: openapi/tables/errors.tsv does not have %s", f, f.code)
		row := known[at]
		require.True(t, slices.ContainsFunc(row.Statuses, f.answers), "%s: %s comes with %v", f, row.Code, row.Statuses)
	}
}

// exampleFailure is an example of a failed answer.
type exampleFailure struct {
	operation *openapi3.Operation
	response  string // its key: a status or default
	code      string
}

func exampleFailures(t *testing.T) []exampleFailure {
	t.Helper()
	docs, err := openapi.Embedded()
	require.NoError(t, err)
	var failures []exampleFailure
	for _, doc := range docs {
		for _, item := range doc.Paths.Map() {
			for _, operation := range item.Operations() {
				for key, response := range operation.Responses.Map() {
					for _, code := range errorCodes(response.Value) {
						failures = append(failures, exampleFailure{operation, key, code})
					}
				}
			}
		}
	}
	return failures
}

// errorCodes are the codes in the examples of a response.
func errorCodes(response *openapi3.Response) []string {
	var codes []string
	for _, media := range response.Content {
		for _, example := range media.Examples {
			object, _ := example.Value.Value.(map[string]any)
			if code, ok := object["error_code"].(string); ok {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

func (f exampleFailure) String() string { return f.operation.OperationID + " " + f.response }

// answers is whether the operation answers a status with the response.
func (f exampleFailure) answers(status int) bool {
	key := strconv.Itoa(status)
	if f.operation.Responses.Value(key) == nil {
		key = "default"
	}
	return key == f.response
}
