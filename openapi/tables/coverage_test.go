package tables

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// smallPage has a row for everything that a page can say.
func smallPage(t *testing.T) Page {
	t.Helper()
	limits := func(texts ...string) (limits []Limit) {
		for _, text := range texts {
			limit, err := parseLimit(text)
			require.NoError(t, err)
			limits = append(limits, limit)
		}
		return limits
	}
	page := Page{Operation: "show", Tables: []Table{
		{1, "path", InPath, []Row{{Name: "id", Type: "String", Mandatory: new(true)}}},
		{2, "query", InQuery, []Row{
			{Name: "limit", Type: "Integer", Mandatory: new(false), Default: []string{"10"}, Limits: limits("min=1", "max=100")},
			{Name: "sort", Type: "String", Mandatory: new(false), Options: []string{"up", "down"}, Default: []string{"up"}},
		}},
		{3, "request body", InRequest, []Row{
			{Name: "name", Type: "String", Mandatory: new(true), Limits: limits("maxLength=8", "chars=a-z_")},
			{Name: "kind", Type: "String", Mandatory: new(false), Options: []string{"disk", "tape"}},
			{
				Name: "size", Type: "Integer", Mandatory: new(false), Unit: "GB", Limits: limits("above=0"),
				When: []Condition{{"kind", "disk"}, {"labels", ""}},
			},
			{Name: "speed", Type: "Integer", Mandatory: new(false), When: []Condition{{"kind", "disk"}, {"labels", ""}}},
			{Name: "labels", Type: "Map<String,String>", Mandatory: new(false)},
			{Name: "parts", Type: "Array<Storage>", Mandatory: new(false)},
			{Name: "home", Type: "String", Mandatory: new(false), Limits: limits("prefix=/home/")},
			{
				Name: "days", Type: "Array of strings", Mandatory: new(false), Default: []string{"sat", "sun"},
				Limits: limits("maxItems=2"),
			},
		}},
		{4, "response body", InResponse, []Row{
			{Name: "owner", Type: "String", Limits: limits("length=4", "notChars=&<")},
			{Name: "image", Type: "String", Limits: limits("format=uuid")},
			{Name: "since", Type: "Long", Unit: "ms"},
			{Name: "state", Type: "String", Options: []string{"ON", "OFF"}, Default: []string{"ON"}},
			{Name: "steps", Type: "Array of strings", Options: []string{"one", "two"}},
			{Name: "detail", Type: "detail object"},
			{Name: "free", Type: "Dict"},
			{Name: "list", Type: "Array"},
		}},
	}}
	for i, table := range page.Tables {
		for j, row := range table.Rows {
			page.Tables[i].Rows[j].At = row.Name + " of show"
		}
	}
	return page
}

// smallContract says all of smallPage.
const smallContract = `
openapi: 3.0.3
info: {title: small, version: 1.0.0}
paths:
  /shows/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    post:
      operationId: show
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 10}}
        - {name: sort, in: query, schema: {allOf: [{$ref: '#/components/schemas/Sort'}], default: up}}
        - {name: X-Trace, in: header, schema: {type: string}, x-source: [{observed: recordings}]}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Request'}}}
      responses:
        '200':
          description: A show.
          content: {application/json: {schema: {$ref: '#/components/schemas/Response'}}}
      x-source: [{page: show, table: 1}, {page: show, table: 2}]
components:
  schemas:
    Sort: {type: string, enum: [up, down, random], x-source: [{page: show, table: 2}]}
    Request:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 8, pattern: '^[a-z_]*$'}
        kind: {type: string, x-known-values: [disk, tape]}
        size: {type: integer, minimum: 1, description: Size in GB.}
        speed: {type: integer}
        labels: {type: object, additionalProperties: {type: string}}
        parts: {type: array, items: {$ref: '#/components/schemas/Detail'}}
        home: {type: string, pattern: '^/home/.+$'}
        days: {type: array, items: {type: string}, maxItems: 2, default: [sat, sun]}
      not:
        required: [kind, labels]
        properties: {kind: {enum: [disk]}}
        not: {required: [size, speed]}
      x-source: [{page: show, table: 3}]
    Response:
      type: object
      properties:
        owner: {type: string, minLength: 4, maxLength: 4, pattern: '^[^&<]*$'}
        image: {type: string, format: uuid}
        since: {type: integer, format: int64, description: A time in milliseconds.}
        state: {$ref: '#/components/schemas/State'}
        steps: {type: array, items: {type: string, enum: [one, two]}}
        detail: {type: object, nullable: true, allOf: [{$ref: '#/components/schemas/Detail'}]}
        free: {type: object, additionalProperties: true}
        list: {type: array, items: {type: integer}}
        seen: {type: string, x-source: [{observed: a recording}]}
        twin: {$ref: '#/components/schemas/Detail'}
      x-source: [{page: show, table: 4}]
      x-observed: {twin: a recording}
    State: {type: string, description: The default is ON., enum: [ON, OFF]}
    Detail:
      type: object
      properties:
        text: {type: string}
      x-source: [{observed: a recording}]
`

