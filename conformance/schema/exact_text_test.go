package schema_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

func TestTextIsUTF8(t *testing.T) {
	runTraps(t, []trap{
		{name: "well formed", schema: "{type: string, maxLength: 2}", good: []string{
			"\"\U0001F600\"", `"\ud83d\ude00\uD83D\uDE00"`, "\"\uFFFD\uFFFF\"", `"\u0000\uffff"`, "\"\x7f\uFEFF\"", `"\/\b"`,
		}},
		{name: "ill formed", schema: "{}", bad: breaks("encoding",
			"\"\xc0\x80\"", "\"\xe0\x80\xaf\"", "\"\xf0\x80\x80\xaf\"", "\"\xed\xa0\xbd\xed\xb8\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe6\xbc\"",
			"\"\x80\"", "\"a\xffb\"", "{\"\xff\":1}", `"\ud83d"`, `"\ude00\ud83d"`, `"\ud83d\u0041"`, `"\ud83dx"`, `{"\ud800":1}`, `[{"free":["\uDFFF"]}]`,
		)},
		{
			name: "in what no rule looks at", schema: "{type: object, properties: {a: {type: integer}}, additionalProperties: true}",
			bad: breaks("encoding", "{\"a\":1,\"b\":{\"c\":[\"\xfe\"]}}", `{"a":1,"b":"\ud800"}`),
		},
		{name: "of another width", schema: "{}", bad: breaks("syntax", "\xff\xfe{\x00}\x00", "\x00{\x00}", "\xef\xbb\xbf{}")},
	})
}

func TestLengthsAreOfCodePoints(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "at most one", schema: "{type: string, maxLength: 1}", good: []string{`""`, `"😀"`, `"\ud83d\ude00"`, `"\u0000"`, `"\n"`, `"漢"`},
			bad: breaks("maxLength", `"e\u0301"`, `"👍🏽"`, `"\r\n"`, `"ab"`),
		},
		{name: "none", schema: "{type: string, maxLength: 0}", good: []string{`""`}, bad: breaks("maxLength", `" "`, `"\u200b"`)},
		{
			name: "at least five", schema: "{type: string, minLength: 5}", good: []string{`"👨‍👩‍👧"`, `"12345"`, `"\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"`},
			bad: breaks("minLength", `"😀😀😀"`, `"é漢é漢"`, `"\u0061\u0061"`),
		},
	})
}

