package recording

import (
	"bytes"
	"io"

	"github.com/devenviron/contract/conformance"
)

// isCassette takes YAML that has interactions at the top, as the cassettes of all versions of go-vcr do.
func isCassette(b *beginning) bool {
	if b.outline != nil {
		return false
	}
	for line := range bytes.Lines(b.text) {
		if isKey(line, "interactions") {
			return true
		}
	}
	return false
}

// isKey tells whether a line begins with a key of the top of a YAML document.
func isKey(line []byte, name string) bool {
	rest, found := bytes.CutPrefix(line, []byte(name+":"))
	return found && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}

// readCassette yields the interactions of a cassette of go-vcr. Only the lines of one are held: which ones these are,
// their indentation tells.
func readCassette(name string, s *stream, yield func(conformance.Entry) bool) {
	readParts(name, s, yield, "not a go-vcr cassette", func(f *parts) error {
		for {
			line, more := s.line()
			if !more {
				break
			}
			at, isList := s.at, isKey(line, "interactions")
			value := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("interactions:")))
			if v := s.lines(true, nil); v.err != nil {
				return v.err
			}
			switch {
			case !isList || bytes.Equal(value, []byte("[]")) || bytes.Equal(value, []byte("null")):
			case len(value) > 0 && value[0] != '#':
				return &mismatch{at, "a list in one line", "a list that has each interaction on lines of its own"}
			default:
				if err := f.interactions(); err != nil {
					return err
				}
			}
		}
		if err := s.broken(); err != io.EOF {
			return err
		}
		return nil
	})
}

// interactions reads the list at hand. It ends with the first line that stands further to the left.
func (f *parts) interactions() error {
	list := -1
	for {
		line, more := f.stream.line()
		indent, isBlank := indentation(line)
		switch {
		case !more:
			return nil
		case isBlank || line[indent] == '#':
			f.stream.lines(true, nil)
			continue
		case list < 0 && isItem(line, indent):
			list = indent
		case indent != list || !isItem(line, indent):
			return f.endOfList(line)
		}
		v := f.stream.lines(true, func(line []byte) bool {
			indent, isBlank := indentation(line)
			return isBlank || indent > list || line[indent] == '#'
		})
		if err := f.add(v, readInteraction); err != nil {
			return err
		}
	}
}

// endOfList makes sure that a line is one that ends a list, so that no interaction behind it is lost.
func (f *parts) endOfList(line []byte) error {
	isMarker := bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
	if isMarker || line[0] != ' ' && line[0] != '-' && bytes.IndexByte(line, ':') > 0 {
		return nil
	}
	return &mismatch{f.stream.at, "a line that is indented like none", "an interaction, or a key of the cassette"}
}

// indentation counts the blanks before a line; one with nothing but blanks has none that counts.
func indentation(line []byte) (indent int, isBlank bool) {
	rest := bytes.TrimLeft(line, " ")
	return len(line) - len(rest), len(bytes.TrimSpace(rest)) == 0
}

func isItem(line []byte, indent int) bool {
	rest := line[indent:]
	return rest[0] == '-' && (len(rest) == 1 || bytes.IndexByte([]byte(" \t\r\n"), rest[1]) >= 0)
}

// readInteraction takes the request and the response of an interaction. All versions of cassettes name them alike.
func readInteraction(p *part) (x conformance.Exchange) {
	root := p.yaml()
	if p.err != nil {
		return x
	}
	x.Offset = root.start()
	request := root.need("request", "a mapping")
	if method := request.need("method", "a method"); method.exists() {
		p.setMethod(&x.Request, method.text(), method.offset(), method.path)
	}
	if target := request.need("url", "a URL"); target.exists() {
		url := &splice{}
		url.add(target.text(), target.source())
		p.setURL(&x.Request, url, target.path)
	}
	x.Request.Headers = request.get("headers").headers()
	interactionBody(&x.Request.Body, request.get("body"), x.Request.Headers)

	response := root.need("response", "a mapping")
	if code := response.need("code", "a status code"); code.exists() {
		p.setStatus(&x.Response, code.text(), code.offset(), code.path)
	}
	x.Response.Headers = response.get("headers").headers()
	interactionBody(&x.Response.Body, response.get("body"), x.Response.Headers)
	return x
}

func interactionBody(b *conformance.Body, n yamlNode, headers []conformance.Header) {
	if n.exists() {
		text, offset := n.bytes()
		setBody(b, text, offset, headers)
	}
}
