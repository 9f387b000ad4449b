package recording

import (
	"bytes"
	"fmt"
)

// decisive is how much of a line tells what the line is.
const decisive = 8 << 10

// line gives the beginning of the line at hand, without moving; false at the end.
func (s *stream) line() ([]byte, bool) {
	for end := 0; ; {
		if i := bytes.IndexByte(s.window[end:], '\n'); i >= 0 {
			return s.window[:min(end+i, decisive)], true
		}
		if end = len(s.window); end >= decisive || !s.more() {
			return s.window[:min(len(s.window), decisive)], len(s.window) > 0
		}
	}
}

// lines moves past the line at hand and those behind it for which belongs holds: it is asked with their beginnings, and
// none belongs if it is nil.
// That the lines are too long, or hold what no text does if they are to be text, is the error of the value.
func (s *stream) lines(isText bool, belongs func(line []byte) bool) value {
	v := value{at: s.at}
	held := 0
	for {
		var ended bool
		held, ended = s.endOfLine(&v, held, isText)
		if ended || belongs == nil || !s.nextBelongs(held, belongs) {
			break
		}
	}
	if v.err == nil {
		v.text = s.window[:held]
	}
	s.pass(held)
	return v
}

// endOfLine goes on to the end of the line that begins at held, or of the file. What has an error is not held.
func (s *stream) endOfLine(v *value, held int, isText bool) (int, bool) {
	for {
		rest := s.window[held:]
		end := bytes.IndexByte(rest, '\n') + 1
		length := end
		if end == 0 {
			length = len(rest)
		}
		if zero := bytes.IndexByte(rest[:length], 0); isText && zero >= 0 && v.err == nil {
			v.err = &mismatch{s.at.after(s.window[:held+zero]), "byte 0x00", "text"}
		}
		if held += length; held > s.limit && v.err == nil {
			v.err = &mismatch{v.at, fmt.Sprintf("more than %d bytes", s.limit), "a smaller exchange"}
		}
		if v.err != nil {
			s.pass(held)
			held = 0
		}
		if end > 0 {
			return held, false
		}
		if !s.more() {
			return held, true
		}
	}
}

// nextBelongs asks whether the line that begins at held belongs to those before.
func (s *stream) nextBelongs(held int, belongs func(line []byte) bool) bool {
	for {
		rest := s.window[held:]
		end := bytes.IndexByte(rest, '\n')
		if end < 0 && len(rest) < decisive && s.more() {
			continue
		}
		if end < 0 {
			end = len(rest)
		}
		return len(rest) > 0 && belongs(rest[:min(end, decisive)])
	}
}
