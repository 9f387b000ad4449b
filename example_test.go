package devenviron_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/errorcode"
	"github.com/devenviron/contract/gen/model/notebooks"
)

// serve makes a client of a service that gives these answers, one after the other.
func serve(answers ...string) (client *devenviron.Client, stop func()) {
	next := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if answers[next][0] != '{' { // a status before the body
			w.WriteHeader(http.StatusBadRequest)
			answers[next] = answers[next][len("400 "):]
		}
		_, _ = io.WriteString(w, answers[next])
		next++
	}))
	client, err := devenviron.New(server.URL, devenviron.WithProject(project), devenviron.WithToken("token"),
		devenviron.WithPollInterval(time.Millisecond, time.Millisecond))
	if err != nil {
		log.Fatal(err)
	}
	return client, server.Close
}

func ExampleNew() {
	client, err := devenviron.New("cn-north-4",
		devenviron.WithProject("43b37a202c114c95b8ab3b3c4a8b9f0e"),
		devenviron.WithAccessKey(devenviron.AccessKey{ID: "AKIDEXAMPLE", Secret: "EXAMPLE-SECRET-KEY"}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client.Endpoint())
	// Output: https://modelarts.cn-north-4.myhuaweicloud.com
}

func ExampleWithPassword() {
	_, err := devenviron.New("eu-de",
		devenviron.WithProject("43b37a202c114c95b8ab3b3c4a8b9f0e"),
		devenviron.WithPassword(devenviron.Password{Domain: "OTC-EU-DE-00000000001", User: "someone", Password: "EXAMPLE"}))
	fmt.Println(err)
	// Output: <nil>
}

func ExampleWithTokenSource() {
	client, err := devenviron.New("cn-north-4",
		devenviron.WithProject("43b37a202c114c95b8ab3b3c4a8b9f0e"),
		devenviron.WithTokenSource(func(ctx context.Context) (devenviron.Token, error) {
			// Ask a vault of your own, with ctx.
			return devenviron.Token{Value: "MIIDkgYJ...", Expires: time.Now().Add(24 * time.Hour)}, nil
		}))
	fmt.Println(client.Project(), err)
	// Output: 43b37a202c114c95b8ab3b3c4a8b9f0e <nil>
}

// Creates a notebook with a disk and a lease of an hour, and waits until it runs.
func ExampleClient_WaitForNotebook() {
	client, stop := serve(
		`{"id":"f9937afa","name":"demo","status":"CREATING"}`,
		`{"id":"f9937afa","name":"demo","status":"CREATING"}`,
		`{"id":"f9937afa","name":"demo","status":"RUNNING","url":"https://authoring.example.com/f9937afa/lab"}`,
	)
	defer stop()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()

	notebook, err := client.CreateNotebook(ctx, notebooks.CreateNotebookRequest{
		Name:    "demo",
		Flavor:  new("modelarts.vm.cpu.2u"),
		ImageID: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
		Volume: notebooks.VolumeRequest{
			Category:  notebooks.VolumeCategoryRequestEVS,
			Ownership: notebooks.VolumeOwnershipRequestManaged,
			Capacity:  new(5),
		},
		Lease: &notebooks.LeaseRequest{Duration: new(time.Hour.Milliseconds()), Type: new(notebooks.LeaseTypeTiming)},
	})
	if err != nil {
		log.Fatal(err)
	}
	notebook, err = client.WaitForNotebook(ctx, notebook.ID, notebooks.NotebookStatusRunning, func(n *notebooks.Notebook) {
		fmt.Println(n.Status)
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*notebook.URL)
	// Output:
	// CREATING
	// RUNNING
	// https://authoring.example.com/f9937afa/lab
}

// The filter by name finds parts of names as well, so whoever wants one name compares.
func ExampleClient_Notebooks() {
	client, stop := serve(`{"total":2,"data":[
		{"id":"1","name":"demo","status":"RUNNING"},
		{"id":"2","name":"demo-old","status":"STOPPED"}]}`)
	defer stop()

	for notebook, err := range client.Notebooks(context.Background(), &devenviron.ListNotebooksParams{Name: new("demo")}) {
		if err != nil {
			log.Fatal(err)
		}
		if notebook.Name == "demo" {
			fmt.Println(notebook.ID, notebook.Status)
		}
	}
	// Output: 1 RUNNING
}

func ExampleError() {
	client, stop := serve(`400 {"error_code":"ModelArts.6404","error_msg":"The notebook 1 does not exist."}`)
	defer stop()

	_, err := client.ShowNotebook(context.Background(), "1")

	fmt.Println(errors.Is(err, devenviron.ErrNotFound))
	if e, ok := errors.AsType[*devenviron.Error](err); ok {
		fmt.Println(e.Status, e.Code == errorcode.NotebookNotFound, e.Message)
	}
	// Output:
	// true
	// 400 true The notebook 1 does not exist.
}

// Deletes a notebook, and waits until it is gone. One that was gone before is as good.
func ExampleClient_DeleteNotebook() {
	gone := `400 {"error_code":"ModelArts.6404","error_msg":"The notebook 1 does not exist."}`
	client, stop := serve(`{"id":"1","name":"demo","status":"DELETING"}`, gone)
	defer stop()
	ctx := context.Background()

	if _, err := client.DeleteNotebook(ctx, "1"); err != nil && !errors.Is(err, devenviron.ErrNotFound) {
		log.Fatal(err)
	}
	notebook, err := client.WaitForNotebook(ctx, "1", notebooks.NotebookStatusDeleted, nil)
	fmt.Println(notebook.Status, err)
	// Output: DELETED <nil>
}

func ExampleClient_RemainingLease() {
	client, stop := serve(`{"id":"1","name":"demo","status":"RUNNING","current_time":1638841805439,
		"lease":{"create_at":1638841800000,"duration":3600000,"enable":true,"type":"TIMING"}}`)
	defer stop()

	left, limited, err := client.RemainingLease(context.Background(), "1")
	fmt.Println(left, limited, err)
	// Output: 59m54.561s true <nil>
}

// Sends a request that the contract does not have.
func ExampleClient_Do() {
	client, stop := serve(`{"id":"e1a07296","status":"ACTIVE"}`)
	defer stop()

	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "/v1/"+client.Project()+"/images/e1a07296/sync", nil)
	if err != nil {
		log.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	fmt.Println(string(body), err)
	// Output: {"id":"e1a07296","status":"ACTIVE"} <nil>
}
