package conformance

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// route is a path of the contract with its operations.
type route struct {
	template   template
	at         Location
	operations []*operation
}

// routes holds the paths by their number of segments, the most specific first.
type routes struct{ bySegments map[int][]*route }

func (rs *routes) add(found []*route) {
	if rs.bySegments == nil {
		rs.bySegments = map[int][]*route{}
	}
	for _, r := range found {
		n := len(r.template)
		rs.bySegments[n] = append(rs.bySegments[n], r)
	}
}

func (rs *routes) sort() {
	for _, list := range rs.bySegments {
		slices.SortStableFunc(list, func(a, b *route) int { return a.template.compare(b.template) })
	}
}

// match finds the operation for a method and the segments of an escaped path. Concrete segments win over
// parameters; a path whose method is declared wins over one without it. Where the contract has the path but not the
// method, there is a route without an operation.
func (rs *routes) match(method string, segments []string) (*route, *operation) {
	var found *route
	for _, r := range rs.bySegments[len(segments)] {
		if !r.template.match(segments) {
			continue
		}
		for _, op := range r.operations {
			if op.method == method {
				return r, op
			}
		}
		found = cmp.Or(found, r)
	}
	return found, nil
}

// nearest gives the route that differs from a path in the fewest segments, nil when none shares a literal one.
func (rs *routes) nearest(path string) *route {
	segments := appendSegments(nil, path)
	var best *route
	least := 0
	for n := len(segments) - 1; n <= len(segments)+1; n++ {
		for _, r := range rs.bySegments[n] {
			d := r.template.distance(segments)
			if d < r.template.literals() && (best == nil || d < least) {
				best, least = r, d
			}
		}
	}
	return best
}

// template is a path with parameters, segment by segment.
type template []segment

// segment is literal text and parameters in turn: "{a}.{b}" is "", a, ".", b, "".
type segment struct {
	literals []string
	names    []string
}

func parseTemplate(path string) (template, error) {
	var t template
	for text := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		s := segment{}
		for rest := text; ; {
			literal, after, found := strings.Cut(rest, "{")
			s.literals = append(s.literals, literal)
			if !found {
				break
			}
			name, tail, closed := strings.Cut(after, "}")
			if !closed || name == "" {
				return nil, fmt.Errorf("path %q: got %q, want a parameter as {name}", path, text)
			}
			s.names = append(s.names, name)
			rest = tail
		}
		t = append(t, s)
	}
	return t, nil
}

func (t template) String() string { return t.format(func(name string) string { return name }) }

// shape is the template without the names of its parameters: two templates of one shape match the same paths.
func (t template) shape() string { return t.format(func(string) string { return "" }) }

func (t template) format(name func(string) string) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString("/" + s.literals[0])
		for i, n := range s.names {
			b.WriteString("{" + name(n) + "}" + s.literals[i+1])
		}
	}
	return b.String()
}

// match tells whether a path with these segments is one of the template's. There must be as many. Templates tend to
// begin alike, so that the last segments are the ones to tell them apart.
func (t template) match(segments []string) bool {
	for i := len(t) - 1; i >= 0; i-- {
		if !t[i].isMetBy(segments[i]) {
			return false
		}
	}
	return true
}

// pathValue is the escaped value of a parameter of a path.
type pathValue struct{ name, raw string }

// appendValues gives the values of the parameters in a path that matches.
func (t template) appendValues(values []pathValue, segments []string) []pathValue {
	for i := range t {
		switch s := &t[i]; {
		case s.isParameter():
			values = append(values, pathValue{s.names[0], segments[i]})
		case len(s.names) > 0:
			s.match(segments[i], func(n int, raw string) { values = append(values, pathValue{s.names[n], raw}) })
		}
	}
	return values
}

// isParameter tells whether the segment is one parameter and nothing else, as most that have any are.
func (s *segment) isParameter() bool {
	return len(s.names) == 1 && s.literals[0] == "" && s.literals[1] == ""
}

// isMetBy tells whether a text is one of the segment's.
func (s *segment) isMetBy(text string) bool {
	if s.isParameter() {
		return text != ""
	}
	return s.match(text, func(int, string) {})
}

// match takes each parameter as short as the literal behind it allows, and gives it to take; a parameter is never
// empty.
func (s *segment) match(text string, take func(n int, raw string)) bool {
	if len(s.names) == 0 {
		return text == s.literals[0] || len(text) > len(s.literals[0]) && strings.Contains(text, "%") && s.matchEscaped(text)
	}
	rest, ok := strings.CutPrefix(text, s.literals[0])
	if !ok {
		return false
	}
	for i := range s.names {
		literal := s.literals[i+1]
		end := len(rest)
		switch {
		case i == len(s.names)-1:
			end -= len(literal)
			if !strings.HasSuffix(rest, literal) {
				return false
			}
		case literal != "":
			end = 1 + strings.Index(rest[min(1, len(rest)):], literal)
		}
		if end < 1 {
			return false
		}
		take(i, rest[:end])
		rest = rest[end+len(literal):]
	}
	return rest == ""
}

func (s *segment) matchEscaped(text string) bool {
	plain, err := url.PathUnescape(text)
	return err == nil && plain == s.literals[0]
}

// compare puts the more specific template first: the first segment that differs decides, where a literal goes
// before a parameter, and more literal text before less.
func (t template) compare(o template) int {
	for i := range min(len(t), len(o)) {
		if c := cmp.Compare(min(len(t[i].names), 1), min(len(o[i].names), 1)); c != 0 {
			return c
		}
		if c := cmp.Compare(t[i].text(), o[i].text()); c != 0 && len(t[i].names) > 0 {
			return -c
		}
	}
	return cmp.Compare(t.String(), o.String())
}

// text counts the bytes of literal text.
func (s *segment) text() int {
	n := 0
	for _, literal := range s.literals {
		n += len(literal)
	}
	return n
}

// literals counts the segments without a parameter.
func (t template) literals() int {
	n := 0
	for _, s := range t {
		if len(s.names) == 0 {
			n++
		}
	}
	return n
}

// distance counts the segments in which a path differs.
func (t template) distance(segments []string) int {
	d := max(len(t), len(segments)) - min(len(t), len(segments))
	for i := range min(len(t), len(segments)) {
		if !t[i].isMetBy(segments[i]) {
			d++
		}
	}
	return d
}
