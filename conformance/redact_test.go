package conformance_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// redact takes the secrets out of an exchange of the vault.
func redact(t *testing.T, target string, edit func(*conformance.Exchange)) (conformance.Exchange, []string) {
	t.Helper()
	x := exchange(t, target, func(x *conformance.Exchange) {
		x.Response.Body = body(`{}`)
		edit(x)
	})
	redacted, secrets := open(t, vault).Redact(x)
	var subjects []string
	for _, s := range secrets {
		subjects = append(subjects, strings.TrimSpace(s.String()))
	}
	return redacted, subjects
}

func TestHeadersKeepWhatIsNoSecretInThem(t *testing.T) {
	const jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.c2ln"
	tests := []struct{ name, value, want string }{
		{"X-Auth-Token", "MIIFabc+/12==", "xxxxxxxxxxxxx"},
		{"x-subject-token", "abc", "xxx"},
		{"X-Security-Token", "abc", "xxx"},
		{"Authorization", "Bearer abc.DEF-1", "Bearer xxxxxxxxx"},
		{"Authorization", "abc", "xxx"},
		{"Authorization", "Basic dXNlcjpwYXNz==", "Basic xxxxxxxxxxxxxx"},
		{"Proxy-Authorization", `Digest username="me", realm="r", response="ab12"`, `Digest username="xx", realm="r", response="xxxx"`},
		{"Authorization", "SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=ab12", "SDK-HMAC-SHA256 Access=xxx, SignedHeaders=host;x-sdk-date, Signature=xxxx"},
		{"Cookie", "a=one; session=two", "a=xxx; session=two"},
		{"Set-Cookie", "sid=one; Path=/; HttpOnly", "sid=xxx; Path=/; HttpOnly"},
		{"X-Pin", "1234", "1111"}, // the first placeholder that is an integer
		{"Location", "https://me:hunter2@h/?token=abc&a=b", "https://me:xxxxxxx@h/?token=xxx&a=b"},
		{"X-Note", "see " + jwt, "see xxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxx.xxxx"},
		{"X-Note", "Bearer 0123456789abcdef", "Bearer xxxxxxxxxxxxxxxx"},
		{"X-Note", "a token of esteem", "a token of esteem"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.want, func(t *testing.T) {
			x, _ := redact(t, "GET /keys/1", func(x *conformance.Exchange) {
				x.Request.Headers = []conformance.Header{{Name: tt.name, Value: tt.value}}
			})
			require.Equal(t, tt.want, x.Request.Headers[0].Value)
		})
	}
}

func TestURLsKeepWhatIsNoSecretInThem(t *testing.T) {
	for target, want := range map[string]string{
		"https://user:hunter2@h/keys/1?limit=1":        "https://user:xxxxxxx@h/keys/1?limit=1",
		"/keys/1?pin=123&limit=5":                      "/keys/1?pin=111&limit=5",
		"/keys/1?Signature=a%2Fb%3D&Expires=1":         "/keys/1?Signature=x%78x%78&Expires=1",
		"/keys/1?access_token=%C3%A9t%C3%A9":           "/keys/1?access_token=%C3%97x%C3%97",
		"/keys/1?%74oken=abc":                          "/keys/1?%74oken=xxx",
		"/keys/1#access_token=abc":                     "/keys/1#access_token=xxx",
		"/keys/eyJhbGciOiJub25lIn0.eyJzIjowfQ.?page=1": "/keys/xxxxxxxxxxxxxxxxxxx.xxxxxxxxxx.?page=1",
		"/keys/1?limit=5":                              "/keys/1?limit=5",
	} {
		x, _ := redact(t, "GET "+target, func(*conformance.Exchange) {})
		require.Equal(t, want, x.Request.URL.String(), target)
	}
}

