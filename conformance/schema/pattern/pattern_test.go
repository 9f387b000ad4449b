package pattern

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMatchFollowsECMA262(t *testing.T) {
	tests := []struct {
		name, pattern string
		match, differ []string
	}{
		{"search is not anchored", `es`, []string{"test", "es"}, []string{"", "e s"}},
		{"empty pattern", ``, []string{"", "x"}, nil},
		{"anchors hold at the ends of the text only", `^a$`, []string{"a"}, []string{"a\n", "\na", "aa"}},
		{"dot takes one code point", `^.$`, []string{"a", "é", "\U0001F600", " "}, []string{"", "ab"}},
		{"dot stops at the four line ends", `^.$`, []string{"\v", "\u0085"}, []string{"\n", "\r", "\u2028", "\u2029"}},
		{"white space is Unicode's", `^\s$`, []string{" ", "\u00A0", "\uFEFF", "\u2003", "\u2028", "\v"}, []string{"\u200B", "\u0085", "x"}},
		{"not white space", `^\S$`, []string{"x", "\u0085"}, []string{"\u00A0", "\uFEFF"}},
		{"digits are ASCII", `^\d$`, []string{"7"}, []string{"\u0667"}},
		{"word characters are ASCII", `^\w$`, []string{"a", "_", "9"}, []string{"é", "-"}},
		{"word boundary", `\bcat\b`, []string{"a cat.", "écaté"}, []string{"cats"}},
		{"no word boundary", `\Bx\B`, []string{"axa"}, []string{"x", "ax"}},
		{"escaped punctuation", `^\d{4}\-\d{2}\/\#$`, []string{"2026-01/#"}, []string{"2026 01/#"}},
		{"four digit escape", `^\u0041\u00e9$`, []string{"Aé"}, []string{"u0041"}},
		{"surrogate pair escape", `^\uD83D\uDE00$`, []string{"\U0001F600"}, []string{"\U0001F601"}},
		{"code point escape", `^\u{1F600}\x41$`, []string{"\U0001F600A"}, nil},
		{"control escapes", `^\t\n\cJ\0$`, []string{"\t\n\n\x00"}, nil},
		{"literal brackets and braces", `^]{a}{,2}x{$`, []string{"]{a}{,2}x{"}, nil},
		{"class with escapes", `^[\]\\\b^-]+$`, []string{"]\\\b^-"}, []string{"a"}},
		{"class of classes", `^[\w.-]+$`, []string{"a.b-c"}, []string{"a b"}},
		{"hyphen behind a class", `^[\d-x]+$`, []string{"1-x"}, []string{"w"}},
		{"empty class", `^[]`, nil, []string{"", "a"}},
		{"everything class", `^[^]$`, []string{"\n", "a"}, []string{""}},
		{"alternatives", `^(a|bc|)$`, []string{"a", "bc", ""}, []string{"b"}},
		{"counted", `^(?:ab){2,3}?$`, []string{"abab", "ababab"}, []string{"ab", "abababab"}},
		{"counted beyond the limit of RE2", `^[a-z]{1,2500}$`, []string{"a", strings.Repeat("z", 2500)}, []string{"", strings.Repeat("z", 2501)}},
		{"exact count beyond the limit of RE2", `^a{2001}$`, []string{strings.Repeat("a", 2001)}, []string{strings.Repeat("a", 2000), strings.Repeat("a", 2002)}},
		{"nested counts beyond the limit of RE2", `^(?:[a-z]{0,100}\.){0,100}$`, []string{"a.bc.", ""}, []string{"a"}},
		{"look ahead", `^(?=.*\d)(?!.*x).{3,}$`, []string{"ab1"}, []string{"abc", "ax1"}},
		{"look behind", `(?<=\$)\d+(?<!0)$`, []string{"$42"}, []string{"42", "$40"}},
		{"white space beside look around", `^(?!x)\s$`, []string{"\u00A0", "\uFEFF"}, []string{"x"}},
		{"code points beside look around", `^(?!x).[\u{1F600}-\u{1F610}]$`, []string{"\U0001F601\U0001F602"}, []string{"ab"}},
		{"back reference", `^(a|b)(?<q>['"]).*\k<q>\1$`, []string{`a'x'a`}, []string{`a'x"a`, `a'x'b`}},
		{"reference to a group that took no part", `^(?:(a)|b)\1$`, []string{"aa", "b"}, []string{"a"}},
		{"groups begin anew in each turn", `^(?:(a)|b)*\1$`, []string{"ab", "abaa", ""}, []string{"aba"}},
		{"reference behind the reference's group", `^(a)(?:\1)0$`, []string{"aa0"}, []string{"a0"}},
		{"reference before its group", `^(?:\1a|(b))*$`, []string{"ba", "b", "aa"}, []string{"bc"}},
		{"look behind with groups", `(?<=(\d)\1)x$`, []string{"1x", "12x"}, []string{"x"}},
		{"boundaries beside look around are ASCII", `(?=x)\bx\b`, []string{"éxé"}, []string{"axa"}},
		{"category", `^\p{Lu}\P{L}\p{Letter}\p{gc=Nd}$`, []string{"É1é1"}, []string{"éééé"}},
		{"script", `^\p{Script=Greek}\p{sc=Han}$`, []string{"α漢"}, []string{"a漢"}},
		{"binary property", `^\p{ASCII}\p{Alphabetic}\p{Any}$`, []string{"aé!"}, []string{"éaa"}},
		{"exponential elsewhere", `^(a+)+$`, []string{"aaa"}, []string{strings.Repeat("a", 5000) + "!"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Compile(tt.pattern)
			require.NoError(t, err)
			for _, text := range tt.match {
				require.True(t, matches(t, p, text), "%q", text)
			}
			for _, text := range tt.differ {
				require.False(t, matches(t, p, text), "%q", text)
			}
		})
	}
}

