// Tour creates a notebook, watches it until it runs, and deletes it. It needs a sandbox, or a proxy in front of one:
//
//	go run ./examples/tour http://127.0.0.1:8080
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	devenviron "github.com/devenviron/contract"
	"github.com/devenviron/contract/gen/model/notebooks"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := tour(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

func tour(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errors.New("give the URL of a service, such as http://127.0.0.1:8080")
	}
	client, err := devenviron.New(args[0],
		devenviron.WithProject("43b37a202c114c95b8ab3b3c4a8b9f0e"),
		devenviron.WithToken("sandbox-token"))
	if err != nil {
		return err
	}
	created, err := client.CreateNotebook(ctx, notebooks.CreateNotebookRequest{
		Name:    "tour",
		Flavor:  new("modelarts.vm.cpu.2u"),
		ImageID: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
		Volume:  notebooks.VolumeRequest{Category: notebooks.VolumeCategoryRequestEVS, Ownership: notebooks.VolumeOwnershipRequestManaged},
	})
	if err != nil {
		return err
	}
	_, err = client.WaitForNotebook(ctx, created.ID, notebooks.NotebookStatusRunning, func(n *notebooks.Notebook) {
		fmt.Println(n.Name, n.Status)
	})
	if err != nil {
		return err
	}
	left, _, err := client.RemainingLease(ctx, created.ID)
	if err != nil {
		return err
	}
	fmt.Println("it stops by itself in", left.Round(time.Minute))
	_, err = client.DeleteNotebook(ctx, created.ID)
	return err
}
