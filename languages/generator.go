package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// steps are what the executable run of a generator is asked for, in order; it prepares its pinned tools in the first.
var steps = [...]string{"generate", "compile", "scenario"}

// limits is the step after them, for a generator with contracts in a folder of that name: it shows that its limits are
// there still.
const limits = "limits"

// generator is a folder with an executable run and a file needs: the language, then the tools, one a line.
type generator struct {
	name, language, folder string
	tools, steps           []string
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

// read gives the generator that has the file needs at path.
func read(path string) (generator, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return generator{}, err
	}
	lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	if len(lines) < 2 {
		return generator{}, fmt.Errorf("%s: got %d lines, want the language and at least one tool", path, len(lines))
	}
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
		if lines[i] == "" {
			return generator{}, fmt.Errorf("%s:%d: got an empty line, want the language or a tool", path, i+1)
		}
	}
	folder := filepath.Dir(path)
	g := generator{name: filepath.Base(folder), folder: folder, language: lines[0], tools: lines[1:], steps: steps[:]}
	contracts, err := filepath.Glob(filepath.Join(folder, limits, "*.yaml"))
	if err != nil {
		return generator{}, err
	}
	if len(contracts) > 0 {
		g.steps = append(slices.Clone(g.steps), limits)
	}
	return g, nil
}

// choose gives the generators with these names, or all without a name.
func choose(generators []generator, names []string) ([]generator, error) {
	if len(names) == 0 {
		return generators, nil
	}
	var known []string
	for _, g := range generators {
		known = append(known, g.name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("%s: no generator has that name; there are %s", name, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(generators, func(g generator) bool { return !slices.Contains(names, g.name) }), nil
}
