package conformance

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance/jsontext"
)

const (
	// excerptWidth is how many characters an excerpt has at most, evidenceWidth how many of them long evidence takes
	// from what stands before it.
	excerptWidth  = 80
	evidenceWidth = 48
	// excerptReach is how many bytes around the start of the evidence can be part of an excerpt.
	excerptReach = excerptWidth * utf8.UTFMax
	// hidden stands for what is not shown.
	hidden = "(hidden)"
)

// excerpt shows a span of a text in its surroundings. The secrets, which are sorted, are not shown.
func excerpt(text []byte, evidence jsontext.Span, secrets []jsontext.Span) Excerpt {
	s := strip{text: text, secrets: secrets}
	start := s.begin(evidence.Start)
	s.next = start
	var memory [2 * excerptReach]rune
	shown := memory[:0]
	from, to := -1, -1
	for end := min(len(text), evidence.Start+excerptReach); s.next < end; {
		before := len(shown)
		shown = s.show(shown)
		if from < 0 && evidence.Start < s.next {
			from = before
		}
		if from >= 0 && to < 0 && s.next >= evidence.End {
			to = len(shown)
		}
	}
	if from < 0 {
		from = len(shown)
	}
	if to < 0 {
		to = len(shown)
	}
	return cut(shown[:from], shown[from:to], shown[to:], start > 0, s.next < len(text))
}

// strip is a text in the making of which everything can be shown on one line.
type strip struct {
	text    []byte
	secrets []jsontext.Span
	next    int
}

// begin gives where the surroundings of an index begin: at a character, and not inside a secret.
func (s *strip) begin(index int) int {
	start := max(0, index-excerptReach)
	for start < index && !utf8.RuneStart(s.text[start]) {
		start++
	}
	s.secrets = s.secrets[sort.Search(len(s.secrets), func(i int) bool { return s.secrets[i].End > start }):]
	if len(s.secrets) > 0 {
		start = min(start, s.secrets[0].Start)
	}
	return start
}

// show appends what to show for the bytes at next, and goes on behind them.
func (s *strip) show(shown []rune) []rune {
	at := s.next
	if len(s.secrets) > 0 && s.secrets[0].Start <= at {
		s.next = s.secrets[0].End
		s.secrets = s.secrets[1:]
		return appendRunes(shown, hidden)
	}
	if c := s.text[at]; ' ' < c && c < utf8.RuneSelf-1 {
		s.next++
		return append(shown, rune(c))
	}
	if s.next = jsontext.SkipSpace(s.text, at); s.next > at {
		if space := string(s.text[at:s.next]); strings.Trim(space, " ") == "" {
			return appendRunes(shown, space)
		}
		return append(shown, ' ')
	}
	r, width := utf8.DecodeRune(s.text[at:])
	s.next += width
	switch {
	case r == utf8.RuneError && width == 1:
		return appendRunes(shown, fmt.Sprintf(`\x%02x`, s.text[at]))
	case strconv.IsPrint(r):
		return append(shown, r)
	}
	return appendRunes(shown, strings.Trim(strconv.QuoteRune(r), "'"))
}

func appendRunes(runes []rune, text string) []rune {
	for _, r := range text {
		runes = append(runes, r)
	}
	return runes
}

// cut leaves what fits: the head of the evidence, and as much on its sides. Before and after tell whether there is more.
func cut(left, evidence, right []rune, before, after bool) Excerpt {
	if most := excerptWidth - min(len(left), excerptWidth-evidenceWidth); len(evidence) > most {
		evidence, right, after = evidence[:most], nil, true
	}
	room := excerptWidth - len(evidence)
	if most := max(room/2, room-len(right)); len(left) > most {
		left, before = left[len(left)-most:], true
	}
	if most := room - len(left); len(right) > most {
		right, after = right[:most], true
	}
	const more = "…"
	var memory [excerptWidth*utf8.UTFMax + 2*len(more)]byte
	text := memory[:0]
	if before {
		text = append(text, more...)
	}
	text = appendText(text, left)
	start := len(text)
	text = appendText(text, evidence)
	end := len(text)
	text = appendText(text, right)
	if after {
		text = append(text, more...)
	}
	return Excerpt{Text: string(text), Start: start, End: end}
}

func appendText(text []byte, runes []rune) []byte {
	for _, r := range runes {
		text = utf8.AppendRune(text, r)
	}
	return text
}
