package schema

// A window is what a runner reads of a body. Most of the time it is the body itself, up to a margin before its
// end, so that small reads need not ask whether they stay inside. For the rest the window moves to a copy of
// the body's end with zeros behind it, which end whatever JSON has there.
type window struct {
	notation
	// data is what is read, at indexes up to margin behind limit.
	data  []byte
	limit int
	// shift is where data begins in the body.
	shift int
	body  []byte
	end   [3 * margin]byte
}

// margin is how far from a place that is known to lie within the limit a reader may read: over a member's
// name, its colon, a space, and some bytes of the value.
const margin = 128

// open moves the window to the start of a body.
func (w *window) open(body []byte) int {
	w.body = body
	clear(w.end[copy(w.end[:margin], body[max(0, len(body)-margin):]):])
	return w.seek(0)
}

// seek moves the window to an offset of the body, and gives its index in data.
//
//go:noinline
func (w *window) seek(offset int) int {
	if last := len(w.body) - margin; offset <= last {
		w.data, w.limit, w.shift = w.body, last, 0
	} else {
		w.data, w.limit, w.shift = w.end[:], 2*margin, max(0, last)
	}
	return offset - w.shift
}

// indexOf gives the index in data of an offset of the body. The window moves there if need be.
func (w *window) indexOf(offset int) int {
	if i := offset - w.shift; i >= 0 && i <= w.limit {
		return i
	}
	return w.seek(offset)
}

// step moves the window so that index i of data lies within the limit.
func (w *window) step(i int) int {
	if i <= w.limit {
		return i
	}
	return w.seek(i + w.shift)
}

// plainEnd gives the first index from i on of a byte that is a quote, a backslash, a control character, or not
// ASCII; when there is none, the last index at which two bytes are left.
func (w *window) plainEnd(i int) int {
	data := w.data
	for i <= len(data)-17 {
		// Most texts end within sixteen bytes: two words at once leave little to predict.
		first, second := special(load8(data, i)), special(load8(data, i+8))
		if first|second != 0 {
			if first == 0 {
				first = second
				i += 8
			}
			return i + firstMarked(first)
		}
		i += 16
	}
	last := len(data) - 2
	for i < last && special(uint64(data[i])|' '*ones&^0xFF)&0x80 == 0 {
		i++
	}
	return min(i, last)
}

// skipSpace gives the first index from i on of what is not white space, within the limit unless it is i.
func (w *window) skipSpace(i int) int {
	if w.isBlank(w.data, i) {
		return w.skipSpaces(i)
	}
	return i
}

// skipSpaces is skipSpace where there is likely some.
func (w *window) skipSpaces(i int) int {
	data := w.data
	if w.isLineFeed(data, i) {
		at := i + w.quoteLen
		others := load8(data, at) ^ ' '*ones
		if others == 0 {
			at += 8
			others = load8(data, at) ^ ' '*ones
		}
		if at += firstMarked(others); !w.isBlank(data, at) {
			return w.step(at)
		}
	}
	for i < len(data) {
		n := w.spaceLen(data, i)
		if n == 0 {
			break
		}
		i += n
	}
	return w.step(i)
}
