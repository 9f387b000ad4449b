package python

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// waiver is a kind of failure that is right as it is, and why.
type waiver struct {
	key
	reason string
	used   int
}

// readWaivers reads waived.tsv.
func readWaivers(t *testing.T) []*waiver {
	t.Helper()
	text, err := os.ReadFile("waived.tsv")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	require.Equal(t, "operation\tcheck\tcode\treason", lines[0])
	var waivers []*waiver
	for at, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		require.Len(t, fields, 4, "waived.tsv:%d", at+2)
		require.NotContains(t, fields, "", "waived.tsv:%d", at+2)
		waivers = append(waivers, &waiver{key: key{fields[0], fields[1], fields[2]}, reason: fields[3]})
	}
	require.True(t, slices.IsSortedFunc(waivers, func(a, b *waiver) int { return compareKeys(a.key, b.key) }), "waived.tsv is not sorted")
	return waivers
}

func waiverOf(waivers []*waiver, f failure) *waiver {
	at := slices.IndexFunc(waivers, func(w *waiver) bool { return w.key == f.key })
	if at < 0 {
		return nil
	}
	return waivers[at]
}
