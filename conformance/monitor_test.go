package conformance_test

import (
	"context"
	"io"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func TestBothSidesSeeTheSame(t *testing.T) {
	big := `{"hour":9,"more":"` + strings.Repeat("x", 2<<20) + `"}`
	tests := []struct {
		name    string
		request func(t *testing.T, url string) *http.Request
		handler http.HandlerFunc
		// want are the rules that are broken.
		want []string
		// status and body are what the client gets.
		status int
		body   string
	}{
		{
			"an exchange that conforms",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/time", "") },
			answer(`{"hour":9}`),
			[]string{},
			200, `{"hour":9}`,
		},
		{
			"a response that deviates",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/time", "") },
			answer(`{"hour":"nine"}`),
			[]string{"type"},
			200, `{"hour":"nine"}`,
		},
		{
			"a query that deviates",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/time?zone=Mars", "") },
			answer(`{"hour":9}`),
			[]string{"length"},
			200, `{"hour":9}`,
		},
		{
			"a request that is not read",
			func(t *testing.T, url string) *http.Request { return request(t, "PUT", url+"/time", `{"hour":"nine"}`) },
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
			[]string{"type"},
			204, "",
		},
		{
			"a request that is streamed",
			func(t *testing.T, url string) *http.Request {
				return streamed(request(t, "PUT", url+"/time", `{"hour":"nine"}`))
			},
			func(w http.ResponseWriter, r *http.Request) {
				if text, err := io.ReadAll(r.Body); err == nil && string(text) == `{"hour":"nine"}` {
					w.WriteHeader(204)
				}
			},
			[]string{"type"},
			204, "",
		},
		{
			"a request without a body",
			func(t *testing.T, url string) *http.Request { return request(t, "PUT", url+"/time", "") },
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
			[]string{"body-missing"},
			204, "",
		},
		{
			"no media type but what the server makes of it",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/time", "") },
			func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "nine") },
			[]string{"media-type-undeclared"},
			200, "nine",
		},
		{
			"the answer to a HEAD",
			func(t *testing.T, url string) *http.Request { return request(t, "HEAD", url+"/time", "") },
			answer(`{"hour":9}`),
			[]string{},
			200, "",
		},
		{
			"an unknown path",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/tiem", "") },
			http.NotFound,
			[]string{"operation-unknown"},
			404, "404 page not found\n",
		},
		{
			"nothing of a body over the limit",
			func(t *testing.T, url string) *http.Request { return request(t, "GET", url+"/time", "") },
			answer(big),
			[]string{},
			200, big,
		},
		{
			"nothing of a request over the limit",
			func(t *testing.T, url string) *http.Request { return request(t, "PUT", url+"/time", big+"]") },
			func(w http.ResponseWriter, r *http.Request) {
				if text, err := io.ReadAll(r.Body); err == nil && string(text) == big+"]" {
					w.WriteHeader(204)
				}
			},
			[]string{},
			204, "",
		},
	}
	for side, start := range sides {
		for _, tt := range tests {
			t.Run(side+" sees "+tt.name, func(t *testing.T) {
				w := watch(t)
				client, server := start(t, w, tt.handler)
				response, err := client.Do(tt.request(t, server.URL))
				require.NoError(t, err)
				text, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				require.NoError(t, response.Body.Close())
				require.Equal(t, tt.status, response.StatusCode)
				require.Equal(t, tt.body, string(text))

				server.Close() // waits for the handler
				x, rules := w.one(t)
				require.Equal(t, tt.want, rules)
				require.Equal(t, "live#0", x.ID)
				require.Equal(t, server.URL, "http://"+x.Request.URL.Host)
			})
		}
	}
}

func TestEncodedBodiesAreJudgedDecoded(t *testing.T) {
	for side, start := range sides {
		for encoding, want := range map[string][]string{"gzip": {"type"}, "deflate": {"type"}, "br": {}, "gzip, br": {}} {
			t.Run(side+" and "+encoding, func(t *testing.T) {
				w := watch(t)
				w.BodyLimit = math.MaxInt
				client, server := start(t, w, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Encoding", encoding)
					answer(string(encoded(t, encoding, `{"hour":"nine"}`)))(w, nil)
				})
				r := request(t, "GET", server.URL+"/time", "")
				r.Header.Set("Accept-Encoding", encoding) // The transport of net/http decodes only what it asked for itself.
				response, err := client.Do(r)
				require.NoError(t, err)
				text, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				require.Equal(t, encoded(t, encoding, `{"hour":"nine"}`), text, "the client gets what was sent")
				server.Close()
				x, rules := w.one(t)
				require.Equal(t, want, rules)
				require.Equal(t, len(want) > 0, x.Response.Body.Recorded)
			})
		}
	}
}

func TestStreamsAreNotHeldBack(t *testing.T) {
	for side, start := range sides {
		t.Run(side, func(t *testing.T) {
			w := watch(t)
			next := make(chan struct{})
			client, server := start(t, w, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/event-stream")
				w.Header().Set("Trailer", "Checksum")
				for range 3 {
					_, _ = io.WriteString(w, "data: tick\n\n")
					w.(http.Flusher).Flush()
					<-next
				}
				w.Header().Set("Checksum", "three")
			})
			response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
			require.NoError(t, err)
			event := make([]byte, len("data: tick\n\n"))
			for range 3 {
				_, err := io.ReadFull(response.Body, event)
				require.NoError(t, err)
				require.Equal(t, "data: tick\n\n", string(event))
				require.Empty(t, w.results, "judged before its end")
				next <- struct{}{}
			}
			_, err = io.ReadFull(response.Body, event)
			require.Equal(t, io.EOF, err)
			require.Equal(t, "three", response.Trailer.Get("Checksum"))
			server.Close()
			x, rules := w.one(t)
			require.Empty(t, rules)
			require.Equal(t, strings.Repeat("data: tick\n\n", 3), string(x.Response.Body.Bytes))
		})
	}
}

func TestManyExchangesAtOnceAreAllSeen(t *testing.T) {
	const many = 64
	for side, start := range sides {
		t.Run(side, func(t *testing.T) {
			w := watch(t)
			client, server := start(t, w, func(w http.ResponseWriter, r *http.Request) {
				text, _ := io.ReadAll(r.Body)
				answer(string(text))(w, r)
			})
			var running sync.WaitGroup
			for range many {
				running.Go(func() {
					r, err := http.NewRequestWithContext(context.Background(), "PUT", server.URL+"/time", strings.NewReader(`{"hour":"nine"}`))
					if err == nil {
						if response, err := client.Do(r); err == nil {
							_, _ = io.Copy(io.Discard, response.Body)
							_ = response.Body.Close()
						}
					}
				})
			}
			running.Wait()
			server.Close()
			require.Len(t, w.results, many)
			names := map[string]bool{}
			for _, r := range w.results {
				require.Equal(t, conformance.Deviates, r.Verdict)
				names[r.Exchange] = true
			}
			require.Len(t, names, many)
		})
	}
}

func TestSomeOnlyRecord(t *testing.T) {
	w := watch(t)
	w.Contract = nil
	w.File = "nightly"
	client, server := sides["a transport"](t, w, answer(`{"hour":"nine"}`))
	response, err := client.Do(request(t, "GET", server.URL+"/time", ""))
	require.NoError(t, err)
	_, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Empty(t, w.results)
	require.Len(t, w.exchanges, 1)
	require.Equal(t, "nightly#0", w.exchanges[0].ID)
	require.Equal(t, "nightly", w.exchanges[0].At(0).String())
}
