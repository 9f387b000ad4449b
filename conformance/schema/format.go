package schema

import (
	"bytes"
	"net/netip"
)

// A textFormat judges the text of a string.
type textFormat struct {
	want  string
	valid func(text []byte) bool
}

// A numberFormat judges a number.
type numberFormat struct {
	want     string
	integer  bool
	min, max decimal
}

var textFormats = map[string]*textFormat{
	"byte":          {"base64 (RFC 4648)", isBase64},
	"date":          {"a date such as 2026-01-31 (RFC 3339)", isDate},
	"date-time":     {"a date-time such as 2026-01-31T09:30:00Z (RFC 3339)", isDateTime},
	"uuid":          {"a UUID", isUUID},
	"uri":           {"an absolute URI (RFC 3986)", func(text []byte) bool { return isURI(text, true) }},
	"uri-reference": {"a URI reference (RFC 3986)", func(text []byte) bool { return isURI(text, false) }},
	"email":         {"an e-mail address (RFC 5321)", isEmail},
	"hostname":      {"a host name (RFC 1123)", isHostname},
	"ipv4":          {"an IPv4 address", isIPv4},
	"ipv6":          {"an IPv6 address", isIPv6},
}

var numberFormats = map[string]*numberFormat{
	"int32":  {"an integer of 32 bits", true, decimalOf("-2147483648"), decimalOf("2147483647")},
	"int64":  {"an integer of 64 bits", true, decimalOf("-9223372036854775808"), decimalOf("9223372036854775807")},
	"float":  {"a number within single precision", false, decimalOf("-3.4028234663852886e38"), decimalOf("3.4028234663852886e38")},
	"double": {"a number within double precision", false, decimalOf("-1.7976931348623157e308"), decimalOf("1.7976931348623157e308")},
}

// openFormats are known and allow everything: binary is not text, and password only hides.
var openFormats = map[string]bool{"": true, "binary": true, "password": true}

func decimalOf(text string) decimal { return parseDecimal([]byte(text)) }

func (f *numberFormat) valid(d decimal) bool {
	return (!f.integer || d.isInteger()) && d.compare(f.min) >= 0 && d.compare(f.max) <= 0
}

func isBase64(text []byte) bool {
	if len(text)%4 != 0 {
		return false
	}
	digits := bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("=")), []byte("="))
	last := byte(0)
	for _, c := range digits {
		value, ok := base64Value(c)
		if !ok {
			return false
		}
		last = value
	}
	// The bits of the last digit that stand for no byte are zero.
	switch len(text) - len(digits) {
	case 1:
		return last&0b11 == 0
	case 2:
		return last&0b1111 == 0
	}
	return true
}

func base64Value(c byte) (byte, bool) {
	switch {
	case c >= 'A' && c <= 'Z':
		return c - 'A', true
	case c >= 'a' && c <= 'z':
		return c - 'a' + 26, true
	case isDigit(c):
		return c - '0' + 52, true
	case c == '+':
		return 62, true
	case c == '/':
		return 63, true
	}
	return 0, false
}

// isUUID compares eight bytes at a time.
func isUUID(text []byte) bool {
	return len(text) == len("01234567-0123-0123-0123-0123456789ab") &&
		areHexDigits(load8(text, 0), 0) &&
		areHexDigits(load8(text, 8), 0xFF|0xFF<<40) &&
		areHexDigits(load8(text, 16), 0xFF<<16|0xFF<<56) &&
		areHexDigits(load8(text, 24), 0) &&
		areHexDigits(load8(text, 28), 0)
}

func isIPv4(text []byte) bool {
	addr, err := netip.ParseAddr(string(text))
	return err == nil && addr.Is4()
}

func isIPv6(text []byte) bool {
	addr, err := netip.ParseAddr(string(text))
	return err == nil && addr.Is6() && addr.Zone() == ""
}

func isHostname(text []byte) bool {
	if len(text) > 253 {
		return false
	}
	for label := range bytes.SplitSeq(text, []byte(".")) {
		if len(label) == 0 || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range label {
			if !isLetter(c) && !isDigit(c) && c != '-' {
				return false
			}
		}
	}
	return true
}

// isEmail follows the Mailbox of RFC 5321.
func isEmail(text []byte) bool {
	at := bytes.LastIndexByte(text, '@')
	if at < 1 {
		return false
	}
	local, domain := text[:at], text[at+1:]
	if literal, ok := bytes.CutPrefix(domain, []byte("[")); ok {
		literal, ok = bytes.CutSuffix(literal, []byte("]"))
		v6, isV6 := bytes.CutPrefix(literal, []byte("IPv6:"))
		return ok && isLocalPart(local) && (isV6 && isIPv6(v6) || isIPv4(literal))
	}
	return isLocalPart(local) && isHostname(domain)
}

func isLocalPart(text []byte) bool {
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		return isQuotedText(text[1 : len(text)-1])
	}
	for atom := range bytes.SplitSeq(text, []byte(".")) {
		if len(atom) == 0 {
			return false
		}
		for _, c := range atom {
			if !isLetter(c) && !isDigit(c) && bytes.IndexByte([]byte("!#$%&'*+-/=?^_`{|}~"), c) < 0 {
				return false
			}
		}
	}
	return true
}

func isQuotedText(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		} else if text[i] == '"' {
			return false
		}
		if i == len(text) || text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isLetter(c byte) bool   { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
