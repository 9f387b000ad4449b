package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/sandbox"
)

// BenchmarkReads is a request that reads, without a network, among 10,000 notebooks and 10,000 instances.
func BenchmarkReads(b *testing.B) {
	p := sandbox.ProjectState{Notebooks: make([]sandbox.NotebookState, 1), Instances: make([]sandbox.InstanceState, 1)}
	p.Notebooks[0].Name, p.Notebooks[0].Count = "nb", 10_000
	p.Instances[0].Name, p.Instances[0].Count = "de", 10_000
	s, err := sandbox.New(sandbox.WithState(&sandbox.State{Projects: map[string]sandbox.ProjectState{project: p}}))
	require.NoError(b, err)
	state := s.Snapshot().Projects[project]
	for _, read := range []struct{ name, path string }{
		{"notebook", "notebooks/" + state.Notebooks[5000].ID},
		{"lease", "notebooks/" + state.Notebooks[5000].ID + "/lease"},
		{"10 of the notebooks", "notebooks"},
		{"50 of the notebooks", "notebooks?limit=50&offset=5000"},
		{"10 of the notebooks by name", "notebooks?name=042"},
		{"instance", "demanager/instances/" + state.Instances[5000].ID},
		{"10 of the instances", "demanager/instances?de_type=Notebook&limit=10&offset=5000"},
	} {
		b.Run(read.name, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r, err := http.NewRequest("GET", "/v1/"+project+"/"+read.path, nil)
					if err != nil {
						panic(err)
					}
					r.Header.Set("X-Auth-Token", "sandbox-token")
					w := &counter{header: http.Header{}}
					s.ServeHTTP(w, r)
					if w.status != http.StatusOK {
						panic(w.status)
					}
				}
			})
		})
	}
}

// counter is an answer of which only the status is kept.
type counter struct {
	header http.Header
	status int
}

func (c *counter) Header() http.Header         { return c.header }
func (c *counter) Write(b []byte) (int, error) { return len(b), nil }
func (c *counter) WriteHeader(status int)      { c.status = status }
