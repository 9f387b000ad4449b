package schema

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTextFormats(t *testing.T) {
	tests := []struct {
		format    string
		good, bad []string
	}{
		{
			"byte",
			[]string{"", "QQ==", "QUI=", "QUJD", "+/9/"},
			[]string{"Q", "QQ", "QQ=", "QR==", "QUJ=", "Q===", "QQ==QQ==", "QU-_", "Q U="},
		},
		{
			"date",
			[]string{"2026-01-31", "2024-02-29", "2000-02-29", "0000-01-01"},
			[]string{"2026-02-30", "2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-00", "2026/01/01", "2026-01-01T00:00:00Z", "２026-01-1"},
		},
		{
			"date-time",
			[]string{
				"2026-01-31T09:30:00Z", "2026-01-31t09:30:00.123456789z", "2026-01-31T09:30:00+08:00", "2026-01-31T23:59:59-23:59",
				"1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00",
			},
			[]string{
				"2026-02-30T00:00:00Z", "2026-01-31 09:30:00Z", "2026-01-31T09:30:00", "2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z",
				"1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "2026-01-31T09:30:61Z", "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00+0800",
				"2026-01-31T09:30:00+24:00", "2026-01-31T09:30:00+08:60", "2026-01-31T09:30Z", "2026-01-31",
			},
		},
		{
			"uuid",
			[]string{"7b22482a-a4cb-4b46-e3b3-0123456789ab", "00000000-0000-0000-0000-000000000000", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"},
			[]string{"", "7b22482aa4cb4b46e3b30123456789ab", "7b22482a-a4cb-4b46-e3b3-0123456789a", "7b22482a-a4cb-4b46-e3b3-0123456789ag", "7b22482a-a4cb-4b46e-3b3-0123456789ab"},
		},
		{
			"uri",
			[]string{
				"http://example.com/a?b=c#d", "urn:isbn:0451450523", "mailto:a@b.c", "ftp://u:p@h:21/x%20y", "http://[2001:db8::1]:80/",
				"http://[v7.a:b]/", "tel:+1-816-555-1212", "file:///etc/hosts", "ldap://[2001:db8::7]/c=GB?objectClass?one",
			},
			[]string{
				"", "//example.com/a", "/a", "a", ":a", "1http://a", "http://a b", "http://a/%zz", "http://[::1", "http://[::1]x/", "http://h:80a/",
				"http://[1.2.3.4]/", "http://a/<b>", `http://a\b`, "http://a/é", "http://a#b#c", "bar,baz:foo",
			},
		},
		{
			"uri-reference",
			[]string{"", "http://a", "//example.com/a", "/a:b", "a/b:c", "?q", "#f", "./a:b", "..", "a%20b"},
			[]string{"a b", "\\\\h\\s", "a%2", "1a:b", "#a#b", "é"},
		},
		{
			"email",
			[]string{"joe.bloggs@example.com", "te~st@example.com", "~test~@example.com", `"joe bloggs"@example.com`, `"joe..b\"@x"@example.com`, "j@[127.0.0.1]", "j@[IPv6:::1]", "a+b@c"},
			[]string{"2962", "@a.b", "a@", ".test@example.com", "test.@example.com", "te..st@example.com", "a@b=c.d", "j@[127.0.0.300]", "a b@c.d", `"a"b"@c.d`, `"a\"@c.d`, "é@c.d", "a@b@c"},
		},
		{
			"hostname",
			[]string{"www.example.com", "localhost", "a-b.c", "1host", "xn--4gbwdl.xn--wgbh1c", labelOf(63)},
			[]string{"", "-a.b", "a-.b", "a..b", "a.", ".", "a_b", "a b", "é.com", labelOf(64), labelOf(63) + "." + labelOf(63) + "." + labelOf(63) + "." + labelOf(63)},
		},
		{"ipv4", []string{"192.168.0.1", "0.0.0.0", "255.255.255.255"}, []string{"127.0.0.0.1", "256.1.1.1", "127.0", "0x7f000001", "087.10.0.1", "192.168.1.0/24", "::1", "1.2.3.4 "}},
		{"ipv6", []string{"::1", "::", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1", "::42:ff:1"}, []string{"12345::", "1:1:1:1:1:1:1:1:1", "::1%eth0", "fe80::/64", "127.0.0.1", "1:2:3:4:5:6:7", ":2:3:4:5:6:7:8", "1::d6::42"}},
		{"password", []string{"", "x"}, nil},
		{"binary", []string{"", "x"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			p := compile(t, "{type: string, format: "+tt.format+"}", Response)
			for _, text := range tt.good {
				require.Empty(t, p.Check(quoted(t, text)), text)
			}
			for _, text := range tt.bad {
				faults := p.Check(quoted(t, text))
				require.Len(t, faults, 1, text)
				require.Equal(t, KeywordFormat, faults[0].Keyword)
			}
		})
	}
}

func quoted(t *testing.T, text string) []byte {
	t.Helper()
	body, err := json.Marshal(text)
	require.NoError(t, err)
	return body
}

func labelOf(n int) string { return strings.Repeat("a", n) }
