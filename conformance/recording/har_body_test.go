package recording_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRequestBody(t *testing.T) {
	for _, tt := range []struct{ name, members, want string }{
		{"text", `"postData":{"mimeType":"text/plain","text":"a\u00e9\n"}`, `text/plain "aé\n"`},
		{"text of no stated type", `"postData":{"mimeType":"","text":"a"}`, `"a"`},
		{"text before params", `"postData":{"params":[{"name":"b"}],"text":"a"}`, `"a"`},
		{"base64", `"postData":{"encoding":"base64","text":"AP8="}`, `"\x00\xff"`},
		{"base64 by a private member", `"postData":{"text":"AP8=","_encoding":"base64"}`, `"\x00\xff"`},
		{"base64 with escaped slashes, in lines", `"postData":{"text":"\/\/\/\/\r\nAA==","encoding":"base64"}`, `"\xff\xff\xff\x00"`},
		{"null for every member", `"postData":{"mimeType":null,"text":null,"params":null,"encoding":null}`, `not recorded`},

		{
			"params", `"postData":{"mimeType":"application/x-www-form-urlencoded; charset=UTF-8","params":[{"name":"a b","value":"é&="},{"name":"c"}]}`,
			`application/x-www-form-urlencoded; charset=UTF-8 "a+b=%C3%A9%26%3D&c="`,
		},
		{"params of no stated type", `"postData":{"mimeType":"","params":[{"name":"a","value":null}]}`, `application/x-www-form-urlencoded "a="`},
		{"params beside an empty text", `"bodySize":3,"postData":{"text":"","params":[{"name":"a","value":"1"}]}`, `application/x-www-form-urlencoded "a=1"`},
		{"params with a file", `"bodySize":0,"postData":{"params":[{"name":"a","fileName":"x.png"}]}`, `not recorded`},
		{"params of a multipart body", `"bodySize":0,"postData":{"mimeType":"multipart/form-data","params":[{"name":"a"}]}`, `multipart/form-data not recorded`},
		{"no params", `"bodySize":0,"postData":{"mimeType":"text/plain","params":[]}`, `text/plain empty`},

		{"empty text", `"postData":{"text":""}`, `empty`},
		{"empty text, and a size", `"bodySize":7,"postData":{"text":""}`, `not recorded`},
		{"empty text, and a length", `"headers":[{"name":"content-length","value":"7"}],"postData":{"text":""}`, `not recorded`},
		{"no postData, size 0", `"bodySize":0`, `empty`},
		{"no postData, size 0, length 0", `"bodySize":0,"headers":[{"name":"Content-Length","value":"0"}]`, `empty`},
		{"no postData, size 0, and a length", `"bodySize":0,"headers":[{"name":"Content-Length","value":"10"}]`, `not recorded`},
		{"no postData, size unknown", `"bodySize":-1`, `not recorded`},
		{"no postData, size of another kind", `"bodySize":"0"`, `not recorded`},
		{"no postData, no size", `"postData":null`, `not recorded`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := readOne(t, harOf(`{"request":{"method":"POST","url":"/v1",`+tt.members+`},`+emptyResponse+`}`))
			require.Equal(t, tt.want, bodyLine(x.Request.Body))
		})
	}
}

func TestResponseBody(t *testing.T) {
	for _, tt := range []struct{ name, members, want string }{
		{"text", `"content":{"size":9,"mimeType":"application/json","text":"{}"}`, `application/json "{}"`},
		{"base64", `"content":{"encoding":"base64","text":"e30=","mimeType":"x-unknown"}`, `"{}"`},
		{"empty text", `"content":{"text":""}`, `empty`},
		{"empty text of a body that took bytes to transfer", `"bodySize":20,"content":{"text":"","size":0}`, `empty`},
		{"empty text, and a size", `"content":{"text":"","size":2}`, `not recorded`},
		{"no text, size 0", `"content":{"size":0}`, `empty`},
		{"no text, size 0, nothing transferred", `"bodySize":0,"content":{"size":0}`, `empty`},
		{"no text, size 0, bytes transferred", `"bodySize":20,"content":{"size":0}`, `not recorded`},
		{"no text, size 0, and a length", `"headers":[{"name":"Content-Length","value":"20"}],"content":{"size":0}`, `not recorded`},
		{"no text, and a size", `"content":{"size":2}`, `not recorded`},
		{"no text, size unknown", `"bodySize":0,"content":{"size":-1}`, `not recorded`},
		{"no text, no size, nothing transferred", `"bodySize":0,"content":{}`, `not recorded`},
		{"text null", `"bodySize":0,"content":{"size":0,"text":null}`, `not recorded`},
		{"params are no response", `"content":{"params":[{"name":"a"}]}`, `not recorded`},
		{"no content", `"bodySize":-1`, `not recorded`},
		{"content null", `"content":null`, `not recorded`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := readOne(t, harOf(`{`+getRequest+`,"response":{"status":200,`+tt.members+`}}`))
			require.Equal(t, tt.want, bodyLine(x.Response.Body))
		})
	}
}

func TestNoBodyIsRecordedWhereNoResponseCame(t *testing.T) {
	for _, status := range []string{"0", "-1"} {
		x := readOne(t, harOf(`{`+getRequest+`,"response":{"status":`+status+`,"content":{"size":0,"text":""}}}`))
		require.Zero(t, x.Response.Status)
		require.False(t, x.Response.Body.Recorded)
	}
}
