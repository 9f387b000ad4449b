package recording_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
	"github.com/devenviron/contract/openapi"
)

// BenchmarkPipeline judges whole recordings, from their bytes to the report. In each round the contenders take
// turns on the same bytes, so that what else the machine does meets them alike: ms/ is the median time of each,
// and x-kin/ how many times faster than the plain program on kin-openapi it is.
func BenchmarkPipeline(b *testing.B) {
	contract, err := conformance.Embedded()
	require.NoError(b, err)
	for _, tt := range []struct {
		name    string
		options corpusOptions
		entries func(*corpus) int
	}{
		{"20000 exchanges", corpusOptions{entries: 20_000}, func(*corpus) int { return 20_000 }},
		{"325 MB with images", corpusOptions{entries: 5_000, headers: 4, items: 32, images: true}, func(c *corpus) int { return c.ofSize(325_000_000) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			c := newCorpus(b, tt.options)
			entries := tt.entries(c)
			kin := newKinProgram(b)
			race(b, func() io.Reader { return c.reader(entries) }, []contender{
				{"kin", func(in io.Reader) error { return eachEntry(in, kin.judge) }},
				{"json", func(in io.Reader) error { return eachEntry(in, func(*sampleEntry) {}) }},
				{"one-worker", func(in io.Reader) error { return discard(contract, in, 1) }},
				{"two-workers", func(in io.Reader) error { return discard(contract, in, 2) }},
			})
		})
	}
}

type contender struct {
	name string
	run  func(io.Reader) error
}

// race runs the contenders in turns, and reports their times and how they compare to the first of them.
func race(b *testing.B, open func() io.Reader, contenders []contender) {
	times := make([][]time.Duration, len(contenders))
	for b.Loop() {
		for i, c := range contenders {
			runtime.GC()
			start := time.Now()
			require.NoError(b, c.run(open()))
			times[i] = append(times[i], time.Since(start))
		}
	}
	b.ReportMetric(0, "ns/op") // the sum of all says nothing
	for i, c := range contenders {
		b.ReportMetric(median(times[i]).Seconds()*1e3, "ms/"+c.name)
		if i > 0 {
			b.ReportMetric(float64(median(times[0]))/float64(median(times[i])), "x-"+contenders[0].name+"/"+c.name)
		}
	}
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// discard judges a recording for nobody.
func discard(contract *conformance.Contract, in io.Reader, workers int) error {
	unreadable, err := judge(contract, in, workers, report.NewText(io.Discard, report.Options{}))
	if err == nil && len(unreadable) > 0 {
		err = errors.New(unreadable[0])
	}
	return err
}

// eachEntry decodes the entries of a HAR file one after the other, as a plain program does.
func eachEntry(in io.Reader, visit func(*sampleEntry)) error {
	decoder := json.NewDecoder(in)
	for token := json.Token(nil); token != "entries"; {
		var err error
		if token, err = decoder.Token(); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		var e sampleEntry
		if err := decoder.Decode(&e); err != nil {
			return err
		}
		visit(&e)
	}
	return nil
}

// A kinProgram judges the entries of a HAR file as a plain program on kin-openapi does.
type kinProgram struct {
	routers []routers.Router
	options *openapi3filter.Options
	// faulty counts the entries that do not conform, unmatched those that no operation has.
	faulty, unmatched int
}

func newKinProgram(tb testing.TB) *kinProgram {
	tb.Helper()
	docs, err := openapi.Embedded()
	require.NoError(tb, err)
	k := &kinProgram{options: &openapi3filter.Options{
		IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	}}
	for _, doc := range docs {
		doc.Servers = nil // the recordings have another host
		router, err := legacy.NewRouter(doc.T)
		require.NoError(tb, err)
		k.routers = append(k.routers, router)
	}
	return k
}

func (k *kinProgram) judge(e *sampleEntry) {
	request, err := http.NewRequest(e.Request.Method, e.Request.URL, nil)
	if err != nil {
		k.faulty++
		return
	}
	for _, h := range e.Request.Headers {
		request.Header.Add(h.Name, h.Value)
	}
	if post := e.Request.PostData; post != nil {
		request.Body = io.NopCloser(strings.NewReader(post.Text))
		request.Header.Set("Content-Type", post.MimeType)
	}
	for _, router := range k.routers {
		route, path, err := router.FindRoute(request)
		if err != nil {
			continue
		}
		in := &openapi3filter.RequestValidationInput{Request: request, PathParams: path, Route: route, Options: k.options}
		if openapi3filter.ValidateRequest(context.Background(), in) != nil || k.response(in, &e.Response) != nil {
			k.faulty++
		}
		return
	}
	k.unmatched++
}

func (k *kinProgram) response(in *openapi3filter.RequestValidationInput, r *sampleResponse) error {
	header := http.Header{}
	for _, h := range r.Headers {
		header.Add(h.Name, h.Value)
	}
	header.Set("Content-Type", r.Content.MimeType)
	var body []byte
	if r.Content.Text != nil {
		body = []byte(*r.Content.Text)
	}
	if r.Content.Encoding != nil {
		body, _ = base64.StdEncoding.DecodeString(*r.Content.Text)
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: r.Status, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: k.options,
	})
}
