package recording_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// sample is what a file below testdata/formats holds: its exchanges in one line each, or its errors in their places.
type sample struct {
	file  string
	lines []string
	// places are texts of the file at which bytes of bodies lie.
	places []place
}

// place says where in the file a byte of a body comes from.
type place struct {
	line       int
	isResponse bool
	text, mark string
}

func (s *sample) check(t *testing.T) {
	t.Helper()
	name := "testdata/formats/" + s.file
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	var lines []string
	var exchanges []conformance.Exchange
	for x, err := range recording.ReadFile(name) {
		line := ""
		if exchanges = append(exchanges, x); err != nil {
			line = err.Error()
		} else {
			line = oneLine(&x)
		}
		lines = append(lines, line)
	}
	require.Equal(t, s.lines, lines)
	for _, p := range s.places {
		x := &exchanges[p.line]
		b := &x.Request.Body
		if p.isResponse {
			b = &x.Response.Body
		}
		index := indexOf(t, b.Bytes, p.text)
		require.Equal(t, placeOf(t, string(text), p.mark), at(x, b.Offset(index)), "%q in %s", p.text, b.Bytes)
	}
}

func indexOf(t *testing.T, body []byte, text string) int {
	t.Helper()
	require.Equal(t, 1, bytes.Count(body, []byte(text)), "%q has to be once in %q", text, body)
	return bytes.Index(body, []byte(text))
}
