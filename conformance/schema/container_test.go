package schema

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestArray(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "items", schema: "{type: array, items: {type: integer}}", good: []string{"[]", "[1, 2]"}, bad: map[string][]string{
			`[1, "a", 2, null]`: {`type /1: got "a", want an integer`, "type /3: got null, want an integer"},
		}},
		{name: "minItems", schema: "{type: array, items: {}, minItems: 1}", good: []string{"[1]"}, bad: map[string][]string{
			"[]": {"minItems : got 0 items, want at least 1 item"},
		}},
		{name: "maxItems", schema: "{type: array, items: {}, maxItems: 1}", good: []string{"[]", "[1]"}, bad: map[string][]string{
			"[1,2]": {"maxItems : got 2 items, want at most 1 item"},
		}},
		{
			name: "uniqueItems", schema: "{type: array, items: {}, uniqueItems: true}",
			good: []string{"[]", `[1, "1", true, "true", null, [1], {"a": 1}, {"a": 2}, {"b": 1}, [], {}, [[]]]`, "[9007199254740992, 9007199254740993]", `["a", "A"]`},
			bad: map[string][]string{
				"[1, 2, 1.0]":                          {"uniqueItems : got equal items 0 and 2, want items that all differ"},
				`["a", "\u0061"]`:                      {"uniqueItems : got equal items 0 and 1, want items that all differ"},
				`[{"a":1,"b":[2]}, {"b":[2e0],"a":1}]`: {"uniqueItems : got equal items 0 and 1, want items that all differ"},
				"[0, -0]":                              {"uniqueItems : got equal items 0 and 1, want items that all differ"},
				"[100, 1e2]":                           {"uniqueItems : got equal items 0 and 1, want items that all differ"},
			},
		},
	})
}

func TestObject(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{
			name: "properties", schema: "{type: object, properties: {a: {type: string}, b/c: {type: integer}}}",
			good: []string{"{}", `{"a": "x", "b/c": 1}`, `{"\u0061": "x"}`}, bad: map[string][]string{
				`{"a": 1, "b/c": "x"}`: {"type /a: got 1, want a string", `type /b~1c: got "x", want an integer`},
			},
		},
		{name: "required", schema: "{type: object, required: [a, b], properties: {a: {}}}", good: []string{`{"b": 1, "a": 2}`}, bad: map[string][]string{
			`{"b": 1}`: {`required : got no "a", want property "a"`},
			`{}`:       {`required : got no "a", want property "a"`, `required : got no "b", want property "b"`},
		}},
		{
			name: "required names of every JavaScript object", schema: "{type: object, required: [toString, constructor, __proto__]}",
			good: []string{`{"toString": 1, "constructor": 2, "__proto__": 3}`}, bad: map[string][]string{
				"{}": {`required : got no "toString", want property "toString"`, `required : got no "constructor", want property "constructor"`, `required : got no "__proto__", want property "__proto__"`},
			},
		},
		{
			name: "names of every JavaScript object are not there", schema: "{type: object, properties: {constructor: {type: integer}}, additionalProperties: false}",
			good: []string{"{}"}, bad: map[string][]string{
				`{"toString": 1}`: {`additionalProperties /toString: got property "toString", want no property beyond those declared`},
			},
		},
		{name: "additionalProperties false", schema: "{type: object, properties: {status: {}}, additionalProperties: false}", good: []string{`{"status": 1}`}, bad: map[string][]string{
			`{"statsu": 1}`: {`additionalProperties /statsu: got property "statsu", want no property beyond those declared (did you mean "status"?)`},
		}},
		{name: "additionalProperties schema", schema: "{type: object, properties: {a: {}}, additionalProperties: {type: integer}}", good: []string{`{"a": "x", "b": 1}`}, bad: map[string][]string{
			`{"a": "x", "b": "y"}`: {`type /b: got "y", want an integer`},
		}},
		{name: "minProperties", schema: "{type: object, minProperties: 1}", good: []string{`{"a": 1}`}, bad: map[string][]string{
			"{}": {"minProperties : got 0 properties, want at least 1 property"},
		}},
		{name: "maxProperties", schema: "{type: object, maxProperties: 1}", good: []string{"{}", `{"a": 1}`}, bad: map[string][]string{
			`{"a": 1, "b": 2}`: {"maxProperties : got 2 properties, want at most 1 property"},
		}},
	})
}

