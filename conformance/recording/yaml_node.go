package recording

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strconv"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/devenviron/contract/conformance"
)

// yamlNode is a value of a part that is YAML. The zero node stands for one that is not there.
type yamlNode struct {
	part *part
	// path names it in errors.
	path string
	node *yaml.Node
	// indent is how many columns the mapping that has it is indented.
	indent int
}

var errorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// yaml gives the item that the part is: the only one of a list.
func (p *part) yaml() yamlNode {
	var document yaml.Node
	if err := yaml.Unmarshal(p.text, &document); err != nil {
		match := errorLine.FindStringSubmatch(err.Error())
		line, _ := strconv.Atoi(match[1])
		p.fail(p.marks.find(p.text, max(line-1, 0), 0), "", "broken YAML", "an item of a list")
		return yamlNode{}
	}
	list := &document
	for list.Kind == yaml.DocumentNode && len(list.Content) == 1 {
		list = list.Content[0]
	}
	if list.Kind != yaml.SequenceNode || len(list.Content) != 1 {
		p.fail(0, "", "YAML of another kind", "an item of a list")
		return yamlNode{}
	}
	item := yamlNode{part: p, node: list.Content[0]}
	if item.node.Kind != yaml.MappingNode {
		item.fail("no mapping", "a mapping with request and response")
	}
	return item
}

// start is where the node begins, with its tag or anchor.
func (n yamlNode) start() int { return n.part.marks.find(n.part.text, n.node.Line-1, n.node.Column-1) }

func (n yamlNode) fail(got, want string) { n.part.fail(n.start(), n.path, got, want) }

func (n yamlNode) exists() bool { return n.part != nil && n.node.ShortTag() != "!!null" }

// get gives a member of a mapping, the last one of its name.
func (n yamlNode) get(name string) (found yamlNode) {
	if n.part == nil || n.node.Kind != yaml.MappingNode {
		return found
	}
	for i := 0; i+1 < len(n.node.Content); i += 2 {
		if n.node.Content[i].Value == name {
			found = n.member(name, n.node.Content[i+1])
		}
	}
	return found
}

func (n yamlNode) member(name string, value *yaml.Node) yamlNode {
	if value.Kind == yaml.AliasNode {
		value = value.Alias
	}
	return yamlNode{part: n.part, path: join(n.path, name), node: value, indent: n.node.Column - 1}
}

// need is get of what has to be there.
func (n yamlNode) need(name, want string) yamlNode {
	found := n.get(name)
	if n.part != nil && !found.exists() {
		n.part.fail(n.start(), join(n.path, name), "nothing", want)
	}
	return found
}

// text gives a scalar.
func (n yamlNode) text() string {
	if n.node.Kind != yaml.ScalarNode {
		n.fail("a list or a mapping", "a scalar")
	}
	return n.node.Value
}

// offset is where the text of a scalar begins.
func (n yamlNode) offset() int { return n.source()(0) }

// source gives where the bytes of a scalar come from. It is worked out when it is asked for the first time.
func (n yamlNode) source() func(index int) int {
	start := n.start()
	origin := sync.OnceValue(func() origins { return n.origins(start) })
	return func(index int) int { return origin().offset(index) }
}

// headers reads a mapping of names to lists of values.
func (n yamlNode) headers() (headers []conformance.Header) {
	if !n.exists() {
		return nil
	}
	if n.node.Kind != yaml.MappingNode {
		n.fail("no mapping", "a mapping of names to lists")
		return nil
	}
	for i := 0; i+1 < len(n.node.Content); i += 2 {
		name := n.node.Content[i].Value
		values := n.member(name, n.node.Content[i+1])
		list := []*yaml.Node{values.node}
		if values.node.Kind == yaml.SequenceNode {
			list = values.node.Content
		}
		for _, value := range list {
			v := values.member(name, value)
			v.path = values.path
			headers = append(headers, conformance.Header{Name: name, Value: v.text(), Offset: v.start()})
		}
	}
	return headers
}

// bytes gives what a scalar holds, which is base64 under the tag !!binary, and where each byte comes from.
func (n yamlNode) bytes() ([]byte, func(index int) int) {
	text, source := n.text(), n.source()
	if n.node.ShortTag() != "!!binary" {
		return []byte(text), source
	}
	body, err := base64.StdEncoding.DecodeString(text)
	if bad, ok := errors.AsType[base64.CorruptInputError](err); ok {
		n.part.fail(source(int(bad)), n.path, "broken base64", "base64 of RFC 4648 with its padding")
	}
	return body, base64Source(text, len(body), source)
}

// base64Source gives where the bytes come from that base64 of many lines stands for.
func base64Source(text string, size int, source func(index int) int) func(index int) int {
	digits := sync.OnceValue(func() []int {
		// Where every hundredth digit or so is, so that no look-up has far to go.
		var marks []int
		count := 0
		for i := range len(text) {
			if text[i] != '\r' && text[i] != '\n' {
				if count%base64Stride == 0 {
					marks = append(marks, i)
				}
				count++
			}
		}
		return marks
	})
	return func(index int) int {
		if index >= size {
			return source(len(text))
		}
		digit := index/3*4 + index%3
		at := digits()[digit/base64Stride]
		for n := digit % base64Stride; n > 0; {
			if at++; text[at] != '\r' && text[at] != '\n' {
				n--
			}
		}
		return source(at)
	}
}

const base64Stride = 64
