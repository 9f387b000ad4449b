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
	s := strip{text: text, secrets: secrets, shown: make([]rune, 0, min(len(text), 2*excerptReach)), from: -1, to: -1}
	start := s.begin(evidence.Start)
	s.next = start
	for end := min(len(text), evidence.Start+excerptReach); s.next < end; {
		s.step(evidence)
	}
	if s.from < 0 {
		s.from = len(s.shown)
	}
	if s.to < 0 {
		s.to = len(s.shown)
	}
	return s.cut(start > 0, s.next < len(text))
}

// strip is a text in the making of which everything can be shown on one line.
type strip struct {
	text    []byte
	secrets []jsontext.Span
	next    int
	shown   []rune
	// from and to are where the evidence lies in what is shown, negative before it is reached.
	from, to int
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

// step shows what stands at next.
func (s *strip) step(evidence jsontext.Span) {
	before := len(s.shown)
	s.next += s.show(s.next)
	if s.from < 0 && evidence.Start < s.next {
		s.from = before
	}
	if s.from >= 0 && s.to < 0 && s.next >= evidence.End {
		s.to = len(s.shown)
	}
}

// show shows the bytes at an index, and gives how many they are.
func (s *strip) show(index int) (width int) {
	if len(s.secrets) > 0 && s.secrets[0].Start <= index {
		width = s.secrets[0].End - index
		s.secrets = s.secrets[1:]
		s.add(hidden)
		return width
	}
	if c := s.text[index]; ' ' < c && c < utf8.RuneSelf-1 {
		s.shown = append(s.shown, rune(c))
		return 1
	}
	if end := jsontext.SkipSpace(s.text, index); end > index {
		space := string(s.text[index:end])
		if strings.Trim(space, " ") != "" {
			space = " "
		}
		s.add(space)
		return end - index
	}
	r, width := utf8.DecodeRune(s.text[index:])
	switch {
	case r == utf8.RuneError && width == 1:
		s.add(fmt.Sprintf(`\x%02x`, s.text[index]))
	case strconv.IsPrint(r):
		s.shown = append(s.shown, r)
	default:
		s.add(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return width
}

func (s *strip) add(text string) {
	for _, r := range text {
		s.shown = append(s.shown, r)
	}
}

// cut leaves what fits: the head of the evidence, and as much on its sides.
func (s *strip) cut(before, after bool) Excerpt {
	evidence := s.shown[s.from:s.to]
	left, right := s.shown[:s.from], s.shown[s.to:]
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
	var e Excerpt
	if before {
		e.Text = "…"
	}
	e.Text += string(left)
	e.Start = len(e.Text)
	e.Text += string(evidence)
	e.End = len(e.Text)
	e.Text += string(right)
	if after {
		e.Text += "…"
	}
	return e
}
