package proxy

import (
	"net/url"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// paths are those of the exchanges in a file, which has to be whole.
func paths(t *testing.T, name string) (paths []string) {
	t.Helper()
	for x, err := range recording.ReadFile(name) {
		require.NoError(t, err)
		paths = append(paths, x.Request.URL.Path)
	}
	return paths
}

func TestAWriteThatFailedLeavesTheFileAsItWas(t *testing.T) {
	for _, form := range []Form{NDJSON, HAR} {
		t.Run(string(form), func(t *testing.T) {
			s, err := createSegment(t.TempDir(), form)
			require.NoError(t, err)
			write := func(path string) {
				require.NoError(t, s.add(&conformance.Exchange{Request: conformance.Request{Method: "GET", URL: &url.URL{Path: path}}}))
				require.NoError(t, s.write())
			}
			write("/a")
			end := s.end
			write("/b")
			require.NoError(t, s.restore(end))
			require.Equal(t, []string{"/a"}, paths(t, s.name))
			require.NoError(t, s.try())
			require.Equal(t, []string{"/a"}, paths(t, s.name))
			write("/c")
			require.Equal(t, []string{"/a", "/c"}, paths(t, s.name))
			info, err := os.Stat(s.name)
			require.NoError(t, err)
			require.Equal(t, s.size, info.Size())
			require.NoError(t, s.close())
		})
	}
}
