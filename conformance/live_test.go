package conformance_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func TestAnExchangeBeginsWithWhatStandsInItsRequest(t *testing.T) {
	r := httptest.NewRequest("PUT", "https://me:hunter2@clock.example/time?zone=CET", strings.NewReader(`{"hour":9}`))
	r.Header = http.Header{"X-B": {"2", "1"}, "Content-Type": {"application/json"}, "X-A": {"3"}}
	x := conformance.LiveExchange(r)
	require.Equal(t, "https://clock.example/time?zone=CET", x.Request.URL.String())
	require.Equal(t, []conformance.Header{
		{Name: "Content-Type", Value: "application/json", Offset: conformance.NoOffset},
		{Name: "X-A", Value: "3", Offset: conformance.NoOffset},
		{Name: "X-B", Value: "2", Offset: conformance.NoOffset},
		{Name: "X-B", Value: "1", Offset: conformance.NoOffset},
	}, x.Request.Headers)
	require.False(t, x.Request.Body.Recorded)
	require.Zero(t, x.Response.Status)
	text, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Equal(t, `{"hour":9}`, string(text), "the request is left as it is")
}

func TestARequestOfAServerIsForTheHostThatItNames(t *testing.T) {
	r := httptest.NewRequest("GET", "/time", nil)
	r.Host = "clock.example"
	require.Equal(t, "http://clock.example/time", conformance.LiveExchange(r).Request.URL.String())
}