func contractOf(t *testing.T, text string) []*openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(text))
	require.NoError(t, err)
	return []*openapi3.T{doc}
}

// change replaces one occurrence of each old text by the new text after it.
func change(t *testing.T, text string, oldNew ...string) string {
	t.Helper()
	for i := 0; i < len(oldNew); i += 2 {
		require.Equal(t, 1, strings.Count(text, oldNew[i]), "occurrences of %q", oldNew[i])
		text = strings.Replace(text, oldNew[i], oldNew[i+1], 1)
	}
	return text
}

// problemsOf are all the problems of the small page with a contract, as text.
func problemsOf(t *testing.T, contract string) []string {
	t.Helper()
	report, err := Coverage([]Page{smallPage(t)}, contractOf(t, contract))
	require.NoError(t, err)
	var texts []string
	for _, table := range report.Pages[0].Tables {
		for _, problem := range table.Problems {
			texts = append(texts, problem.String())
		}
	}
	for _, problem := range report.Unexplained {
		texts = append(texts, problem.String())
	}
	return texts
}

func TestCoverageOfAContractThatSaysEverything(t *testing.T) {
	report, err := Coverage([]Page{smallPage(t)}, contractOf(t, smallContract))
	require.NoError(t, err)
	require.Empty(t, problemsOf(t, smallContract))
	require.Equal(t, Totals{Tables: 4, Rows: 19, Encoded: 19}, report.Totals())
	require.True(t, report.Totals().Complete())
}

func TestCoverageFindsRowsWithoutAPlace(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a path parameter", "name: id, in: path", "name: ident, in: path", "id of show: show: has no id [missing]"},
		{"a query parameter", "name: limit, in: query", "name: limit, in: header", "limit of show: show: has no limit [missing]"},
		{"a property", "image: {", "picture: {", "image of show: Response: has no image [missing]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, problemsOf(t, change(t, smallContract, tt.old, tt.new)), tt.want)
		})
	}
}

func TestCoverageFindsATableThatNobodyClaims(t *testing.T) {
	got := problemsOf(t, change(t, smallContract, "{page: show, table: 1}, ", ""))
	require.Contains(t, got, "id of show: id: no x-source names table 1 of show [missing]")
}

