package recording

import "sort"

// splice is a text that is put together from pieces of an entry.
type splice struct {
	text   []byte
	pieces []piece
}

// piece is where a piece begins in the text, and where its bytes come from.
type piece struct {
	index  int
	offset func(i int) int
}

// add appends a text whose bytes come from where offset says.
func (s *splice) add(text string, offset func(i int) int) {
	s.pieces = append(s.pieces, piece{len(s.text), offset})
	s.text = append(s.text, text...)
}

// addAt appends a text all of which comes from one place.
func (s *splice) addAt(text string, offset int) { s.add(text, at(offset)) }

// at is the source of a text that comes from one place.
func at(offset int) func(int) int { return func(int) int { return offset } }

// from is the source of a text that stands as it is at a place.
func from(offset int) func(int) int { return func(i int) int { return offset + i } }

// offset gives where the byte at an index of the text comes from.
func (s *splice) offset(index int) int {
	after := sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].index > index })
	if after == 0 {
		return 0
	}
	p := s.pieces[after-1]
	return p.offset(index - p.index)
}
