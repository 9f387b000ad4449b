package recording

import "strings"

// block reads a scalar in a block, literal or folded, of a mapping that is indented by so many columns.
func (r *scalarReader) block(parent int) {
	b := scalarBlock{scalarReader: r, literal: r.text[r.pos] == '|'}
	b.header(parent)
	b.read()
}

type scalarBlock struct {
	*scalarReader
	literal bool
	// chomp is '-' to drop the ends of lines behind the text, '+' to keep them all.
	chomp byte
	// indent is how many columns the text is indented, 0 while that is not known.
	indent int
}

// header reads the line that opens the block.
func (b *scalarBlock) header(parent int) {
	for b.pos++; b.pos < len(b.text); b.pos++ {
		switch c := b.text[b.pos]; {
		case c == '-' || c == '+':
			b.chomp = c
		case c >= '1' && c <= '9':
			b.indent = parent + int(c-'0')
		default:
			b.pos += b.toBreak()
			b.lineBreak()
			return
		}
	}
}

// read reads the lines of the block.
func (b *scalarBlock) read() {
	// What stands between two lines: the end of the first, at ended, and those of the empty lines behind it.
	leading, ended := "", b.pos
	trailing := b.emptyLines()
	wasBlank := false
	for b.column() == b.indent && b.pos < len(b.text) {
		isBlank := b.text[b.pos] == ' ' || b.text[b.pos] == '\t'
		if !b.literal && leading == "\n" && !wasBlank && !isBlank {
			if leading = ""; trailing == "" {
				leading = " "
			}
		}
		b.putLines(leading+trailing, ended)
		wasBlank = isBlank
		b.copy(b.toBreak())
		ended = b.pos
		leading = b.lineBreak()
		trailing = b.emptyLines()
	}
	if b.chomp == '-' {
		leading = ""
	}
	if b.chomp != '+' {
		trailing = ""
	}
	b.pos = ended
	b.putLines(leading+trailing, ended)
}

// putLines takes ends of lines that begin at a place: those of a literal block each for itself.
func (b *scalarBlock) putLines(breaks string, at int) {
	if !b.literal || breaks == "" {
		b.put(breaks, at)
		return
	}
	for range strings.Count(breaks, "\n") {
		b.put("\n", at)
		next := at + breakLength(b.text[at:])
		for next < len(b.text) && b.text[next] == ' ' {
			next++
		}
		at = next
	}
}

// emptyLines passes lines with nothing in them, and then the indentation, which the first line with more tells.
func (b *scalarBlock) emptyLines() (breaks string) {
	widest := 0
	for {
		column := 0
		for b.pos < len(b.text) && b.text[b.pos] == ' ' && (b.indent == 0 || column < b.indent) {
			b.pos++
			column++
		}
		widest = max(widest, column)
		next := b.lineBreak()
		if next == "" {
			break
		}
		breaks += next
	}
	if b.indent == 0 {
		b.indent = widest
	}
	return breaks
}

// column is how far into its line the block is read, in blanks.
func (b *scalarBlock) column() int {
	n := 0
	for i := b.pos; i > 0 && b.text[i-1] == ' '; i-- {
		n++
	}
	return n
}
