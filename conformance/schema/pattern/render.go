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
