// Command languages proves that clients which other generators make of the release work: each is generated, compiled
// with the strict settings of its language, and run against the sandbox through the same short scenario; then what
// LIMITS.md says of it is held to be true still.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

const usage = `usage: go run ./languages [GENERATOR...]

Generates clients of the release, compiles them and runs them against the sandbox.
A GENERATOR is a folder of languages/; without one, all run whose tools are installed.

Exit codes: 0 all that ran passed; 1 one failed, or all were skipped; 2 nothing could be run.
`

func main() {
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), usage) }
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, "languages", flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "languages:", err)
		if errors.Is(err, errUnproven) {
			os.Exit(1)
		}
		os.Exit(2)
	}
}
