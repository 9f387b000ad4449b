package report

import (
	"io"

	"github.com/devenviron/contract/conformance"
)

// NewJSONLines is [NewJSON] as a stream: one JSON object a line, with one member that says what it is, described by
// report-line.schema.json. First comes the contract, then every result and everything unreadable in order, and last
// the summary: a report without it is not whole.
func NewJSONLines(w io.Writer, o Options) Writer {
	j := &jsonLines{out: newJSONOutput(w)}
	j.line(struct {
		Format   int                      `json:"format"`
		Contract conformance.ContractInfo `json:"contract"`
	}{FormatVersion, o.Contract})
	return j
}

type jsonLines struct{ out *jsonOutput }

func (j *jsonLines) Write(r *conformance.Result) error {
	return j.line(struct {
		Result conformance.Result `json:"result"`
	}{withFindings(r)})
}

func (j *jsonLines) Unreadable(file string, reason error) error {
	return j.line(struct {
		Unreadable unreadable `json:"unreadable"`
	}{unreadable{file, reason.Error()}})
}

// unreadable is a recording, or an entry of one, that could not be read.
type unreadable struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

func (j *jsonLines) Close(s *conformance.Summary) error {
	err := j.line(struct {
		Summary *conformance.Summary `json:"summary"`
	}{s})
	if err != nil {
		return err
	}
	return j.out.Flush()
}

func (j *jsonLines) line(v any) error {
	if err := j.out.value(v); err != nil {
		return err
	}
	return j.out.WriteByte('\n')
}
