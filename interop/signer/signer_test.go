package signer

import (
	"flag"
	"maps"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/signer"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/request"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/devenviron/contract"
)

// message is a request before it is signed.
type message struct {
	method, path, body string
	query              map[string][]string
	headers            map[string]string
	key                devenviron.AccessKey
	at                 time.Time
}

// official gives the headers that the SDK adds or changes, and those that it had.
func (m message) official(t require.TestingT) map[string]string {
	builder := request.NewHttpRequestBuilder().WithMethod(m.method).WithEndpoint("https://modelarts.example.com").WithPath(m.path)
	for name, value := range m.headers {
		builder.AddHeaderParam(name, value)
	}
	builder.AddHeaderParam(signer.HeaderXDate, m.at.UTC().Format(signer.BasicDateFormat))
	if m.key.SecurityToken != "" {
		builder.AddHeaderParam("X-Security-Token", m.key.SecurityToken)
	}
	for name, values := range m.query {
		builder.AddQueryParam(name, reflect.ValueOf(values)) // the SDK signs no other type
	}
	if m.body != "" {
		builder.WithBody("body", m.body)
	}
	r := builder.Build()
	added, err := signer.Sign(r, m.key.ID, m.key.Secret)
	require.NoError(t, err)
	headers := r.GetHeaderParams()
	maps.Copy(headers, added)
	return headers
}

// ours gives the headers of the request that Sign signed.
func (m message) ours(t require.TestingT) http.Header {
	u := url.URL{Scheme: "https", Host: "modelarts.example.com", Path: m.path, RawQuery: url.Values(m.query).Encode()}
	r, err := http.NewRequest(m.method, u.String(), strings.NewReader(m.body))
	require.NoError(t, err)
	for name, value := range m.headers {
		r.Header.Set(name, value)
	}
	require.NoError(t, m.key.Sign(r, m.at))
	return r.Header
}

var (
	texts    = rapid.String()
	segments = rapid.OneOf(texts, rapid.SampledFrom([]string{"", "a b", "+", "%2F", "%", "a%20b", "ü漢😀", "~-._", "a;b", "=&?#", "..", "."}))
	values   = rapid.OneOf(texts, rapid.SampledFrom([]string{"", "a b", "+", "=", "&", "k|v,k|v", "ü漢😀", "%41", "A", "a", "B"}))
	tokens   = rapid.StringMatching(`[A-Za-z0-9-]{1,12}`)
	// Headers of HTTP have no line breaks, and Go sends names in one form.
	words  = rapid.StringMatching(`[ \t]{0,2}[!-~]?[ -~\t]{0,20}[ \t]{0,2}`)
	keys   = rapid.StringMatching(`[A-Za-z0-9+/]{1,40}`)
	bodies = rapid.OneOf(rapid.Just(""), texts, rapid.SampledFrom([]string{"{}", `{"name":"ü"}`, "\x00\xff", strings.Repeat("a", 5000)}))
	types  = []string{"", "application/json", "application/json;charset=UTF-8", "application/bson", "text/plain", "multipart/form-data; boundary=x"}
)

func messages() *rapid.Generator[message] {
	return rapid.Custom(func(t *rapid.T) message {
		m := message{
			method:  rapid.SampledFrom([]string{"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD"}).Draw(t, "method"),
			path:    "/" + strings.Join(rapid.SliceOfN(segments, 0, 6).Draw(t, "segments"), "/"),
			body:    bodies.Draw(t, "body"),
			query:   rapid.MapOfN(values, rapid.SliceOfN(values, 1, 4), 0, 5).Draw(t, "query"),
			headers: map[string]string{},
			key:     devenviron.AccessKey{ID: keys.Draw(t, "id"), Secret: keys.Draw(t, "secret")},
			at:      time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0),
		}
		if rapid.Bool().Draw(t, "temporary") {
			m.key.SecurityToken = keys.Draw(t, "security token")
		}
		for _, name := range rapid.SliceOfN(headerNames, 0, 6).Draw(t, "header names") {
			// Two spellings of a name are one header for Go, and two for the SDK, which signs each twice.
			if !slices.ContainsFunc(slices.Collect(maps.Keys(m.headers)), func(other string) bool { return strings.EqualFold(other, name) }) {
				m.headers[name] = words.Draw(t, "header "+name)
			}
		}
		if content := rapid.SampledFrom(types).Draw(t, "content type"); content != "" {
			m.headers["Content-Type"] = content
		}
		return m
	})
}

