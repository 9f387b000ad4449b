package schema

import (
	"bytes"
	"net/netip"
)

// isURI follows RFC 3986: a URI reference, or only one with a scheme.
func isURI(text []byte, absolute bool) bool {
	rest, fragment, _ := bytes.Cut(text, []byte("#"))
	rest, query, _ := bytes.Cut(rest, []byte("?"))
	if !isURIText(fragment, "/?:@") || !isURIText(query, "/?:@") {
		return false
	}
	scheme, hierarchy, ok := bytes.Cut(rest, []byte(":"))
	if ok && isScheme(scheme) {
		return isHierarchy(hierarchy)
	}
	// Without a scheme, the first segment of a path holds no colon.
	first, _, _ := bytes.Cut(rest, []byte("/"))
	return !absolute && !bytes.Contains(first, []byte(":")) && isHierarchy(rest)
}

func isScheme(text []byte) bool {
	if len(text) == 0 || !isLetter(text[0]) {
		return false
	}
	for _, c := range text {
		if !isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

// isHierarchy judges an authority, if there is one, and a path.
func isHierarchy(text []byte) bool {
	path := text
	if authority, ok := bytes.CutPrefix(text, []byte("//")); ok {
		end := bytes.IndexByte(authority, '/')
		if end < 0 {
			end = len(authority)
		}
		if !isAuthority(authority[:end]) {
			return false
		}
		path = authority[end:]
	}
	return isURIText(path, "/:@")
}

func isAuthority(text []byte) bool {
	host := text
	if at := bytes.LastIndexByte(text, '@'); at >= 0 {
		if !isURIText(text[:at], ":") {
			return false
		}
		host = text[at+1:]
	}
	if literal, ok := bytes.CutPrefix(host, []byte("[")); ok {
		literal, port, ok := bytes.Cut(literal, []byte("]"))
		return ok && isIPLiteral(literal) && (len(port) == 0 || port[0] == ':' && isPort(port[1:]))
	}
	host, port, _ := bytes.Cut(host, []byte(":"))
	return isURIText(host, "") && isPort(port)
}

func isIPLiteral(text []byte) bool {
	if len(text) > 0 && text[0]|0x20 == 'v' {
		version, address, _ := bytes.Cut(text[1:], []byte("."))
		for _, c := range version {
			if !isHexDigit(c) {
				return false
			}
		}
		return len(version) > 0 && len(address) > 0 && !bytes.Contains(address, []byte("%")) && isURIText(address, ":")
	}
	addr, err := netip.ParseAddr(string(text))
	return err == nil && addr.Is6() && addr.Zone() == ""
}

func isPort(text []byte) bool {
	_, ok := number(text)
	return ok
}

// isURIText reports whether text has only unreserved characters, sub-delimiters, percent escapes, and those
// of extra.
func isURIText(text []byte, extra string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case isLetter(c), isDigit(c):
		case bytes.IndexByte([]byte("-._~!$&'()*+,;="), c) >= 0:
		case bytes.IndexByte([]byte(extra), c) >= 0:
		case c == '%' && i+2 < len(text) && isHexDigit(text[i+1]) && isHexDigit(text[i+2]):
			i += 2
		default:
			return false
		}
	}
	return true
}
