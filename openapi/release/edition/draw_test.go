package edition_test

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// drawer makes values of a schema, most of its members right and some wrong; the same in every run.
type drawer struct {
	*rand.Rand
	root *tree.Node
}

func newDrawer(d *edition.Document) drawer { return drawer{rand.New(rand.NewPCG(7, 0)), d.Root} }

// component draws a value of a component.
func (d drawer) component(name string) any {
	return d.value(tree.Get(d.root, "components", "schemas", name))
}

func (d drawer) value(n *tree.Node) any {
	if ref := tree.Text(n, "$ref"); ref != "" {
		return d.value(tree.Get(d.root, strings.Split(ref, "/")[1:]...))
	}
	if d.IntN(60) == 0 {
		return strangers[d.IntN(len(strangers))]
	}
	if values := tree.Items(tree.Get(n, "enum")); len(values) > 0 {
		return values[d.IntN(len(values))].Value
	}
	if parts := tree.Items(tree.Get(n, "allOf")); len(parts) > 0 {
		return d.value(parts[0])
	}
	switch tree.Text(n, "type") {
	case "object":
		return d.object(n)
	case "array":
		items := make([]any, d.IntN(3))
		for i := range items {
			items[i] = d.value(tree.Get(n, "items"))
		}
		return items
	case "boolean":
		return d.IntN(2) == 0
	case "string":
		return d.text(n)
	}
	return d.number(n)
}

func (d drawer) object(n *tree.Node) any {
	out := map[string]any{}
	required := tree.Items(tree.Get(n, "required"))
	for name, property := range tree.Members(tree.Get(n, "properties")) {
		isRequired := false
		for _, r := range required {
			isRequired = isRequired || r.Value == name
		}
		if d.IntN(2) == 0 || isRequired && d.IntN(20) > 0 {
			out[name] = d.value(property)
		}
	}
	if extra := tree.Get(n, "additionalProperties"); tree.IsMapping(extra) {
		out["key"] = d.value(extra)
	}
	return out
}

// forms are texts that suit the patterns and formats of the contract.
var forms = []string{
	"name-1", "/data/notebook/", "bucket/directory/", "bucket", "1594887749962", "ModelArts.6309", "00000000-0000-4000-8000-000000000001",
	"IyEvYmluL3No", "/script.sh", "swr.example.com/a/b:c", "192.0.2.1", "_sys_x",
}

func (d drawer) text(n *tree.Node) any {
	if longest := tree.Text(n, "maxLength"); longest != "" && d.IntN(4) == 0 {
		length, _ := strconv.Atoi(longest)
		return strings.Repeat("a", length+d.IntN(2))
	}
	return forms[d.IntN(len(forms))]
}

func (d drawer) number(n *tree.Node) any {
	for _, keyword := range []string{"minimum", "maximum"} {
		if bound, err := strconv.ParseInt(tree.Text(n, keyword), 10, 64); err == nil && d.IntN(3) == 0 {
			return json.Number(strconv.FormatInt(bound+d.Int64N(3)-1, 10))
		}
	}
	return json.Number([]string{"3600", "5", "100", "1594887749962", "0", "2.5"}[d.IntN(6)])
}
