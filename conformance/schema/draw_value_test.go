package schema_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// body draws a JSON text that has a good chance to keep to a schema.
func (d *drawer) body(ref *openapi3.SchemaRef) []byte { return []byte(d.value(ref, 5)) }

func (d *drawer) value(ref *openapi3.SchemaRef, depth int) string {
	switch {
	case depth == 0 || ref == nil || d.oneIn(25):
		return d.stray()
	case d.oneIn(30):
		return "null"
	}
	parts := d.applied(ref.Value)
	for _, s := range parts {
		if len(s.Enum) > 0 && !d.oneIn(6) {
			return d.listed(pick(d, s.Enum...))
		}
	}
	switch d.typeOf(parts) {
	case openapi3.TypeString:
		return d.quoted(d.near(parts))
	case openapi3.TypeInteger, openapi3.TypeNumber:
		return d.numeral(parts)
	case openapi3.TypeBoolean:
		return pick(d, "true", "false")
	case openapi3.TypeArray:
		return d.elements(parts, depth)
	case openapi3.TypeObject:
		return d.members(parts, depth)
	}
	return d.stray()
}

// applied lists a schema and those that apply along with it, if one alternative of each kind holds.
func (d *drawer) applied(s *openapi3.Schema) []*openapi3.Schema {
	out := []*openapi3.Schema{s}
	for _, sub := range s.AllOf {
		out = append(out, d.applied(sub.Value)...)
	}
	for _, subs := range []openapi3.SchemaRefs{s.AnyOf, s.OneOf} {
		if len(subs) > 0 {
			out = append(out, d.applied(pick(d, subs...).Value)...)
		}
	}
	return out
}

func (d *drawer) typeOf(parts []*openapi3.Schema) string {
	for _, s := range parts {
		switch {
		case s.Type != nil:
			return s.Type.Slice()[0]
		case s.Properties != nil:
			return openapi3.TypeObject
		}
	}
	return pick(d, openapi3.TypeString, openapi3.TypeNumber, openapi3.TypeArray, openapi3.TypeObject, "")
}

// numeral draws a number near the limits, in one of the ways in which it can be written.
func (d *drawer) numeral(parts []*openapi3.Schema) string {
	n := pick(d, 0, 1, 2, 3, -40, 7, 12.5, 100, 0.1, 0.25, 19.99, 2147483648)
	for _, s := range parts {
		for _, limit := range []*float64{s.Min, s.Max, s.MultipleOf} {
			if limit != nil && d.oneIn(2) {
				n = pick(d, *limit, *limit+1, *limit-1, *limit*3)
			}
		}
	}
	plain := strconv.FormatFloat(n, 'f', -1, 64)
	whole := !strings.Contains(plain, ".")
	switch {
	case d.oneIn(12) && whole:
		return plain + pick(d, ".0", ".00000000000000000001", "e0", "E+2", "e-1", ".5e1")
	case d.oneIn(30):
		return pick(d, "-0", "9007199254740993", "9223372036854775807", "9223372036854775808", "1e400", "1e-400", "-1E30", "123456789012345678901234567890")
	}
	return plain
}

func (d *drawer) elements(parts []*openapi3.Schema, depth int) string {
	var items *openapi3.SchemaRef
	for _, s := range parts {
		if s.Items != nil {
			items = s.Items
		}
	}
	var out []string
	for range d.IntN(4) {
		out = append(out, d.value(items, depth-1))
	}
	if len(out) > 0 && d.oneIn(6) {
		out = append(out, d.respelt(out[0]))
	}
	return "[" + d.joined(out) + "]"
}

// respelt writes a value once more, and numbers in another way if it can.
func (d *drawer) respelt(text string) string {
	if _, err := strconv.Atoi(text); err == nil {
		return text + pick(d, "", ".0", "e0")
	}
	return text
}

func (d *drawer) members(parts []*openapi3.Schema, depth int) string {
	names := propertyNames
	if slices.ContainsFunc(parts, func(s *openapi3.Schema) bool { return s.Properties[wideNames[0]] != nil }) {
		names = slices.Concat(names, wideNames)
	}
	var out []string
	for _, name := range names {
		var as *openapi3.SchemaRef
		n := 12 // one of n objects has the member
		for _, s := range parts {
			switch {
			case s.Properties[name] != nil:
				as, n = s.Properties[name], min(n, 2)
			case slices.Contains(s.Required, name):
				n = 1
			case as == nil:
				as = s.AdditionalProperties.Schema
			}
			if s.Discriminator != nil && name == s.Discriminator.PropertyName && !d.oneIn(8) {
				out = append(out, d.quoted(name)+`:"`+pick(d, "RUNNING", "a", "Left", "Right", "x")+`"`)
				n = 0
				break
			}
		}
		if n > 0 && d.oneIn(n) && !d.oneIn(20) {
			out = append(out, d.quoted(name)+d.space()+":"+d.space()+d.value(as, depth-1))
		}
	}
	if d.oneIn(12) {
		out = append(out, d.quoted(d.nearly(pick(d, propertyNames...)))+":"+d.stray())
	}
	if len(out) > 0 && d.oneIn(40) {
		out = append(out, out[0])
	}
	if d.oneIn(3) {
		d.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	}
	return "{" + d.joined(out) + "}"
}

func (d *drawer) stray() string {
	return pick(d, "5", "0.5", `"x"`, `"RUNNING"`, "true", "[]", "{}", "[1,2]", `[1,1.0,"a","\u0061"]`, `{"a":1}`, `{"kind":"a","b":[{}]}`)
}

func (d *drawer) joined(parts []string) string {
	return d.space() + strings.Join(parts, d.space()+","+d.space()) + d.space()
}

func (d *drawer) space() string {
	if !d.oneIn(20) {
		return ""
	}
	return pick(d, " ", "\n    ", "\r\n\t", "                                ")
}

// listed writes a value of an enumeration, now and then in another way, or one that nearly is in it.
func (d *drawer) listed(value any) string {
	if text, ok := value.(string); ok {
		return d.quoted(d.nearly(text))
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	if d.oneIn(4) {
		return d.respelt(string(text))
	}
	return string(text)
}
