package conformance

import "net/url"

// Exchange is one recorded request with its response.
type Exchange struct {
	// ID names the exchange in reports: the recording as the user typed it, "#", and the zero-based entry.
	ID string
	// File is the recording as the user typed it, with slashes.
	File string
	// Offset is where the exchange starts, for Position.
	Offset int
	// Position turns an offset of this exchange into a 1-based line and column (in code points) of File.
	// It is asked only when a finding needs a place. Nil means that no place is known.
	Position func(offset int) (line, column int)

	Request  Request
	Response Response
	// Copies, which may be nil, gives what the recording holds a second time, such as the lists of cookies of a HAR
	// file. It is not judged; it matters to who looks for secrets.
	Copies func() []Copy
}

// Copy is a part of a request or response that a recording holds once more, taken apart.
type Copy struct {
	// In is "query", "cookie", or "form" for a field of the request body.
	In string
	// Name and Value are decoded, and Offset is where the value lies, for [Exchange.Position].
	Name, Value string
	Offset      int
}

// Request is the recorded request. Offsets are for [Exchange.Position]; NoOffset means unknown.
type Request struct {
	Method       string
	MethodOffset int
	URL          *url.URL
	// RawURL is the text of the URL as recorded; "" stands for that of URL.
	RawURL string
	// URLOffset turns an index into the text of the URL into an offset for [Exchange.Position]. Nil means
	// unknown.
	URLOffset func(index int) int
	Headers   []Header
	// SomeHeaders says that Headers are only those that matter to who wrote them down, as in a stub or a pact: that
	// another is absent proves nothing.
	SomeHeaders bool
	Body        Body
}

// Response is the recorded response. A Status of 0 means that none was received.
type Response struct {
	Status       int
	StatusOffset int
	Headers      []Header
	// SomeHeaders is that of [Request].
	SomeHeaders bool
	Body        Body
}

// NoOffset marks a part of an exchange whose place in the recording is not known.
const NoOffset = -1

// Header is one recorded header field, in recorded order.
type Header struct {
	Name, Value string
	// Offset is where the value lies, for [Exchange.Position].
	Offset int
}

// Body is a recorded payload.
type Body struct {
	// Bytes is the payload after all encodings of the recording are undone.
	Bytes []byte
	// Recorded is false when the recorder kept no body: then nothing is claimed about it.
	// A recorded body of no bytes is an empty body.
	Recorded bool
	// MediaType is the Content-Type that the recording states for the body, "" when it states none.
	MediaType string
	// Offset turns an index into Bytes into an offset for [Exchange.Position]. Nil means unknown.
	Offset func(index int) int
	// Pending is set while the payload is still as it was recorded: until [Body.Take], Bytes is empty then.
	Pending *Pending
}

// Pending is a payload, not an empty one, that is still in its recording: most are judged where they lie, and some
// are never looked at.
type Pending struct {
	// Quoted is the payload between the quotes of a JSON string, nil if it is recorded in another way.
	Quoted []byte
	// Decode undoes the encodings of the recording. Verify reports why Decode would fail, in less time.
	Decode func() ([]byte, error)
	Verify func() error
	// sound is set when it is known that Decode would not fail.
	sound bool
}

// Take takes a pending payload out of its recording. The error is what is wrong with what is recorded.
func (b *Body) Take() (err error) {
	if b.Pending != nil {
		if b.Bytes, err = b.Pending.Decode(); err == nil {
			b.Pending.sound = true
			b.Pending = nil
		}
	}
	return err
}

// verify makes sure that a payload is one, even if nobody needed it.
func (b *Body) verify() error {
	if b.Pending == nil || b.Pending.sound {
		return nil
	}
	return b.Pending.Verify()
}

// isEmpty tells whether a recorded body has no bytes.
func (b *Body) isEmpty() bool { return b.Pending == nil && len(b.Bytes) == 0 }

// At is the place of an offset of the exchange in its recording.
func (x *Exchange) At(offset int) Location {
	at := Location{File: x.File}
	if offset != NoOffset && x.Position != nil {
		at.Line, at.Column = x.Position(offset)
	}
	return at
}

// BodyAt is the place of byte index of a body in the recording.
func (x *Exchange) BodyAt(b *Body, index int) Location {
	if b.Offset == nil {
		return x.At(NoOffset)
	}
	return x.At(b.Offset(index))
}

// URLAt is the place of byte index of the text of the URL in the recording.
func (x *Exchange) URLAt(index int) Location {
	if x.Request.URLOffset == nil {
		return x.At(NoOffset)
	}
	return x.At(x.Request.URLOffset(index))
}

// rawURL is the text of the URL as recorded.
func (r *Request) rawURL() string {
	if r.RawURL != "" {
		return r.RawURL
	}
	return r.URL.String()
}