func TestCoverageFindsWhatDiffersFromARow(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{
			"another type", "image: {type: string", "image: {type: integer",
			`image of show: Response.image: got type "integer", want "string" (String) [type]`,
		},
		{
			"no type", "image: {type: string, ", "image: {",
			`image of show: Response.image: got type "", want "string" (String) [type]`,
		},
		{
			"a narrow integer", "since: {type: integer, format: int64", "since: {type: integer, format: int32",
			`since of show: Response.since: got no format "int64" (Long) [type]`,
		},
		{
			"a map of anything", "additionalProperties: {type: string}", "additionalProperties: true",
			`labels of show: Request.labels: got no type of values (Map<String,String>) [type]`,
		},
		{
			"a map of numbers", "additionalProperties: {type: string}", "additionalProperties: {type: number}",
			`labels of show: Request.labels: got values of type "number", want "string" (Map<String,String>) [type]`,
		},
		{
			"an array of texts instead of objects", "items: {$ref: '#/components/schemas/Detail'}", "items: {type: string}",
			`parts of show: Request.parts: got elements of type "string", want "object" (Array<Storage>) [type]`,
		},
		{
			"an optional parameter as required", "name: limit, in: query", "name: limit, required: true, in: query",
			`limit of show: show query parameter limit: got required true, want false [mandatory]`,
		},
		{
			"a mandatory property as optional", "required: [name]", "required: [kind, name]",
			`kind of show: Request.kind: got required true, want false [mandatory]`,
		},
		{
			"an optional property as required", "      required: [name]\n", "",
			`name of show: Request.name: got required false, want true [mandatory]`,
		},
		{
			"no rule for a condition", "not: {required: [size, speed]}", "not: {required: [size]}",
			`speed of show: Request.speed: got no clause that makes it mandatory when [kind=disk labels] [condition]`,
		},
		{
			"a rule for another value of the condition", "{kind: {enum: [disk]}}", "{kind: {enum: [tape]}}",
			`size of show: Request.size: got no clause that makes it mandatory when [kind=disk labels] [condition]`,
		},
		{
			"an option less in the enumeration", "[up, down, random]", "[up, random]",
			`sort of show: show query parameter sort: got neither in enum nor in x-known-values: down [options]`,
		},
		{
			"an option less among the known values", "[disk, tape]", "[disk]",
			`kind of show: Request.kind: got neither in enum nor in x-known-values: tape [options]`,
		},
		{
			"an option less for the elements", "[one, two]", "[one]",
			`steps of show: Response.steps: got neither in enum nor in x-known-values: two [options]`,
		},
		{
			"another default", "default: 10", "default: 20",
			`limit of show: show query parameter limit: got default ["20"], want ["10"] [default]`,
		},
		{
			"no longest list", "maxItems: 2, ", "",
			`days of show: Request.days: limit maxItems=2: got 3 elements allowed true, want false [limit]`,
		},
		{
			"a list that is too short", "maxItems: 2", "maxItems: 1",
			`days of show: Request.days: limit maxItems=2: got 2 elements allowed false, want true [limit]`,
		},
		{
			"another default of a list", "[sat, sun]", "[sat]",
			`days of show: Request.days: got default ["sat"], want ["sat" "sun"] [default]`,
		},
		{
			"no default", ", default: up", "",
			`sort of show: show query parameter sort: got default [], want ["up"] [default]`,
		},
		{
			"a default that no row has", "speed: {type: integer", "speed: {type: integer, default: 1",
			`speed of show: Request.speed: got default ["1"], want [] [default]`,
		},
		{
			"a default of a response", "image: {type: string", "image: {default: a, type: string",
			`image of show: Response.image: got default ["a"] of a response, want none [default]`,
		},
		{
			"a response that hides its default", "The default is ON.", "The default is ONE.",
			`state of show: Response.state: got a description without the default ["ON"] [default]`,
		},
		{
			"a minimum that is too low", "minimum: 1, maximum: 100", "minimum: 0, maximum: 100",
			`limit of show: show query parameter limit: limit min=1: got 0 allowed true, want false [limit]`,
		},
		{
			"a maximum that is too low", "maximum: 100", "maximum: 99",
			`limit of show: show query parameter limit: limit max=100: got 100 allowed false, want true [limit]`,
		},
		{
			"a bound that is not exclusive", "size: {type: integer, minimum: 1", "size: {type: integer, minimum: 0",
			`size of show: Request.size: limit above=0: got 0 allowed true, want false [limit]`,
		},
		{
			"no longest length", "maxLength: 8, ", "",
			`name of show: Request.name: limit maxLength=8: got "zzzzzzzzz" allowed true, want false [limit]`,
		},
		{
			"a length that is not fixed", "minLength: 4, ", "",
			`owner of show: Response.owner: limit length=4: got "zzz" allowed true, want false [limit]`,
		},
		{
			"a character less in the pattern", "^[a-z_]*$", "^[a-z]*$",
			`name of show: Request.name: limit chars=a-z_: got "z_" allowed false, want true [limit]`,
		},
		{
			"a forbidden character that the pattern takes", "^[^&<]*$", "^[^&]*$",
			`owner of show: Response.owner: limit notChars=&<: got "zzz<" allowed true, want false [limit]`,
		},
		{
			"no pattern", ", pattern: '^[a-z_]*$'", "",
			`name of show: Request.name: limit chars=a-z_: got "z " allowed true, want false [limit]`,
		},
		{
			"a prefix that is too short", "'^/home/.+$'", "'^/home.+$'",
			`home of show: Request.home: limit prefix=/home/: got "/homez" allowed true, want false [limit]`,
		},
		{
			"a prefix that is too long", "'^/home/.+$'", "'^/home/me/.+$'",
			`home of show: Request.home: limit prefix=/home/: got "/home/z" allowed false, want true [limit]`,
		},
		{
			"no format", ", format: uuid", "",
			`image of show: Response.image: got no format uuid [limit]`,
		},
		{
			"a unit that the description leaves out", "Size in GB.", "Size in KB.",
			`size of show: Request.size: got a description without the word "GB" [unit]`,
		},
		{
			"seconds instead of milliseconds", "A time in milliseconds.", "A time in seconds.",
			`since of show: Response.since: got a description without the word "milliseconds" [unit]`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, problemsOf(t, change(t, smallContract, tt.old, tt.new)), tt.want)
		})
	}
}

