package conformance

import (
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance/schema"
)

// side is a body with what the contract declares for it.
type side struct {
	subject string
	body    *Body
	headers []Header
	// someHeaders says that a header which is absent may have been sent.
	someHeaders bool
	// payload is nil when the contract declares no body.
	payload *payload
	// mandatory says whether a declared body must be there.
	mandatory bool
	// declared is the place that a finding names when no payload is declared.
	declared Location
}

// body judges a body: whether it is there, its media type, and its value.
func (k *check) body(s *side) {
	if !s.body.Recorded {
		if s.payload != nil && s.mandatory {
			k.unjudged = append(k.unjudged, UnjudgedBody{s.subject, "not recorded"})
		}
		return
	}
	empty := s.body.isEmpty()
	switch {
	case s.payload == nil && empty:
		return
	case s.payload == nil:
		if !k.take(s) {
			return
		}
		k.add(RuleBodyUnexpected, s.subject, strconv.Itoa(len(s.body.Bytes))+" bytes", "no body", k.exchange.BodyAt(s.body, 0), s.declared)
		return
	case empty && s.mandatory:
		k.add(RuleBodyMissing, s.subject, "an empty body", "a body of type "+list(s.payload.patterns()), k.exchange.BodyAt(s.body, 0), s.payload.at)
		return
	case empty:
		return
	}
	m := k.media(s)
	if m == nil {
		return
	}
	k.marks.body(m)
	if m.program != nil {
		k.value(s, m)
	}
}

// take takes a payload out of its recording, and leaves the exchange as it is. One that cannot be taken out is not judged:
// its exchange has an error.
func (k *check) take(s *side) bool {
	taken := *s.body
	s.body = &taken
	err := taken.Take()
	if err != nil {
		k.unjudged = append(k.unjudged, UnjudgedBody{s.subject, "not readable"})
	}
	return err == nil
}

// value judges what a body says: JSON where it lies, a form or a text as the JSON value that it stands for.
func (k *check) value(s *side, m *media) {
	name := m.name
	isJSON := name == "application/json" || name == "text/json" || strings.HasSuffix(name, "+json") || strings.Contains(name, "*") && looksLikeJSON(s)
	if p := s.body.Pending; p != nil {
		p.sound = isJSON && p.Quoted != nil && k.marks == nil && m.program.ConformsQuoted(p.Quoted)
		if p.sound || !k.take(s) {
			return
		}
	}
	switch {
	case isJSON:
		k.marks.value(m, s.body.Bytes)
		if faults := m.program.Check(s.body.Bytes); len(faults) > 0 {
			k.faults(s.subject, faults, m.at, func(i int) Location { return k.exchange.BodyAt(s.body, i) }, bodyExcerpts(s.body.Bytes, m.schema, faults))
		}
	case name == "application/x-www-form-urlencoded":
		form := parameter{style: "form", explode: true, schema: m.schema}
		pairs := string(s.body.Bytes)
		value, _ := form.exploded(splitQuery(pairs, 0))
		k.text(s, m, value, func(source int) Excerpt { return pairExcerpt(pairs, source) })
	case strings.HasPrefix(name, "text/"):
		var value literal
		value.text(string(s.body.Bytes), 0)
		k.text(s, m, value, func(int) Excerpt { return wholeExcerpt(s.body.Bytes) })
	default:
		k.unjudged = append(k.unjudged, UnjudgedBody{s.subject, "media type " + m.pattern})
	}
}

// text judges a body that is no JSON by the value that was read from it.
func (k *check) text(s *side, m *media, value literal, show func(source int) Excerpt) {
	k.marks.value(m, value.json)
	if faults := m.program.Check(value.json); len(faults) > 0 {
		place := func(i int) Location { return k.exchange.BodyAt(s.body, value.source(i)) }
		k.faults(s.subject, faults, m.at, place, value.excerpts(faults, show))
	}
}

func headerNamed(headers []Header, name string) *Header {
	for i := range headers {
		if strings.EqualFold(headers[i].Name, name) {
			return &headers[i]
		}
	}
	return nil
}

var keywordRules = map[schema.Keyword]RuleID{
	schema.KeywordSyntax:               RuleBodySyntax,
	schema.KeywordEncoding:             RuleBodyEncoding,
	schema.KeywordDepth:                RuleBodyDepth,
	schema.KeywordDuplicateMember:      RuleDuplicateMember,
	schema.KeywordUndocumented:         RuleUndocumentedProperty,
	schema.KeywordExtensibleEnum:       RuleUndocumentedValue,
	schema.KeywordType:                 RuleType,
	schema.KeywordEnum:                 RuleEnum,
	schema.KeywordMinimum:              RuleRange,
	schema.KeywordMaximum:              RuleRange,
	schema.KeywordExclusiveMinimum:     RuleRange,
	schema.KeywordExclusiveMaximum:     RuleRange,
	schema.KeywordMultipleOf:           RuleMultipleOf,
	schema.KeywordMinLength:            RuleLength,
	schema.KeywordMaxLength:            RuleLength,
	schema.KeywordPattern:              RulePattern,
	schema.KeywordFormat:               RuleFormat,
	schema.KeywordMinItems:             RuleItemCount,
	schema.KeywordMaxItems:             RuleItemCount,
	schema.KeywordUniqueItems:          RuleUniqueItems,
	schema.KeywordMinProperties:        RulePropertyCount,
	schema.KeywordMaxProperties:        RulePropertyCount,
	schema.KeywordRequired:             RuleRequired,
	schema.KeywordAdditionalProperties: RuleAdditionalProperty,
	schema.KeywordReadOnly:             RuleReadOnly,
	schema.KeywordWriteOnly:            RuleWriteOnly,
	schema.KeywordOneOf:                RuleOneOf,
	schema.KeywordAnyOf:                RuleAnyOf,
	schema.KeywordNot:                  RuleCondition,
	schema.KeywordDiscriminator:        RuleDiscriminator,
}

func ruleOf(keyword schema.Keyword) RuleID { return keywordRules[keyword] }
