package recording

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/devenviron/contract/conformance"
)

// maxDecoded bounds what a body that is still compressed in its recording may expand to.
const maxDecoded = 64 << 20

// setBody sets a body that a recorder keeps whenever there is one: an empty one counts as empty, unless headers
// announce more. What the body is encoded with is undone.
func setBody(b *conformance.Body, text []byte, offset func(index int) int, headers []conformance.Header) {
	b.Bytes, b.Offset = text, offset
	b.Recorded = len(text) > 0 || !statesLength(headers)
	coding := headerValue(headers, "Content-Encoding")
	if len(text) == 0 || coding == "" || strings.EqualFold(coding, "identity") {
		return
	}
	plain, err := decode(strings.ToLower(coding), text)
	switch {
	case err == nil:
		start := offset(0)
		b.Bytes, b.Offset = plain, at(start) // only the place of the whole is known
	case isBinary(text):
		*b = conformance.Body{MediaType: b.MediaType}
	}
}

// isBinary tells a body that is still encoded from one that the recorder decoded, and kept the header of.
func isBinary(text []byte) bool {
	for _, c := range text[:min(len(text), 512)] {
		if c >= 0x80 || c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return true
		}
	}
	return false
}

// decode undoes a content coding of HTTP.
func decode(coding string, body []byte) ([]byte, error) {
	var plain io.Reader
	var err error
	switch coding {
	case "gzip", "x-gzip":
		plain, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		plain, err = zlib.NewReader(bytes.NewReader(body))
	case "zstd":
		var d *zstd.Decoder
		if d, err = zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow)); err == nil {
			defer d.Close()
			plain = d
		}
	default:
		return nil, fmt.Errorf("unknown content coding")
	}
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(plain, maxDecoded+1))
	if err == nil && len(text) > maxDecoded {
		return nil, fmt.Errorf("more than %d bytes", maxDecoded)
	}
	return text, err
}

// headerValue gives the value of a header, "" if there is none.
func headerValue(headers []conformance.Header, name string) string {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// isJSON tells whether a media type is JSON or built on it.
func isJSON(mediaType string) bool {
	name, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	name = strings.TrimSpace(name)
	return name == "application/json" || name == "text/json" || strings.HasSuffix(name, "+json")
}
