package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// errUnproven is that of a run in which a generator failed, or none had its tools.
var errUnproven = errors.New("not proven")

// result is how far a generator came.
type result struct {
	generator
	missing []string
	done    int // How many steps passed.
	took    time.Duration
}

func (r result) skipped() bool { return len(r.missing) > 0 }

func (r result) passed() bool { return r.done == len(r.steps) }

// cell says in a word how the step ended.
func (r result) cell(step string) string {
	place := slices.Index(r.steps, step)
	switch {
	case r.skipped():
		return "SKIP"
	case place < 0:
		return "none"
	case place < r.done:
		return "yes"
	case place == r.done:
		return "NO"
	default:
		return "-"
	}
}

// prove takes the steps of a generator until one fails, each with a fresh folder OUT in common.
func (g generator) prove(ctx context.Context, build string, environment []string, out io.Writer) (r result) {
	r.generator = g
	for _, tool := range g.tools {
		if _, err := exec.LookPath(tool); err != nil {
			r.missing = append(r.missing, tool)
		}
	}
	if r.skipped() {
		fmt.Fprintf(out, "SKIP %s: %s not found; a skip is not a pass\n", g.name, strings.Join(r.missing, ", "))
		return r
	}
	begun := time.Now()
	defer func() { r.took = time.Since(begun) }()
	generated := filepath.Join(build, g.name)
	if err := os.RemoveAll(generated); err != nil {
		fmt.Fprintf(out, "FAIL %s: %v\n", g.name, err)
		return r
	}
	environment = append(slices.Clip(environment), "OUT="+generated)
	for _, step := range g.steps {
		fmt.Fprintf(out, "%s: %s\n", g.name, step)
		if err := execute(ctx, g.folder, environment, out, "./run", step); err != nil {
			fmt.Fprintf(out, "FAIL %s: %v\n", g.name, err)
			return r
		}
		r.done++
	}
	return r
}

// summarize writes the table of results. Its error says that something failed, or that nothing was checked.
func summarize(out io.Writer, results []result) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "LANGUAGE\tGENERATOR\tGENERATED\tCOMPILES\tSCENARIO\tLIMITS\tSECONDS")
	failed, skipped := 0, 0
	for _, r := range results {
		switch {
		case r.skipped():
			skipped++
		case !r.passed():
			failed++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%.0f\n", r.language, r.name,
			r.cell(steps[0]), r.cell(steps[1]), r.cell(steps[2]), r.cell(limits), r.took.Seconds())
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%d passed, %d failed, %d skipped; a skip is not a pass\n",
		len(results)-failed-skipped, failed, skipped); err != nil {
		return err
	}
	switch {
	case failed > 0:
		return fmt.Errorf("%w: %d of %d generators failed", errUnproven, failed, len(results))
	case skipped == len(results):
		return fmt.Errorf("%w: nothing was checked, because no generator found its tools; install what the lines with SKIP name", errUnproven)
	}
	return nil
}
