package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
)

// run builds what is released, starts the sandboxes and runs every generator of folder. It tells whether none failed.
func run(ctx context.Context, folder string, out io.Writer) (bool, error) {
	build, err := filepath.Abs(filepath.Join(folder, ".build"))
	if err != nil {
		return false, err
	}
	dist, validate := filepath.Join(build, "dist"), filepath.Join(build, "validate")
	for _, args := range [][]string{
		{"run", "./openapi/release", "-o", dist},
		{"build", "-o", validate, "./cmd/validate"},
	} {
		if err := execute(ctx, "", nil, out, "go", args...); err != nil {
			return false, err
		}
	}
	honest, err := startSandbox(ctx, validate)
	if err != nil {
		return false, err
	}
	defer honest.stop()
	unknown, err := startSandbox(ctx, validate, "--fault", "show-status-unknown")
	if err != nil {
		return false, err
	}
	defer unknown.stop()
	environment := append(os.Environ(), "DIST="+dist, "CACHE="+filepath.Join(build, "cache"),
		"SANDBOX_URL="+honest.url, "UNKNOWN_URL="+unknown.url)

	generators, err := find(folder)
	if err != nil {
		return false, err
	}
	var results []result
	for _, g := range generators {
		results = append(results, g.run(ctx, build, environment, out))
	}
	return summarize(out, results)
}

// summarize writes the table of results, and tells whether none failed.
func summarize(out io.Writer, results []result) (bool, error) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "LANGUAGE\tGENERATOR\tGENERATED\tCOMPILES\tSCENARIO\tSECONDS")
	failed, skipped := 0, 0
	for _, r := range results {
		if len(r.missing) > 0 {
			skipped++
		} else if !r.passed() {
			failed++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%.0f\n", r.language, r.name, r.cell(0), r.cell(1), r.cell(2), r.took.Seconds())
	}
	if err := table.Flush(); err != nil {
		return false, err
	}
	_, err := fmt.Fprintf(out, "%d passed, %d failed, %d skipped; a skip is not a pass\n", len(results)-failed-skipped, failed, skipped)
	return failed == 0, err
}
