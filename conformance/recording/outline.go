package recording

import "github.com/devenviron/contract/conformance/jsontext"

// outline is what can be seen of a JSON object from its beginning: the first byte of each member, by the
// path of the member, such as "request.url"; 0 where the text ends before it.
type outline struct {
	members map[string]byte
	// closed is where the object ends, -1 if it does not end in the text.
	closed int
}

// has tells whether the object has a member.
func (s *outline) has(path string) bool {
	if s == nil {
		return false
	}
	_, ok := s.members[path]
	return ok
}

// is tells whether the object has a member that begins in a way.
func (s *outline) is(path string, opening byte) bool {
	return s.has(path) && s.members[path] == opening
}

// maxOutlineDepth is how deep the members lie that an outline has.
const maxOutlineDepth = 2

// outlineOf reads the outline of the object that a text begins with, nil if it begins with something else. It does not
// judge the grammar.
func outlineOf(text []byte) *outline {
	r := outlineReader{text: text, outline: outline{members: map[string]byte{}, closed: -1}}
	if r.space(); r.hand() != '{' {
		return nil
	}
	r.read()
	return &r.outline
}

type outlineReader struct {
	text  []byte
	pos   int
	depth int
	// paths are those of the objects that are open, one for each depth of the outline.
	paths [maxOutlineDepth + 1]string
	// inObject tells whether what is open at a depth is an object.
	inObject [maxOutlineDepth + 1]bool
	outline  outline
}

func (r *outlineReader) hand() byte {
	if r.pos < len(r.text) {
		return r.text[r.pos]
	}
	return 0
}

func (r *outlineReader) space() {
	for r.hand() == ' ' || r.hand() == '\t' || r.hand() == '\n' || r.hand() == '\r' {
		r.pos++
	}
}

func (r *outlineReader) read() {
	path, isName := "", false
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		r.pos++
		switch c {
		case '{', '[':
			r.depth++
			if isName = r.depth <= maxOutlineDepth && c == '{'; r.depth <= maxOutlineDepth {
				r.paths[r.depth], r.inObject[r.depth] = path, c == '{'
			}
		case '}', ']':
			if r.depth--; r.depth <= 0 {
				r.outline.closed = r.pos
				return
			}
		case ',':
			isName = r.depth <= maxOutlineDepth && r.inObject[r.depth]
		case '"':
			quoted, ok := r.string()
			if !ok {
				return
			}
			if isName {
				name, _, _ := jsontext.AppendText(nil, quoted, 0)
				path, isName = r.member(string(name)), false
			}
		}
	}
}

// string moves behind the string whose opening quote was passed, and gives it with its quotes.
func (r *outlineReader) string() (quoted []byte, ok bool) {
	start := r.pos
	for ; r.pos < len(r.text); r.pos++ {
		switch r.text[r.pos] {
		case '\\':
			r.pos++
		case '"':
			r.pos++
			return r.text[start-1 : r.pos], true
		}
	}
	return nil, false
}

// member notes the member at hand, and gives its path.
func (r *outlineReader) member(name string) string {
	path := name
	if parent := r.paths[r.depth]; parent != "" {
		path = parent + "." + name
	}
	if r.space(); r.hand() == ':' {
		r.pos++
	}
	r.space()
	r.outline.members[path] = r.hand()
	return path
}
