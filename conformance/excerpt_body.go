package conformance

import (
	"errors"
	"sort"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema"
)

// bodyExcerpts are those of faults of a JSON body, which has no secrets that are known any more. Values of which the
// contract says nothing are not shown: they may be secrets that nobody knows.
func bodyExcerpts(body []byte, ref *openapi3.SchemaRef, faults []schema.Fault) []Excerpt {
	s := findUndocumented(body, ref, faults)
	out := make([]Excerpt, len(faults))
	for i, f := range faults {
		out[i] = excerpt(s.body, jsontext.Span{Start: f.Offset, End: f.End}, s.spans)
	}
	return out
}

// excerpts are those of faults of a value that was read from something else than JSON: show gives that of an index
// there.
func (l *literal) excerpts(faults []schema.Fault, show func(source int) Excerpt) []Excerpt {
	out := make([]Excerpt, len(faults))
	for i, f := range faults {
		out[i] = show(l.source(f.Offset))
	}
	return out
}

// undocumented finds the values that excerpts must not show, as far as they are near faults.
type undocumented struct {
	body   []byte
	faults []schema.Fault
	spans  []jsontext.Span
}

func findUndocumented(body []byte, ref *openapi3.SchemaRef, faults []schema.Fault) *undocumented {
	s := &undocumented{body: body, faults: faults}
	if breach, broken := errors.AsType[*jsontext.SyntaxError](jsontext.Check(body, jsontext.DefaultMaxDepth)); broken {
		s.body = body[:min(breach.Offset+1, len(body))] // What comes behind it is anything.
		s.allValues(breach.Offset)
	} else {
		start := jsontext.SkipSpace(body, 0)
		s.value(jsontext.Span{Start: start, End: jsontext.ValueEnd(body, start)}, openapi3.SchemaRefs{ref})
	}
	return s
}

// near says whether an excerpt can show a part of a span.
func (s *undocumented) near(at jsontext.Span) bool {
	i := sort.Search(len(s.faults), func(i int) bool { return s.faults[i].Offset+excerptReach >= at.Start })
	return i < len(s.faults) && s.faults[i].Offset-excerptReach <= at.End
}

// value looks into a value to which schemas apply.
func (s *undocumented) value(at jsontext.Span, refs openapi3.SchemaRefs) {
	if !s.near(at) {
		return
	}
	var schemas []*openapi3.Schema
	for _, ref := range refs {
		walk(ref, func(one *openapi3.Schema) { schemas = append(schemas, one) })
	}
	if len(schemas) == 0 {
		s.spans = append(s.spans, at)
		return
	}
	for m := range jsontext.Members(s.body, at.Start) {
		s.value(m.Value, membersNamed(schemas, m.Name))
	}
	for item := range jsontext.Elements(s.body, at.Start) {
		s.value(item, itemsOf(schemas))
	}
}

// allValues hides the strings and numbers before the first breach of a broken body: without knowing where they
// stand, nobody knows what they are. The names of members stay.
func (s *undocumented) allValues(breach int) {
	text := s.body[:breach]
	for i := 0; i < breach; {
		at := jsontext.Span{Start: i, End: i}
		switch c := text[i]; {
		case c == '"':
			at.End = stringEnd(text, i)
		case c == '-' || c >= '0' && c <= '9':
			at.End = numberEnd(text, i)
		default:
			i++
			continue
		}
		i = at.End
		colon := jsontext.SkipSpace(text, i)
		isName := text[at.Start] == '"' && colon < breach && text[colon] == ':'
		if !isName && s.near(at) {
			s.spans = append(s.spans, at)
		}
	}
}

// stringEnd gives the end of a string that may not have one.
func stringEnd(text []byte, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(text))
}

func numberEnd(text []byte, i int) int {
	for i < len(text) && strings.IndexByte("+-.eE0123456789", text[i]) >= 0 {
		i++
	}
	return i
}

func membersNamed(schemas []*openapi3.Schema, name string) openapi3.SchemaRefs {
	var found openapi3.SchemaRefs
	for _, s := range schemas {
		if p := s.Properties[name]; p != nil {
			found = append(found, p)
		} else if s.AdditionalProperties.Schema != nil {
			found = append(found, s.AdditionalProperties.Schema)
		}
	}
	return found
}

func itemsOf(schemas []*openapi3.Schema) openapi3.SchemaRefs {
	var found openapi3.SchemaRefs
	for _, s := range schemas {
		if s.Items != nil {
			found = append(found, s.Items)
		}
	}
	return found
}
