package recording

import (
	"fmt"
	"path"
	"strings"
)

func isPattern(name string) bool { return strings.ContainsAny(name, "*?[") }

// expandPattern finds the files that match a pattern. In it, ** stands for any number of directories.
func expandPattern(pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, fmt.Errorf("%s: got a pattern that is broken, want one of *, **, ? and [a-z]", pattern)
	}
	segments := strings.Split(pattern, "/")
	fixed := 0
	for !isPattern(segments[fixed]) {
		fixed++
	}
	root, rest := strings.Join(segments[:fixed], "/"), segments[fixed:]
	prefix := root + "/"
	switch {
	case fixed == 0:
		root, prefix = ".", ""
	case root == "":
		root = "/"
	}
	files, err := walk(root, func(below string) (bool, error) { return matches(rest, strings.Split(below, "/")), nil })
	for i := range files {
		files[i] = prefix + strings.TrimPrefix(files[i], root+"/")
	}
	if len(files) == 0 && err == nil {
		return nil, fmt.Errorf("%s: got a pattern that no file matches", pattern)
	}
	return files, err
}

// matches tells whether the segments of a path match those of a pattern.
func matches(pattern, segments []string) bool {
	for i, p := range pattern {
		if p == "**" {
			for skipped := range len(segments) - i + 1 {
				if matches(pattern[i+1:], segments[i+skipped:]) {
					return true
				}
			}
			return false
		}
		if i >= len(segments) {
			return false
		}
		if ok, _ := path.Match(p, segments[i]); !ok {
			return false
		}
	}
	return len(pattern) == len(segments)
}
