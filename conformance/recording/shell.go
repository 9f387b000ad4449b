package recording

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// shell reads the words of a command as a POSIX shell would, and knows where each byte of them comes from.
type shell struct {
	text []byte
	pos  int
}

// word gives the next word; false at the end of the command, or where another one begins.
func (s *shell) word() (*splice, bool) {
	w := &splice{}
	s.blanks()
	start := s.pos
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; c {
		case ' ', '\t', '\n', '\r', '|', ';', '&', '>':
			return w, s.pos > start
		case '\'':
			s.single(w)
		case '"':
			s.double(w)
		case '$':
			if s.pos+1 < len(s.text) && s.text[s.pos+1] == '\'' {
				s.ansi(w)
			} else {
				s.keep(w, 1)
			}
		case '\\':
			s.escape(w)
		default:
			s.keep(w, 1)
		}
	}
	return w, s.pos > start
}

// blanks passes blanks, and ends of lines behind a backslash.
func (s *shell) blanks() {
	for s.pos < len(s.text) {
		n := s.continuation()
		if n == 0 && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
			n = 1
		}
		if s.pos += n; n == 0 {
			return
		}
	}
}

// continuation is the length of a backslash with the end of a line, 0 if none is at hand.
func (s *shell) continuation() int {
	for _, mark := range []string{"\\\n", "\\\r\n"} {
		if strings.HasPrefix(string(s.text[s.pos:min(s.pos+3, len(s.text))]), mark) {
			return len(mark)
		}
	}
	return 0
}

// keep takes n bytes as they stand.
func (s *shell) keep(w *splice, n int) {
	n = min(n, len(s.text)-s.pos)
	if last := len(w.pieces) - 1; last < 0 || w.offset(len(w.text)) != s.pos {
		w.pieces = append(w.pieces, piece{len(w.text), from(s.pos)})
	}
	w.text = append(w.text, s.text[s.pos:s.pos+n]...)
	s.pos += n
}

// close passes a closing quote, if there is one.
func (s *shell) close() { s.pos = min(s.pos+1, len(s.text)) }

func (s *shell) escape(w *splice) {
	if n := s.continuation(); n > 0 {
		s.pos += n
		return
	}
	s.pos++
	s.keep(w, 1)
}

func (s *shell) single(w *splice) {
	s.pos++
	w.pieces = append(w.pieces, piece{len(w.text), from(s.pos)})
	for s.pos < len(s.text) && s.text[s.pos] != '\'' {
		s.keep(w, 1)
	}
	s.close()
}

func (s *shell) double(w *splice) {
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '"'; {
		if isEscape := s.text[s.pos] == '\\' && s.pos+1 < len(s.text) && strings.IndexByte("$`\"\\\n\r", s.text[s.pos+1]) >= 0; isEscape {
			s.escape(w)
		} else {
			s.keep(w, 1)
		}
	}
	s.close()
}

var ansiEscapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f", 'v': "\v", 'a': "\a", 'e': "\x1B"}

// ansi reads a word such as $'a\nb', as browsers copy requests.
func (s *shell) ansi(w *splice) {
	for s.pos += 2; s.pos < len(s.text) && s.text[s.pos] != '\''; {
		if s.text[s.pos] != '\\' || s.pos+1 == len(s.text) {
			s.keep(w, 1)
			continue
		}
		at, c := s.pos, s.text[s.pos+1]
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
		end := min(at+2+digits, len(s.text))
		code, err := strconv.ParseUint(string(s.text[at+2:end]), 16, 32)
		switch text, isKnown := ansiEscapes[c]; {
		case isKnown:
			w.addAt(text, at)
			s.pos += 2
		case digits > 0 && err == nil:
			w.addAt(string(utf8.AppendRune(nil, rune(code))), at)
			s.pos = end
		default:
			w.addAt(string(s.text[at+1:at+2]), at)
			s.pos += 2
		}
	}
	s.close()
}
