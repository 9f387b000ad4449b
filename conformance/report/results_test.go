package report_test

import (
	"strings"

	"github.com/devenviron/contract/conformance"
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
				Rule:      conformance.RuleUndocumentedProperty,
				Severity:  conformance.Warning,
				Operation: "showNotebook",
				Subject:   "response body",
				Got:       `the property "actionProgress"`,
				Want:      "a documented property",
				Hint:      `documented as "action_progress"`,
				Evidence:  conformance.Location{File: "testdata/show.har", Line: 41, Column: 30, Pointer: "/actionProgress"},
				Contract:  conformance.Location{File: "openapi/schemas/notebooks.yaml", Line: 80, Column: 5, Pointer: "#/Notebook/properties"},
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
					Rule:      conformance.RuleParameterUnknown,
					Severity:  conformance.Error,
					Operation: "showNotebook",
					Subject:   `query parameter "verbose"`,
					Got:       "a parameter that is not declared",
					Want:      "no parameter",
					Evidence:  conformance.Location{File: "testdata/broken/enum.har"},
					Contract:  conformance.Location{File: "openapi/notebooks.yaml", Line: 12, Column: 5},
				},
				{
					Rule:      conformance.RuleEnum,
					Severity:  conformance.Error,
					Operation: "showNotebook",
					Subject:   "response body",
					Got:       `"CREATNG"`,
					Want:      `one of "INIT", "CREATING"`,
					Evidence:  conformance.Location{File: "testdata/broken/enum.har", Line: 41, Column: 24, Pointer: "/status"},
					Contract:  conformance.Location{File: "openapi/schemas/notebooks.yaml", Line: 88, Column: 7},
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
				Rule:     conformance.RuleOperationUnknown,
				Severity: conformance.Warning,
				Subject:  "request path",
				Got:      `"/v1/p/notebook/n3"`,
				Want:     "a path of the contract",
				Hint:     "nearest is /v1/{project_id}/notebooks/{id}",
				Evidence: conformance.Location{File: "testdata/broken/path.har", Line: 9, Column: 16},
			}},
		},
		conformance.Result{
			Exchange:  "testdata/broken/aborted.har#0",
			At:        conformance.Location{File: "testdata/broken/aborted.har", Line: 7, Column: 5},
			Request:   "POST /v1/p/notebooks",
			Operation: "POST /v1/{project_id}/notebooks",
			Verdict:   conformance.Unjudged,
			Findings: []conformance.Finding{{
				Rule:      conformance.RuleStatusMissing,
				Severity:  conformance.Info,
				Operation: "POST /v1/{project_id}/notebooks",
				Subject:   "response status",
				Got:       "no response",
				Want:      "a status",
				Evidence:  conformance.Location{File: "testdata/broken/aborted.har", Line: 15, Column: 19},
				Contract:  conformance.Location{File: "openapi/notebooks.yaml", Line: 40, Column: 7},
			}},
		},
	)
}

// hostile holds what a recording must not do to a terminal, in every text that it can reach.
func hostile() []conformance.Result {
	const text = "a\x1b[2Jb\nc\u009bd\u202ee\xfff\U000E0001é"
	return []conformance.Result{{
		Exchange:  text,
		At:        conformance.Location{File: text},
		Request:   "GET /" + text,
		Status:    1 << 40,
		Operation: text,
		Verdict:   conformance.Deviates,
		Findings: []conformance.Finding{{
			Rule:      conformance.RuleType,
			Severity:  conformance.Error,
			Operation: text,
			Subject:   text,
			Got:       text,
			Want:      text,
			Hint:      text,
			Evidence:  conformance.Location{File: text, Line: 1, Column: 2, Pointer: "/" + text},
			Contract:  conformance.Location{File: text, Line: 3, Column: 4},
		}},
	}}
}
