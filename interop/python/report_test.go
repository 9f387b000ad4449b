package python

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// key is a kind of failure: the operation by method and path, the check, and the error code of the answer, "" without one.
type key struct{ operation, check, code string }

func (k key) String() string { return strings.TrimSpace(k.operation + ": " + k.check + " " + k.code) }

func compareKeys(a, b key) int { return strings.Compare(a.String(), b.String()) }

// failure is a kind of failure, how often it was seen, and one of the answers.
type failure struct {
	key
	seen    int
	example string
}

// event is a line of the report. Only the end of a scenario has something to judge; every other line is skipped.
type event struct {
	ScenarioFinished *struct {
		Recorder recorder `json:"recorder"`
	}
	NonFatalError, FatalError json.RawMessage
}

type recorder struct {
	Cases map[string]struct {
		Value struct{ Method, Path string } `json:"value"`
	} `json:"cases"`
	Checks map[string][]struct {
		Name, Status string
	} `json:"checks"`
	Interactions map[string]struct {
		Response struct {
			Content struct {
				Base64 []byte `json:"$base64"`
			} `json:"content"`
		} `json:"response"`
	} `json:"interactions"`
}

// report is what there is in the events of a run.
type report struct {
	checks, exchanges int
	problems          []string
	byKey             map[key]*failure
}

// readReport reads every exchange, since the summary of a run has one failure of a kind only, and hides others behind it.
func readReport(t *testing.T, path string) *report {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	r := &report{byKey: map[key]*failure{}}
	for decoder := json.NewDecoder(file); ; {
		var e event
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			return r
		}
		require.NoError(t, err)
		for _, problem := range []json.RawMessage{e.NonFatalError, e.FatalError} {
			if problem != nil {
				r.problems = append(r.problems, string(problem))
			}
		}
		if e.ScenarioFinished != nil {
			r.add(&e.ScenarioFinished.Recorder)
		}
	}
}

func (r *report) add(scenario *recorder) {
	r.exchanges += len(scenario.Interactions)
	for id, checks := range scenario.Checks {
		sent, answer := scenario.Cases[id].Value, scenario.Interactions[id].Response.Content.Base64
		var refusal struct {
			Code string `json:"error_code"`
		}
		_ = json.Unmarshal(answer, &refusal) // What is no refusal has no code.
		for _, check := range checks {
			r.checks++
			if check.Status == "success" {
				continue
			}
			k := key{sent.Method + " " + sent.Path, check.Name, refusal.Code}
			if r.byKey[k] == nil {
				r.byKey[k] = &failure{key: k, example: string(answer)}
			}
			r.byKey[k].seen++
		}
	}
}

func (r *report) failures() []failure {
	var sorted []failure
	for _, k := range slices.SortedFunc(maps.Keys(r.byKey), compareKeys) {
		sorted = append(sorted, *r.byKey[k])
	}
	return sorted
}
