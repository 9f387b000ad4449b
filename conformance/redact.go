package conformance

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/devenviron/contract/conformance/jsontext"
)

// Secret is a place of an exchange that holds a secret.
type Secret struct {
	// Subject and Pointer say which part holds it, as those of a [Finding] do. They are free of secrets.
	Subject, Pointer string
	// At is where it starts in the recording.
	At Location
	// Text is the part that holds it, as a reader of recordings gives it, and Span where in it the secret lies.
	Text *RedactedText
	Span jsontext.Span
}

// String names the part, and leaves the secret out.
func (s Secret) String() string { return s.Subject + " " + s.Pointer }

// GoString is String.
func (s Secret) GoString() string { return s.String() }

// IsDistinctive tells whether the secret is no word, so that where its text stands again it is a copy, and not there by
// chance.
func (s Secret) IsDistinctive() bool { return isDistinctive(s.Text.Before[s.Span.Start:s.Span.End]) }

// RedactedText is a part of an exchange before and after its secrets were replaced. Both have the same length, in bytes
// and in characters.
type RedactedText struct {
	Before, After []byte
	// Start is the offset of the whole for [Exchange.Position], or NoOffset. Offset gives that of an index; where it is nil,
	// only Start is known.
	Start  int
	Offset func(index int) int
}

// redacted is an exchange without secrets: the only kind that is judged, recorded or shown. Only redact makes one. An
// exchange that has none is its own.
type redacted struct {
	*Exchange
	secrets []Secret
	// requests counts those of the request, which come first.
	requests int
}

// Redact gives an exchange in which placeholders stand for the secrets, and what was replaced in order: URL and headers
// of the request, its body, headers and body of the response. The exchange itself stays as it is.
// A nil Contract takes out what is secret without one.
func (c *Contract) Redact(x *Exchange) (Exchange, []Secret) {
	var route *route
	var op *operation
	if c != nil {
		route, op = c.routes.match(x.Request.Method, appendSegments(nil, x.Request.URL.EscapedPath()))
	}
	r := c.redact(route, op, x)
	return *r.Exchange, r.secrets
}

// redact takes the secrets out of an exchange of an operation, nil when it is of none.
func (c *Contract) redact(route *route, op *operation, x *Exchange) redacted {
	r := redactor{contract: c, route: route, operation: op, exchange: x}
	if op != nil {
		op.ready()
		r.response = op.response(x.Response.Status)
	}
	if !r.suspects() {
		return redacted{Exchange: x}
	}
	r.look()
	r.echoes()
	return r.redacted()
}

// redactor looks for the secrets of one exchange.
type redactor struct {
	// contract is nil where none is known.
	contract  *Contract
	route     *route
	operation *operation
	response  *response
	exchange  *Exchange
	// passages are all parts of the exchange that can hold a secret, those of the request first.
	passages []*passage
	requests int
}

// passage is a part of an exchange, with the secrets that it holds.
type passage struct {
	subject string
	text    []byte
	writing writing
	isCopy  bool
	hits    []hit
	start   int
	offset  func(index int) int
	// replace puts the text without secrets into an exchange.
	replace func(x *Exchange, text []byte)
}

// hit is a secret with its placeholder.
type hit struct {
	at          jsontext.Span
	pointer     string
	placeholder []byte
}

// found notes a secret that a fill replaces.
func (p *passage) found(at jsontext.Span, pointer string, f fill) {
	p.stands(at, pointer, p.writing.over(p.text[at.Start:at.End], f))
}

// stands notes a secret that a placeholder replaces.
func (p *passage) stands(at jsontext.Span, pointer string, placeholder []byte) {
	if at.Start < at.End && !bytes.Equal(p.text[at.Start:at.End], placeholder) {
		p.hits = append(p.hits, hit{at, pointer, placeholder})
	}
}

