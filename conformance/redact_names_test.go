package conformance_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// stylesOf are the ways to write a name of several words.
func stylesOf(words string) []string {
	lower := strings.Split(words, " ")
	title, upper := make([]string, len(lower)), strings.Split(strings.ToUpper(words), " ")
	for i, word := range lower {
		title[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	var styles []string
	for _, joint := range []string{"", "_", "-"} {
		for _, first := range []string{lower[0], title[0], upper[0]} {
			styles = append(styles, strings.Join(append([]string{first}, title[1:]...), joint))
		}
		styles = append(styles, strings.Join(lower, joint), strings.Join(upper, joint))
	}
	return styles
}

// The first look, which decides whether there is a second, knows every style of writing.
func TestNamesOfSecretsAreKnownInEveryStyle(t *testing.T) {
	count := func(target, text string) int {
		x := exchange(t, target, func(x *conformance.Exchange) { x.Response.Body = body(text) })
		_, secrets := (*conformance.Contract)(nil).Redact(x)
		return len(secrets)
	}
	for _, words := range []string{
		"token", "access token", "refresh token", "id token", "auth token", "x auth token", "x subject token", "security token",
		"x security token", "session token", "bearer token", "secret", "client secret", "app secret", "secret key", "secret access key",
		"access key secret", "sk", "password", "pass word", "passwd", "passphrase", "pass phrase", "admin pass", "old password",
		"new password", "original password", "api key", "private key", "ssh private key", "authorization",
	} {
		for _, name := range stylesOf(words) {
			for _, text := range []string{`{"` + name + `": "abc"}`, `{'` + name + `': 'abc'`, `a=b&` + name + `=abc`} {
				require.Equal(t, 1, count("GET /vault", text), text)
			}
			require.Equal(t, 1, count("GET /vault?"+name+"=abc", "{}"), name)
		}
	}
	for _, words := range []string{
		"signature", "sig", "sign", "x amz signature", "x amz credential", "x amz security token", "x obs signature", "x obs credential",
		"access key id", "aws access key id", "credential", "jwt",
	} {
		for _, name := range stylesOf(words) {
			require.Equal(t, 1, count("GET /vault?"+name+"=abc", "{}"), name)
			require.Equal(t, 1, count("GET /vault", `{"next": "/vault?`+name+`=abc"}`), name)
		}
	}
}

func TestASecretMayBeginAsANullOrHaveALongName(t *testing.T) {
	for _, text := range []string{`token=nullified1`, `{"token` + strings.Repeat("_", 200) + `": "abc"}`} {
		_, secrets := redact(t, "GET /vault", func(x *conformance.Exchange) { x.Response.Body = body(text) })
		require.Len(t, secrets, 1, text)
	}
	_, secrets := redact(t, "GET /vault", func(x *conformance.Exchange) { x.Response.Body = body(`{"token":null,"secret": null}`) })
	require.Empty(t, secrets)
}

func TestAMarkedPropertyMayHaveALongName(t *testing.T) {
	for _, n := range []int{127, 128, 129, 300} {
		name := strings.Repeat("n", n)
		contract := open(t, strings.ReplaceAll(strings.ReplaceAll(store, "MARK", "x-sensitive: true"), "          long:", "          "+name+":"))
		x := &conformance.Exchange{
			Request:  conformance.Request{Method: "GET", URL: &url.URL{Path: "/keys/1"}},
			Response: conformance.Response{Status: 200, Headers: []conformance.Header{{Name: "Content-Type", Value: "application/json"}}, Body: body(`{"` + name + `": "abcdef"}`)},
		}
		_, secrets := contract.Redact(x)
		require.Len(t, secrets, 1, "%d characters", n)
	}
}
