package schema

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABodyThatIsNotJSONIsOneFault(t *testing.T) {
	p := compile(t, "{type: object, required: [a]}", Response)
	tests := []struct {
		name, body string
		keyword    Keyword
		offset     int
	}{
		{"empty", "", KeywordSyntax, 0},
		{"only white space", " \n", KeywordSyntax, 2},
		{"truncated", `{"b": 1`, KeywordSyntax, 7},
		{"trailing text", `{"b": 1} x`, KeywordSyntax, 9},
		{"two values", `{}{}`, KeywordSyntax, 2},
		{"byte order mark", "\uFEFF{}", KeywordSyntax, 0},
		{"trailing comma", `{"b": 1,}`, KeywordSyntax, 8},
		{"leading zero", `{"b": 01}`, KeywordSyntax, 7},
		{"control character", "{\"b\": \"\x01\"}", KeywordSyntax, 7},
		{"NaN", `{"b": NaN}`, KeywordSyntax, 6},
		{"not UTF-8", "{\"b\": \"\xff\"}", KeywordEncoding, 7},
		{"overlong", "{\"b\": \"\xc0\xaf\"}", KeywordEncoding, 7},
		{"half of a surrogate pair", `{"b": "\ud800"}`, KeywordEncoding, 7},
		{"other half of a surrogate pair", `{"b": "\udc00\ud800"}`, KeywordEncoding, 7},
		{"too deep", strings.Repeat("[", 100_000), KeywordDepth, 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			faults := p.Check([]byte(tt.body))
			require.Len(t, faults, 1)
			require.Equal(t, tt.keyword, faults[0].Keyword)
			require.Equal(t, tt.offset, faults[0].Offset)
			require.LessOrEqual(t, faults[0].End, len(tt.body))
			require.Zero(t, faults[0].Contract)
		})
	}
}

func TestDuplicateMembersAreReportedAndJudged(t *testing.T) {
	p := compile(t, "{type: object, properties: {a: {type: integer}, free: {}}}", Response)
	require.Equal(t, []string{
		`duplicate-member /a: got "a" again, want each name once`,
		`type /a: got "x", want an integer`,
		`duplicate-member /free/b/0/c: got "c" again, want each name once`,
	}, brief(p.Check([]byte(`{"a": 1, "\u0061": "x", "free": {"b": [{"c": 1, "c": 2}]}}`))))
}

func TestDepthLimitIsOfTheCompiler(t *testing.T) {
	c := Compiler{MaxDepth: 2}
	p, err := c.Compile(rootOf(t, "{}"), Response)
	require.NoError(t, err)
	require.Empty(t, p.Check([]byte("[[1]]")))
	require.Equal(t, KeywordDepth, p.Check([]byte("[[[1]]]"))[0].Keyword)
}

func TestUnknownFormatsAreListed(t *testing.T) {
	var c Compiler
	_, err := c.Compile(rootOf(t, "{type: object, properties: {a: {type: string, format: zip}, b: {type: string, format: color}, c: {type: string, format: uuid}}}"), Response)
	require.NoError(t, err)
	require.Equal(t, []string{"color", "zip"}, c.UnknownFormats())
}

func TestUnusableSchemasAreErrors(t *testing.T) {
	tests := []struct{ name, schema, want string }{
		{"pattern", "{type: string, pattern: 'a('}", `:6:26: pattern: "a(": ')' is missing`},
		{"pattern of another dialect", `{type: string, pattern: '^a\Z'}`, `:6:26: pattern: "^a\\Z": '\Z' is not ECMA-262`},
		{"several types", "{type: [string, integer]}", `:6:12: type: got ["string" "integer"], want one type of OpenAPI 3.0`},
		{"type unknown", "{type: text}", `:6:12: type: got ["text"], want one type of OpenAPI 3.0`},
		{"exclusive limit as number", "{type: integer, exclusiveMinimum: 5}", `exclusiveMinimum: got a number, want true or false in OpenAPI 3.0`},
		{"multipleOf zero", "{type: integer, multipleOf: 0}", `multipleOf: want a number above zero`},
		{"composed of itself", "{allOf: [{$ref: '#/components/schemas/Other'}]}\nOther: {anyOf: [{$ref: '#/components/schemas/Root'}]}", "composed of itself"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c Compiler
			root := rootOf(t, tt.schema)
			_, err := c.Compile(root, Response)
			require.ErrorContains(t, err, tt.want)
			_, again := c.Compile(root, Response)
			require.Equal(t, err, again, "a failed compilation leaves nothing behind")
		})
	}
}

func TestNumbersThatFloat64CannotHoldComeFromTheDocument(t *testing.T) {
	const schema = "{type: integer, maximum: 9223372036854775807, minimum: -9007199254740993}"
	root := rootOf(t, schema)
	c := Compiler{ReadDocument: func(string) ([]byte, error) {
		return []byte(strings.Repeat("\n", firstLine-1) + "    Root: " + schema), nil
	}}
	p, err := c.Compile(root, Response)
	require.NoError(t, err)
	require.Equal(t, []string{"maximum : got 9223372036854775808, want at most 9223372036854775807"}, brief(p.Check([]byte("9223372036854775808"))))
	require.Equal(t, []string{"minimum : got -9007199254740994, want at least -9007199254740993"}, brief(p.Check([]byte("-9007199254740994"))))
}

func TestAProgramIsSafeForConcurrentUse(t *testing.T) {
	p := compile(t, "{type: array, items: {anyOf: [{type: string, pattern: '^(?!x)a+$'}, {type: object, properties: {a: {format: date, type: string}}}]}}", Response)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if len(p.Check([]byte(`["a", {"a": "2026-02-30"}, {"b": 1}]`))) != 3 {
					panic("another verdict")
				}
			}
		})
	}
	group.Wait()
}
