package schema_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// A peer is a Node process that judges with JSON.parse and ajv.
type peer struct {
	requests *json.Encoder
	answers  *bufio.Reader
	subjects int
}

// startPeer starts the peer. It gives nil, and says why, where Node or its packages are missing.
func startPeer(b *testing.B) *peer {
	b.Helper()
	const folder = "testdata/ajv"
	if _, err := exec.LookPath("node"); err != nil {
		fmt.Println("Node is not installed: there is no comparison with ajv.")
		return nil
	}
	if _, err := os.Stat(folder + "/node_modules"); err != nil {
		fmt.Printf("The packages of %s are not installed (npm ci): there is no comparison with ajv.\n", folder)
		return nil
	}
	command := exec.Command("node", "peer.js")
	command.Dir, command.Stderr = folder, os.Stderr
	in, err := command.StdinPipe()
	require.NoError(b, err)
	out, err := command.StdoutPipe()
	require.NoError(b, err)
	require.NoError(b, command.Start())
	b.Cleanup(func() {
		require.NoError(b, in.Close())
		_, err := io.Copy(io.Discard, out)
		require.NoError(b, err)
		require.NoError(b, command.Wait())
	})
	return &peer{requests: json.NewEncoder(in), answers: bufio.NewReader(out)}
}

// contender hands a subject to the peer.
func (p *peer) contender(b *testing.B, s *subject) contender {
	b.Helper()
	bodies := make([]string, len(s.bodies))
	for i := range bodies {
		bodies[i] = string(s.bodies[i])
	}
	conforming := p.ask(b, map[string]any{"schema": unfolded(s.schema), "bodies": bodies})
	require.Equal(b, len(bodies), conforming, "ajv finds faults")
	index := p.subjects
	p.subjects++
	return func(passes int) time.Duration {
		return time.Duration(p.ask(b, map[string]int{"subject": index, "passes": passes}))
	}
}

func (p *peer) ask(b *testing.B, request any) int {
	b.Helper()
	require.NoError(b, p.requests.Encode(request))
	line, err := p.answers.ReadString('\n')
	require.NoError(b, err)
	answer, err := strconv.Atoi(strings.TrimSpace(line))
	require.NoError(b, err)
	return answer
}

// unfolded has schemas where they are referred to: ajv knows nothing of other documents.
func unfolded(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	if ref == nil {
		return nil
	}
	s := *ref.Value
	s.Properties = openapi3.Schemas{}
	for name, property := range ref.Value.Properties {
		s.Properties[name] = unfolded(property)
	}
	s.Items, s.Not = unfolded(s.Items), unfolded(s.Not)
	s.AdditionalProperties.Schema = unfolded(s.AdditionalProperties.Schema)
	s.AllOf, s.AnyOf, s.OneOf = unfoldedAll(s.AllOf), unfoldedAll(s.AnyOf), unfoldedAll(s.OneOf)
	return s.NewRef()
}

func unfoldedAll(refs openapi3.SchemaRefs) openapi3.SchemaRefs {
	out := make(openapi3.SchemaRefs, len(refs))
	for i := range refs {
		out[i] = unfolded(refs[i])
	}
	return out
}
