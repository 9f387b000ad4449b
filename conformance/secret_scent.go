package conformance

import (
	"bytes"
	"strings"
)

// A scent tells in one pass whether a text may hold a secret, so that what holds none, which is nearly all, need not be
// taken apart. It looks at every other pair of bytes: of three bytes in a row it sees two.
type scent struct {
	pairs [1 << 16 / 64]uint64
	// parts are those to look for, by the first of the three bytes that give them away.
	parts [256][]scentPart
}

type scentPart struct {
	text string
	// lead is how many bytes of the part stand before the three, and second and third the last two of them.
	lead          int
	second, third byte
	// isName says that the part is one of the name of a member.
	isName bool
}

// shapeParts are found in every shape.
var shapeParts = []string{
	"eyJ", "BEGI", "earer ", "://", `\/\/`, `\u00`,
	"nature=", "ential=", "yId=", "yid=", "sig=", "Sig=", "sign=", "Sign=", "jwt=", "NATURE=",
}

func newScent(names []string) *scent {
	s := &scent{}
	add := func(text string, isName bool) {
		lead := rarest(text)
		three := text[lead : lead+3]
		s.parts[three[0]] = append(s.parts[three[0]], scentPart{text, lead, three[1], three[2], isName})
		s.pairs[pairOf(three[0], three[1])/64] |= 1 << (pairOf(three[0], three[1]) % 64)
		s.pairs[pairOf(three[1], three[2])/64] |= 1 << (pairOf(three[1], three[2]) % 64)
	}
	for _, part := range shapeParts {
		add(part, false)
	}
	for _, part := range secretMemberParts {
		add(part, true)
	}
	for _, name := range names {
		add(`"`+name, true) // The quote behind it may have a backslash.
	}
	return s
}

// rarest gives where in a text the three bytes start that are least likely elsewhere.
func rarest(text string) int {
	const common = `zqjxkvbywgpfmucdlhrsnioate"`
	best, least := 0, len(text)*len(common)
	for i := range len(text) - 2 {
		score := 0
		for _, c := range text[i : i+3] {
			score += strings.IndexRune(common, c) + 1
		}
		if score <= least {
			best, least = i, score
		}
	}
	return best
}

func pairOf(a, b byte) int { return int(a)<<8 | int(b) }

// smells tells whether there may be a secret in a text.
func smells[T string | []byte](s *scent, text T, isName func(string) bool) bool {
	for i := 1; i < len(text); i += 2 {
		pair := pairOf(text[i-1], text[i])
		if s.pairs[pair/64]>>(pair%64)&1 != 0 && (smellsAt(s, text, i-1, isName) || i > 1 && smellsAt(s, text, i-2, isName)) {
			return true
		}
	}
	return false
}

func smellsAt[T string | []byte](s *scent, text T, i int, isName func(string) bool) bool {
	if len(text)-i < 3 {
		return false
	}
	second, third := text[i+1], text[i+2]
	for k := range s.parts[text[i]] {
		p := &s.parts[text[i]][k]
		if p.second != second || p.third != third {
			continue
		}
		start := i - p.lead
		if start < 0 || len(text)-start < len(p.text) || string(text[start:start+len(p.text)]) != p.text {
			continue
		}
		if !p.isName {
			if p.text != "://" || suspicious(text[start:]) {
				return true
			}
		} else if names([]byte(text), start, isName) {
			return true
		}
	}
	return false
}

// suspicious tells whether a URL, from its colon on, has a query, or a user who may be more than a name.
func suspicious[T string | []byte](url T) bool {
	colon := false
	for i := len("://"); i < len(url); i++ {
		switch url[i] {
		case '@':
			return colon || i > 16
		case '?':
			return true
		case ':':
			colon = true
		case '"', ' ', '\'', '<', '\n':
			return false
		}
	}
	return false
}

// names tells whether the word around an index is the name of a secret whose value is not masked.
func names(text []byte, i int, isName func(string) bool) bool {
	start, end := i, i
	if !isWordByte(text[i]) {
		start, end = i+1, i+1
	}
	for start > 0 && isWordByte(text[start-1]) {
		start--
	}
	for end < len(text) && isWordByte(text[end]) {
		end++
	}
	if !isName(string(text[start:end])) {
		return false
	}
	rest := bytes.TrimLeft(text[end:], "\"'\\ \t\r\n")
	if len(rest) == 0 || rest[0] != ':' && rest[0] != '=' {
		return false // a word of a sentence, or a value
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	if len(rest) == 0 || rest[0] == '{' || rest[0] == '[' {
		return len(rest) > 0
	}
	if bytes.HasPrefix(rest, []byte(`\"`)) { // JSON that lies in a JSON string
		value, _, _ := bytes.Cut(rest[2:], []byte(`\"`))
		return !asNested.isMasked(value)
	}
	if rest[0] == '"' {
		end := 1
		for ; end < len(rest) && rest[end] != '"'; end++ {
			if rest[end] == '\\' {
				end++
			}
		}
		return !asNested.isMasked(rest[1:min(end, len(rest))])
	}
	return !bytes.HasPrefix(rest, []byte("null"))
}

func isWordByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|' ' && c|' ' <= 'z'
}
