package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// steps are what the executable run of a generator is asked for, in order; it prepares its pinned tools in the first.
var steps = [...]string{"generate", "compile", "scenario"}

// generator is a folder with an executable run and a file needs: the language, then the tools, one a line.
type generator struct {
	name, language, folder string
	tools                  []string
}

// result is how far a generator came.
type result struct {
	generator
	missing []string
	done    int // How many steps passed.
	took    time.Duration
}

func (r result) passed() bool { return r.done == len(steps) }

func (r result) cell(step int) string {
	switch {
	case len(r.missing) > 0:
		return "SKIP"
	case step < r.done:
		return "yes"
	case step == r.done:
		return "NO"
	default:
		return "-"
	}
}

// find gives the generators of folder, by name.
func find(folder string) ([]generator, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "needs"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: no generator is there; run it from the root of the repository", folder)
	}
	var found []generator
	for _, path := range paths {
		g, err := read(path)
		if err != nil {
			return nil, err
		}
		found = append(found, g)
	}
	return found, nil
}

func read(path string) (generator, error) {
	file, err := os.Open(path)
	if err != nil {
		return generator{}, err
	}
	defer file.Close()
	var lines []string
	for s := bufio.NewScanner(file); s.Scan(); {
		lines = append(lines, strings.TrimSpace(s.Text()))
	}
	if len(lines) < 2 {
		return generator{}, fmt.Errorf("%s: got %d lines, want the language and at least one tool", path, len(lines))
	}
	folder := filepath.Dir(path)
	return generator{name: filepath.Base(folder), folder: folder, language: lines[0], tools: lines[1:]}, nil
}

// run takes the steps until one fails, each with a fresh folder OUT in common.
func (g generator) run(ctx context.Context, build string, environment []string, out io.Writer) (r result) {
	r.generator = g
	for _, tool := range g.tools {
		if _, err := exec.LookPath(tool); err != nil {
			r.missing = append(r.missing, tool)
		}
	}
	if len(r.missing) > 0 {
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
	environment = append(environment, "OUT="+generated)
	for _, step := range steps {
		fmt.Fprintf(out, "%s: %s\n", g.name, step)
		if err := execute(ctx, g.folder, environment, out, "./run", step); err != nil {
			fmt.Fprintf(out, "FAIL %s: %v\n", g.name, err)
			return r
		}
		r.done++
	}
	return r
}
