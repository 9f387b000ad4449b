package conformance_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/devenviron/contract/conformance"
)

// printed stands for the *testing.T of a test, and prints what that would show.
type printed struct{}

func (printed) Helper()                           {}
func (printed) Cleanup(func())                    {}
func (printed) Logf(format string, args ...any)   { fmt.Printf("log: "+format+"\n", args...) }
func (printed) Errorf(format string, args ...any) { fmt.Printf("FAIL: "+format+"\n", args...) }

// fake is a service that forgets what its contract promises.
var fake = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, `"Silence, please."`)
})

// library is opened once for all tests of a package.
var library = conformance.Must(conformance.Open("../testdata/battery/contract.yaml"))

// ask is the code under test.
func ask(client *http.Client, service string) {
	r, err := http.NewRequest(http.MethodGet, service+"/api/v1/motto", nil)
	if err != nil {
		panic(err)
	}
	r.Header.Set("Authorization", "Bearer a token")
	response, err := client.Do(r)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		panic(err)
	}
}

// A server in a test: one word more than httptest.NewServer, and every exchange must conform.
func ExampleNewServer() {
	t := printed{} // in a test: its *testing.T
	server := conformance.NewServer(t, library, fake)
	defer server.Close()

	ask(http.DefaultClient, server.URL)
	// Output:
	// FAIL: live#0: error: response body: got "application/json", want text/plain [media-type-undeclared]
	// 	../testdata/battery/contract.yaml:119:9, readMotto, GET /api/v1/motto -> 200
}

// A client in a test, wherever its service runs.
func ExampleNewClient() {
	service := httptest.NewServer(fake)
	defer service.Close()

	t := printed{} // in a test: its *testing.T
	client := conformance.NewClient(t, library)
	ask(client, service.URL)
	// Output:
	// FAIL: live#0: error: response body: got "application/json", want text/plain [media-type-undeclared]
	// 	../testdata/battery/contract.yaml:119:9, readMotto, GET /api/v1/motto -> 200
}

// Outside of tests a callback hears of everything.
func ExampleTransport() {
	service := httptest.NewServer(fake)
	defer service.Close()

	client := &http.Client{Transport: &conformance.Transport{Monitor: &conformance.Monitor{
		Contract: library,
		Report: func(r conformance.Result) {
			fmt.Println(r.Request, r.Status, r.Operation, r.Verdict)
		},
	}}}
	ask(client, service.URL)
	// Output:
	// GET /api/v1/motto 200 readMotto deviates
}

// Middleware in a service counts what deviates, and answers all the same.
func ExampleHandler() {
	deviating := 0
	service := &conformance.Handler{Next: fake, Monitor: &conformance.Monitor{
		Contract: library,
		Report: func(r conformance.Result) {
			if r.Verdict == conformance.Deviates {
				deviating++
			}
		},
	}}
	service.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/api/v1/motto", nil))
	fmt.Println(deviating, "deviates")
	// Output:
	// 1 deviates
}

// A single exchange, from wherever it comes.
func ExampleContract_Check() {
	result := library.Check(&conformance.Exchange{
		ID: "mine", File: "mine",
		Request: conformance.Request{Method: "GET", URL: &url.URL{Path: "/api/v1/motto"}},
		Response: conformance.Response{
			Status:  200,
			Headers: []conformance.Header{{Name: "Content-Type", Value: "text/plain"}},
			Body:    conformance.Body{Bytes: []byte("Hm"), Recorded: true},
		},
	})
	fmt.Println(result.Operation, result.Verdict)
	for _, f := range result.Findings {
		fmt.Printf("%s: %s [%s]\n", f.Severity, f.Message(), f.Rule)
	}
	// Output:
	// readMotto deviates
	// error: response body: got "Hm", want at least 3 characters [length]
}
