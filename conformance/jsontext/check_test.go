package jsontext_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/jsontext"
)

func TestCheckAcceptsRFC8259(t *testing.T) {
	for _, text := range []string{
		"0", "-0", "-0.0e+1", "1E400", `""`, `"\"\\\/\b\f\n\r\t\u0000\uFFFF"`, `"\ud83d\uDE00"`, `"é漢😀"`, "\"\u007f\"",
		"true", "false", "null", "[]", "{}", " [ 1 , [ ] ] ", "\t{\r\n\"a\" : {} , \"a\":[{}]}\n",
	} {
		require.NoError(t, jsontext.Check([]byte(text), 10), text)
	}
}

func TestCheckNamesTheFirstBreach(t *testing.T) {
	tests := []struct {
		name, text string
		want       jsontext.SyntaxError
	}{
		{"nothing", "", jsontext.SyntaxError{Offset: 0, Class: jsontext.Syntax, Got: "the end", Want: "a value"}},
		{"trailing text", "1 2", jsontext.SyntaxError{Offset: 2, Class: jsontext.Syntax, Got: `'2'`, Want: "the end"}},
		{"leading zero", "[01]", jsontext.SyntaxError{Offset: 2, Class: jsontext.Syntax, Got: `'1'`, Want: "no digit after a leading zero"}},
		{"number without a digit", "-", jsontext.SyntaxError{Offset: 1, Class: jsontext.Syntax, Got: "the end", Want: "a digit"}},
		{"fraction without a digit", "1.e5", jsontext.SyntaxError{Offset: 2, Class: jsontext.Syntax, Got: `'e'`, Want: "a digit"}},
		{"exponent without a digit", "1e+", jsontext.SyntaxError{Offset: 3, Class: jsontext.Syntax, Got: "the end", Want: "a digit"}},
		{"misspelt word", "tru", jsontext.SyntaxError{Offset: 0, Class: jsontext.Syntax, Got: `'t'`, Want: "true"}},
		{"byte order mark", "\uFEFF1", jsontext.SyntaxError{Offset: 0, Class: jsontext.Syntax, Got: `'\ufeff'`, Want: "a value"}},
		{"trailing comma in an array", "[1,]", jsontext.SyntaxError{Offset: 3, Class: jsontext.Syntax, Got: `']'`, Want: "a value"}},
		{"trailing comma in an object", `{"a":1,}`, jsontext.SyntaxError{Offset: 7, Class: jsontext.Syntax, Got: `'}'`, Want: "a member name in quotes"}},
		{"missing comma", `[1 2]`, jsontext.SyntaxError{Offset: 3, Class: jsontext.Syntax, Got: `'2'`, Want: "',' or ']'"}},
		{"missing colon", `{"a" 1}`, jsontext.SyntaxError{Offset: 5, Class: jsontext.Syntax, Got: `'1'`, Want: "':'"}},
		{"other bracket", `{"a": 1]`, jsontext.SyntaxError{Offset: 7, Class: jsontext.Syntax, Got: `']'`, Want: "',' or '}'"}},
		{"open string", `"ab`, jsontext.SyntaxError{Offset: 3, Class: jsontext.Syntax, Got: "the end", Want: `the closing '"' of a string`}},
		{"control character", "\"a\x1f\"", jsontext.SyntaxError{Offset: 2, Class: jsontext.Syntax, Got: `'\x1f'`, Want: "control characters escaped"}},
		{"unknown escape", `"\x"`, jsontext.SyntaxError{Offset: 2, Class: jsontext.Syntax, Got: `'x'`, Want: "an escape sequence"}},
		{"short escape", `"\u12"`, jsontext.SyntaxError{Offset: 3, Class: jsontext.Syntax, Got: `'1'`, Want: "four hexadecimal digits"}},
		{"not UTF-8", "\"abcdefgh\xff\"", jsontext.SyntaxError{Offset: 9, Class: jsontext.Encoding, Got: "byte 0xFF", Want: "UTF-8"}},
		{"overlong", "\"\xc0\xaf\"", jsontext.SyntaxError{Offset: 1, Class: jsontext.Encoding, Got: "byte 0xC0", Want: "UTF-8"}},
		{"encoded surrogate", "\"\xed\xa0\x80\"", jsontext.SyntaxError{Offset: 1, Class: jsontext.Encoding, Got: "byte 0xED", Want: "UTF-8"}},
		{"half of a pair", `"a\uD83D"`, jsontext.SyntaxError{Offset: 2, Class: jsontext.Encoding, Got: `half of a surrogate pair, \uD83D`, Want: "a whole pair"}},
		{"other half of a pair", `"\udc00\ud800"`, jsontext.SyntaxError{Offset: 1, Class: jsontext.Encoding, Got: `half of a surrogate pair, \uDC00`, Want: "a whole pair"}},
		{"too deep", "[[[[1]]]]", jsontext.SyntaxError{Offset: 3, Class: jsontext.Depth, Got: "nesting deeper than 3 levels", Want: "a flatter value"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			breach, ok := errors.AsType[*jsontext.SyntaxError](jsontext.Check([]byte(tt.text), 3))
			require.True(t, ok)
			require.Equal(t, tt.want, *breach)
		})
	}
}

func TestCheckTakesNoStack(t *testing.T) {
	const depth = 5_000_000
	require.NoError(t, jsontext.Check([]byte(strings.Repeat("[", depth)+strings.Repeat("]", depth)), depth))
}

// pairs and halves of surrogates, escaped.
var (
	pairs  = regexp.MustCompile(`(?i)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})`)
	halves = regexp.MustCompile(`(?i)\\ud[89a-f][0-9a-f]{2}`)
)

// isStrict judges with the help of the standard library.
func isStrict(text []byte) bool {
	escapes := strings.ReplaceAll(string(text), `\\`, "") // what is left before u is an escape
	return json.Valid(text) && utf8.Valid(text) && !halves.MatchString(pairs.ReplaceAllString(escapes, ""))
}

// FuzzCheck holds Check against the standard library, which leaves UTF-8 and surrogates alone.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.5e3,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{}}`, ` [ ] `, `"\ud800"`, "\"\xff\"", `{"a":1,}`, `[1,]`, `01`, `1.`, `-`, `"\\ud800"`,
		`"abcdefgh\u0041ijklmnop"`, "\"abcdefg\x01\"", `tru`, `nulll`, `{"a"}`, `{"a":1 "b":2}`, "", "\uFEFF{}", `"\ud83d\ud83d\ude00"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		const deep = 10_000 // where the standard library stops as well
		err := jsontext.Check(text, deep)
		require.Equal(t, isStrict(text), err == nil, "%q: %v", text, err)
		if breach, ok := errors.AsType[*jsontext.SyntaxError](err); ok {
			require.LessOrEqual(t, breach.Offset, len(text))
			require.NotEmpty(t, breach.Got)
			require.NotEmpty(t, breach.Want)
		}
	})
}
