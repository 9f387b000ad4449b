package recording

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// holdsVariables tells whether a text still has variables such as {{token}} where values belong.
func holdsVariables(text []byte) bool { return bytes.Contains(text, []byte("{{")) }

// setTemplate takes a URL of which the first part may be variables: what stands for scheme and host may be unknown,
// the path and the query may not.
func (p *part) setTemplate(r *conformance.Request, s *splice, path string) {
	text := string(s.text)
	scheme, rest, isAbs := strings.Cut(text, "://")
	if !isAbs {
		scheme, rest = "", text
	}
	host, _, _ := strings.Cut(rest, "/")
	switch {
	case strings.Contains(scheme+host, "{{"):
		s = s.from(len(text) - len(rest) + len(host))
		if len(s.text) == 0 || s.text[0] != '/' {
			s = s.after("/")
		}
	case !isAbs && !strings.HasPrefix(text, "/") && text != "":
		s = s.after("http://")
	}
	if holdsVariables(s.text) {
		p.fail(s.offset(bytes.Index(s.text, []byte("{{"))), path, "a variable", "its value")
		return
	}
	p.setURL(r, s, path)
}

// from is the splice without the bytes before an index.
func (s *splice) from(index int) *splice {
	rest := &splice{}
	rest.add(string(s.text[index:]), func(i int) int { return s.offset(index + i) })
	return rest
}

// after is the splice behind a text that stands nowhere.
func (s *splice) after(text string) *splice {
	whole := &splice{}
	whole.addAt(text, s.offset(0))
	whole.add(string(s.text), s.offset)
	return whole
}

// query appends a parameter of a query. The place of its escaped value is that of its beginning.
func (s *splice) query(name string, nameOffset int, value string, valueOffset int) {
	separator := "&"
	if !bytes.Contains(s.text, []byte("?")) {
		separator = "?"
	}
	s.addAt(separator+url.QueryEscape(name)+"=", nameOffset)
	s.addAt(url.QueryEscape(value), valueOffset)
}

// field appends a field of a form in the same way.
func (s *splice) field(name string, nameOffset int, value string, valueOffset int) {
	separator := "&"
	if len(s.text) == 0 {
		separator = ""
	}
	s.addAt(separator+url.QueryEscape(name)+"=", nameOffset)
	s.addAt(url.QueryEscape(value), valueOffset)
}
