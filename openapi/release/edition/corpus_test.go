package edition_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// place is what a body is: a component, as what an operation takes or gives.
type place struct {
	component string
	direction schema.Direction
}

// corpus are the bodies by which editions are compared, each once.
type corpus map[place]map[string]any

func (c corpus) add(t *testing.T, at place, value any) {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	if c[at] == nil {
		c[at] = map[string]any{}
	}
	c[at][string(text)] = value
}

// size is how many bodies there are.
func (c corpus) size() int {
	size := 0
	for _, bodies := range c {
		size += len(bodies)
	}
	return size
}

// decode reads JSON with its numbers as they are written.
func decode(text []byte) (value any, err error) {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	err = decoder.Decode(&value)
	if decoder.More() {
		return nil, fmt.Errorf("got more than one value")
	}
	return value, err
}

// samples are the bodies of the recordings, of their faulty copies, and of the examples.
func samples(t *testing.T, documents []*edition.Document) corpus {
	t.Helper()
	const root = "../../../testdata/"
	files, err := recording.Files([]string{root + "recordings", root + "broken"})
	require.NoError(t, err)
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	places := map[[2]string]place{}
	c := corpus{}
	for _, d := range documents {
		for _, o := range edition.Operations(d) {
			for part, content := range contents(d, o) {
				at := placeOf(part, content)
				places[[2]string{o.ID, part}] = at
				for _, example := range tree.Members(tree.Get(content, "examples")) {
					text, err := tree.JSON(tree.Get(example, "value"))
					require.NoError(t, err)
					value, err := decode(text)
					require.NoError(t, err)
					c.add(t, at, value)
				}
			}
		}
	}
	examples := c.size()
	for _, file := range files {
		for exchange, err := range recording.ReadFile(file) {
			require.NoError(t, err)
			operation := contract.Check(&exchange).Operation
			for part, body := range map[string]conformance.Body{
				"request": exchange.Request.Body, fmt.Sprint(exchange.Response.Status): exchange.Response.Body,
			} {
				at, known := places[[2]string{operation, part}]
				if value, err := decode(body.Bytes); err == nil && known {
					c.add(t, at, value)
				}
			}
		}
	}
	require.Greater(t, c.size(), examples+100)
	return c
}

func placeOf(part string, content *tree.Node) place {
	at := place{path.Base(tree.Text(content, "schema", "$ref")), schema.Response}
	if part == "request" {
		at.direction = schema.Request
	}
	return at
}

// contents are the JSON bodies of an operation: "request", and one for each status.
func contents(d *edition.Document, o edition.Operation) map[string]*tree.Node {
	out := map[string]*tree.Node{"request": jsonOf(tree.Get(o.Node, "requestBody"))}
	for status, response := range tree.Members(tree.Get(o.Node, "responses")) {
		if ref := tree.Text(response, "$ref"); ref != "" {
			response = tree.Get(d.Root, "components", "responses", path.Base(ref))
		}
		out[status] = jsonOf(response)
	}
	maps.DeleteFunc(out, func(_ string, content *tree.Node) bool { return content == nil })
	return out
}

// places are the bodies of a document, each once.
func places(d *edition.Document) []place {
	var out []place
	for _, o := range edition.Operations(d) {
		for part, content := range contents(d, o) {
			if at := placeOf(part, content); !slices.Contains(out, at) {
				out = append(out, at)
			}
		}
	}
	slices.SortFunc(out, func(a, b place) int { return strings.Compare(a.component, b.component) })
	return out
}

func jsonOf(n *tree.Node) *tree.Node { return tree.Get(n, "content", "application/json") }

// strangers are what a value is replaced by: other types, and values that limits, patterns and formats may refuse.
var strangers = []any{
	nil, true, false, json.Number("0"), json.Number("-1"), json.Number("1.5"), json.Number("4096"), json.Number("4097"),
	json.Number("3599"), json.Number("86401"), json.Number("1099511627776"), json.Number("9223372036854775808"),
	"", "x", " x", "x ", "_sys_x", "/x", "x/", "bucket/directory/", "<&>", "NOT_LISTED", "é", strings.Repeat("x", 65),
	strings.Repeat("x", 600), strings.Repeat("x", 5000), "EVS", "EFS", "obs", "obsfs", "MANAGED", "DEDICATED", "USER_DEFINED",
	"COMMAND", "SCRIPT", "Free", "soldOut",
	[]any{},
	[]any{nil},
	map[string]any{},
	map[string]any{"x": "x"},
}

// mutations yields copies of a value that differ in one place.
func mutations(value any, yield func(any)) {
	for _, stranger := range strangers {
		yield(stranger)
	}
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			rest := maps.Clone(v)
			delete(rest, name)
			yield(rest)
			mutations(v[name], func(member any) {
				changed := maps.Clone(v)
				changed[name] = member
				yield(changed)
			})
		}
		more := maps.Clone(v)
		more["nowhere_declared"] = "x"
		yield(more)
	case []any:
		if len(v) == 0 {
			return
		}
		yield(append(slices.Clone(v), v[0]))
		mutations(v[0], func(item any) { yield(append([]any{item}, v[1:]...)) })
	}
}