var headerNames = rapid.OneOf(
	rapid.SampledFrom([]string{"X-Project-Id", "x-language", "USER-AGENT", "Host", "X_Under_Score", "X-Sdk-Content-Sha256", "Content-Type-Options"}),
	rapid.Map(tokens, func(token string) string { return "X-" + token }),
)

func TestMain(m *testing.M) {
	// A hundred, which is the default, misses rare combinations.
	if err := flag.Set("rapid.checks", "10000"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(m.Run())
}

func TestSignaturesAreThoseOfTheOfficialSDK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := messages().Draw(t, "message")
		got, want := m.ours(t), m.official(t)
		require.Equal(t, want["Authorization"], got.Get("Authorization"))
		for name, value := range want {
			require.Equal(t, []string{value}, got.Values(name), name)
		}
		require.Len(t, got, len(want))
	})
}

// What the property must not leave to chance.
func TestSignaturesAgreeWhereItIsEasyToDiffer(t *testing.T) {
	key := devenviron.AccessKey{ID: "AKIDEXAMPLE", Secret: "secret"}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		name string
		m    message
	}{
		{"the root", message{method: "GET", path: "/"}},
		{"a slash at the end", message{method: "GET", path: "/v1/p/notebooks/"}},
		{"an escaped slash in a segment", message{method: "GET", path: "/v1/a%2Fb"}},
		{"empty segments", message{method: "GET", path: "//a//b//"}},
		{"a query without values", message{method: "GET", path: "/", query: map[string][]string{"a": {""}, "": {"b"}}}},
		{"repeated values out of order", message{method: "GET", path: "/", query: map[string][]string{"a": {"2", "10", "1", "1"}}}},
		{"names whose escapes sort otherwise", message{method: "GET", path: "/", query: map[string][]string{"a b": {"1"}, "a-b": {"2"}, "a~": {"3"}, "aü": {"4"}}}},
		{"a body that is not JSON", message{method: "POST", path: "/", body: "text", headers: map[string]string{"Content-Type": "text/plain"}}},
		{"a content hash of the caller", message{method: "POST", path: "/", body: "{}", headers: map[string]string{"X-Sdk-Content-Sha256": "given"}}},
		{"a host", message{method: "GET", path: "/", headers: map[string]string{"Host": "modelarts.example.com"}}},
		{"a security token", message{method: "GET", path: "/", key: devenviron.AccessKey{ID: "ID", Secret: "secret", SecurityToken: "token"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.m.at = at
			if tt.m.key == (devenviron.AccessKey{}) {
				tt.m.key = key
			}
			require.Equal(t, tt.m.official(t)["Authorization"], tt.m.ours(t).Get("Authorization"))
		})
	}
}

// The client's own tests have this signature.
func TestTheSDKGivesTheSignatureOfTheClientsTests(t *testing.T) {
	m := message{
		method:  "POST",
		path:    "/v1/p/notebooks",
		query:   map[string][]string{"a": {"1 2", ""}, "b": {"2"}},
		headers: map[string]string{"Content-Type": "application/json", "X-Project-Id": "p"},
		body:    `{"name":"n"}`,
		key:     devenviron.AccessKey{ID: "AKIDEXAMPLE", Secret: "EXAMPLE-SECRET-KEY"},
		at:      time.Date(2026, 1, 2, 2, 4, 5, 0, time.UTC),
	}
	require.Equal(t, "SDK-HMAC-SHA256 Access=AKIDEXAMPLE, SignedHeaders=x-project-id;x-sdk-date, "+
		"Signature=87836106b7142aa09c9f77823ddb14669e48024df6a8593e1b19efe664b604e2", m.official(t)["Authorization"])
}
