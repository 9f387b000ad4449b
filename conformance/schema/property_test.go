package schema

import (
	"bytes"
	"encoding/json"
	"hash/maphash"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// bodiesPerSchema is how many bodies are drawn for a schema.
const bodiesPerSchema = 10

// programOf compiles the schema Root of a document.
func programOf(t require.TestingT, doc *openapi3.T, direction Direction) *Program {
	var c Compiler
	p, err := c.Compile(openapi3.NewSchemaRef(refPrefix+"Root", doc.Components.Schemas["Root"].Value), direction)
	require.NoError(t, err)
	return p
}

func TestTheRunnerSparesTheJudgeAndChangesNothing(t *testing.T) {
	conforming, certain := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a, b := runnerAgainstJudge(t)
		conforming += a
		certain += b
	})
	require.Greater(t, certain*10, conforming*8, "%d of %d conforming bodies were certain", certain, conforming)
}

// runnerAgainstJudge draws a schema and bodies, and counts those that conform and those of which the runner is
// certain.
func runnerAgainstJudge(t *rapid.T) (conforming, certain int) {
	g := &generator{T: t, nulls: true, composed: true, exotic: true}
	p := programOf(t, g.document(t), one(g, "direction", Request, Response))
	for range bodiesPerSchema {
		body := []byte(g.value(g.components["Root"], 5))
		faults := p.judge(body, &judge{})
		if p.ConformsQuoted(insideAString(t, body)) {
			require.Empty(t, faults, "%s\n%s", body, g)
		}
		require.Equal(t, faults, p.Check(body), "%s\n%s", body, g)
		if len(faults) == 0 {
			conforming++
			if p.isCertain(body) {
				certain++
			}
		}
	}
	return conforming, certain
}

// isCertain reports whether a body is found to conform without being judged.
func (p *Program) isCertain(body []byte) bool {
	plan, guesses := p.plan()
	r := runner[plainForm]{guesses: slices.Clone(guesses), seed: maphash.MakeSeed()}
	return r.run(plan, body, p.maxDepth) && len(r.failures) == 0
}

// insideAString gives a body as it stands inside a JSON string.
func insideAString(t require.TestingT, body []byte) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(string(body)))
	quoted := bytes.TrimSpace(b.Bytes())
	return quoted[1 : len(quoted)-1]
}
