package edition_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// How many bodies are drawn for each place, and how many of its samples are mutated.
const (
	drawnBodies    = 200
	mutatedSamples = 2
	longestMutated = 2_500 // bytes
)

// The same bodies, conforming and faulty ones, get the same verdict under every edition: the sources, the bundle in
// OpenAPI 3.0, the edition in OpenAPI 3.1 and the JSON Schemas, the last two from a validator that is not ours. The
// edition for generators differs by the conditions, and by nothing else.
func TestAllEditionsJudgeTheSameBodiesAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("short, as under the race detector: one goroutine judges tens of thousands of bodies")
	}
	documents := bundles(t)
	found := samples(t, documents)
	components := componentSchemas(t)
	var count tally
	for _, d := range documents {
		t.Run(d.Name, func(t *testing.T) {
			source, bundle, generators := open(t, d.Name), load(t, d), load(t, edition.WithoutConditions(d))
			later := load31(t, edition.OpenAPI31(d))
			draw := newDrawer(d)
			for _, at := range places(d) {
				c := comparison{
					at: at, bundle: program(t, bundle[at], at), generators: program(t, generators[at], at),
					others: map[string]judge{
						"the source":            engine(t, source[at], at),
						"the edition in 3.1":    later.component(t, at.component),
						"the schema of its own": components.judge(t, at.component),
					},
				}
				for text, value := range bodiesAt(t, at, found, draw) {
					require.Empty(t, c.difference([]byte(text), value, &count))
				}
			}
		})
	}
	t.Logf("%d conforming and %d faulty bodies, %d against a condition", count.conforming, count.faulty, count.conditions)
	require.Greater(t, count.conforming, 5_000)
	require.Greater(t, count.faulty, 10_000)
	require.Greater(t, count.conditions, 1_000)
}

// Whatever an edition says otherwise shows in the comparison.
func TestAnEditionThatSaysSomethingElseIsSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("short: see above")
	}
	documents := bundles(t)
	found := samples(t, documents)
	tests := []struct {
		name   string
		place  place
		path   []string
		change func(n *tree.Node)
	}{
		{"a condition is lost", place{"UpdateInstanceRequest", schema.Request}, []string{"AutoStopRequest"}, func(n *tree.Node) { tree.Delete(n, "allOf") }},
		{"null is lost", place{"Instance", schema.Response}, []string{"Repository"}, func(n *tree.Node) { tree.Set(n, "type", tree.String("object")) }},
		{"a limit is lost", place{"CreateInstanceRequest", schema.Request}, []string{"CreateInstanceRequest", "properties", "name"}, func(n *tree.Node) { tree.Delete(n, "maxLength") }},
		{"a property is lost", place{"CreateInstanceRequest", schema.Request}, []string{"CreateInstanceRequest", "properties"}, func(n *tree.Node) { tree.Delete(n, "workspace") }},
		{"a value is lost", place{"ManageInstanceRequest", schema.Request}, []string{"InstanceAction"}, func(n *tree.Node) { tree.Get(n, "enum").Content = tree.Get(n, "enum").Content[1:] }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := documents[0]
			bundle, later := load(t, d), edition.OpenAPI31(d)
			tt.change(tree.Get(later.Root, append([]string{"components", "schemas"}, tt.path...)...))
			c := comparison{
				at: tt.place, bundle: program(t, bundle[tt.place], tt.place), generators: program(t, load(t, edition.WithoutConditions(d))[tt.place], tt.place),
				others: map[string]judge{"the changed edition": load31(t, later).component(t, tt.place.component)},
			}
			differences := 0
			for text, value := range bodiesAt(t, tt.place, found, newDrawer(d)) {
				if c.difference([]byte(text), value, &tally{}) != "" {
					differences++
				}
			}
			require.Positive(t, differences)
		})
	}
}

// bodiesAt are the samples of a place, the longest of them in many mutations, and drawn values.
func bodiesAt(t *testing.T, at place, found corpus, draw drawer) map[string]any {
	t.Helper()
	bodies := corpus{}
	longest := slices.SortedFunc(maps.Keys(found[at]), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	mutated := 0
	for _, text := range longest {
		bodies.add(t, at, found[at][text])
		if len(text) < longestMutated && mutated < mutatedSamples {
			mutated++
			mutations(found[at][text], func(value any) { bodies.add(t, at, value) })
		}
	}
	for range drawnBodies {
		bodies.add(t, at, draw.component(at.component))
	}
	return bodies[at]
}

// judge tells whether a body conforms, and why not.
type judge func(text []byte, value any) (bool, error)

// comparison are the judges of one place.
type comparison struct {
	at                 place
	bundle, generators *schema.Program
	others             map[string]judge
}

// difference counts a body, and says who judges it otherwise than the bundle does; "" when all agree.
func (c comparison) difference(text []byte, value any, count *tally) string {
	faults := c.bundle.Check(text)
	if slices.ContainsFunc(faults, isOfJSON) {
		return "" // JSON Schema knows no limit of depth, and no duplicate members
	}
	count.add(faults)
	for name, judge := range c.others {
		if got, why := judge(text, value); got != conforms(faults) {
			return fmt.Sprintf("%v by %s: %s\n%v\n%v", c.at, name, text, faults, why)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(faults), isCondition)
	if conforms(rest) != conforms(c.generators.Check(text)) {
		return fmt.Sprintf("%v without conditions: %s\n%v", c.at, text, rest)
	}
	return ""
}

// tally counts what was compared.
type tally struct{ conforming, faulty, conditions int }

func (c *tally) add(faults []schema.Fault) {
	if conforms(faults) {
		c.conforming++
	} else {
		c.faulty++
	}
	if slices.ContainsFunc(faults, isCondition) {
		c.conditions++
	}
}

func isCondition(f schema.Fault) bool { return f.Keyword == schema.KeywordNot }

func isOfJSON(f schema.Fault) bool {
	return f.Keyword == schema.KeywordDepth || f.Keyword == schema.KeywordDuplicateMember
}

// conforms is whether a body has no fault but members of which OpenAPI does not forbid to be undocumented.
func conforms(faults []schema.Fault) bool {
	return !slices.ContainsFunc(faults, func(f schema.Fault) bool { return f.Keyword != schema.KeywordUndocumented })
}
