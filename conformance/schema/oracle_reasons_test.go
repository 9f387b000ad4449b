package schema_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// A reason is something that kin-openapi sees otherwise than the standards. It explains a difference if the
// verdicts agree once it is taken out of the schemas, or out of the body.
type reason struct {
	name string
	// takeOut changes a schema, if the pair has what the reason is about.
	takeOut func(p *pair, s *openapi3.Schema)
	// rewrite changes the body.
	rewrite func(p *pair)
	// rare is set for what only the corpus of FuzzTheEngineAndKinOpenAPI shows.
	rare bool
}

var reasons = []reason{
	{name: "it reads numbers as float64", rewrite: func(p *pair) { p.rewriteNumbers(isRounded) }},
	{name: "it compares items by their text", rewrite: func(p *pair) { p.rewriteNumbers(isWrittenOddly) }},
	{
		name:    "it has no number beyond float64",
		rewrite: func(p *pair) { p.body = bytes.ReplaceAll(p.body, []byte("1e400"), []byte("1e300")) },
		takeOut: func(p *pair, s *openapi3.Schema) {
			if p.has(is(json.Number("1e400"))) {
				s.MultipleOf = nil // 1e300 is no multiple of what 1e400 is
			}
		},
	},
	{name: "it takes 2^63 for an int64", takeOut: func(p *pair, s *openapi3.Schema) {
		if s.Format == "int64" && p.has(is(json.Number("9223372036854775808"))) {
			s.Format = ""
		}
	}},
	{name: "it lets multipleOf be off by 2^-51", takeOut: func(p *pair, s *openapi3.Schema) {
		if s.MultipleOf != nil && p.has(func(v any) bool { return isNearlyMultiple(v, *s.MultipleOf) }) {
			s.MultipleOf = nil
		}
	}},
	{name: "it refuses null where no type is given", takeOut: func(p *pair, s *openapi3.Schema) {
		if s.Type == nil && p.has(is(nil)) {
			s.AllOf = append(slices.Clone(s.AllOf), (&openapi3.Schema{Nullable: true}).NewRef())
		}
	}},
	{name: "it takes null by nullable past enum and not", takeOut: func(p *pair, s *openapi3.Schema) {
		if (s.Enum != nil || s.Not != nil) && p.has(is(nil)) {
			s.Nullable = false
		}
	}},
	{name: "it takes null by a part past the type of the whole", takeOut: func(p *pair, s *openapi3.Schema) {
		if s.Type != nil && !s.Nullable && p.has(is(nil)) {
			s.AllOf = append(slices.Clone(s.AllOf), (&openapi3.Schema{Type: s.Type}).NewRef())
		}
	}},
	{name: "it takes not: {} for nothing", takeOut: func(_ *pair, s *openapi3.Schema) {
		s.AllowEmptyValue = true // says nothing of bodies
	}},
	{name: "it takes null by nullable past what composes the schema", takeOut: func(p *pair, s *openapi3.Schema) {
		if s.Nullable && len(s.AllOf)+len(s.AnyOf)+len(s.OneOf) > 0 && p.has(is(nil)) {
			part := &openapi3.Schema{Type: s.Type, Nullable: true}
			s.Type, s.Nullable, s.AllOf = nil, false, append(slices.Clone(s.AllOf), part.NewRef())
		}
	}},
	{name: "it does not judge the format", takeOut: func(_ *pair, s *openapi3.Schema) {
		if uncheckedFormats[s.Format] || numberFormats[s.Format] && !s.Type.Is(openapi3.TypeInteger) {
			s.Format = ""
		}
	}},
	{name: "its date, date-time and byte are others than the RFCs'", takeOut: func(p *pair, s *openapi3.Schema) {
		if p.has(func(v any) bool { return isDisputed(s.Format, v) }) {
			s.Format = ""
		}
	}},
	{name: "its patterns are RE2", takeOut: func(_ *pair, s *openapi3.Schema) {
		if slices.ContainsFunc(ecmaPatterns, func(p textRule) bool { return p.rule == s.Pattern }) {
			s.Pattern = ""
		}
	}},
	{name: "it takes null in spite of readOnly and writeOnly", takeOut: func(p *pair, s *openapi3.Schema) {
		if p.has(is(nil)) {
			s.ReadOnly, s.WriteOnly = false, false
		}
	}},
	{name: "it does not know the names of the alternatives as tags", takeOut: func(p *pair, s *openapi3.Schema) {
		if d := s.Discriminator; d != nil && (d.Mapping == nil || p.has(is("Right"))) {
			s.Discriminator = nil
		}
	}},
	{name: "it excuses what not requires by a property around it that does not travel", rare: true, takeOut: func(_ *pair, s *openapi3.Schema) {
		if s.Not == nil {
			return
		}
		travelling := openapi3.Schemas{}
		for name, property := range s.Properties {
			changed := *property.Value
			changed.ReadOnly, changed.WriteOnly = false, false
			travelling[name] = changed.NewRef()
		}
		s.Properties = travelling
	}},
	{name: "it sees the last of duplicate members only", rewrite: func(p *pair) { p.encode(p.value) }},
}

func (p *pair) explain(t require.TestingT) string {
	for _, r := range reasons {
		if p.agreesWithout(t, r) {
			return r.name
		}
	}
	for i, r := range reasons {
		for _, s := range reasons[:i] {
			if p.agreesWithout(t, r, s) {
				return r.name + ", and " + s.name
			}
		}
	}
	return ""
}

// agreesWithout reports whether the verdicts agree when some reasons are taken out.
func (p *pair) agreesWithout(t require.TestingT, reasons ...reason) bool {
	saved := make([]openapi3.Schema, len(p.drawn))
	for i, s := range p.drawn {
		saved[i] = *s
	}
	changed := *p
	for _, r := range reasons {
		if r.rewrite != nil {
			r.rewrite(&changed)
		}
		for _, s := range p.drawn {
			if r.takeOut != nil {
				r.takeOut(p, s)
			}
		}
	}
	changed.compile(t)
	changed.judge(t)
	agrees := changed.agrees()
	for i, s := range p.drawn {
		*s = saved[i]
	}
	return agrees
}

var numberFormats = map[string]bool{"int32": true, "int64": true, "float": true, "double": true}

var uncheckedFormats = map[string]bool{"uuid": true, "uri": true, "email": true, "ipv4": true, "hostname": true, "float": true, "double": true}

func isDisputed(format string, value any) bool {
	text, ok := value.(string)
	switch format {
	case "date":
		return text == "2026-02-30"
	case "date-time":
		return ok && slices.Contains([]string{"2026-02-30T12:00:00Z", "2026-02-28t12:00:00z", "2026-02-28T12:00:60Z", "2026-02-28T12:00:00+25:00"}, text)
	case "byte":
		_, err := base64.StdEncoding.Strict().DecodeString(text)
		return err != nil
	}
	return false
}
