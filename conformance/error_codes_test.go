package conformance_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/tables"
)

var errorCode = regexp.MustCompile(`\b(ModelArts|APIGW?)\.[0-9]+\b`)

// Most recordings were made here: they must not answer with a code that never comes, or with another status.
func TestRecordingsHaveKnownErrorCodes(t *testing.T) {
	rows, err := tables.Errors()
	require.NoError(t, err)
	known := map[string]tables.ErrorCode{}
	for _, row := range rows {
		known[row.Code] = row
	}
	failures := 0
	for _, file := range recordingFiles(t) {
		for _, x := range exchangesOf(t, file) {
			for _, code := range errorCode.FindAll(x.Response.Body.Bytes, -1) {
				require.NotEmpty(t, known[string(code)].Code, "%s: openapi/tables/errors.tsv does not have %s", file, code)
			}
			// A successful answer may tell of an earlier failure, and the pages list 404 without a code.
			if x.Response.Status < http.StatusBadRequest || x.Response.Status == http.StatusNotFound {
				continue
			}
			var body struct {
				Code string `json:"error_code"`
			}
			require.NoError(t, json.Unmarshal(x.Response.Body.Bytes, &body), file)
			if statuses := known[body.Code].Statuses; len(statuses) > 0 {
				require.True(t, slices.Contains(statuses, x.Response.Status), "%s: %s comes with %v", file, body.Code, statuses)
			}
			failures++
		}
	}
	require.NotZero(t, failures)
}
