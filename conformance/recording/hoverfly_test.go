package recording_test

import "testing"

func TestPairsOfAHoverflySimulationAreRead(t *testing.T) {
	s := sample{
		file: "hoverfly.json",
		lines: []string{
			`POST https://modelarts.example.com/v1/p1/notebooks?limit=1 [Content-Type] "{\"name\": \"über\"}" -> 201 [Content-Type] "{\"id\": \"n1\"}"`,
			`GET /v1/p1/zip [] empty -> 200 [Content-Encoding Content-Type] "{\"a\":[1]}"`,
			`testdata/formats/hoverfly.json:36:20: entry 2: request: got patterns, want a method and a path that are matched exactly`,
			`GET /v1/p1/now [] not recorded -> 200 [] not recorded`,
		},
		places: []place{
			{0, false, "ü", `\u00fc`},
			{0, true, "n1", `n1\"`},
			{1, true, "1]", `H4sI`}, // of what is compressed, only the place of the whole is known
		},
	}
	s.check(t)
}
