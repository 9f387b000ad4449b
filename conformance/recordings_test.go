package conformance_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/openapi"
)

const recordings = "testdata/recordings"

// recordingFiles lists the recordings as a user at the root of the repository types them.
func recordingFiles(t *testing.T) []string {
	t.Helper()
	t.Chdir("..")
	files, err := recording.Files([]string{recordings})
	require.NoError(t, err)
	return files
}

func exchangesOf(t *testing.T, file string) []conformance.Exchange {
	t.Helper()
	var exchanges []conformance.Exchange
	for x, err := range recording.ReadFile(file) {
		require.NoError(t, err)
		exchanges = append(exchanges, x)
	}
	require.NotEmpty(t, exchanges)
	return exchanges
}

func TestRecordingsConform(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	for _, file := range recordingFiles(t) {
		t.Run(path.Base(file), func(t *testing.T) {
			operation, status, _ := strings.Cut(strings.TrimSuffix(path.Base(file), ".har"), "-")
			status, _, _ = strings.Cut(status, "-")
			require.Equal(t, operation, path.Base(path.Dir(file)))
			for _, x := range exchangesOf(t, file) {
				result := contract.Check(&x)
				for _, f := range result.Findings {
					require.Equal(t, conformance.Info, f.Severity, "%s: %s", f.Evidence, f.Message())
				}
				require.Equal(t, conformance.Conforms, result.Verdict)
				require.Equal(t, operation, result.Operation)
				require.Equal(t, status, strconv.Itoa(result.Status))
			}
		})
	}
}

// A request that the service refuses may deviate. There is one, so that the lesser severity is seen.
func TestOneRecordedRequestDeviatesAndIsRefused(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	var deviating []string
	for _, file := range recordingFiles(t) {
		for _, x := range exchangesOf(t, file) {
			for _, f := range contract.Check(&x).Findings {
				deviating = append(deviating, path.Base(file)+" "+string(f.Rule)+" "+f.Evidence.Pointer)
			}
		}
	}
	require.Equal(t, []string{"createInstance-400-sample.har condition /spec/storage"}, deviating)
}

func TestEveryDocumentedStatusIsRecorded(t *testing.T) {
	recorded := map[string]map[string]bool{}
	for _, file := range recordingFiles(t) {
		operation := path.Base(path.Dir(file))
		if recorded[operation] == nil {
			recorded[operation] = map[string]bool{}
		}
		for _, x := range exchangesOf(t, file) {
			recorded[operation][strconv.Itoa(x.Response.Status)] = true
		}
	}
	documents, err := openapi.Embedded()
	require.NoError(t, err)
	for _, document := range documents {
		for _, item := range document.Paths.Map() {
			for _, operation := range item.Operations() {
				statuses := recorded[operation.OperationID]
				declared := operation.Responses.Map()
				for status := range declared {
					if status != "default" {
						require.True(t, statuses[status], "%s: no recording with status %s", operation.OperationID, status)
					}
				}
				require.Greater(t, len(statuses), len(declared)-1, "%s: no recording of the default response", operation.OperationID)
			}
		}
	}
}

func TestEveryRecordingHasItsProvenance(t *testing.T) {
	files := recordingFiles(t)
	readme, err := os.ReadFile(recordings + "/README.md")
	require.NoError(t, err)
	var rows []string
	for _, match := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\|$").FindAllSubmatch(readme, -1) {
		rows = append(rows, recordings+"/"+string(match[1]))
	}
	require.ElementsMatch(t, files, rows)
}

type harHeader struct{ Name, Value string }

type harFile struct {
	Log struct {
		Version string
		Creator struct{ Name, Version string }
		Entries []struct {
			Request  struct{ Headers []harHeader }
			Response struct{ Headers []harHeader }
		}
	}
}

// People read the recordings, and compare their versions.
func TestRecordingsAreIndentedHAR(t *testing.T) {
	for _, file := range recordingFiles(t) {
		text, har := decodeHAR(t, file)
		require.Equal(t, "1.2", har.Log.Version, file)
		require.Equal(t, "devenviron 0.1.0", har.Log.Creator.Name+" "+har.Log.Creator.Version, file)
		var indented bytes.Buffer
		require.NoError(t, json.Indent(&indented, text, "", "  "), file)
		require.Equal(t, indented.String(), string(text), file)
	}
}

func TestRecordingsHoldNoCredentials(t *testing.T) {
	scrubbed := regexp.MustCompile(`^(SDK-HMAC-SHA256 Credential=redacted, SignedHeaders=[a-z;-]+, Signature=)?redacted$`)
	seen := map[string]bool{}
	for _, file := range recordingFiles(t) {
		_, har := decodeHAR(t, file)
		for _, entry := range har.Log.Entries {
			for _, h := range append(entry.Request.Headers, entry.Response.Headers...) {
				switch name := strings.ToLower(h.Name); name {
				case "x-auth-token", "authorization", "x-security-token", "cookie", "set-cookie":
					require.Regexp(t, scrubbed, h.Value, "%s: %s", file, h.Name)
					seen[name] = true
				}
			}
		}
	}
	require.Len(t, seen, 2, "both ways to show credentials are recorded")
}

func decodeHAR(t *testing.T, file string) ([]byte, harFile) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var har harFile
	require.NoError(t, json.Unmarshal(text, &har), file)
	return text, har
}
