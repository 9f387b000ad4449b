package waiver

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPointersMatchBySegment(t *testing.T) {
	tests := []struct {
		pattern string
		match   []string
		not     []string
	}{
		{"/items/*/name", []string{"/items/0/name", "/items//name"}, []string{"/items/name", "/items/0/1/name", "/items/0/name/x", ""}},
		{"/items/**", []string{"/items", "/items/0", "/items/0/a/b"}, []string{"/item", "/x/items", ""}},
		{"**/name", []string{"/name", "/a/b/name"}, []string{"/name/a", "/surname", ""}},
		{"/a/**/z", []string{"/a/z", "/a/b/c/z"}, []string{"/a", "/a/b", "/b/a/z"}},
		{"/tag_*", []string{"/tag_", "/tag_a"}, []string{"/tag", "/tag_a/b"}},
		{"**", []string{"", "/", "/a/b"}, nil},
		{"/", []string{"/"}, []string{"", "/a"}},
	}
	for _, tt := range tests {
		for _, pointer := range tt.match {
			require.True(t, matchPointer(tt.pattern, pointer), "%s %s", tt.pattern, pointer)
		}
		for _, pointer := range tt.not {
			require.False(t, matchPointer(tt.pattern, pointer), "%s %s", tt.pattern, pointer)
		}
	}
}

func TestTextsMatchAsRegularExpressionsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[ab*]{0,8}`).Draw(t, "pattern")
		text := rapid.StringMatching(`[ab]{0,12}`).Draw(t, "text")
		expression := regexp.MustCompile("^" + strings.ReplaceAll(pattern, "*", ".*") + "$")
		require.Equal(t, expression.MatchString(text), matchText(pattern, text))
	})
}

// A pattern with many runs is where backtracking takes exponential time.
func TestAHostilePatternTakesNoTime(t *testing.T) {
	require.False(t, matchText(strings.Repeat("*a", 400)+"b", strings.Repeat("a", 2000)))
	require.False(t, matchPointer(strings.Repeat("**/a/", 100)+"b", strings.Repeat("/a", 1000)))
}

func TestAStatusMatchesItselfOrItsClass(t *testing.T) {
	require.True(t, matchStatus("404", 404))
	require.True(t, matchStatus("4XX", 404))
	require.True(t, matchStatus("4xx", 499))
	require.False(t, matchStatus("404", 400))
	require.False(t, matchStatus("4XX", 500))
	require.False(t, matchStatus("4XX", 0))
}
