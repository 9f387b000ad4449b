package schema_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"slices"
	"strconv"

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
	{name: "it looks for readOnly and writeOnly in allOf only", takeOut: func(p *pair, s *openapi3.Schema) {
		s.ReadOnly, s.WriteOnly = false, false
	}},
	{name: "it does not know the names of the alternatives as tags", takeOut: func(p *pair, s *openapi3.Schema) {
		if d := s.Discriminator; d != nil && (d.Mapping == nil || p.has(is("Right"))) {
			s.Discriminator = nil
		}
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
	for i, s := range p.drawn {
		*s = saved[i]
	}
	return changed.agrees()
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

// has reports whether a value in the body is of some kind.
func (p *pair) has(is func(any) bool) bool { return hasValue(p.value, is) }

func hasValue(value any, is func(any) bool) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, func(v any) bool { return hasValue(v, is) })
	case words:
		for _, member := range v {
			if hasValue(member, is) {
				return true
			}
		}
		return false
	}
	return is(value)
}

func is(wanted any) func(any) bool { return func(value any) bool { return value == wanted } }

// isNearlyMultiple reports whether a number is off a multiple, but not by more than 2^-51 of itself.
func isNearlyMultiple(value any, of float64) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	if err != nil {
		return false
	}
	exact, divisor := shortest(f), shortest(of)
	quotient := new(big.Rat).Quo(exact, divisor)
	floor := new(big.Int).Div(quotient.Num(), quotient.Denom())
	for _, k := range []*big.Int{floor, new(big.Int).Add(floor, big.NewInt(1))} {
		gap := new(big.Rat).Sub(exact, new(big.Rat).Mul(new(big.Rat).SetInt(k), divisor))
		if gap.Sign() != 0 && gap.Abs(gap).Cmp(new(big.Rat).Mul(new(big.Rat).Abs(exact), big.NewRat(1, 1<<50))) <= 0 {
			return true
		}
	}
	return false
}

// shortest gives the number that a float64 is written as.
func shortest(f float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	return r
}

// encode writes the body again; of members with the same name, only the last is left.
func (p *pair) encode(value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	p.body = text
}

// rewriteNumbers writes some of the numbers as float64 has them.
func (p *pair) rewriteNumbers(which func(any) bool) {
	if p.has(which) {
		p.encode(withNumbers(p.value, which))
	}
}

func withNumbers(value any, which func(any) bool) any {
	switch v := value.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = withNumbers(v[i], which)
		}
		return out
	case words:
		out := words{}
		for name := range v {
			out[name] = withNumbers(v[name], which)
		}
		return out
	case json.Number:
		if f, err := v.Float64(); err == nil && which(v) {
			return json.Number(plain(f))
		}
	}
	return value
}

// plain writes a number in the shortest way without an exponent.
func plain(f float64) string { return strconv.FormatFloat(f+0, 'f', -1, 64) } // -0 + 0 is 0

// isRounded reports whether a number is not what it is as a float64.
func isRounded(value any) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	exact, _ := new(big.Rat).SetString(n.String())
	return err == nil && exact.Cmp(shortest(f)) != 0
}

// isWrittenOddly reports whether a number is written in another way than the shortest.
func isWrittenOddly(value any) bool {
	n, ok := value.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	return err == nil && plain(f) != n.String()
}