// What the page makes mandatory may give way to a property that the page does not know, but to nothing less.
func TestCoverageTakesAClauseForAMandatoryRow(t *testing.T) {
	optional := change(t, smallContract, "      required: [name]\n", "",
		"days: {type: array", "nick: {type: string, x-source: [{observed: recordings}]}\n        days: {type: array",
		"      not:\n        required: [kind, labels]\n", "      not:\n       anyOf:\n       - not: {anyOf: [{required: [name]}, {required: [nick]}]}\n       - required: [kind, labels]\n",
		"        properties: {kind: {enum: [disk]}}\n        not:", "         properties: {kind: {enum: [disk]}}\n         not:")
	require.Empty(t, problemsOf(t, optional))
	require.Equal(t, []string{"name of show: Request.name: got required false, want true [mandatory]"},
		problemsOf(t, change(t, optional, "{required: [nick]}", "{required: [kind]}, {}")))
	require.Equal(t, []string{"kind of show: Request.kind: got required true, want false [mandatory]"},
		problemsOf(t, change(t, optional, "{required: [name]}, {required: [nick]}", "{required: [name, kind]}, {required: [nick]}",
			"    Request:\n      type: object\n", "    Request:\n      type: object\n      required: [name]\n")))
}

func TestCoverageFindsWhatNobodyExplains(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []string
	}{
		{
			"a property without a row", "twin: {$ref", "other: {type: string}\n        twin: {$ref",
			[]string{"Response.other: is no row of its tables, and nobody is named who saw it [unexplained]"},
		},
		{
			"a property that refers to an explained schema", "x-observed: {twin: a recording}", "x-observed: {seen: a recording}",
			[]string{"Response.twin: is no row of its tables, and nobody is named who saw it [unexplained]"},
		},
		{
			"a parameter without a row", ", x-source: [{observed: recordings}]", "",
			[]string{"show header parameter X-Trace: is no row of its tables, and nobody is named who saw it [unexplained]"},
		},
		{
			"a schema without a source", "      x-source: [{observed: a recording}]\n", "",
			[]string{"Detail.text: is no row of its tables, and nobody is named who saw it [unexplained]"},
		},
		{
			"an inline part of an allOf", "nullable: true, allOf: [", "nullable: true, allOf: [{properties: {more: {type: string}}}, ",
			[]string{"Response.detail.more: is no row of its tables, and nobody is named who saw it [unexplained]"},
		},
		{
			"an observation of no property", "{twin: a recording}", "{twin: a recording, gone: a recording}",
			[]string{"Response: x-observed or x-deviation names gone, which is no property [unexplained]"},
		},
		{
			"a deviation of no property", "x-observed: {twin", "x-deviation: [{property: gone}]\n      x-observed: {twin",
			[]string{"Response: x-observed or x-deviation names gone, which is no property [unexplained]"},
		},
		{
			"a table that the page has not", "[{page: show, table: 4}]", "[{page: show, table: 4}, {page: show, table: 5}]",
			[]string{`Response: x-source names table 5 of page "show", which is none [unexplained]`},
		},
		{
			"a page that there is not", "[{page: show, table: 4}]", "[{page: show, table: 4}, {page: list, table: 4}]",
			[]string{`Response: x-source names table 4 of page "list", which is none [unexplained]`},
		},
		{
			"a section of a page that there is not", "[{page: show, table: 4}]", "[{page: show, table: 4}, {page: list, section: sample}]",
			[]string{`Response: x-source names page "list", which is none [unexplained]`},
		},
		{
			"an enumeration from no table", "x-source: [{page: show, table: 2}]}", "x-source: [{page: show, table: 9}]}",
			[]string{`Sort: x-source names table 9 of page "show", which is none [unexplained]`},
		},
		{
			"a response from no page", "description: A show.", "description: A show.\n          x-source: [{page: list, section: sample}]",
			[]string{`show response 200: x-source names page "list", which is none [unexplained]`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, problemsOf(t, change(t, smallContract, tt.old, tt.new)))
		})
	}
}

func TestCoverageLeavesTheClausesOfANotAlone(t *testing.T) {
	require.Empty(t, problemsOf(t, change(t, smallContract, "{kind: {enum: [disk]}}", "{kind: {enum: [disk]}, parts: {properties: {a: {}}}}")))
}

func TestCoverageTakesThePropertiesOfAnAllOf(t *testing.T) {
	contract := change(t, smallContract,
		"    State: {", "    Base: {type: object, x-source: [{observed: a guide}], properties: {base: {type: string}}}\n    State: {",
		"        image: {type: string, format: uuid}\n", "",
		"      x-source: [{page: show, table: 4}]",
		"      allOf: [{$ref: '#/components/schemas/Base'}, {properties: {image: {type: string, format: uuid}}}]\n"+
			"      x-source: [{page: show, table: 4}]")
	require.Empty(t, problemsOf(t, contract))
}

