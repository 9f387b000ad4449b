package schema_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/schema"
)

// The generated pairs of a schema and a body: 200,000.
const (
	oracleSchemas = 10_000
	oracleBodies  = 20
)

// A pair is a schema with a body, and what the engine finds.
type pair struct {
	*drawer
	root      *openapi3.SchemaRef
	direction schema.Direction
	program   *schema.Program
	body      []byte

	value  any
	faults []schema.Fault
}

// pairsOf draws a schema, and bodies for it.
func pairsOf(t require.TestingT, seed uint64) iter.Seq[*pair] {
	return func(yield func(*pair) bool) {
		d := newDrawer(seed)
		p := pair{drawer: d, root: d.document(), direction: pick(d, schema.Request, schema.Response)}
		p.compile(t)
		for range oracleBodies {
			p.body = d.body(p.root)
			if p.judge(t); !yield(&p) {
				return
			}
		}
	}
}

func (p *pair) compile(t require.TestingT) {
	var c schema.Compiler
	var err error
	p.program, err = c.Compile(p.root, p.direction)
	require.NoError(t, err, "%s", p)
}

func (p *pair) judge(t require.TestingT) {
	var err error
	p.value, err = decode(p.body)
	require.NoError(t, err, "%s", p)
	p.faults = p.program.Check(p.body)
}

// kin gives the verdict of kin-openapi.
func (p *pair) kin() error {
	if p.direction == schema.Request {
		return p.root.Value.VisitJSON(p.value, openapi3.VisitAsRequest())
	}
	return p.root.Value.VisitJSON(p.value, openapi3.VisitAsResponse())
}

func (p *pair) conforms() bool { return !slices.ContainsFunc(p.faults, ofJSONSchema) }
func (p *pair) agrees() bool   { return p.conforms() == (p.kin() == nil) }

// String shows all that is needed to see a difference again.
func (p *pair) String() string {
	components := map[string]*openapi3.Schema{}
	for name, ref := range p.components {
		components[name] = ref.Value
	}
	text, err := json.Marshal(components)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %v\n%s\n", text, err, p.body)
	for _, f := range p.faults {
		fmt.Fprintf(&b, "%s %s: got %s, want %s\n", f.Keyword, f.Pointer, f.Got, f.Want)
	}
	fmt.Fprintf(&b, "kin-openapi: %.300v", p.kin())
	return b.String()
}

// everySchema runs a check for the seed of each schema, on all cores.
func everySchema(t *testing.T, check func(t *testing.T, seed uint64)) {
	t.Helper()
	t.Run("every schema", func(t *testing.T) {
		const parts = 8
		for part := range uint64(parts) {
			t.Run(fmt.Sprintf("part %d of %d", part+1, parts), func(t *testing.T) {
				t.Parallel()
				for seed := part; seed < oracleSchemas; seed += parts {
					check(t, seed)
				}
			})
		}
	})
}

func TestTheEngineAndKinOpenAPIDifferForKnownReasonsOnly(t *testing.T) {
	var mutex sync.Mutex
	conforming, found := map[bool]int{}, map[string]int{}
	everySchema(t, func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			why := p.difference(t)
			mutex.Lock()
			conforming[p.conforms()]++
			found[why]++
			mutex.Unlock()
		}
	})
	require.Equal(t, oracleSchemas*oracleBodies, conforming[true]+conforming[false])
	require.Greater(t, min(conforming[true], conforming[false])*3, oracleSchemas*oracleBodies, "%v are too much alike", conforming)
	for _, r := range reasons {
		require.True(t, r.rare || found[r.name] > 0, "no difference is explained by: %s", r.name)
	}
	t.Logf("conforming %v, differences %v", conforming, found)
}

// difference gives the reason why the verdicts differ, "" if they do not.
func (p *pair) difference(t require.TestingT) string {
	if p.agrees() {
		return ""
	}
	shown := p.String()
	why := p.explain(t)
	require.NotEmpty(t, why, shown)
	return why
}

// What is found on the fast way through a body is what the judge finds alone, to the last word.
func TestTheFastWayFindsWhatTheJudgeFinds(t *testing.T) {
	everySchema(t, func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			require.Equal(t, p.program.Judge(p.body), p.faults, "%s", p)
		}
	})
}

// What a discriminator chooses is judged as if it were the only alternative.
func TestADiscriminatorLeavesTheAlternativeThatItNames(t *testing.T) {
	var judged atomic.Int64
	everySchema(t, func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			root := p.root.Value
			body, isObject := p.value.(words)
			if root.Discriminator == nil {
				return
			}
			if !isObject || slices.ContainsFunc(p.faults, func(f schema.Fault) bool { return f.Keyword == schema.KeywordDuplicateMember }) {
				continue
			}
			chosen := p.named(body[root.Discriminator.PropertyName])
			if chosen == nil {
				require.False(t, p.conforms(), "%s", p)
				continue
			}
			alone := *root
			alone.OneOf, alone.Discriminator = openapi3.SchemaRefs{chosen}, nil
			one := *p
			one.root = alone.NewRef()
			one.compile(t)
			one.judge(t)
			require.Equal(t, one.conforms(), p.conforms(), "%s\n%s", p, &one)
			judged.Add(1)
		}
	})
	require.Greater(t, judged.Load(), int64(500))
}

// named gives the alternative that a tag names.
func (p *pair) named(tag any) *openapi3.SchemaRef {
	name, _ := tag.(string)
	if mapped, ok := p.root.Value.Discriminator.Mapping[name]; ok {
		name = strings.TrimPrefix(mapped.Ref, componentPrefix)
	}
	if name == "Root" {
		return nil
	}
	return p.components[name]
}

func FuzzTheEngineAndKinOpenAPI(f *testing.F) {
	f.Add(uint64(oracleSchemas))
	f.Fuzz(func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			p.difference(t)
		}
	})
}
