package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/devenviron/contract/conformance/suite/client"
)

// scriptedClient is a client of a few operations, for scripts: client KIND.
func scriptedClient() {
	kind := os.Args[1]
	if kind == "silent" {
		time.Sleep(time.Hour)
	}
	err := client.Serve(os.Stdin, os.Stdout, func(c client.Call) client.Answer {
		fmt.Fprintf(os.Stderr, "%s with %s%s\x1b[2J\n", c.Operation, c.Token, os.Getenv("VALIDATE_TOKEN"))
		if kind == "skipping" {
			return client.Answer{Skipped: new("no time")}
		}
		status, body, err := get(c)
		if err != nil {
			return client.Answer{Error: &client.Failure{Message: err.Error()}}
		}
		if status >= 300 && kind != "swallowing" {
			failure := client.Failure{}
			_ = json.Unmarshal(body, &failure) // A page has no code.
			failure.Status = status
			return client.Answer{Error: &failure}
		}
		return client.Answer{Body: body}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// get makes a call of the operations listFlavors and showNotebook.
func get(c client.Call) (status int, body []byte, err error) {
	path := fmt.Sprintf("/v1/%s/notebooks/", c.Parameters["project_id"])
	if id, ok := c.Parameters["id"]; ok {
		path += fmt.Sprint(id)
	} else {
		path += "flavors"
	}
	r, err := http.NewRequest(http.MethodGet, c.BaseURL+path, http.NoBody)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("X-Auth-Token", c.Token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}
