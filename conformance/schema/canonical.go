package schema

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance/jsontext"
)

// appendCanonical appends a form of the value at data[start] that two values share exactly when they are
// equal: 1 and 1.0, "a" and "\u0061", two objects with their members in another order. It also gives where
// the value ends. The text is checked.
func appendCanonical(dst, data []byte, start int) (canonical []byte, end int) {
	switch c := data[start]; c {
	case '[':
		dst = append(dst, '[')
		end = eachElement(data, start, func(i int) int {
			dst, i = appendCanonical(dst, data, i)
			return i
		})
		return append(dst, ']'), end
	case '{':
		return appendObject(dst, data, start)
	case 't', 'f', 'n':
		return append(dst, c), jsontext.ValueEnd(data, start)
	case '"':
		end = jsontext.ValueEnd(data, start)
		return appendText(dst, data[start:end]), end
	}
	end = jsontext.ValueEnd(data, start)
	return appendNumber(dst, parseDecimal(data[start:end])), end
}

func appendNumber(dst []byte, d decimal) []byte {
	dst = append(dst, '0')
	if d.negative {
		dst = append(dst, '-')
	}
	dst = append(dst, d.digits...)
	dst = append(dst, 'e')
	return append(strconv.AppendInt(dst, int64(d.exp), 10), ';')
}

// appendText appends a string behind its length, so that none can pass for another's head.
func appendText(dst, quoted []byte) []byte {
	text := jsontext.Unquote(nil, quoted)
	dst = append(dst, '"')
	dst = strconv.AppendInt(dst, int64(len(text)), 10)
	dst = append(dst, ':')
	return append(dst, text...)
}

func appendObject(dst, data []byte, start int) (canonical []byte, end int) {
	var members [][]byte
	end = eachMember(data, start, func(name jsontext.Span, i int) int {
		member, i := appendCanonical(appendText(nil, data[name.Start:name.End]), data, i)
		members = append(members, member)
		return i
	})
	slices.SortFunc(members, bytes.Compare)
	dst = append(dst, '{')
	for _, m := range members {
		dst = append(dst, m...)
	}
	return append(dst, '}'), end
}

// eachElement goes over an array once: visit gets where an element begins, and gives where it ends.
func eachElement(data []byte, start int, visit func(i int) (end int)) (end int) {
	for i := jsontext.SkipSpace(data, start+1); ; i = jsontext.SkipSpace(data, i+1) {
		if data[i] != ']' {
			i = jsontext.SkipSpace(data, visit(i))
		}
		if data[i] == ']' {
			return i + 1
		}
	}
}

// eachMember goes over an object once: visit gets a name and where its value begins, and gives where that ends.
func eachMember(data []byte, start int, visit func(name jsontext.Span, i int) (end int)) (end int) {
	for i := jsontext.SkipSpace(data, start+1); ; i = jsontext.SkipSpace(data, i+1) {
		if data[i] != '}' {
			name := jsontext.Span{Start: i, End: jsontext.ValueEnd(data, i)}
			i = jsontext.SkipSpace(data, jsontext.SkipSpace(data, name.End)+1) // the colon
			i = jsontext.SkipSpace(data, visit(name, i))
		}
		if data[i] == '}' {
			return i + 1
		}
	}
}
