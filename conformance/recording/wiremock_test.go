package recording_test

import "testing"

func TestStubMappingsOfWireMockAreRead(t *testing.T) {
	s := sample{
		file: "wiremock.json",
		lines: []string{
			`POST /v1/p1/notebooks?limit=1 [Content-Type] "{\"name\": \"über\"}" -> 201 [Content-Type X-Request-Id X-Request-Id] "{\"id\": \"n1\"}"`,
			`GET /v1/p1/notebooks?name=a+b&tag=c&tag=d [] not recorded -> 200 [] "{\"data\": [{\"id\": \"n1\"}], \"total\": 1}"`,
			`DELETE /v1/p1/notebooks/n1 [] not recorded -> 200 [] "{\"a\":[1]}"`,
			`GET /v1/p1/images [] not recorded -> 200 [] not recorded`,
			`GET /v1/p1/now [] not recorded -> 200 [] not recorded`,
			`GET /v1/p1/down [] not recorded -> 0 [] not recorded`,
		},
		places: []place{
			{0, false, "ü", `\u00fc`},
			{0, true, "n1", `n1\"}`},
			{1, true, "total", `total": 1`},
			{2, true, "1]", `MV19`},
		},
	}
	s.check(t)
}
