package recording_test

import "testing"

func TestExamplesOfAPostmanCollectionAreRead(t *testing.T) {
	s := sample{
		file: "postman.json",
		lines: []string{
			`POST /v1/p1/notebooks/n1?limit=1 [X-Auth-Token] application/json "{\"name\": \"über\"}" -> 201 [Content-Type] "{\n  \"id\": \"n1\"\n}"`,
			`POST https://modelarts.example.com/v1/p1/notebooks [] application/x-www-form-urlencoded "a=b+c&d=%C3%A9" -> 400 [] not recorded`,
			`PUT http://localhost:8080/v1?a=b&e= [] not recorded -> 204 [] empty`,
		},
		places: []place{
			{0, false, "ü", `\u00fc`},
			{0, true, "n1", `n1\"\n}`},
			{1, false, "b+c", `b c`},
			{1, false, "%C3", `é`},
		},
	}
	s.check(t)
}
