package recording

import "github.com/devenviron/contract/conformance/jsontext"

// walker goes through JSON text once, from value to value, and checks it on the way. Its methods read the value
// at hand and move past it. At the first breach of the grammar it is broken, and has nothing at hand any more;
// what the breach is, [jsontext.Check] knows.
type walker struct {
	text []byte
	// pos is where the value at hand starts.
	pos     int
	depth   int
	broken  bool
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
// visit leaves at hand is passed. What objects of the shape have in common makes it faster: a member of which the visit
// says that it does not matter may be passed without a visit when it comes again with the same value.
func (w *walker) object(s *shape, visit func(name []byte) (matters bool)) { w.list(s, '}', visit) }

// array visits the elements of the array at hand in the same way.
func (w *walker) array(s *shape, visit func()) {
	w.list(s, ']', func([]byte) bool {
		visit()
		return true
	})
}

func (w *walker) list(s *shape, closing byte, visit func(name []byte) (matters bool)) {
	w.depth++
	w.pos++
	p := trail{opening: w.pos, start: w.pos, last: -1}
	for {
		name, more := w.step(s, closing, &p)
		if !more {
			return
		}
		start := w.pos
		matters := visit(name)
		if w.pos == start {
			w.skip()
		}
		if matters || !s.grows(&p, w.text[p.start:w.pos]) {
			p.pass(w.pos)
		}
	}
}

// step moves to the next value of an array or object, or out of it. It tells whether there is one, and the name of a
// member.
func (w *walker) step(s *shape, closing byte, p *trail) (name []byte, more bool) {
	if known := s.next(p, w.text, w.pos); known != nil {
		w.pos += known.length
		if known.isEnd {
			w.depth--
			return nil, false
		}
		if w.hand() <= ' ' {
			w.space()
		}
		return known.name, true
	}
	name, more = w.next(closing, w.pos == p.opening)
	if w.broken {
		return nil, false
	}
	text, length := w.text[p.start:w.pos], w.pos-p.start
	switch {
	case !more:
		s.learn(p, step{text: text, length: length, isEnd: true})
	case closing == '}':
		s.learn(p, step{text: text, length: length, name: name})
	case w.hand() == '{':
		s.learn(p, step{text: w.text[p.start : w.pos+1], length: length})
	}
	return name, more
}

// next is step without any knowledge.
func (w *walker) next(closing byte, isFirst bool) (name []byte, more bool) {
	w.space()
	switch hand := w.hand(); {
	case hand == closing:
		w.depth--
		w.pos++
		return nil, false
	case hand == ',' && !isFirst:
		w.pos++
		w.space()
	case !isFirst:
		w.fail()
		return nil, false
	}
	if closing == '}' {
		name = w.member()
	}
	return name, true
}

// member moves past the name at hand and its colon. The name holds until the next string.
func (w *walker) member() (name []byte) {
	if w.hand() != '"' {
		w.fail()
		return nil
	}
	name = w.string()
	if w.space(); w.hand() != ':' {
		w.fail()
		return nil
	}
	w.pos++
	w.space()
	return name
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
