package conformance_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// printsOf gives the fingerprints over a recording, after an edit of its text.
func printsOf(t *testing.T, contract *conformance.Contract, file string, edit ...string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	edited := strings.NewReplacer(edit...).Replace(string(text))
	if len(edit) > 0 {
		require.NotEqual(t, string(text), edited)
	}
	var prints []string
	for x, err := range recording.Read("other.har", bytes.NewReader([]byte(edited))) {
		require.NoError(t, err)
		for _, f := range contract.Check(&x).Findings {
			require.Regexp(t, `^[0-9a-f]{12}$`, f.Fingerprint)
			prints = append(prints, f.Fingerprint)
		}
	}
	return prints
}

func TestAFingerprintNamesADeviationAndNotItsPlace(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	tests := []struct {
		name, file string
		edit       []string
		same       bool
	}{
		{"another line", "enum-action.har", []string{`"entries": [`, "\"entries\": [\n\n"}, true},
		{"another value", "enum-action.har", []string{"reboot", "reset"}, true},
		{"another item of an array", "required-tag-key.har", []string{`\n    {\n      \"key\" : \"owner\",\n      \"value\" : \"me\"\n    },`, ``}, true},
		{"another status", "enum-action.har", []string{`"status": 200`, `"status": 500`}, false},
		{"another absent property", "required-error-code.har", []string{"error_msg", "error_code"}, false},
		{"another unknown resource", "operation-unknown-path.har", []string{"DE-7d558ef8", "DE-00000000"}, true},
		{"another unknown path", "operation-unknown-path.har", []string{"/instance/", "/instanz/"}, false},
		{"another resource of an unknown method", "method-unknown-patch.har", []string{"DE-7d558ef8", "DE-00000000"}, true},
		{"another unknown method", "method-unknown-patch.har", []string{"PATCH", "PURGE"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := broken + "/" + tt.file
			before, after := printsOf(t, contract, file), printsOf(t, contract, file, tt.edit...)
			require.Len(t, before, 1)
			require.NotEmpty(t, after)
			require.Equal(t, tt.same, before[0] == after[0])
		})
	}
}

// Fingerprints stand in files of waivers, so a change of how they are made breaks those.
func TestFingerprintsStayWhatTheyAre(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	for file, want := range map[string]string{
		"enum-action.har":            "fdd72c885b73",
		"condition-duration.har":     "1caae7c1f40d",
		"required-tag-key.har":       "1a881af8c78c",
		"operation-unknown-path.har": "afd56ae47de4",
	} {
		require.Equal(t, []string{want}, printsOf(t, contract, broken+"/"+file), file)
	}
}

func TestTwoConditionsOfOneSchemaHaveTheirOwnFingerprints(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	require.NotEqual(t,
		printsOf(t, contract, broken+"/condition-location.har"),
		printsOf(t, contract, broken+"/condition-path.har"))
}
