package report_test

import (
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

var contract = conformance.ContractInfo{Documents: []conformance.DocumentInfo{{
	File:       "openapi/notebooks.yaml",
	Title:      "Notebooks <new>",
	Version:    "1.2.0",
	Operations: 2,
	SHA256:     strings.Repeat("0123456789abcdef", 4),
}}}

// conforming are two operations without an error; one has a warning.
func conforming() []conformance.Result {
	return []conformance.Result{
		{
			Exchange:  "testdata/list.har#0",
			At:        conformance.Location{File: "testdata/list.har", Line: 7, Column: 5},
			Request:   "GET /v1/p/notebooks/all",
			Status:    200,
			Operation: "listNotebooks",
			Verdict:   conformance.Conforms,
		},
		{
			Exchange:  "testdata/show.har#0",
			At:        conformance.Location{File: "testdata/show.har", Line: 7, Column: 5},
			Request:   "GET /v1/p/notebooks/n1",
			Status:    200,
			Operation: "showNotebook",
			Verdict:   conformance.Conforms,
			Findings: []conformance.Finding{{
				Rule:        conformance.RuleUndocumentedProperty,
				Severity:    conformance.Warning,
				Operation:   "showNotebook",
				Subject:     "response body",
				Got:         `the property "actionProgress"`,
				Want:        "a documented property",
				Hint:        `documented as "action_progress"`,
				Evidence:    conformance.Location{File: "testdata/show.har", Line: 41, Column: 30, Pointer: "/actionProgress"},
				Contract:    conformance.Location{File: "openapi/schemas/notebooks.yaml", Line: 80, Column: 5, Pointer: "/Notebook/properties"},
				Excerpt:     marked(`…"name": "a", `, `"actionProgress"`, `: (hidden)…`),
				Fingerprint: "0123456789a0",
			}},
		},
		{
			Exchange:  "testdata/show.har#1",
			At:        conformance.Location{File: "testdata/show.har", Line: 60, Column: 5},
			Request:   "GET /v1/p/notebooks/n2",
			Status:    404,
			Operation: "showNotebook",
			Verdict:   conformance.Conforms,
		},
	}
}

// deviating adds one result of every other verdict.
func deviating() []conformance.Result {
	return append(
		conforming(),
		conformance.Result{
			Exchange:  "testdata/broken/enum.har#0",
			At:        conformance.Location{File: "testdata/broken/enum.har", Line: 7, Column: 5},
			Request:   "GET /v1/p/notebooks/n3",
			Status:    200,
			Operation: "showNotebook",
			Verdict:   conformance.Deviates,
			Findings: []conformance.Finding{
				{
					Rule:        conformance.RuleParameterUnknown,
					Severity:    conformance.Error,
					Operation:   "showNotebook",
					Subject:     `query parameter "verbose"`,
					Got:         "a parameter that is not declared",
					Want:        "no parameter",
					Evidence:    conformance.Location{File: "testdata/broken/enum.har"},
					Contract:    conformance.Location{File: "openapi/notebooks.yaml", Line: 12, Column: 5},
					Excerpt:     marked("", "verbose", "=(hidden)"),
					Fingerprint: "0123456789a1",
					Waived:      "the gateway adds it; see #12",
				},
				{
					Rule:        conformance.RuleEnum,
					Severity:    conformance.Error,
					Operation:   "showNotebook",
					Subject:     "response body",
					Got:         `"CREATNG"`,
					Want:        `one of "INIT", "CREATING"`,
					Evidence:    conformance.Location{File: "testdata/broken/enum.har", Line: 41, Column: 24, Pointer: "/status"},
					Contract:    conformance.Location{File: "openapi/schemas/notebooks.yaml", Line: 88, Column: 7},
					Excerpt:     marked(`{"id": "n3", "status": `, `"CREATNG"`, `, "name": "研究", "token": (hidden)}`),
					Fingerprint: "0123456789a2",
				},
			},
		},
		conformance.Result{
			Exchange: "testdata/broken/path.har#0",
			At:       conformance.Location{File: "testdata/broken/path.har", Line: 7, Column: 5},
			Request:  "GET /v1/p/notebook/n3",
			Status:   404,
			Verdict:  conformance.Unmatched,
			Findings: []conformance.Finding{{
				Rule:        conformance.RuleOperationUnknown,
				Severity:    conformance.Warning,
				Subject:     "request path",
				Got:         `"/v1/p/notebook/n3"`,
				Want:        "a path of the contract",
				Hint:        "nearest is /v1/{project_id}/notebooks/{id}",
				Evidence:    conformance.Location{File: "testdata/broken/path.har", Line: 9, Column: 16},
				Excerpt:     marked("GET ", "/v1/p/notebook/n3", " -> 404"),
				Fingerprint: "0123456789a3",
			}},
		},
		conformance.Result{
			Exchange:  "testdata/broken/aborted.har#0",
			At:        conformance.Location{File: "testdata/broken/aborted.har", Line: 7, Column: 5},
			Request:   "POST /v1/p/notebooks",
			Operation: "POST /v1/{project_id}/notebooks",
			Verdict:   conformance.Unjudged,
			Findings: []conformance.Finding{{
				Rule:        conformance.RuleStatusMissing,
				Severity:    conformance.Info,
				Operation:   "POST /v1/{project_id}/notebooks",
				Subject:     "response status",
				Got:         "no response",
				Want:        "a status",
				Evidence:    conformance.Location{File: "testdata/broken/aborted.har", Line: 15, Column: 19},
				Contract:    conformance.Location{File: "openapi/notebooks.yaml", Line: 40, Column: 7},
				Fingerprint: "0123456789a4",
			}},
		},
	)
}

// hostileText is what a recording must not do to a terminal, nor to the formats.
const hostileText = "a\x1b[2Jb\nc\u009bd\u202ee\xfff\U000E0001é<script>alert('1')</script>]]>&amp;|*b*[x](http://e)`##[error]%0A::error::,{{.}}"

// hostile holds a text in every place that a recording can reach, once waived and once not.
func hostile(text string) []conformance.Result {
	finding := conformance.Finding{
		Rule:        conformance.RuleType,
		Severity:    conformance.Error,
		Operation:   text,
		Subject:     text,
		Got:         text,
		Want:        text,
		Hint:        text,
		Evidence:    conformance.Location{File: text, Line: 1, Column: 2, Pointer: "/" + text},
		Contract:    conformance.Location{File: text, Line: 3, Column: 4},
		Excerpt:     marked(text, text, text),
		Fingerprint: "0123456789a5",
	}
	waived := finding
	waived.Waived, waived.Fingerprint = text, "0123456789a6"
	return []conformance.Result{{
		Exchange:  text,
		At:        conformance.Location{File: text},
		Request:   "GET /" + text,
		Status:    1 << 40,
		Operation: text,
		Verdict:   conformance.Deviates,
		Findings:  []conformance.Finding{finding, waived},
	}}
}

// unreadables are reasons, each with its file in front.
func unreadables() []string {
	return []string{
		"testdata/broken/aborted.har:30:12: entry 1: got a number, want a string",
		"testdata/broken/binary.har:1:1: not a HAR file: got byte 0x1f, want a JSON value",
	}
}

func notes() []conformance.Finding {
	return []conformance.Finding{{
		Rule:        conformance.RuleWaiverUnused,
		Severity:    conformance.Warning,
		Subject:     "waiver",
		Got:         "no finding that it covers",
		Want:        "one",
		Evidence:    conformance.Location{File: ".validate/waivers.yaml", Line: 3, Column: 5},
		Fingerprint: "0123456789a7",
	}}
}

func marked(before, evidence, after string) conformance.Excerpt {
	return conformance.Excerpt{Text: before + evidence + after, Start: len(before), End: len(before + evidence)}
}

// options are those of all reports of these tests. The contract of the results has only two lines.
var options = report.Options{
	Contract: contract,
	Version:  "v1.2.3",
	Line: func(at conformance.Location) string {
		return map[int]string{
			12: "    get: # all of them",
			88: "      enum: [INIT, CREATING]",
		}[at.Line]
	},
}
