package conformance_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// openMarked opens the store for bodies of another type. None of the properties that it marks has a name of one letter,
// with which every body is taken apart.
func openMarked(t *testing.T, mediaType string) *conformance.Contract {
	return open(t, strings.NewReplacer("MARK", "x-sensitive: true", "application/json", mediaType, "properties: {a: ", "properties: {aa: ").Replace(store))
}

// formOf is an exchange whose response is a form.
func formOf(mediaType, text string) *conformance.Exchange {
	return &conformance.Exchange{
		Request:  conformance.Request{Method: "GET", URL: &url.URL{Path: "/keys/1"}},
		Response: conformance.Response{Status: 200, Headers: []conformance.Header{{Name: "Content-Type", Value: mediaType}}, Body: body(text)},
	}
}

func TestPartsOfAMultipartBodyAreSecretsByTheirNames(t *testing.T) {
	contract := openMarked(t, "multipart/form-data")
	const head = "Content-Disposition: form-data; name="
	tests := []struct {
		name, body, want string
		secrets          int
	}{
		{"a name of a secret", "--b\r\n" + head + "\"password\"\r\n\r\nhunter2\r\n--b--\r\n", "--b\r\n" + head + "\"password\"\r\n\r\nxxxxxxx\r\n--b--\r\n", 1},
		{"the name of a signed URL", "--b\r\n" + head + "\"AWSAccessKeyId\"\r\n\r\nAK1\r\n--b--", "--b\r\n" + head + "\"AWSAccessKeyId\"\r\n\r\nxxx\r\n--b--", 1},
		{"a property that is marked", "--b\r\n" + head + "code; filename=a\r\nContent-Type: text/plain\r\n\r\nAb1\r\n--b--", "--b\r\n" + head + "code; filename=a\r\nContent-Type: text/plain\r\n\r\nxxx\r\n--b--", 1},
		{"lines", "--b\n" + head + "\"token\"\n\none\n--two\n--b\ncontent-disposition: form-data;name=sk\n\nthree", "--b\n" + head + "\"token\"\n\nxxx\nxxxxx\n--b\ncontent-disposition: form-data;name=sk\n\nxxxxx", 2},
		{"a preamble", "an\r\nold\r\n--b\r\n" + head + "\"token\"\r\n\r\nabc\r\n--b--", "an\r\nold\r\n--b\r\n" + head + "\"token\"\r\n\r\nxxx\r\n--b--", 1},
		{"no delimiter", head + "\"token\"\n\nabc", head + "\"token\"\n\nxxx", 1},
		{"JSON in a part", "--b\r\n" + head + "\"meta\"\r\n\r\n{\"token\": \"abc\"}\r\n--b--", "--b\r\n" + head + "\"meta\"\r\n\r\n{\"token\": \"xxx\"}\r\n--b--", 1},
		{"bytes that are no text", "--b\r\n" + head + "\"secret\"\r\n\r\n\x89a\xffb\r\n--b--", "--b\r\n" + head + "\"secret\"\r\n\r\n\x89x\xffx\r\n--b--", 1},
		{"no secrets", "--b\r\n" + head + "\"file\"; filename=\"token\"\r\n\r\nabc\r\n--b\r\n" + head + "\"token\"\r\n\r\n***\r\n--b\r\n" + head + "\"token\"\r\n", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := formOf(`multipart/form-data; boundary="b"`, tt.body)
			redacted, secrets := contract.Redact(x)
			require.Len(t, secrets, tt.secrets)
			if tt.want == "" {
				tt.want = tt.body
			}
			require.Equal(t, tt.want, string(redacted.Response.Body.Bytes))
			_, secrets = contract.Redact(&redacted)
			require.Empty(t, secrets)
		})
	}
}

func TestFieldsOfAFormAreSecretsHoweverTheirNamesAreWritten(t *testing.T) {
	contract := openMarked(t, "application/x-www-form-urlencoded")
	for text, want := range map[string]string{
		"plain=abc&code=Ab1&x=y":   "plain=abc&code=Xx0&x=y",
		"c%6Fde=Ab1":               "c%6Fde=Xx0",
		"plain=abc&to%6Ben=a%20b":  "plain=abc&to%6Ben=x%78x",
		"plain=abc&X-Amz-sIg=a":    "",
		"plain=abc&Signature=a":    "plain=abc&Signature=x",
		"plain=abc&token=redacted": "",
	} {
		redacted, _ := contract.Redact(formOf("application/x-www-form-urlencoded", text))
		if want == "" {
			want = text
		}
		require.Equal(t, want, string(redacted.Response.Body.Bytes))
	}
}

func TestMarkedNamesAreSecretInTextsToo(t *testing.T) {
	contract := openMarked(t, "application/yaml")
	for text, want := range map[string]string{
		"plain: abc\ncode: def\n":      "plain: abc\ncode: xxx\n",
		"{'code': 'abc', 'plain': ''}": "{'code': 'xxx', 'plain': ''}",
		"code=abc, encode=abc":         "code=xxx, encode=abc",
	} {
		redacted, _ := contract.Redact(formOf("application/yaml", text))
		require.Equal(t, want, string(redacted.Response.Body.Bytes))
	}
}

// A search that is not linear in the text would not end.
func TestAMultipartBodyOfManyPartsIsSearchedOnce(t *testing.T) {
	many := 1 << 16
	if testing.Short() { // as under the race detector
		many = 1 << 10
	}
	for _, part := range []string{"--b\r\n", "Content-Disposition: form-data; name=token\n\n", "\n--", "--"} {
		(*conformance.Contract)(nil).Redact(formOf("multipart/form-data; boundary=b", strings.Repeat(part, many)))
	}
}
