package proxy

import (
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/devenviron/contract/conformance"
)

// errUnrecorded ends an answer that must not be released.
var errUnrecorded = errors.New("exchange could not be recorded")

// recordingTransport records every exchange that it carries. The end of a body is not released before.
type recordingTransport struct {
	o    Options
	base http.RoundTripper
}

func (t *recordingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	lost := new(error)
	watched := conformance.Transport{Base: t.base, Monitor: &conformance.Monitor{
		Contract:  t.o.Contract,
		BodyLimit: t.o.BodyLimit,
		Record:    func(x conformance.Exchange) { *lost = t.record(x) },
	}}
	response, err := watched.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if *lost != nil { // There is no body whose end could be kept back.
		response.Body.Close()
		return unrecordedAnswer(r), nil
	}
	if response.StatusCode != http.StatusSwitchingProtocols && response.Body != http.NoBody {
		response.Body = &heldBody{ReadCloser: response.Body, announced: response.ContentLength, lost: lost}
	}
	return response, nil
}

// record writes an exchange. The error is nil as well when exchanges may pass that are not recorded.
func (t *recordingTransport) record(x conformance.Exchange) error {
	// That there is none is written as an empty one, which keeps Go from adding its own.
	x.Request.Headers = slices.DeleteFunc(x.Request.Headers, func(h conformance.Header) bool {
		return h.Name == "User-Agent" && h.Value == ""
	})
	if err := t.o.Recorder.Record(&x); err != nil && !t.o.PassUnrecorded {
		return errUnrecorded
	}
	return nil
}

// heldBody is a body that is recorded when its end has been read. Until then it keeps its last bytes back: for a
// client that knows the length they are the end.
type heldBody struct {
	io.ReadCloser
	announced, read int64
	// lost is why the exchange is not recorded, once its end was read.
	lost *error
}

func (b *heldBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	for err == nil && b.announced > 0 && b.read >= b.announced {
		_, err = b.ReadCloser.Read(make([]byte, 1)) // which is the end: no more can come than was announced
	}
	if err == io.EOF && *b.lost != nil {
		return 0, *b.lost
	}
	return n, err
}
