// Command kin holds a HAR file, or the entries of one a line, against OpenAPI documents with kin-openapi, as its users do: it decodes the file,
// finds the route of each request, and validates request and response. It is what the validate command is measured
// against.
//
//	kin [-stream] FILE.har DOCUMENT.yaml...
//	kin FILE.ndjson DOCUMENT.yaml...
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

func main() {
	stream := flag.Bool("stream", false, "decode one entry after the other, not the whole file")
	flag.Parse()
	if err := run(*stream, flag.Arg(0), flag.Args()[min(1, flag.NArg()):]); err != nil {
		fmt.Fprintln(os.Stderr, "kin:", err)
		os.Exit(2)
	}
}

func run(stream bool, recording string, documents []string) error {
	router, err := newRouter(documents)
	if err != nil {
		return err
	}
	p := &program{router: router, options: &openapi3filter.Options{
		IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	}}
	read := readWhole
	switch {
	case strings.HasSuffix(recording, ".ndjson"):
		read = readLines
	case stream:
		read = readStream
	}
	if err := read(recording, p.judge); err != nil {
		return fmt.Errorf("%s: %w", recording, err)
	}
	fmt.Printf("%d entries, %d faulty, %d without a route\n", p.entries, p.faulty, p.unmatched)
	return nil
}

// newRouter puts the operations of all documents into one router. It tells them by their paths alone: a recording
// has another host.
func newRouter(files []string) (routers.Router, error) {
	all := &openapi3.T{OpenAPI: "3.0.3", Info: &openapi3.Info{Title: "all", Version: "1"}, Paths: openapi3.NewPaths()}
	loader := openapi3.NewLoader()
	loader.IsExternalRefsAllowed = true
	for _, file := range files {
		doc, err := loader.LoadFromFile(file)
		if err != nil {
			return nil, err
		}
		if err := doc.Validate(loader.Context); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for path, item := range doc.Paths.Map() {
			all.Paths.Set(path, item)
		}
		all.Components = cmp.Or(all.Components, &openapi3.Components{})
		all.Components.SecuritySchemes = doc.Components.SecuritySchemes
	}
	return legacy.NewRouter(all)
}

// entry has what is needed of an entry of a HAR file.
type entry struct {
	Request struct {
		Method   string
		URL      string
		Headers  []header
		PostData *struct{ MimeType, Text string }
	}
	Response struct {
		Status  int
		Headers []header
		Content struct{ MimeType, Text, Encoding string }
	}
}

type header struct{ Name, Value string }

func readWhole(name string, visit func(*entry)) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var har struct{ Log struct{ Entries []entry } }
	if err := json.Unmarshal(text, &har); err != nil {
		return err
	}
	for i := range har.Log.Entries {
		visit(&har.Log.Entries[i])
	}
	return nil
}

func readStream(name string, visit func(*entry)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	for token := json.Token(nil); token != "entries"; {
		if token, err = decoder.Token(); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		var e entry
		if err := decoder.Decode(&e); err != nil {
			return err
		}
		visit(&e)
	}
	return nil
}

func readLines(name string, visit func(*entry)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	for {
		var e entry
		if err := decoder.Decode(&e); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		visit(&e)
	}
}

// program counts the entries that do not conform, and those that have no route.
type program struct {
	router                     routers.Router
	options                    *openapi3filter.Options
	entries, faulty, unmatched int
}

func (p *program) judge(e *entry) {
	p.entries++
	err := p.validate(e)
	if _, ok := errors.AsType[*routers.RouteError](err); ok {
		p.unmatched++
	} else if err != nil {
		p.faulty++
	}
}

func (p *program) validate(e *entry) error {
	var body io.Reader
	if e.Request.PostData != nil {
		body = strings.NewReader(e.Request.PostData.Text)
	}
	request, err := http.NewRequest(e.Request.Method, e.Request.URL, body)
	if err != nil {
		return err
	}
	for _, h := range e.Request.Headers {
		request.Header.Add(h.Name, h.Value)
	}
	if e.Request.PostData != nil {
		request.Header.Set("Content-Type", e.Request.PostData.MimeType)
	}
	route, parameters, err := p.router.FindRoute(request)
	if err != nil {
		return err
	}
	in := &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route, Options: p.options}
	if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
		return err
	}
	return p.response(in, e)
}

func (p *program) response(in *openapi3filter.RequestValidationInput, e *entry) error {
	header := http.Header{}
	for _, h := range e.Response.Headers {
		header.Add(h.Name, h.Value)
	}
	content := e.Response.Content
	header.Set("Content-Type", content.MimeType)
	body := []byte(content.Text)
	if content.Encoding == "base64" {
		var err error
		if body, err = base64.StdEncoding.DecodeString(content.Text); err != nil {
			return err
		}
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: e.Response.Status, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: p.options,
	})
}