func matches(t *testing.T, p *Pattern, text string) bool {
	t.Helper()
	steps := Steps(0)
	matched, decided := p.Match([]byte(text), &steps)
	require.True(t, decided)
	return matched
}

func TestTheEffortOfAPatternIsBounded(t *testing.T) {
	p, err := Compile(`^(?=(a+)+$)`)
	require.NoError(t, err)
	steps := Steps(0)
	_, decided := p.Match([]byte(strings.Repeat("a", 40)+"!"), &steps)
	require.False(t, decided)
	_, decided = p.Match([]byte("a"), &steps)
	require.False(t, decided, "what is used up stays so")
}

func TestARecursionOverATextIsBounded(t *testing.T) {
	p, err := Compile(`^(?!x)(?:ab)*$`)
	require.NoError(t, err)
	steps := 1 << 40
	_, decided := p.Match([]byte(strings.Repeat("ab", 1<<20)), &steps)
	require.False(t, decided)
}

func TestCompileRefusesWhatIsNotECMA262(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{`a(`, "')' is missing"},
		{`a)`, "')' without '('"},
		{`[a`, "']' is missing"},
		{`*a`, "nothing to repeat"},
		{`a**`, "nothing to repeat"},
		{`a{2}{3}`, "nothing to repeat"},
		{`^*`, "nothing to repeat"},
		{`a{3,2}`, "{3,2} is out of order"},
		{`[z-a]`, "range z-a is out of order"},
		{`\`, `'\' at the end`},
		{`\A`, `'\A' is not ECMA-262`},
		{`\u12`, `'\u' is not ECMA-262`},
		{`\uf0`, `'\u' is not ECMA-262`},
		{`\u{110000}`, `'\u' is not ECMA-262`},
		{`(?i)a`, "(?i is not ECMA-262"},
		{`\1`, "back reference to a group that does not exist"},
		{`(?<a>x)(?<a>y)`, "a named group needs a name of its own"},
		{`\k<b>`, "back reference to a group that does not exist"},
		{`\p{Nope}`, `unknown Unicode property "Nope"`},
		{`\p{sc=Nope}`, `unknown Unicode property "sc=Nope"`},
		{`\p{L`, `'}' is missing`},
		{strings.Repeat("(", 300) + strings.Repeat(")", 300), "more than 200 nested groups"},
	}
	for _, tt := range tests {
		t.Run(tt.pattern[:min(20, len(tt.pattern))], func(t *testing.T) {
			_, err := Compile(tt.pattern)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestLargePatternsCompileInNoTime(t *testing.T) {
	for _, pattern := range []string{`^((((((a){20000}){20000}){20000}){20000}){20000})$`, `^((((((){64}){64}){64}){64}){64}){64}$`, `^[a-z]{0,1000000000}$`} {
		p, err := Compile(pattern)
		require.NoError(t, err, pattern)
		steps := Steps(0)
		p.Match([]byte("aaa"), &steps)
	}
}
