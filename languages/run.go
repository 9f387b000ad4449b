package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
)

// run builds what is released, starts the sandboxes and lets the generators of folder with these names, or all, prove
// that they work. Its error is errUnproven when they do not.
func run(ctx context.Context, folder string, names []string, out io.Writer) error {
	generators, err := find(folder)
	if err != nil {
		return err
	}
	generators, err = choose(generators, names)
	if err != nil {
		return err
	}
	build, err := filepath.Abs(filepath.Join(folder, ".build"))
	if err != nil {
		return err
	}
	dist, validate := filepath.Join(build, "dist"), filepath.Join(build, "validate")
	for _, args := range [][]string{
		{"run", "./openapi/release", "-o", dist},
		{"build", "-o", validate, "./cmd/validate"},
	} {
		if err := execute(ctx, "", nil, out, "go", args...); err != nil {
			return err
		}
	}
	honest, err := startSandbox(ctx, validate)
	if err != nil {
		return err
	}
	defer honest.stop()
	unknown, err := startSandbox(ctx, validate, "--fault", "show-status-unknown", "--fault", "show-undocumented-member")
	if err != nil {
		return err
	}
	defer unknown.stop()
	environment := append(os.Environ(), "DIST="+dist, "CACHE="+filepath.Join(build, "cache"),
		"SANDBOX_URL="+honest.url, "UNKNOWN_URL="+unknown.url)
	var results []result
	for _, g := range generators {
		results = append(results, g.prove(ctx, build, environment, out))
	}
	return summarize(out, results)
}
