package schema_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// A textRule is a pattern, or the name of a format, with texts that keep to it and some that nearly do.
type textRule struct {
	rule string
	near []string
}

var textPatterns = []textRule{
	{`^[a-z]+$`, []string{"a", "abc", "aB", "a value"}},
	{`^[A-Z][A-Z_]{2,8}$`, []string{"RUNNING", "STOP_NOW", "AB", "RUNNING_STOPPED"}},
	{`^[0-9]{4}-\d\d$`, []string{"2026-01", "2026-1", "2026-011"}},
	{`^(?:a|bc)*$`, []string{"", "abca", "ab"}},
	{`b`, []string{"abc", "ac", "b"}},
	{`^[^/<>]+/$`, []string{"bucket/", "bucket", "é漢/", "a/b/"}},
	{`^[\w.-]{3,}$`, []string{"a.b", "a-b_c", "é.b", "ab"}},
	{`\bcat\b`, []string{"a cat", "cats", "écat"}},
	{`^\p{Lu}`, []string{"Éa", "éA", "A"}},
}

// ecmaPatterns say another thing in RE2, or nothing.
var ecmaPatterns = []textRule{
	{`^.{2,4}$`, []string{"ab", "é漢😀", "a\nb", "a\u2028b", "abcde"}},
	{`^\s?x`, []string{" x", "\u00A0x", "x", "yx"}},
	{`^(?!RUN)[A-Z]+$`, []string{"STOPPED", "RUNNING"}},
}

var textFormats = []textRule{
	{"date", []string{"2026-02-28", "2024-02-29", "2026-02-30", "2026-13-01", "2026-2-8"}},
	{"date-time", []string{"2026-02-28T12:00:00Z", "2026-02-28T12:00:00.5+08:00", "2026-02-30T12:00:00Z", "2026-02-28t12:00:00z", "2026-02-28T12:00:60Z", "2026-02-28T12:00:00+25:00", "2026-02-28T12:00:00"}},
	{"byte", []string{"", "QUJD", "QQ==", "QQ", "QR==", "Q-_=", "Q Q="}},
	{"uuid", []string{"7b22482a-a4cb-4b46-e3b3-0123456789ab", "7b22482a-a4cb"}},
	{"uri", []string{"https://example.com/a?b#c", "/a", "a b"}},
	{"email", []string{"a@example.com", "a@", "@a"}},
	{"ipv4", []string{"192.0.2.1", "192.0.2.256", "::1"}},
	{"hostname", []string{"example.com", "-a.b", "a_b"}},
	{"password", []string{"x", ""}},
	{"color", []string{"red", ""}},
}

// near draws a text for one of the rules.
func (d *drawer) near(parts []*openapi3.Schema) string {
	for _, s := range parts {
		for _, rule := range slices.Concat(textPatterns, ecmaPatterns, textFormats) {
			if (rule.rule == s.Pattern || rule.rule == s.Format) && !d.oneIn(5) {
				return pick(d, rule.near...)
			}
		}
	}
	text := make([]rune, d.IntN(12))
	for i := range text {
		text[i] = pick(d, 'a', 'b', 'Z', '0', ' ', '"', '\\', '/', '\n', 'é', '漢', '😀')
	}
	return string(text)
}

// nearly changes a character of a text, now and then.
func (d *drawer) nearly(text string) string {
	if text == "" || !d.oneIn(10) {
		return text
	}
	runes := []rune(text)
	switch i := d.IntN(len(runes)); d.IntN(3) {
	case 0:
		runes[i] ^= 1
	case 1:
		runes = slices.Delete(runes, i, i+1)
	default:
		runes = slices.Insert(runes, i, runes[i])
	}
	return string(runes)
}

// quoted writes a text as a JSON string, now and then with escapes that it does not need.
func (d *drawer) quoted(text string) string {
	if !d.oneIn(12) {
		return d.encodedText(text)
	}
	var b strings.Builder
	for _, r := range text {
		if r > 0xFFFF || d.oneIn(2) {
			text := d.encodedText(string(r))
			b.WriteString(text[1 : len(text)-1])
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return `"` + b.String() + `"`
}

func (d *drawer) encodedText(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(out)
}
