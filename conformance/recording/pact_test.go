package recording_test

import "testing"

func TestInteractionsOfAPactOfVersion3AreRead(t *testing.T) {
	s := sample{
		file: "pact3.json",
		lines: []string{
			`POST /v1/p1/notebooks?limit=1&tag=a+b&tag=c [Content-Type] application/json "{\"name\": \"über\"}" -> 201 [Content-Type] application/json "{\"id\": \"n1\", \"tags\": []}"`,
			`GET /v1/p1/motd?lang=en [] not recorded -> 200 [Content-Type] "hello ü"`,
			`DELETE /v1/p1/notebooks/n1 [] empty -> 204 [] not recorded`,
		},
		places: []place{
			{0, false, "ber", `ber"`},
			{0, true, "tags", `tags"`},
			{1, true, "ü", `\u00fc`},
		},
	}
	s.check(t)
}

func TestInteractionsOfAPactOfVersion4AreRead(t *testing.T) {
	s := sample{
		file: "pact4.json",
		lines: []string{
			`POST /v1/p1/notebooks?limit=1 [Accept Accept] application/json "{\"name\": \"über\"}" -> 201 [Content-Type] application/json "{\"a\":[1]}"`,
			`testdata/formats/pact4.json:22:15: entry 1: type: got an interaction of another type, want Synchronous/HTTP`,
			`GET /v1/p1/motd [] not recorded -> 200 [] text/plain "hello \"you\""`,
			`GET /v1/p1/x [] not recorded -> 200 [] application/json "{\"a\":1}"`,
		},
		places: []place{
			{0, false, "ber", `ber"`},
			{0, true, "1]", `MV19`},
			{2, true, "you", `you\""`},
			{3, true, "1}", `1}"`},
		},
	}
	s.check(t)
}
