package schema_test

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// Where draft 7 can say what a schema says, its verdict is the engine's, without an exception: also where
// kin-openapi differs.
func TestTheEngineAndJSONSchemaNeverDiffer(t *testing.T) {
	var mutex sync.Mutex
	judged := 0
	everySchema(t, func(t *testing.T, seed uint64) {
		var validator *jsonschema.Schema
		for p := range pairsOf(t, seed) {
			if p.beyond {
				return
			}
			if validator == nil {
				validator = p.jsonSchema(t)
			}
			if slices.ContainsFunc(p.faults, func(f schema.Fault) bool { return f.Keyword == schema.KeywordDuplicateMember }) {
				continue // the decoder knows the last only
			}
			err := validator.Validate(p.value)
			require.Equal(t, err == nil, p.conforms(), "%s\n%v", p, err)
			mutex.Lock()
			judged++
			mutex.Unlock()
		}
	})
	require.Greater(t, judged, oracleSchemas*oracleBodies/3)
}

// jsonSchema makes a validator of draft 7.
func (p *pair) jsonSchema(t require.TestingT) *jsonschema.Schema {
	components := words{}
	for name, ref := range p.components {
		text, err := json.Marshal(ref.Value)
		require.NoError(t, err)
		s, err := decode(text)
		require.NoError(t, err)
		components[name] = draft7(s.(words))
	}
	const place = "file:///schema.json"
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	require.NoError(t, c.AddResource(place, words{"$ref": componentPrefix + "Root", "components": words{"schemas": components}}))
	out, err := c.Compile(place)
	require.NoError(t, err, "%s", p)
	return out
}

// draft7 turns a schema of OpenAPI 3.0 into one of draft 7 that says the same.
func draft7(s words) words {
	exclusive(s, "minimum", "exclusiveMinimum")
	exclusive(s, "maximum", "exclusiveMaximum")
	for _, keyword := range []string{"not", "items", "additionalProperties"} {
		if sub, ok := s[keyword].(words); ok {
			s[keyword] = draft7(sub)
		}
	}
	properties, _ := s["properties"].(words)
	for name, sub := range properties {
		properties[name] = draft7(sub.(words))
	}
	for _, keyword := range []string{"allOf", "anyOf", "oneOf"} {
		subs, _ := s[keyword].([]any)
		for i := range subs {
			subs[i] = draft7(subs[i].(words))
		}
	}
	if s["nullable"] == true && s["type"] != nil {
		s["type"] = []any{s["type"], "null"}
	}
	return s
}

// exclusive makes a number of true and false.
func exclusive(s words, limit, keyword string) {
	if s[keyword] == true && s[limit] != nil {
		s[keyword] = s[limit]
		return
	}
	delete(s, keyword)
}
