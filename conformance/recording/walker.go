package recording

import "github.com/devenviron/contract/conformance/jsontext"

// walker goes through JSON text once, from value to value, and checks it on the way. Its methods read the value
// at hand and move past it. At the first breach of the grammar it is broken, and has nothing at hand any more;
// what the breach is, [jsontext.Check] knows.
type walker struct {
	text []byte
	// pos is where the value at hand starts.
	pos    int
	depth  int
	broken bool
	// name is the name of the last member.
	name    []byte
	scratch []byte
}

// begin goes to the beginning of the text.
func (w *walker) begin() {
	w.pos, w.depth, w.broken = 0, 0, false
	w.space()
}

// hand is the byte at hand, 0 at the end.
func (w *walker) hand() byte {
	if w.pos < len(w.text) {
		return w.text[w.pos]
	}
	return 0
}

func (w *walker) space() { w.pos = jsontext.SkipSpace(w.text, w.pos) }

func (w *walker) fail() {
	w.broken = true
	w.pos = len(w.text)
}

// end makes sure that nothing is left.
func (w *walker) end() {
	if w.space(); w.pos < len(w.text) {
		w.fail()
	}
}

// object visits the members of the object at hand, each by its name and with its value at hand. A value that the
// visit leaves at hand is passed.
func (w *walker) object(visit func(name []byte)) {
	for more := w.open('}'); more; more = w.next('}') {
		w.member()
		start := w.pos
		if visit(w.name); w.pos == start {
			w.skip()
		}
	}
}

// array visits the elements of the array at hand in the same way.
func (w *walker) array(visit func(index int)) {
	index := 0
	for more := w.open(']'); more; more = w.next(']') {
		start := w.pos
		if visit(index); w.pos == start {
			w.skip()
		}
		index++
	}
}

// open moves into an array or object, to the first of what is in it; it tells whether there is anything.
func (w *walker) open(closing byte) bool {
	w.depth++
	w.pos++
	if w.space(); w.hand() == closing {
		w.depth--
		w.pos++
		return false
	}
	return true
}

// next moves from the end of a value to the next one, or out of the array or object.
func (w *walker) next(closing byte) bool {
	w.space()
	switch w.hand() {
	case ',':
		w.pos++
		w.space()
		return true
	case closing:
		w.depth--
		w.pos++
	default:
		w.fail()
	}
	return false
}

// member moves past the name at hand and its colon.
func (w *walker) member() {
	if w.hand() != '"' {
		w.fail()
		return
	}
	w.name = w.string()
	if w.space(); w.hand() != ':' {
		w.fail()
		return
	}
	w.pos++
	w.space()
}

// string moves past the string at hand and gives its text, which holds until the next call.
func (w *walker) string() []byte {
	text, end, ok := jsontext.PlainText(w.text, w.pos)
	if ok {
		w.pos = end
		return text
	}
	w.scratch = w.appendText(w.scratch[:0])
	return w.scratch
}

// passString moves past the string at hand without a look at what is in it.
func (w *walker) passString() {
	end, ok := jsontext.StringEnd(w.text, w.pos)
	if w.pos = end; !ok {
		w.fail()
	}
}

// appendText moves past the string at hand, and appends its text.
func (w *walker) appendText(dst []byte) []byte {
	dst, end, err := jsontext.AppendText(dst, w.text, w.pos)
	if w.pos = end; err != nil {
		w.fail()
	}
	return dst
}

// skip moves past the value at hand and gives where it lies.
func (w *walker) skip() jsontext.Span {
	start := w.pos
	if w.hand() == '"' {
		if _, end, ok := jsontext.PlainText(w.text, start); ok {
			w.pos = end
			return jsontext.Span{Start: start, End: end}
		}
	}
	length, err := jsontext.CheckPrefix(w.text[start:], jsontext.DefaultMaxDepth-w.depth)
	if w.pos += length; err != nil {
		w.fail()
	}
	return jsontext.Span{Start: start, End: start + length}
}
