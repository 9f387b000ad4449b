package recording_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// Work for each secret that grows with what stands before it would not end.
func TestSecretsByTheThousandAreReplaced(t *testing.T) {
	many := 20_000
	if testing.Short() { // as under the race detector: there are enough to find fault with
		many = 1_000
	}
	list := func(form, joint string) string {
		var all []string
		for i := range many {
			all = append(all, fmt.Sprintf(form, i))
		}
		return strings.Join(all, joint)
	}
	tokens := "[" + list(`{"token": "prefix7%d"}`, ",") + "]"
	quoted, err := json.Marshal(tokens)
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		entry string
		want  int
	}{
		"in a body":           {`{"request": {"method": "GET", "url": "/"}, "response": {"status": 200, "content": {"text": ` + string(quoted) + `}}}`, many},
		"in base64":           {secretEntry(`"encoding": "base64", "text": "` + base64.StdEncoding.EncodeToString([]byte(tokens)) + `"`), many + 1},
		"in lists of cookies": {`{"request": {"method": "GET", "url": "/", "headers": [{"name": "Cookie", "value": "` + list("c=prefix7%d", "; ") + `"}], "cookies": [` + list(`{"name": "c", "value": "prefix7%d"}`, ",") + `]}, "response": {"status": 200}}`, 2 * many},
	} {
		t.Run(name, func(t *testing.T) {
			before := harOf(tt.entry)
			after, replaced, err := recording.Redact("x.har", []byte(before), nil)
			require.NoError(t, err)
			require.Len(t, replaced, tt.want)
			require.Len(t, after, len(before))
			require.NotContains(t, string(after), "prefix7")
			require.NotContains(t, string(after), base64.StdEncoding.EncodeToString([]byte("prefix")))
		})
	}
}