func TestBodiesKeepWhatIsNoSecretInThem(t *testing.T) {
	const key = `-----BEGIN RSA PRIVATE KEY-----\nMIIE+/ab==\n-----END RSA PRIVATE KEY-----\n`
	tests := []struct {
		name, mediaType, body, want string
		secrets                     []string
	}{
		{"a marked member", "", `{"token": "abc", "name": "abc"}`, `{"token": "xxx", "name": "abc"}`, []string{"response body /token"}},
		{"a marked object", "", `{"pair": {"half": "abc", "n": 12}}`, `{"pair": {"half": "xxx", "n": 11}}`, []string{"response body /pair/half", "response body /pair/n"}},
		{"a marked member of an item", "", `{"parts": [{}, {"token": "abc"}]}`, `{"parts": [{}, {"token": "xxx"}]}`, []string{"response body /parts/1/token"}},
		{"escapes", "", `{"t\u006fken": "a\u0062\"\\\n\ud83d\ude00é"}`, `{"t\u006fken": "x\u0078\/\/\n\ud835\udccd×"}`, []string{"response body /token"}},
		{"a well-known name", "", `{"auth": {"Access-Token": "abc", "secret": 5}}`, `{"auth": {"Access-Token": "xxx", "secret": 5}}`, []string{"response body /auth/Access-Token"}},
		{"a private key", "", `{"name": "` + key + `"}`, `{"name": "-----BEGIN RSA PRIVATE KEY-----\nxxxx+/xx==\n-----END RSA PRIVATE KEY-----\n"}`, []string{"response body /name"}},
		{"a name that is a token", "", `{"labels": {"eyJhbGciOiJub25lIn0.eyJzIjowfQ.": "b"}}`, `{"labels": {"xxxxxxxxxxxxxxxxxxx.xxxxxxxxxx.": "b"}}`, []string{"response body /labels"}},
		{"JSON in a text", "", `{"message": "{\"password\": \"a\\\"b\", \"size\": \"c\"}"}`, `{"message": "{\"password\": \"x\\\"x\", \"size\": \"c\"}"}`, []string{"response body /message"}},
		{"JSON in JSON in a text", "", `{"message": "{\"inner\":\"{\\\"token\\\":\\\"abc\\\",\\\"n\\\":1}\",\"token\":\"***\"}"}`, `{"message": "{\"inner\":\"{\\\"token\\\":\\\"xxx\\\",\\\"n\\\":1}\",\"token\":\"***\"}"}`, []string{"response body /message"}},
		{"a text about a secret", "", `{"message": "the \"password\" is \"too short\""}`, `{"message": "the \"password\" is \"too short\""}`, nil},
		{"a URL in JSON in a text", "", `{"message": "{\"url\": \"https:\\/\\/me:hunter2@h\\/\"}"}`, `{"message": "{\"url\": \"https:\\/\\/me:xxxxxxx@h\\/\"}"}`, []string{"response body /message"}},
		{"an escaped ampersand", "", `{"next": "https://h/?page=2\u0026access_token=abc\u0026sig=def"}`, `{"next": "https://h/?page=2\u0026access_token=xxx\u0026sig=xxx"}`, []string{"response body /next", "response body /next"}},
		{"a URL in a URL", "", `{"next": "https://h/?to=https://i/?access_token=abc&page=2"}`, `{"next": "https://h/?to=https://i/?access_token=xxx&page=2"}`, []string{"response body /next"}},
		{"an ampersand of HTML", "text/html", `<a href="/?page=2&amp;access_token=abc&amp;sk=def">`, `<a href="/?page=2&amp;access_token=xxx&amp;sk=xxx">`, []string{"response body", "response body"}},
		{"a placeholder", "", `{"token": "xxxxxxxx"}`, `{"token": "xxxxxxxx"}`, nil},
		{"masks", "", `{"parts": [{"token": "***"}, {"token": "<token>"}, {"token": "[REDACTED]"}, {"token": null}, {"token": ""}, {"token": "${TOKEN}"}]}`, `{"parts": [{"token": "***"}, {"token": "<token>"}, {"token": "[REDACTED]"}, {"token": null}, {"token": ""}, {"token": "${TOKEN}"}]}`, nil},
		{"a broken body", "", `{"token": "abc", "size": tru`, `{"token": "xxx", "size": tru`, []string{"response body"}},
		{"a body of another notation", "", `{'token': 'abc', u'password': 'def'}`, `{'token': 'xxx', u'password': 'xxx'}`, []string{"response body", "response body"}},
		{"a form", "application/x-www-form-urlencoded", `name=a&password=a+b%21&size=1`, `name=a&password=xxx%78&size=1`, []string{"response body"}},
		{"the name of two letters", "text/plain", "AK=abc\nSK=def\nsk = ghi", "AK=abc\nSK=xxx\nsk = xxx", []string{"response body", "response body"}},
		{"a variable of two letters", "text/javascript", "var sk=def,task=abc12345;sk=disk=3", "var sk=def,task=abc12345;sk=disk=3", nil},
		{"nulls", "text/yaml", "token: null\npassword: nullify", "token: null\npassword: xxxxxxx", []string{"response body"}},
		{"languages", "text/yaml", "en: English\nsk: Slovak", "en: English\nsk: Slovak", nil},
		{"a secret behind a colon", "text/yaml", "ak: abc\nsk: a1b2c3d4", "ak: abc\nsk: xxxxxxxx", []string{"response body"}},
		{"a secret in a line", "text/plain", "login ak=abc sk=a1b2c3d4", "login ak=abc sk=xxxxxxxx", []string{"response body"}},
		{"a text", "text/plain", `password: hunter2, ok`, `password: xxxxxxx, ok`, []string{"response body"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, secrets := redact(t, "GET /keys/1", func(x *conformance.Exchange) {
				if x.Response.Body = body(tt.body); tt.mediaType != "" {
					x.Response.Headers[0].Value = tt.mediaType
				}
			})
			require.Equal(t, tt.want, string(x.Response.Body.Bytes))
			require.Equal(t, tt.secrets, secrets)
		})
	}
}

