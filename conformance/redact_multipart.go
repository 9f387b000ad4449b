package conformance

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/devenviron/contract/conformance/jsontext"
)

func isMultipart(mediaType string) bool { return strings.HasPrefix(mediaType, "multipart/") }

// headerEnd ends the header of a part, and partName finds the name in it.
var (
	headerEnd = regexp.MustCompile(`\n\r?\n`)
	partName  = regexp.MustCompile(`(?im)^content-disposition:[^\n]*[;\s]name="?([^";\s]+)`)
)

// parts notes the values of a multipart body whose names are secret. What delimits them is read off the body: its
// Content-Type may not be recorded in full.
func (p *passage) parts(secret func(name string) bool) {
	delimiter := delimiterOf(p.text)
	for start := 0; start < len(p.text); {
		end, next := len(p.text), len(p.text)
		if i := bytes.Index(p.text[start:], delimiter); i >= 0 && delimiter != nil {
			end, next = start+i, start+i+len(delimiter)
		}
		p.part(jsontext.Span{Start: start, End: end}, secret)
		start = next
	}
}

// part notes the value of a part, from behind its delimiter on, if its name is secret.
func (p *passage) part(in jsontext.Span, secret func(name string) bool) {
	blank := headerEnd.FindIndex(p.text[in.Start:in.End])
	if blank == nil {
		return
	}
	name := partName.FindSubmatch(p.text[in.Start : in.Start+blank[0]])
	if name == nil || !secret(string(name[1])) {
		return
	}
	value := bytes.TrimSuffix(p.text[in.Start+blank[1]:in.End], []byte("\r"))
	if !asIs.isMasked(value) {
		at := jsontext.Span{Start: in.Start + blank[1], End: in.Start + blank[1] + len(value)}
		p.stands(at, "", asIs.over(value, fills[0]))
	}
}

// delimiterOf gives the line end before a delimiter and what it begins with, as the first one shows it, nil where there
// is none.
func delimiterOf(text []byte) []byte {
	start := 0
	if !bytes.HasPrefix(text, []byte("--")) {
		start = bytes.Index(text, []byte("\n--")) + 1
		if start == 0 {
			return nil
		}
	}
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	return append([]byte("\n"), bytes.TrimRight(line, "\r \t")...)
}
