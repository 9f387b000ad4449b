package schema

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance/jsontext"
)

// appendCanonical appends a form of the value at data[start] that two values share exactly when they are
// equal: 1 and 1.0, "a" and "\u0061", two objects with their members in another order. The text is checked.
func appendCanonical(dst, data []byte, start int) []byte {
	switch c := data[start]; c {
	case '"':
		return appendText(dst, jsontext.Unquote(nil, data[start:jsontext.ValueEnd(data, start)]))
	case '[':
		dst = append(dst, '[')
		for element := range jsontext.Elements(data, start) {
			dst = appendCanonical(dst, data, element.Start)
		}
		return append(dst, ']')
	case '{':
		return appendObject(dst, data, start)
	case 't', 'f', 'n':
		return append(dst, c)
	}
	d := parseDecimal(data[start:jsontext.ValueEnd(data, start)])
	dst = append(dst, '0')
	if d.negative {
		dst = append(dst, '-')
	}
	dst = append(dst, d.digits...)
	dst = append(dst, 'e')
	return append(strconv.AppendInt(dst, int64(d.exp), 10), ';')
}

// appendText appends a string behind its length, so that none can pass for another's head.
func appendText(dst, text []byte) []byte {
	dst = append(dst, '"')
	dst = strconv.AppendInt(dst, int64(len(text)), 10)
	dst = append(dst, ':')
	return append(dst, text...)
}

func appendObject(dst, data []byte, start int) []byte {
	var members [][]byte
	for m := range jsontext.Members(data, start) {
		members = append(members, appendCanonical(appendText(nil, []byte(m.Name)), data, m.Value.Start))
	}
	slices.SortFunc(members, bytes.Compare)
	dst = append(dst, '{')
	for _, m := range members {
		dst = append(dst, m...)
	}
	return append(dst, '}')
}
