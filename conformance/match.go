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

// match is an exchange held against the contract: the route, the operation when it has the method, and the
// values of the path's parameters.
type match struct {
	route     *route
	operation *operation
	path      map[string]string
}

// match finds the operation for a method and an escaped path. Concrete segments win over parameters; a path
// whose method is declared wins over one without it.
func (rs *routes) match(method, path string) match {
	segments := splitPath(path)
	var best match
	for _, r := range rs.bySegments[len(segments)] {
		values, ok := r.template.match(segments)
		if !ok {
			continue
		}
		for _, op := range r.operations {
			if op.method == method {
				return match{r, op, values}
			}
		}
		if best.route == nil {
			best = match{route: r}
		}
	}
	return best
}

// nearest gives the route that differs from a path in the fewest segments, nil when none shares a literal one.
func (rs *routes) nearest(path string) *route {
	segments := splitPath(path)
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

// splitPath cuts an escaped path into escaped segments.
func splitPath(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

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

// match gives the escaped values of the parameters.
func (t template) match(segments []string) (map[string]string, bool) {
	values := map[string]string{}
	for i, s := range t {
		if !s.match(segments[i], values) {
			return nil, false
		}
	}
	return values, true
}

// match takes each parameter as short as the literal behind it allows; a parameter is never empty.
func (s segment) match(text string, values map[string]string) bool {
	if len(s.names) == 0 {
		plain, err := url.PathUnescape(text)
		return err == nil && plain == s.literals[0]
	}
	rest, ok := strings.CutPrefix(text, s.literals[0])
	if !ok {
		return false
	}
	for i, name := range s.names {
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
		values[name] = rest[:end]
		rest = rest[end+len(literal):]
	}
	return rest == ""
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
func (s segment) text() int {
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
		if !t[i].match(segments[i], map[string]string{}) {
			d++
		}
	}
	return d
}
