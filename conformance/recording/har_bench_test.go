package recording_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/recording"
)

// BenchmarkRead reads 100 MB: entries of about 6 kB, most of it JSON in a string with an escape every few
// bytes, and where there are images, a base64 text of 18 kB at every seventh.
func BenchmarkRead(b *testing.B) {
	for _, tt := range []struct {
		name, indent string
		images       bool
	}{
		{"indented", "  ", false},
		{"indented with images", "  ", true},
		{"one line", "", false},
		{"one line with images", "", true},
	} {
		b.Run(tt.name, func(b *testing.B) {
			group := strings.Repeat(entryOf(b, tt.indent, "application/json", listing(b)), 6)
			if tt.images {
				group += entryOf(b, tt.indent, "image/png", bytes.Repeat([]byte("\x89PNG\r\n\x1a\n~"), 1500))
			}
			har := []byte(`{"log":{"entries":[` + strings.TrimSuffix(strings.Repeat(group, 100<<20/len(group)), ",") + `]}}`)
			b.SetBytes(int64(len(har)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range recording.Read("generated.har", bytes.NewReader(har)) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// listing is a response body as an API that lists things gives it.
func listing(tb testing.TB) []byte {
	tb.Helper()
	var items []any
	for i := range 12 {
		items = append(items, map[string]any{
			"id": fmt.Sprintf("6fa459ea-ee8a-3ca4-894e-db77e160%04d", i), "name": "notebook", "status": "RUNNING",
			"description": "Größe \u6587 \"quoted\"", "create_at": 1638841744515 + i, "tags": []string{"a", "b"},
		})
	}
	body, err := json.Marshal(map[string]any{"current": 0, "data": items, "total": len(items)})
	require.NoError(tb, err)
	return body
}

// entryOf is an entry with the members that a browser writes, and the comma behind it.
func entryOf(tb testing.TB, indent, mediaType string, body []byte) string {
	tb.Helper()
	content := map[string]any{"size": len(body), "mimeType": mediaType, "text": string(body)}
	if mediaType != "application/json" {
		content["text"], content["encoding"] = base64.StdEncoding.EncodeToString(body), "base64"
	}
	var headers []map[string]string
	for i := range 12 {
		headers = append(headers, map[string]string{"name": fmt.Sprintf("X-Header-%d", i), "value": strings.Repeat("value ", 6)})
	}
	entry, err := json.MarshalIndent(map[string]any{
		"startedDateTime": "2026-01-02T03:04:05.678Z", "time": 12.5, "cache": map[string]any{},
		"timings": map[string]any{"send": 0, "wait": 12.1, "receive": 0.4},
		"request": map[string]any{
			"method": "GET", "url": "https://modelarts.example.com/v1/0123456789abcdef/notebooks?limit=12",
			"headers": headers, "bodySize": 0,
		},
		"response": map[string]any{"status": 200, "headers": headers, "bodySize": -1, "content": content},
	}, "", indent)
	require.NoError(tb, err)
	if indent == "" {
		entry = bytes.ReplaceAll(entry, []byte("\n"), nil)
	}
	return string(entry) + ","
}