func TestUndocumentedMembers(t *testing.T) {
	runKeywordTests(t, []keywordTest{
		{name: "beside declared properties", schema: "{type: object, properties: {a: {}}}", good: []string{`{"a": 1}`}, bad: map[string][]string{
			`{"a": 1, "b": 2}`: {`undocumented /b: got property "b", want a documented property`},
		}},
		{name: "free objects", schema: "{type: object, required: [a]}", good: []string{`{"a": 1, "b": 2}`}},
		{name: "open objects", schema: "{type: object, properties: {a: {}}, additionalProperties: true}", good: []string{`{"a": 1, "b": 2}`}},
		{
			name: "allOf declares together", schema: "{allOf: [{properties: {a: {}}}, {properties: {b: {}}}], properties: {c: {}}}",
			good: []string{`{"a": 1, "b": 2, "c": 3}`}, bad: map[string][]string{
				`{"a": 1, "d": 2}`: {`undocumented /d: got property "d", want a documented property`},
			},
		},
		{name: "allOf with an open part", schema: "{allOf: [{properties: {a: {}}}, {additionalProperties: true}]}", good: []string{`{"a": 1, "b": 2}`}},
		{
			name: "values described from two sides", schema: "{allOf: [{properties: {v: {properties: {a: {}}}}}, {properties: {v: {properties: {b: {}}}}}]}",
			good: []string{`{"v": {"a": 1, "b": 2}}`}, bad: map[string][]string{
				`{"v": {"c": 1}}`: {`undocumented /v/c: got property "c", want a documented property`},
			},
		},
		{
			name: "only alternatives that hold declare", schema: "{properties: {k: {}}, oneOf: [{properties: {k: {enum: [a]}, a: {}}}, {properties: {k: {enum: [b]}, b: {}}}]}",
			good: []string{`{"k": "a", "a": 1}`, `{"k": "b", "b": 1}`}, bad: map[string][]string{
				`{"k": "a", "b": 1}`: {`undocumented /b: got property "b", want a documented property`},
			},
		},
		{
			name: "every anyOf that holds declares", schema: "{anyOf: [{properties: {a: {type: integer}}}, {properties: {b: {type: integer}}}]}",
			good: []string{`{"a": 1, "b": 2}`}, bad: map[string][]string{
				`{"a": "x", "b": 2}`: {`undocumented /a: got property "a", want a documented property`},
			},
		},
		{name: "not declares nothing and reports nothing", schema: "{properties: {a: {}}, not: {required: [b], properties: {b: {}}}}", good: []string{`{"a": 1}`}, bad: map[string][]string{
			`{"c": 1}`: {`undocumented /c: got property "c", want a documented property`},
		}},
		{name: "items of arrays", schema: "{type: array, items: {type: object, properties: {a: {}}}}", bad: map[string][]string{
			`[{"a": 1}, {"b": 1}]`: {`undocumented /1/b: got property "b", want a documented property`},
		}},
	})
}

func TestHints(t *testing.T) {
	const notebook = `{type: object, required: [workspace_id], properties: {id: {}, workspace_id: {}, status: {type: string},
		lease: {type: object, properties: {duration: {}, enabled: {}}}}}`
	runKeywordTests(t, []keywordTest{
		{name: "close names", schema: notebook, bad: map[string][]string{
			`{"workspace_id": 1, "Status": "x"}`:               {`undocumented /Status: got property "Status", want a documented property (did you mean "status"?)`},
			`{"workspace_id": 1, "staus": "x"}`:                {`undocumented /staus: got property "staus", want a documented property (did you mean "status"?)`},
			`{"workspace_id": 1, "staus": "x", "status": "y"}`: {`undocumented /staus: got property "staus", want a documented property`},
			`{"workspaceId": 1}`: {
				`required : got no "workspace_id", want property "workspace_id" ("workspaceId" looks like it)`,
				`undocumented /workspaceId: got property "workspaceId", want a documented property (did you mean "workspace_id"?)`,
			},
		}},
		{name: "one level off", schema: notebook, bad: map[string][]string{
			`{"workspace_id": 1, "duration": 1}`:          {`undocumented /duration: got property "duration", want a documented property (declared one level down at /lease/duration)`},
			`{"workspace_id": 1, "lease": {"status": 1}}`: {`undocumented /lease/status: got property "status", want a documented property (declared one level up at /status)`},
		}},
	})
}

func TestDirection(t *testing.T) {
	const user = `{type: object, required: [id, password], properties: {id: {type: string, readOnly: true}, password: {type: string, writeOnly: true}}}`
	tests := []struct {
		name      string
		direction Direction
		body      string
		want      []string
	}{
		{"request without what only responses have", Request, `{"password": "x"}`, []string{}},
		{"request with it", Request, `{"password": "x", "id": "1"}`, []string{`readOnly /id: got "1", want nothing in a request: the property is read-only`}},
		{"response without what only requests have", Response, `{"id": "1"}`, []string{}},
		{"response with it", Response, `{"password": "x", "id": "1"}`, []string{`writeOnly /password: got "x", want nothing in a response: the property is write-only`}},
		{"what the direction has is required", Response, `{}`, []string{`required : got no "id", want property "id"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, brief(compile(t, user, tt.direction).Check([]byte(tt.body))))
		})
	}
}

func TestRequiredAndReadOnlyMayStandInDifferentParts(t *testing.T) {
	p := compile(t, "{allOf: [{properties: {id: {allOf: [{type: string, readOnly: true}]}}}, {required: [id]}]}", Request)
	require.Empty(t, brief(p.Check([]byte("{}"))))
	require.Len(t, p.Check([]byte(`{"id": "x"}`)), 1)
}
