package schema

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A place is a value in the body.
type place struct {
	jsontext.Span
	parent *place        // nil at the top
	name   jsontext.Span // of a member
	index  int           // of an element
}

func (j *judge) text(at *place) []byte  { return j.data[at.Start:at.End] }
func (j *judge) kind(at *place) kindSet { return kindOf(j.data[at.Start]) }

// unquoted gives the text of a string.
func (j *judge) unquoted(at jsontext.Span) []byte {
	quoted := j.data[at.Start:at.End]
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	return jsontext.Unquote(nil, quoted)
}

// maxPointer is how long pointers are shown.
const maxPointer = 2048

func (j *judge) pointer(at *place) string {
	if at.parent == nil {
		return ""
	}
	return cutAt(string(j.appendPointer(make([]byte, 0, 64), at)), maxPointer)
}

func (j *judge) appendPointer(dst []byte, at *place) []byte {
	if at.parent == nil {
		return dst
	}
	dst = append(j.appendPointer(dst, at.parent), '/')
	switch {
	case len(dst) > maxPointer:
		return dst
	case j.data[at.parent.Start] == '[':
		return strconv.AppendInt(dst, int64(at.index), 10)
	}
	return append(dst, escapePointer(string(j.head(at.name, maxPointer)))...)
}

// head gives the text of a string, or at least so many of its first characters.
func (j *judge) head(at jsontext.Span, characters int) []byte {
	const longestEscape = len(`\ud83d\ude00`)
	at.End = min(at.End, at.Start+1+longestEscape*characters)
	return j.unquoted(at)
}

// top is the value that the text is.
func (j *judge) top() *place {
	const spaces = " \n\r\t"
	return j.places.put(place{Span: jsontext.Span{Start: jsontext.SkipSpace(j.data, 0), End: len(bytes.TrimRight(j.data, spaces))}})
}

// members yields the names and the values of an object.
func (j *judge) members(at *place) iter.Seq2[jsontext.Span, jsontext.Span] {
	data := j.data
	return func(yield func(name, value jsontext.Span) bool) {
		for i := jsontext.SkipSpace(data, at.Start+1); data[i] == '"'; {
			name := jsontext.Span{Start: i, End: jsontext.ValueEnd(data, i)}
			i = jsontext.SkipSpace(data, jsontext.SkipSpace(data, name.End)+1) // the colon
			value := j.span(i)
			if !yield(name, value) {
				return
			}
			i = j.next(value)
		}
	}
}

// elements yields the elements of an array.
func (j *judge) elements(at *place) iter.Seq2[int, jsontext.Span] {
	return func(yield func(index int, value jsontext.Span) bool) {
		i := jsontext.SkipSpace(j.data, at.Start+1)
		for index := 0; j.data[i] != ']'; index++ {
			value := j.span(i)
			if !yield(index, value) {
				return
			}
			i = j.next(value)
		}
	}
}

// next gives where the member or element behind a value begins, or the end of what holds them.
func (j *judge) next(value jsontext.Span) int {
	i := jsontext.SkipSpace(j.data, value.End)
	if j.data[i] == ',' {
		i = jsontext.SkipSpace(j.data, i+1)
	}
	return i
}

// span gives the value at i. The ends of those around failures are known, and otherwise those of larger ones:
// what is nested deep is not gone over at every level.
func (j *judge) span(i int) jsontext.Span {
	if c := j.data[i]; c != '{' && c != '[' {
		return jsontext.Span{Start: i, End: jsontext.ValueEnd(j.data, i)}
	}
	if j.guided {
		for len(j.around) > 0 && j.around[0].Start < i {
			j.around = j.around[1:]
		}
		if len(j.around) > 0 && j.around[0].Start == i {
			return j.around[0]
		}
		return jsontext.Span{Start: i, End: jsontext.ValueEnd(j.data, i)}
	}
	if len(j.ends) == 0 {
		j.index()
	}
	at, found := slices.BinarySearchFunc(j.ends, i, func(s jsontext.Span, i int) int { return cmp.Compare(s.Start, i) })
	if found {
		return j.ends[at]
	}
	return jsontext.Span{Start: i, End: jsontext.ValueEnd(j.data, i)}
}

// minIndexed is how large the arrays and objects are whose ends are kept.
const minIndexed = 256

// index finds the ends of the larger arrays and objects.
func (j *judge) index() {
	var open []int // those that are open, as indexes into ends
	for i := 0; i < len(j.data); i++ {
		switch j.data[i] {
		case '"':
			i = jsontext.ValueEnd(j.data, i) - 1
		case '{', '[':
			open = append(open, len(j.ends))
			j.ends = append(j.ends, jsontext.Span{Start: i})
		case '}', ']':
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if j.ends[last].End = i + 1; i+1-j.ends[last].Start < minIndexed {
				j.ends = j.ends[:last] // so is all in it
			}
		}
	}
}

// isSpared reports whether a value is known to have no fault. Values are asked for in their order.
func (j *judge) isSpared(at jsontext.Span) bool {
	if !j.guided {
		return false
	}
	for len(j.failures) > 0 && j.failures[0].offset < at.Start {
		j.failures = j.failures[1:]
	}
	return j.isDone(at)
}

// isDone reports whether no failure lies ahead in a value.
func (j *judge) isDone(at jsontext.Span) bool {
	return j.guided && (len(j.failures) == 0 || j.failures[0].offset >= at.End)
}

// failureAt reports whether the value at an offset is a failure, and whether it is one as a whole.
func (j *judge) failureAt(offset int) (isOne, whole bool) {
	for _, f := range j.failures {
		if f.offset > offset {
			break
		}
		if f.offset == offset {
			isOne, whole = true, whole || f.whole
		}
	}
	return isOne, whole
}
