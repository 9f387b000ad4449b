// Command languages proves that clients which other generators make of the release work: each is generated, compiled
// with the strict settings of its language, and run against the sandbox through the same short scenario.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, "languages", os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "languages:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}
