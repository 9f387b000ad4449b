package conformance

import (
	"net/url"
	"slices"
	"strings"
)

// at takes the path of a URL apart.
func (k *check) at(u *url.URL) {
	k.escaped = u.EscapedPath()
	k.segments = appendSegments(k.segments[:0], k.escaped)
}

// line gives the method and the path of a request. It is in memory that a few results share.
func (k *check) line(method string) string {
	const most = 1 << 10 // of memory that one result can hold on to
	size := len(method) + len(" ") + len(k.escaped)
	if k.lines.Cap()-k.lines.Len() < size {
		doubled := min(2*k.lines.Cap(), most)
		k.lines.Reset()
		k.lines.Grow(max(size, doubled))
	}
	start := k.lines.Len()
	k.lines.WriteString(method)
	k.lines.WriteByte(' ')
	k.lines.WriteString(k.escaped)
	return k.lines.String()[start:]
}

// appendSegments cuts an escaped path into escaped segments.
func appendSegments(segments []string, path string) []string {
	rest := strings.TrimPrefix(path, "/")
	for {
		slash := strings.IndexByte(rest, '/')
		if slash < 0 {
			return append(segments, rest)
		}
		segments = append(segments, rest[:slash])
		rest = rest[slash+1:]
	}
}

func (k *check) pathParameters() {
	for _, p := range k.operation.judged.path {
		i := slices.IndexFunc(k.path, func(v pathValue) bool { return v.name == p.name })
		if i >= 0 && !k.passes(p, k.path[i].raw, unescapePath) {
			k.pathParameter(p, k.path[i].raw)
		}
	}
}

func (k *check) pathParameter(p *parameter, raw string) {
	x := k.exchange
	text := x.Request.rawURL()
	// The first place with the value will do: a value that stands twice in a path is equally wrong twice.
	place := func(source int) Location { return x.URLAt(max(strings.Index(text, "/"+raw)+1, 0) + source) }
	value, ok := p.read(k.literal(), raw, unescapePath)
	if !ok {
		k.add(RuleParameterSyntax, p.subject, quote(raw), "style "+p.style, place(0), p.at)
		return
	}
	k.parameter(p, value, place, func(source int) Excerpt {
		start := max(strings.Index(k.escaped, "/"+raw)+1, 0)
		return x.pathExcerpt(start+source, start+len(raw))
	})
}