// shapes notes what looks like a secret in a part of the text.
func (p *passage) shapes(at jsontext.Span, pointer string) {
	if !mayHoldSecret(p.text[at.Start:at.End]) {
		return
	}
	w := p.writing
	if w == asJSON {
		w = asNested // A text may be JSON itself.
	}
	shapesIn(p.text[at.Start:at.End], w, func(in jsontext.Span, f fill) {
		secret := jsontext.Span{Start: at.Start + in.Start, End: at.Start + in.End}
		p.stands(secret, pointer, w.over(p.text[secret.Start:secret.End], f))
	})
}

// sorted puts the hits in order, and joins those that overlap: the longer one stays.
func (p *passage) sorted() {
	slices.SortStableFunc(p.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.at.Start, b.at.Start), cmp.Compare(b.at.End, a.at.End))
	})
	kept := p.hits[:0]
	for _, h := range p.hits {
		if n := len(kept); n > 0 && h.at.Start < kept[n-1].at.End {
			if over := h.at.End - kept[n-1].at.End; over > 0 { // they overlap in part
				kept[n-1].placeholder = append(kept[n-1].placeholder, h.placeholder[len(h.placeholder)-over:]...)
				kept[n-1].at.End = h.at.End
			}
			continue
		}
		kept = append(kept, h)
	}
	p.hits = kept
}

func (p *passage) redacted() []byte {
	text := slices.Clone(p.text)
	for _, h := range p.hits {
		copy(text[h.at.Start:], h.placeholder)
	}
	return text
}

// echoes notes the secrets that other parts repeat: an error message that quotes the token that it refuses.
func (r *redactor) echoes() {
	all := map[string]bool{}
	var secrets [][]byte
	for _, p := range r.passages {
		for _, h := range p.hits {
			if secret := p.text[h.at.Start:h.at.End]; isDistinctive(secret) && !all[string(secret)] && len(secrets) < maxEchoes {
				all[string(secret)] = true
				secrets = append(secrets, secret)
			}
		}
	}
	for _, p := range r.passages {
		for _, secret := range secrets {
			for i := 0; ; {
				next := bytes.Index(p.text[i:], secret)
				if next < 0 {
					break
				}
				at := jsontext.Span{Start: i + next, End: i + next + len(secret)}
				p.found(at, "", echoFill(secret))
				i = at.End
			}
		}
	}
}

// echoFill is that of an echo, of which no schema is known: one that few schemas judge otherwise.
func echoFill(secret []byte) fill {
	if len(bytes.Trim(secret, "0123456789abcdefABCDEF-")) == 0 {
		return fillDigit('0')
	}
	return fills[len(fills)-1]
}

// isDistinctive tells whether a text is no word, so that where it stands again it is the same secret and not there by
// chance.
func isDistinctive(secret []byte) bool {
	digits, letters := false, false
	for _, c := range secret {
		digits = digits || '0' <= c && c <= '9'
		letters = letters || 'a' <= c|' ' && c|' ' <= 'z'
	}
	return len(secret) >= 24 || len(secret) >= 8 && digits && letters
}

// maxEchoes bounds the search in an exchange of nothing but secrets.
const maxEchoes = 100

// redacted is the exchange with the placeholders in.
func (r *redactor) redacted() redacted {
	x := *r.exchange
	out := redacted{Exchange: &x}
	out.Request.Headers, out.Response.Headers = slices.Clone(out.Request.Headers), slices.Clone(out.Response.Headers)
	known := map[Location]bool{}
	for i, p := range r.passages {
		if p.sorted(); len(p.hits) == 0 {
			continue
		}
		text := &RedactedText{Before: p.text, After: p.redacted(), Start: p.start, Offset: p.offset}
		p.replace(out.Exchange, text.After)
		for _, h := range p.hits {
			s := Secret{p.subject, h.pointer, r.exchange.At(text.offset(h.at.Start)), text, h.at}
			if p.isCopy && known[s.At] {
				continue // The fields of a form may be the body itself.
			}
			known[s.At] = true
			out.secrets = append(out.secrets, s)
		}
		if i < r.requests {
			out.requests = len(out.secrets)
		}
	}
	return out
}

// offset is the place of an index. In a header it counts the characters, as far as none is escaped.
func (t *RedactedText) offset(index int) int {
	if t.Offset != nil {
		return t.Offset(index)
	}
	return shift(t.Start, index)
}
