package recording

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// redactSource is where the text of an exchange stands in its recording. An offset of the exchange lies at base plus it.
type redactSource struct {
	text []byte
	base int

	// part is that of the secret before, often the same: what was found out of it is kept.
	part *conformance.RedactedText
	// offsets are those of its characters, as far as they were looked for, and of what is behind them.
	offsets []int
	// encoded is its base64, nil until it is looked for.
	encoded *encodedText
}

// edits replaces a secret where it stands. It tries the ways in which recordings write a text: as it is or with the
// escapes of JSON, in base64, and as the fields of a form. Which it is, the bytes tell; ok is false if they do not.
func (s *redactSource) edits(secret conformance.Secret) (edits []edit, ok bool) {
	t := secret.Text
	at := secret.Span
	if s.part != t {
		s.part, s.offsets, s.encoded = t, []int{s.base + t.Start}, nil
	}
	switch {
	case t.Offset == nil && t.Start == conformance.NoOffset:
		return nil, false
	case t.Offset == nil:
		if s.offsets, ok = s.align(s.offsets, t.Before[:at.End]); !ok {
			return nil, false
		}
		return s.characters(t.Before, t.After, at.Start, at.End, func(i int) int { return s.offsets[i] })
	}
	if edits, ok := s.characters(t.Before, t.After, at.Start, at.End, func(i int) int { return s.base + t.Offset(i) }); ok {
		return edits, true
	}
	if edits, ok := s.base64(t, at.Start, at.End); ok {
		return edits, true
	}
	return s.field(t, at.Start, at.End)
}

// characters replaces those that change of the characters in [start, end), each where offset says that it is.
func (s *redactSource) characters(before, after []byte, start, end int, offset func(int) int) (edits []edit, ok bool) {
	last := -1
	for i := start; i < end; {
		_, width := utf8.DecodeRune(before[i:])
		from := offset(i)
		length := s.written(from, before[i:i+width])
		if length == 0 || from <= last {
			return nil, false
		}
		last = from
		if !bytes.Equal(before[i:i+width], after[i:i+width]) {
			edits = append(edits, edit{from, from + length, string(after[i : i+width])})
		}
		i += width
	}
	return edits, true
}

// written gives how many bytes a character takes where it stands, 0 when another one does.
func (s *redactSource) written(from int, character []byte) int {
	if from < 0 || from >= len(s.text) {
		return 0
	}
	rest := s.text[from:]
	if rest[0] == '\\' {
		if n := jsontext.EscapeLen(rest); n > 0 && bytes.Equal(jsontext.Unquote(nil, append(append([]byte{'"'}, rest[:n]...), '"')), character) {
			return n
		}
	}
	if bytes.HasPrefix(rest, character) {
		return len(character)
	}
	return 0
}

// align finds the characters of a text that are behind those whose offsets are given. The last of the offsets is where
// it goes on.
func (s *redactSource) align(offsets []int, text []byte) (_ []int, ok bool) {
	for i := len(offsets) - 1; i < len(text); i = len(offsets) - 1 {
		_, width := utf8.DecodeRune(text[i:])
		from := offsets[i]
		length := s.written(from, text[i:i+width])
		if length == 0 {
			return offsets, false
		}
		for range width - 1 {
			offsets = append(offsets, from)
		}
		offsets = append(offsets, from+length)
	}
	return offsets, true
}

// encodedText is a text in base64: its characters, and where each of them lies.
type encodedText struct {
	digits []byte
	places []jsontext.Span
	// isPart says that it stands for the part of the exchange that is looked for.
	isPart bool
}

// base64 replaces the characters of a text in base64 that stand for [start, end). Three bytes are four characters.
func (s *redactSource) base64(t *conformance.RedactedText, start, end int) (edits []edit, ok bool) {
	if s.encoded == nil {
		digits, places := s.digits(s.base + t.Offset(0))
		body, err := base64.StdEncoding.DecodeString(string(digits))
		s.encoded = &encodedText{digits, places, err == nil && bytes.Equal(body, t.Before)}
	}
	if !s.encoded.isPart {
		return nil, false
	}
	first, last := start/3, (end+2)/3
	group := base64.StdEncoding.EncodeToString(t.After[3*first : min(3*last, len(t.After))])
	for i := range len(group) {
		if at := 4*first + i; s.encoded.digits[at] != group[i] {
			place := s.encoded.places[at]
			edits = append(edits, edit{place.Start, place.End, group[i : i+1]})
		}
	}
	return edits, true
}

// digits gives the characters of base64 from an offset on, and where each of them lies.
func (s *redactSource) digits(from int) (digits []byte, places []jsontext.Span) {
	for from >= 0 && from < len(s.text) {
		c, length := s.text[from], 1
		if c == '\\' {
			if length = jsontext.EscapeLen(s.text[from:]); length == 0 {
				break
			}
			if text := jsontext.Unquote(nil, append(append([]byte{'"'}, s.text[from:from+length]...), '"')); len(text) == 1 {
				c = text[0]
			}
		}
		switch {
		case c == '\r' || c == '\n' || c == ' ' || c == '\t':
		case c == '+' || c == '/' || c == '=' || '0' <= c && c <= '9' || 'a' <= c|' ' && c|' ' <= 'z':
			digits = append(digits, c)
			places = append(places, jsontext.Span{Start: from, End: from + length})
		default:
			return digits, places
		}
		from += length
	}
	return digits, places
}

// field replaces a secret in a form of which the recording has the fields: each of them starts at one offset.
func (s *redactSource) field(t *conformance.RedactedText, start, end int) (edits []edit, ok bool) {
	at := t.Offset(start)
	for start > 0 && t.Offset(start-1) == at {
		start--
	}
	for end < len(t.Before) && t.Offset(end) == at && t.Before[end] != '&' {
		end++
	}
	if t.Offset(end-1) != at {
		return nil, false
	}
	before, err := url.QueryUnescape(string(t.Before[start:end]))
	after, err2 := url.QueryUnescape(string(t.After[start:end]))
	if err != nil || err2 != nil || len(before) != len(after) {
		return nil, false
	}
	offsets, ok := s.align([]int{s.base + at}, []byte(before))
	if !ok {
		return nil, false
	}
	return s.characters([]byte(before), []byte(after), 0, len(before), func(i int) int { return offsets[i] })
}
