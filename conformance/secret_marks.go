package conformance

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

// secretMarks is what a schema says of the secrets in a value.
type secretMarks struct {
	schema *openapi3.SchemaRef
	// named are those of the properties that are marked.
	named map[string]bool
	// unnamed says that something is marked that has no name, or one for which no text can be searched.
	unnamed bool
	// programs judge what is marked.
	programs map[*openapi3.Schema]*schema.Program
	// scent finds names and shapes.
	scent *scent
}

// tableMarks are those of a value of which no contract says anything.
var tableMarks = &secretMarks{scent: newScent(nil)}

// secretMarks reads the marks of a schema and of all that it reaches.
func (c *compiler) secretMarks(ref *openapi3.SchemaRef, dir schema.Direction) (*secretMarks, error) {
	m := &secretMarks{
		schema: ref, named: map[string]bool{}, programs: map[*openapi3.Schema]*schema.Program{}, scent: tableMarks.scent,
	}
	var errs []error
	m.read(ref, func(marked *openapi3.SchemaRef) {
		program, err := c.schemas.Compile(marked, dir)
		m.programs[marked.Value], errs = program, append(errs, err)
	})
	isSought := func(name string) bool { return len(name) < 2 || hasNamePart(name) }
	if names := slices.DeleteFunc(slices.Sorted(maps.Keys(m.named)), isSought); len(names) > 0 {
		m.scent = newScent(names)
	}
	return m, errors.Join(errs...)
}

// read finds what is marked, and visits it.
func (m *secretMarks) read(ref *openapi3.SchemaRef, visit func(*openapi3.SchemaRef)) {
	seen := map[*openapi3.Schema]bool{}
	var look func(name string, ref *openapi3.SchemaRef)
	look = func(name string, ref *openapi3.SchemaRef) {
		if ref == nil || ref.Value == nil {
			return
		}
		if isMarked(ref) {
			m.named[name] = true
			m.unnamed = m.unnamed || len(name) < 2 || strings.ContainsFunc(name, func(r rune) bool { return r > '~' || !isWordByte[r] })
			if !seen[ref.Value] {
				visit(ref)
			}
		}
		if seen[ref.Value] {
			return
		}
		seen[ref.Value] = true
		walk(ref, func(s *openapi3.Schema) {
			look("", s.Items)
			look("", s.AdditionalProperties.Schema)
			for name, property := range s.Properties {
				look(name, property)
			}
		})
	}
	look("", ref)
}

// isMarked tells whether a schema, or one that is composed into it, marks its values.
func isMarked(ref *openapi3.SchemaRef) (marked bool) {
	walk(ref, func(s *openapi3.Schema) { marked = marked || schema.IsSecret(s) })
	return marked
}

// hasSecret tells whether a schema marks a value, or a part of it.
func hasSecret(ref *openapi3.SchemaRef) bool {
	m := secretMarks{named: map[string]bool{}}
	m.read(ref, func(*openapi3.SchemaRef) {})
	return len(m.named) > 0
}

// isName tells whether what has a name may be a secret.
func (m *secretMarks) isName(name []byte) bool { return m.named[string(name)] || isSecretMember(name) }

// isField tells whether the field of a form that has a name is a secret.
func (m *secretMarks) isField(name string) bool { return m.named[name] || isSecretQuery(name) }

// mayHoldSecret tells whether there may be a secret in a text of which no contract says anything.
func mayHoldSecret(text []byte) bool { return tableMarks.mayBeIn(text) }

// mayShowSecret is mayHoldSecret of a part of a URL, or of the value of a header or a cookie.
func mayShowSecret(text string) bool {
	var memory [256]byte // longer than most
	return mayHoldSecret(append(memory[:0], text...))
}

// same gives what tells whether a placeholder is judged like the value that it stands for, both JSON.
func (m *secretMarks) same(refs openapi3.SchemaRefs, value []byte) func(placeholder []byte) bool {
	var programs []*schema.Program
	var want [][]schema.Keyword
	for _, ref := range refs {
		if p := m.programs[ref.Value]; p != nil {
			programs = append(programs, p)
			want = append(want, keywordsOf(p, value))
		}
	}
	return func(placeholder []byte) bool {
		for i, p := range programs {
			if !slices.Equal(keywordsOf(p, placeholder), want[i]) {
				return false
			}
		}
		return true
	}
}

func keywordsOf(p *schema.Program, value []byte) []schema.Keyword {
	var keywords []schema.Keyword
	for _, f := range p.Check(value) {
		keywords = append(keywords, f.Keyword)
	}
	return keywords
}
