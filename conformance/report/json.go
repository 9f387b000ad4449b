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
// order: the format's version, the contract, all results in order (the conforming ones too), the summary. A
// result is a line, so that line tools can work on it.
func NewJSON(w io.Writer, contract conformance.ContractInfo) Writer {
	j := &jsonWriter{out: bufio.NewWriter(w)}
	j.encoder = json.NewEncoder(&j.buffer)
	j.encoder.SetEscapeHTML(false)
	j.member("{\n  ", "format", FormatVersion)
	j.member(",\n  ", "contract", contract)
	j.out.WriteString(",\n  \"results\": [")
	return j
}

// jsonWriter leaves the errors of its output to bufio.Writer, which keeps the first one.
type jsonWriter struct {
	out     *bufio.Writer
	encoder *json.Encoder
	buffer  bytes.Buffer
	results bool
}

func (j *jsonWriter) Write(r *conformance.Result) error {
	separator := "\n    "
	if j.results {
		separator = ",\n    "
	}
	j.results = true
	result := *r
	if result.Findings == nil {
		result.Findings = []conformance.Finding{}
	}
	j.out.WriteString(separator)
	return j.value(result)
}

func (j *jsonWriter) Close(s *conformance.Summary) error {
	if j.results {
		j.out.WriteString("\n  ")
	}
	j.out.WriteByte(']')
	if err := j.member(",\n  ", "summary", s); err != nil {
		return err
	}
	j.out.WriteString("\n}\n")
	return j.out.Flush()
}

func (j *jsonWriter) member(separator, name string, v any) error {
	j.out.WriteString(separator + `"` + name + `": `)
	return j.value(v)
}

// value writes v on one line. JSON allows raw controls above U+007F inside strings; a terminal does not.
func (j *jsonWriter) value(v any) error {
	j.buffer.Reset()
	if err := j.encoder.Encode(v); err != nil {
		return err
	}
	line := bytes.TrimSuffix(j.buffer.Bytes(), []byte("\n"))
	_, err := j.out.Write(appendPrintable(nil, line))
	return err
}
