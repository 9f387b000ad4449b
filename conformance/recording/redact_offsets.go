package recording

import (
	"bytes"
	"unicode/utf8"
)

// offsets turns places into offsets. It goes on from the place before, as places come in order.
type offsets struct {
	at   place
	from int
}

func (o *offsets) of(text []byte, line, column int) int {
	if o.at == (place{}) || line < o.at.line || line == o.at.line && column < o.at.column {
		o.at, o.from = fileStart, len(text)-len(bytes.TrimPrefix(text, []byte("\uFEFF")))
	}
	for o.at.line < line {
		next := bytes.IndexByte(text[o.from:], '\n')
		if next < 0 {
			break
		}
		o.from += next + 1
		o.at = place{o.at.line + 1, 1}
	}
	for o.at.column < column && o.from < len(text) {
		_, n := utf8.DecodeRune(text[o.from:])
		o.from += n
		o.at.column++
	}
	return o.from
}
