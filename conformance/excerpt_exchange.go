package conformance

import (
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance/jsontext"
)

// The excerpts from what is no body. Neighbours are left out where they may be secrets: other parameters of a
// query, other headers, all cookies.

// methodExcerpt shows the method of the request.
func (x *Exchange) methodExcerpt() Excerpt {
	return x.lineExcerpt(jsontext.Span{End: len(x.Request.Method)})
}

// pathExcerpt shows bytes [start, end) of the path of the request.
func (x *Exchange) pathExcerpt(start, end int) Excerpt {
	path := len(x.Request.Method + " ")
	return x.lineExcerpt(jsontext.Span{Start: path + start, End: path + end})
}

// statusExcerpt shows the status of the response.
func (x *Exchange) statusExcerpt() Excerpt {
	line := x.line()
	return x.lineExcerpt(jsontext.Span{Start: strings.LastIndexByte(line, ' ') + 1, End: len(line)})
}

func (x *Exchange) lineExcerpt(evidence jsontext.Span) Excerpt {
	return excerpt([]byte(x.line()), evidence, nil)
}

// line is the exchange in short, without its query.
func (x *Exchange) line() string {
	line := x.Request.Method + " " + x.Request.URL.EscapedPath()
	if x.Response.Status == 0 {
		return line
	}
	return line + " -> " + strconv.Itoa(x.Response.Status)
}

// wholeExcerpt shows a text of which all deviates.
func wholeExcerpt(text []byte) Excerpt {
	return excerpt(text, jsontext.Span{End: len(text)}, nil)
}

// headerExcerpt shows the value of a header.
func headerExcerpt(name, value string) Excerpt {
	text := name + ": " + value
	return excerpt([]byte(text), jsontext.Span{Start: len(text) - len(value), End: len(text)}, nil)
}

// pairExcerpt shows the name=value of a query or a form in which an index lies. The value of a name that deviates is
// not shown, because the contract knows nothing of it.
func pairExcerpt(text string, index int) Excerpt {
	start := strings.LastIndexAny(text[:index], "?&") + 1
	end := len(text)
	if i := strings.IndexAny(text[index:], "&#"); i >= 0 {
		end = index + i
	}
	name, value, _ := strings.Cut(text[start:end], "=")
	if index-start > len(name) {
		return excerpt([]byte(text[start:end]), jsontext.Span{Start: index - start, End: end - start}, nil)
	}
	if value != "" {
		value = "=" + hidden
	}
	return excerpt([]byte(name+value), jsontext.Span{End: len(name)}, nil)
}
