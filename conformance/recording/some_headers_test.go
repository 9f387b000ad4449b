package recording_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

func TestStubsPactsAndExamplesHaveSomeHeaders(t *testing.T) {
	for _, tt := range []struct {
		file              string
		request, response bool
	}{
		{"wiremock.json", true, false}, // a stub answers with what it has, and no more
		{"hoverfly.json", true, false},
		{"postman.json", true, false},
		{"pact3.json", true, true},
		{"pact4.json", true, true},
	} {
		t.Run(tt.file, func(t *testing.T) {
			count := 0
			for x, err := range recording.ReadFile("testdata/formats/" + tt.file) {
				if err != nil {
					continue // the files hold what cannot be read as well
				}
				require.Equal(t, tt.request, x.Request.SomeHeaders)
				require.Equal(t, tt.response, x.Response.SomeHeaders)
				count++
			}
			require.Positive(t, count)
		})
	}
}

func TestRecordingsOfTrafficHaveAllHeaders(t *testing.T) {
	for x, err := range recording.ReadFile("testdata/chrome.har") {
		require.NoError(t, err)
		require.False(t, x.Request.SomeHeaders || x.Response.SomeHeaders)
	}
}
