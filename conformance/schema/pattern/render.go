package pattern

import (
	"fmt"
	"slices"
	"strings"
)

// maxRepeat is the largest count that RE2 takes in one repetition.
const maxRepeat = 1000

// re2 writes e, which is regular, in the syntax of package regexp.
func (e *expr) re2(b *strings.Builder) {
	switch e.op {
	case opBegin:
		b.WriteString(`\A`)
	case opEnd:
		b.WriteString(`\z`)
	case opWordBoundary:
		b.WriteString(`\b`)
	case opNoWordBoundary:
		b.WriteString(`\B`)
	case opSet:
		e.set.re2(b)
	case opConcat, opGroup:
		b.WriteString("(?:")
		for _, sub := range e.subs {
			sub.re2(b)
		}
		b.WriteString(")")
	case opAlternate:
		b.WriteString("(?:")
		for i, sub := range e.subs {
			if i > 0 {
				b.WriteByte('|')
			}
			sub.re2(b)
		}
		b.WriteString(")")
	case opRepeat:
		e.repeatRE2(b)
	}
}

func (s set) re2(b *strings.Builder) {
	if len(s) == 0 {
		b.WriteString(`[^\x{0}-\x{10FFFF}]`)
		return
	}
	b.WriteByte('[')
	for pair := range slices.Chunk(s, 2) {
		fmt.Fprintf(b, `\x{%X}-\x{%X}`, pair[0], pair[1])
	}
	b.WriteByte(']')
}

// repeatRE2 splits a count beyond what RE2 takes: x{2500} is x{1000}x{1000}x{500}.
func (e *expr) repeatRE2(b *strings.Builder) {
	lo, hi := e.min, e.max
	for ; lo > maxRepeat; lo -= maxRepeat {
		e.countRE2(b, maxRepeat, maxRepeat)
		if hi != unlimited {
			hi -= maxRepeat
		}
	}
	for ; hi > maxRepeat; hi -= maxRepeat {
		e.countRE2(b, lo, maxRepeat)
		lo = 0
	}
	e.countRE2(b, lo, hi)
}

func (e *expr) countRE2(b *strings.Builder, lo, hi int) {
	e.subs[0].re2(b)
	writeCount(b, lo, hi)
}

func writeCount(b *strings.Builder, lo, hi int) {
	if hi == unlimited {
		fmt.Fprintf(b, "{%d,}", lo)
		return
	}
	fmt.Fprintf(b, "{%d,%d}", lo, hi)
}

// backtracking writes e in the syntax of regexp2. Groups lose their names to keep the numbers of ECMA-262.
func (e *expr) backtracking(b *strings.Builder) {
	switch e.op {
	case opBegin:
		b.WriteString(`\A`)
	case opEnd:
		b.WriteString(`\z`)
	case opWordBoundary:
		b.WriteString(`\b`)
	case opNoWordBoundary:
		b.WriteString(`\B`)
	case opSet:
		e.set.backtracking(b)
	case opBackReference:
		fmt.Fprintf(b, `(?:\%d)`, e.group)
	case opRepeat:
		e.subs[0].backtracking(b)
		writeCount(b, e.min, e.max)
		if e.lazy {
			b.WriteByte('?')
		}
	default:
		b.WriteString(e.opening())
		for i, sub := range e.subs {
			if i > 0 && e.op == opAlternate {
				b.WriteByte('|')
			}
			sub.backtracking(b)
		}
		b.WriteByte(')')
	}
}

func (e *expr) opening() string {
	switch {
	case e.op == opGroup:
		return "("
	case e.op != opLook:
		return "(?:"
	case e.behind && e.negate:
		return "(?<!"
	case e.behind:
		return "(?<="
	case e.negate:
		return "(?!"
	}
	return "(?="
}

func (s set) backtracking(b *strings.Builder) {
	if len(s) == 0 {
		b.WriteString("(?!)")
		return
	}
	b.WriteByte('[')
	for pair := range slices.Chunk(s, 2) {
		writeRune(b, pair[0])
		b.WriteByte('-')
		writeRune(b, pair[1])
	}
	b.WriteByte(']')
}

// writeRune writes a code point of a class; regexp2 has no escape for one beyond four digits.
func writeRune(b *strings.Builder, r rune) {
	if r <= 0xFFFF {
		fmt.Fprintf(b, `\u%04X`, r)
		return
	}
	b.WriteRune(r)
}
