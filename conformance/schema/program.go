package schema

import (
	"errors"

	"github.com/devenviron/contract/conformance/jsontext"
)

// Program is a compiled schema. It never changes and is safe for concurrent use.
type Program struct {
	root     *node
	maxDepth int
}

// Check judges a body: all its faults, in order of their offset, or nil when it conforms. A body that is not
// JSON text has that one fault.
func (p *Program) Check(body []byte) []Fault {
	if err := jsontext.Check(body, p.maxDepth); err != nil {
		return []Fault{breach(err, len(body))}
	}
	start := jsontext.SkipSpace(body, 0)
	j := judge{data: body}
	var out outcome
	root := &place{Span: jsontext.Span{Start: start, End: jsontext.ValueEnd(body, start)}}
	j.value(p.root, root, &out)
	j.duplicates(root, &out)
	return j.findings(&out)
}

var keywordsOfClass = map[jsontext.Class]Keyword{
	jsontext.Syntax:   KeywordSyntax,
	jsontext.Encoding: KeywordEncoding,
	jsontext.Depth:    KeywordDepth,
}

func breach(err error, size int) Fault {
	e, _ := errors.AsType[*jsontext.SyntaxError](err)
	return Fault{
		Keyword: keywordsOfClass[e.Class],
		Offset:  e.Offset,
		End:     min(e.Offset+1, size),
		Got:     e.Got,
		Want:    e.Want,
	}
}