func TestPatternsAreOfECMA262(t *testing.T) {
	runTraps(t, []trap{
		{name: "white space", schema: `{type: string, pattern: '^\s+$'}`, good: []string{`"\u00a0\ufeff\u2029\u3000\u1680\u202f"`, `"\t\n\u000b\f\r "`}, bad: breaks("pattern", `"\u180e"`, `"\u200b"`, `"\u0085"`)},
		{name: "digits and words", schema: `{type: string, pattern: '^\d\w$'}`, good: []string{`"1_"`}, bad: breaks("pattern", `"١a"`, `"1é"`, `"1ſ"`)},
		{name: "the end is the end", schema: `{type: string, pattern: '^a$'}`, bad: breaks("pattern", `"a\n"`, `"\na"`, `"a\u0000"`)},
		{name: "a dot is a code point", schema: `{type: string, pattern: '^..$'}`, good: []string{`"😀a"`, `"\u0085\u000b"`}, bad: breaks("pattern", `"😀"`, `"a\u2028"`, `"a\r"`)},
		{name: "no classes of POSIX", schema: `{type: string, pattern: '^[[:alpha:]]$'}`, good: []string{`"a]"`, `":]"`, `"[]"`}, bad: breaks("pattern", `"a"`, `"b]"`)},
		{name: "no lower bound", schema: `{type: string, pattern: '^a{,2}$'}`, good: []string{`"a{,2}"`}, bad: breaks("pattern", `"aa"`, `""`)},
		{name: "look-behind of any length", schema: `{type: string, pattern: '(?<=\$\d+\.)\d\d$'}`, good: []string{`"$1234.56"`}, bad: breaks("pattern", `"1234.56"`, `"$.56"`)},
		{name: "nested look-ahead", schema: `{type: string, pattern: '^(?!.*(?=[^ -~]))(?=.*[a-z])(?=.*\d).{4,}$'}`, good: []string{`"abc1"`}, bad: breaks("pattern", `"abcd"`, `"ab1"`, `"abc1é"`)},
		{name: "reference by name and by number", schema: `{type: string, pattern: '^(?<q>[xy])(.)\2\k<q>\1$'}`, good: []string{`"x--xx"`, `"y😀😀yy"`}, bad: breaks("pattern", `"x--xy"`, `"x-+xx"`)},
		{name: "a reference ahead is empty", schema: `{type: string, pattern: '^\1(a)$'}`, good: []string{`"a"`}, bad: breaks("pattern", `"aa"`)},
		{name: "a reference from inside is empty", schema: `{type: string, pattern: '^(a\1)$'}`, good: []string{`"a"`}, bad: breaks("pattern", `"aa"`)},
		{name: "a group begins anew in each turn", schema: `{type: string, pattern: '^(?:(a)|b)*\1$'}`, good: []string{`"ab"`, `"aa"`, `"b"`, `""`}, bad: breaks("pattern", `"c"`)},
		{name: "boundaries are of ASCII words", schema: `{type: string, pattern: '\bx\b'}`, good: []string{`"éxé"`, `"-x-"`}, bad: breaks("pattern", `"_x"`, `"xx"`)},
		{name: "boundaries beside look-ahead", schema: `{type: string, pattern: '(?=x)\bx\b'}`, good: []string{`"éxé"`, `"-x-"`}, bad: breaks("pattern", `"_x"`, `"xx"`)},
		{name: "code points beside look-ahead", schema: `{type: string, pattern: '^(?=.)[^a]$'}`, good: []string{`"😀"`, `"b"`}, bad: breaks("pattern", `"\u2028"`, `"a"`)},
		{name: "a count beyond every limit", schema: `{type: string, pattern: '^(?:ab){1500}$'}`, good: []string{`"` + strings.Repeat("ab", 1500) + `"`}, bad: breaks("pattern", `"`+strings.Repeat("ab", 1499)+`"`)},
		{name: "letter case counts", schema: `{type: string, pattern: '^[A-Z]{2}$'}`, good: []string{`"AB"`}, bad: breaks("pattern", `"Ab"`, `"\u212aA"`)},
		{name: "escapes in the text", schema: `{type: string, pattern: '^"\\\/$'}`, good: []string{`"\"\\/"`, `"\u0022\u005c\/"`}, bad: breaks("pattern", `"\"\\\\/"`)},
	})
	p := program(t, "{type: string, pattern: '^(a+)+$'}")
	require.Equal(t, []schema.Keyword{"pattern"}, keywords(p.Check([]byte(`"`+strings.Repeat("a", 100_000)+`!"`))))
}

func TestPatternsOfOtherDialectsAreRefused(t *testing.T) {
	for _, pattern := range []string{`(?i)a`, `a++`, `(?>a)`, `\Aa\z`, `\Qa\E`, `\h`, `(?P<n>a)`, `(?#c)a`, `a{2}{3}`, `\p{Nope}`, `[b-a]`, `(`, `a)`, `\1`, `*a`, `\u{110000}`, `(?R)`, `\x{41}`, `\e`} {
		ref, err := reference("{type: string, pattern: '" + pattern + "'}")
		require.NoError(t, err)
		var c schema.Compiler
		_, err = c.Compile(ref, schema.Response)
		require.ErrorContains(t, err, "pattern", pattern)
	}
}

func TestDatesAreOfTheCalendar(t *testing.T) {
	runTraps(t, []trap{
		{
			name: "date", schema: "{type: string, format: date}", good: []string{`"2400-02-29"`, `"0000-02-29"`, `"9999-12-31"`},
			bad: breaks("format", `"2100-02-29"`, `"2026-06-31"`, `"2026-00-01"`, `" 2026-01-01"`, `"2026-01-01\n"`, `"+2026-01-01"`, `"2026-W01-1"`, `"２０２６-01-01"`, `""`),
		},
		{
			name: "date-time", schema: "{type: string, format: date-time}",
			good: []string{`"2016-12-31T23:59:60Z"`, `"2017-01-01T00:59:60+01:00"`, `"2026-01-01t00:00:00z"`, `"2026-01-01T00:00:00-00:00"`, `"2026-01-01T00:00:00.000000000000000000001Z"`},
			bad: breaks("format", `"2016-12-31T23:59:60+01:00"`, `"2026-01-01T00:00:00,5Z"`, `"2026-01-01 00:00:00Z"`, `"2026-01-01T24:00:00Z"`, `"2026-01-01T00:00:00+1:00"`,
				`"2026-01-01T00:00:00 Z"`, `"2026-01-01T00:00:00Zz"`, `"2026-01-01T00:00Z"`, `"2026-02-30T00:00:00Z"`, `"2026-01-01T00:60:00Z"`, `"2026-01-01T00:00:00"`),
		},
		{name: "not of what is no string", schema: "{format: date}", good: []string{"5", "null", "[]"}, bad: breaks("format", `"5"`)},
	})
}