func TestAnEchoOfASecretIsOneToo(t *testing.T) {
	x, secrets := redact(t, "GET /keys/1", func(x *conformance.Exchange) {
		x.Request.Headers = []conformance.Header{{Name: "X-Auth-Token", Value: "0af9-8be7-token"}}
		x.Response.Body = body(`{"name": "the token 0af9-8be7-token is refused"}`)
	})
	require.Equal(t, `{"name": "the token 0xx0-0xx0-xxxxx is refused"}`, string(x.Response.Body.Bytes))
	require.Equal(t, []string{`request header "X-Auth-Token"`, "response body"}, secrets)
}

func TestASecretThatIsRecordedIsAFindingAtItsPlace(t *testing.T) {
	x := exchange(t, "GET /keys/1", func(x *conformance.Exchange) {
		x.Response.Body = body(`{"token": "abc"}`)
		x.Response.Body.Offset = func(index int) int { return 100 + index }
		x.Position = func(offset int) (line, column int) { return 1, offset }
	})
	findings := open(t, vault).Check(x).Findings
	require.Len(t, findings, 1)
	f := findings[0]
	require.Equal(t, conformance.RuleSecretRecorded, f.Rule)
	require.Equal(t, conformance.Warning, f.Severity)
	require.Equal(t, "response body /token: got a secret, want a placeholder (validate redact puts one there)", f.Message())
	require.Equal(t, 111, f.Evidence.Column)
	require.Zero(t, f.Excerpt)
}

func TestRedactingLeavesTheExchangeAsItIs(t *testing.T) {
	x := exchange(t, "GET /keys/1?pin=123", func(x *conformance.Exchange) {
		x.Request.Headers = []conformance.Header{{Name: "Cookie", Value: "a=b"}}
		x.Response.Body = body(`{"token": "abc"}`)
	})
	_, secrets := open(t, vault).Redact(x)
	require.Len(t, secrets, 3)
	require.Equal(t, "pin=123", x.Request.URL.RawQuery)
	require.Equal(t, "a=b", x.Request.Headers[0].Value)
	require.Equal(t, `{"token": "abc"}`, string(x.Response.Body.Bytes))
}

// pending is a body that lies in a JSON string of its recording.
func pending(text string, quoted []byte) conformance.Body {
	return conformance.Body{Recorded: true, Pending: &conformance.Pending{
		Quoted: quoted,
		Decode: func() ([]byte, error) { return []byte(text), nil },
		Verify: func() error { return nil },
	}}
}

