package conformance

import (
	"regexp"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A JSON string may hold JSON, and that again, with more backslashes before each quote: a message of a queue, the body
// that an error quotes. nestedMember finds the beginning of a member of it whose value is a string.
var nestedMember = regexp.MustCompile(`\\"([A-Za-z0-9_-]{1,128})(\\+)"\s*:\s*(\\+)"`)

// nestedIn finds the values of members with the name of a secret in JSON that lies in a JSON string.
func nestedIn(text []byte, secret func(name []byte) bool, found func(at jsontext.Span)) {
	for _, m := range nestedMember.FindAllSubmatchIndex(text, -1) {
		depth := m[5] - m[4]
		if m[7]-m[6] != depth || !secret(text[m[2]:m[3]]) {
			continue
		}
		at := jsontext.Span{Start: m[1], End: nestedEnd(text, m[1], depth)}
		if at.Start < at.End && !asNested.isMasked(text[at.Start:at.End]) {
			found(at)
		}
	}
}

// nestedEnd gives where a string ends whose quotes have so many backslashes before them. One that is in the string has
// more.
func nestedEnd(text []byte, i, depth int) int {
	for run := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			run++
			continue
		case text[i] == '"' && run <= depth:
			return i - run
		}
		run = 0
	}
	return len(text)
}
