package conformance

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
)

// fingerprint names the deviation that a finding is an instance of. The operation is that of the contract, or
// what stands for it where none matched.
func (f *Finding) fingerprint(operation string, status int) string {
	text := make([]byte, 0, 512) // enough for nearly all
	for _, part := range []string{
		string(f.Rule), operation, strconv.Itoa(status), f.Subject, withoutIndexes(f.Evidence.Pointer), f.variant(),
	} {
		text = strconv.AppendQuote(text, part) // Quotes keep the parts apart, whatever is in them.
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// variant tells deviations apart that break one rule at one place.
func (f *Finding) variant() string {
	switch f.Rule {
	case RuleRequired:
		return f.Got // It names the absent property; the pointer is that of the object.
	case RuleCondition:
		return f.Want // A schema can have several conditions.
	default:
		return ""
	}
}

// withoutIndexes puts * for every segment of a pointer that is a number, as the indexes of arrays are.
func withoutIndexes(pointer string) string {
	segments := strings.Split(pointer, "/")
	for i, segment := range segments {
		if segment != "" && strings.Trim(segment, "0123456789") == "" {
			segments[i] = "*"
		}
	}
	return strings.Join(segments, "/")
}

// unmatchedOperation stands for the operation of an exchange that has none: the method, and the path of the
// contract or else that of the request. Segments with a digit may be identifiers, and do not count.
func unmatchedOperation(x *Exchange, r *route) string {
	if r != nil {
		return x.Request.Method + " " + r.template.shape()
	}
	segments := appendSegments(nil, x.Request.URL.EscapedPath())
	for i, segment := range segments {
		if strings.ContainsFunc(segment, unicode.IsDigit) {
			segments[i] = "*"
		}
	}
	return x.Request.Method + " /" + strings.Join(segments, "/")
}