func TestTheEscapesOfARecordingHideNoSecret(t *testing.T) {
	const secret = "a1b2c3"
	escapes := strings.NewReplacer("/", `\/`, "é", `\u00e9`, "中", `\u4e2d`)
	for _, text := range []string{
		"user: me\npassword: " + secret, "a=b\r\n\ttoken=" + secret, "étoken=" + secret, "ak: me\nsk=" + secret, "sk = " + secret, "中secret: " + secret,
		`a=b&%74oken=` + secret, `a=b&access%5Ftoken=` + secret,
		`{"url": "https:\/\/me:` + secret + `@h\/"}`, `{"url": "https://me:` + secret + `@h/"}`,
		`{"token": "\"` + secret + `\""}`, `{"message": "{\"token\": \"\\\"` + secret + `\"}"}`, `{"token": "` + strings.Repeat("x", 5000) + secret + `"}`,
		`{"\u0070assword": "` + secret + `"}`, `see https://h/?to_ken=` + secret, `see https://h/?page=2&sk=` + secret,
		`{"passWord": "` + secret + `"}`, `{"ACCESS_token": "` + secret + `"}`,
	} {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		quoted = bytes.ReplaceAll(quoted[1:len(quoted)-1], []byte(`\u0026`), []byte("&"))
		for _, escaped := range [][]byte{quoted, []byte(escapes.Replace(string(quoted)))} {
			redacted, secrets := redact(t, "GET /keys/1", func(x *conformance.Exchange) {
				x.Response.Body = pending(text, escaped)
				x.Response.Headers[0].Value = "text/plain"
				if strings.HasPrefix(text, "a=b&") {
					x.Response.Headers[0].Value = "application/x-www-form-urlencoded"
				}
			})
			require.Len(t, secrets, 1, "%s", escaped)
			require.NotContains(t, string(redacted.Response.Body.Bytes), secret)
		}
	}
}

func TestSecretsAreSeenWhereABodyStillLiesInItsRecording(t *testing.T) {
	for _, name := range []string{"token", "sk", "adminPass", "x_auth_token"} {
		text := []byte(`{"` + name + `": "a1b2c3d4e5", "name": "n"}`)
		quoted := bytes.ReplaceAll(text, []byte(`"`), []byte(`\"`))
		x := conformance.Exchange{Request: conformance.Request{Method: "GET", URL: &url.URL{Path: "/"}}, Response: conformance.Response{Status: 200}}
		x.Response.Body = pending(string(text), quoted)
		var contract *conformance.Contract
		redacted, secrets := contract.Redact(&x)
		require.Len(t, secrets, 1, name)
		require.NotContains(t, string(redacted.Response.Body.Bytes), "a1b2c3d4e5")

		again := redacted
		again.Response.Body = conformance.Body{Recorded: true, Pending: &conformance.Pending{
			Quoted: bytes.ReplaceAll(redacted.Response.Body.Bytes, []byte(`"`), []byte(`\"`)),
			Decode: func() ([]byte, error) { panic("a body without secrets is left where it lies") },
		}}
		_, secrets = contract.Redact(&again)
		require.Empty(t, secrets, name)
	}
}

// A search that is not linear in the text would not end.
func TestATextOfNothingButBeginningsOfSecretsIsSearchedOnce(t *testing.T) {
	many := 1 << 16
	if testing.Short() { // as under the race detector
		many = 1 << 10
	}
	for _, part := range []string{
		"token", "://", "eyJaaaaa.", "-----BEGIN PRIVATE KEY-----", `token":`, "Bearer ", `token:\`, "sk: ", "://?", "?token=a?", "&amp;a=",
	} {
		x := exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) {
			x.Response.Body.Bytes = []byte(`{"name": "` + strings.ReplaceAll(strings.Repeat(part, many), `"`, `\"`) + `"}`)
		})
		(*conformance.Contract)(nil).Redact(x)
	}
}

// Two secrets that overlap from end to end are one, however long.
func TestEchoesThatOverlapAreOneSecret(t *testing.T) {
	const one, other = "abcdef123456", "ghijkl789012"
	x := exchange(t, "GET /api/v1/items/1", func(x *conformance.Exchange) {
		x.Request.Headers = append(x.Request.Headers, conformance.Header{Name: "X-Auth-Token", Value: one + other}, conformance.Header{Name: "X-Subject-Token", Value: other + one})
		x.Response.Body.Bytes = []byte(`{"name": "` + strings.Repeat(one+other, 1<<17) + `"}`)
	})
	redacted, secrets := (*conformance.Contract)(nil).Redact(x)
	require.Len(t, secrets, 3)
	masked := `{"name": "` + strings.Repeat("xxxxxx000000", 1<<18) + `"}`
	require.True(t, masked == string(redacted.Response.Body.Bytes), "got another text")
}