func TestCoverageSettlesADeclaredDeviation(t *testing.T) {
	const differs = "owner: {type: string, minLength: 4, maxLength: 4"
	const reason = "[{documented: four, observed: five, contract: takes five}]"
	tests := []struct{ name, old, new string }{
		{"at the property", differs, "owner: {x-deviation: " + reason + ", type: string, minLength: 5, maxLength: 5"},
		{"at the owner", "x-observed: {twin", "x-deviation: [{property: owner}]\n      x-observed: {twin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			contract := change(t, smallContract, tt.old, tt.new)
			if tt.old != differs {
				contract = change(t, contract, differs, "owner: {type: string, minLength: 5, maxLength: 5")
			}
			report, err := Coverage([]Page{smallPage(t)}, contractOf(t, contract))
			require.NoError(t, err)
			require.Equal(t, Totals{Tables: 4, Rows: 19, Encoded: 19, Deviating: 1}, report.Totals())
			require.Equal(t, []Problem{{
				LimitMissing, "owner of show", "Response.owner", `limit length=4: got "zzzz" allowed false, want true`,
			}}, report.Pages[0].Tables[3].Declared)
		})
	}
}

func TestCoverageSettlesADeviationOfAParameterAndOfAnEnumeration(t *testing.T) {
	require.Empty(t, problemsOf(t, change(t, smallContract,
		"maximum: 100, default: 10}", "maximum: 50, default: 20}, x-deviation: [{documented: a hundred}]",
		"[up, down, random]", "[up, random], x-deviation: [{documented: down}]")))
}

func TestCoverageSettlesNoDeviationAboutSomethingElse(t *testing.T) {
	got := problemsOf(t, change(t, smallContract, "minLength: 4, ", "",
		"x-observed: {twin", "x-deviation: [{documented: the whole}, {property: image}]\n      x-observed: {twin"))
	require.Equal(t, []string{
		`owner of show: Response.owner: limit length=4: got "zzz" allowed true, want false [limit]`,
	}, got)
}

func TestCoverageSettlesNoMissingAndNoMandatoryRow(t *testing.T) {
	require.Equal(t, []string{"kind of show: Request.kind: got required true, want false [mandatory]"},
		problemsOf(t, change(t, smallContract, "[name]", "[name, kind]", "kind: {type", "kind: {x-deviation: [{documented: a}], type")))
	require.Contains(t,
		problemsOf(t, change(t, smallContract, "image: {type", "picture: {type", "{twin: a", "{picture: a, twin: a")),
		"image of show: Response: has no image [missing]")
}

func TestCoverageRefusesExtensionsThatItCannotRead(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a source that is no list", "[{page: show, table: 4}]", "{page: show, table: 4}", "Response: x-source: json: cannot unmarshal object"},
		{"an unknown key", "[{page: show, table: 4}]", "[{page: show, row: 4}]", `Response: x-source: json: unknown field "row"`},
		{"a page without a table", "[{page: show, table: 4}]", "[{page: show}]", "Response: x-source: got {Page:show Table:0"},
		{"a table and an observer", "[{page: show, table: 4}]", "[{page: show, table: 4, observed: me}]", "want page and table, page and section, or observed"},
		{"an observation that is no text", "{twin: a recording}", "{twin: 1}", "Response: x-observed: json: cannot unmarshal number"},
		{"a deviation that is no list", "image: {type", "image: {x-deviation: 1, type", "Response.image: x-deviation: json: cannot unmarshal number"},
		{"a faulty neighbour of a reference", "twin: {$ref", "twin: {x-source: me, $ref", "Response.twin: x-source: json: cannot unmarshal string"},
		{"a faulty parameter", "[{observed: recordings}]", "[{}]", "show header parameter X-Trace: x-source: got {Page: Table:0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Coverage([]Page{smallPage(t)}, contractOf(t, change(t, smallContract, tt.old, tt.new)))
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestCoverageOfNothingIsNotComplete(t *testing.T) {
	report, err := Coverage(nil, nil)
	require.NoError(t, err)
	require.False(t, report.Totals().Complete())

	report, err = Coverage([]Page{smallPage(t)}, nil)
	require.NoError(t, err)
	require.Equal(t, Totals{Tables: 4, Rows: 19, Problems: 19}, report.Totals())
	require.False(t, report.Totals().Complete())
}
