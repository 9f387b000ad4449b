package schema

// A form is how a JSON text is written.
type form uint8

const (
	plainForm form = iota
	// quotedForm is that of a text which stands inside a JSON string: its own quotes and backslashes have a
	// backslash before them, and its line feeds are escapes.
	quotedForm
	forms
)

// A notation is what a form has for quotes and line feeds.
type notation struct {
	form   form
	quoted bool
	// quoteLen is how long a quote is, and a line feed. Under mask, two bytes of text are quote or lineFeed.
	quoteLen              int
	mask, quote, lineFeed uint16
	// finish is a quote with a comma behind it, in the bytes that finishMask has.
	finish, finishMask uint64
}

var notations = [forms]notation{
	plainForm:  {quoteLen: 1, mask: 0xFF, quote: '"', lineFeed: '\n', finish: '"' | ','<<8, finishMask: 0xFFFF},
	quotedForm: {form: quotedForm, quoted: true, quoteLen: 2, mask: 0xFFFF, quote: '\\' | '"'<<8, lineFeed: '\\' | 'n'<<8, finish: '\\' | '"'<<8 | ','<<16, finishMask: 0xFFFFFF},
}

// isQuote reports whether a string begins or ends at i. There are two bytes to be read.
func (n *notation) isQuote(data []byte, i int) bool { return load2(data, i)&n.mask == n.quote }

func (n *notation) isLineFeed(data []byte, i int) bool { return load2(data, i)&n.mask == n.lineFeed }

// isBlank reports whether what is at i can neither be a value nor go on after one: white space, or a fault.
func (n *notation) isBlank(data []byte, i int) bool {
	c := byteAt(data, i)
	return c <= ' ' || c == '\\' && !n.isQuote(data, i)
}

// spaceLen gives the length of the white space at i, 0 when there is none.
func (n *notation) spaceLen(data []byte, i int) int {
	switch c := data[i]; {
	case c == ' ':
		return 1
	case !n.quoted && (c == '\n' || c == '\r' || c == '\t'):
		return 1
	case n.quoted && c == '\\' && i+1 < len(data) && (data[i+1] == 'n' || data[i+1] == 'r' || data[i+1] == 't'):
		return 2
	}
	return 0
}
