package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/devenviron/contract/conformance"
)

// FormatVersion is the version of the JSON report. It grows when a field is removed or changes its meaning; new
// fields leave it as it is.
const FormatVersion = 1

// NewJSON is a report for machines: one JSON document, described field by field by report.schema.json, in this
// order: the format's version, the contract, the part of the run if it is not whole, all results in order (the
// conforming ones too), what could not be read, the summary, and the coverage if it is asked for. A result is a line,
// so that line tools can work on it.
func NewJSON(w io.Writer, o Options) Writer {
	j := &jsonWriter{out: newJSONOutput(w), shard: o.Shard}
	j.unreadable = newJSONOutput(&j.spool)
	j.out.member("{\n  ", "format", FormatVersion)
	j.out.member(",\n  ", "contract", o.Contract)
	if o.Shard.Count > 0 {
		j.out.member(",\n  ", "shard", o.Shard)
	}
	j.out.WriteString(",\n  \"results\": [")
	return j
}

type jsonWriter struct {
	out   *jsonOutput
	shard conformance.Shard
	// entries counts the results and what could not be read, which waits in the spool.
	entries, results, unread int
	unreadable               *jsonOutput
	spool                    spool
}

// orderedResult is a result with its place in the run, which only the report of a shard has to say.
type orderedResult struct {
	conformance.Result
	Order int `json:"order,omitempty"`
}

// orderedUnreadable is the same for what could not be read.
type orderedUnreadable struct {
	unreadable
	Order int `json:"order,omitempty"`
}

func (j *jsonWriter) Write(r *conformance.Result) error {
	return j.out.item(&j.results, "    ", orderedResult{withFindings(r), j.order()})
}

func (j *jsonWriter) Unreadable(file string, reason error) error {
	return j.unreadable.item(&j.unread, "    ", orderedUnreadable{unreadable{file, reason.Error()}, j.order()})
}

// order is the place in the run of the next entry, 0 in a whole run.
func (j *jsonWriter) order() int {
	j.entries++
	if j.shard.Count == 0 {
		return 0
	}
	return j.shard.Order(j.entries)
}

func (j *jsonWriter) Close(s *conformance.Summary) error {
	j.out.end(j.results, "  ")
	if j.unread > 0 {
		j.out.WriteString(",\n  \"unreadable\": [")
		if err := j.unreadable.Flush(); err != nil {
			return err
		}
		if err := j.spool.drain(j.out); err != nil {
			return err
		}
		j.out.end(j.unread, "  ")
	}
	if err := j.out.member(",\n  ", "summary", s); err != nil {
		return err
	}
	if s.Coverage != nil {
		if err := j.out.coverage(s.Coverage); err != nil {
			return err
		}
	}
	j.out.WriteString("\n}\n")
	return j.out.Flush()
}

// withFindings gives a result whose findings are a list, even of none.
func withFindings(r *conformance.Result) conformance.Result {
	result := *r
	if result.Findings == nil {
		result.Findings = []conformance.Finding{}
	}
	return result
}

// jsonOutput writes JSON values, each on one line. It leaves the errors of its output to bufio.Writer, which keeps the
// first one.
type jsonOutput struct {
	*bufio.Writer
	encoder *json.Encoder
	buffer  bytes.Buffer
}

func newJSONOutput(w io.Writer) *jsonOutput {
	o := &jsonOutput{Writer: bufio.NewWriter(w)}
	o.encoder = json.NewEncoder(&o.buffer)
	o.encoder.SetEscapeHTML(false)
	return o
}

// item writes the next item of a list, on a line of its own; n counts them.
func (o *jsonOutput) item(n *int, indent string, v any) error {
	if *n > 0 {
		o.WriteByte(',')
	}
	*n++
	o.WriteString("\n" + indent)
	return o.value(v)
}

// end closes a list of n items.
func (o *jsonOutput) end(n int, indent string) {
	if n > 0 {
		o.WriteString("\n" + indent)
	}
	o.WriteByte(']')
}

func (o *jsonOutput) member(separator, name string, v any) error {
	o.WriteString(separator + `"` + name + `": `)
	return o.value(v)
}

// value writes v. JSON allows raw controls above U+007F inside strings; a terminal does not.
func (o *jsonOutput) value(v any) error {
	o.buffer.Reset()
	if err := o.encoder.Encode(v); err != nil {
		return err
	}
	line := bytes.TrimSuffix(o.buffer.Bytes(), []byte("\n"))
	_, err := o.Write(appendPrintable(nil, line))
	return err
}
