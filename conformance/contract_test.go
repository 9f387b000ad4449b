package conformance

import (
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever uses the embedded contract compiles what is met, and expects no error then.
func TestEveryOperationOfTheEmbeddedContractCompiles(t *testing.T) {
	contract, err := Embedded()
	require.NoError(t, err)
	require.NotEmpty(t, contract.operations)
	require.NoError(t, contract.compile())
}

// Each operation is met first by one of several goroutines, while others judge: the race detector sees it if they
// are in each other's way.
func TestOperationsAreCompiledWhileOthersAreJudged(t *testing.T) {
	contract, err := Embedded()
	require.NoError(t, err)
	results := make([][]Result, 4)
	var running sync.WaitGroup
	for i := range results {
		running.Go(func() {
			for _, routes := range contract.routes.bySegments {
				for _, r := range routes {
					for _, op := range r.operations {
						x := Exchange{
							Request:  Request{Method: op.method, URL: &url.URL{Path: r.template.String()}},
							Response: Response{Status: 200, Body: Body{Bytes: []byte("{}"), Recorded: true, MediaType: "application/json"}},
						}
						results[i] = append(results[i], contract.Check(&x))
					}
				}
			}
		})
	}
	running.Wait()
	for _, got := range results {
		require.Len(t, got, len(contract.operations))
		require.ElementsMatch(t, results[0], got)
	}
}
