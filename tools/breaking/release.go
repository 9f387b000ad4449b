package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// release is a state of the contract: its documents as bundles, and their version.
type release struct {
	version   string
	documents []*edition.Document
}

// bundleContract bundles the documents in a folder.
func bundleContract(folder string) (release, error) {
	sources := edition.NewSources(os.DirFS(folder))
	names, err := sources.Documents()
	if err != nil {
		return release{}, fmt.Errorf("%s: %w", folder, err)
	}
	var documents []*edition.Document
	for _, name := range names {
		document, err := sources.Bundle(name)
		if err != nil {
			return release{}, fmt.Errorf("%s: %w", folder, err)
		}
		documents = append(documents, document)
	}
	return newRelease(folder, documents)
}

// readRelease reads the bundles of a release.
func readRelease(folder string) (release, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return release{}, err
	}
	var documents []*edition.Document
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return release{}, err
		}
		root, err := tree.Read(file, content)
		if err != nil {
			return release{}, err
		}
		name := filepath.Base(file)
		documents = append(documents, &edition.Document{Name: name[:len(name)-len(".yaml")], Root: root})
	}
	return newRelease(folder, documents)
}

func newRelease(folder string, documents []*edition.Document) (release, error) {
	if len(documents) == 0 {
		return release{}, fmt.Errorf("%s: got no documents, want those of a release", folder)
	}
	version := documents[0].Version()
	for _, d := range documents {
		if d.Version() != version {
			return release{}, fmt.Errorf("%s/%s.yaml: got version %q, want %q as in the other documents", folder, d.Name, d.Version(), version)
		}
	}
	return release{version, documents}, nil
}

func (r release) document(name string) *edition.Document {
	i := slices.IndexFunc(r.documents, func(d *edition.Document) bool { return d.Name == name })
	if i < 0 {
		return nil
	}
	return r.documents[i]
}

// write puts the bundles in the place of those of the release before.
func (r release) write(folder string) error {
	old, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, d := range r.documents {
		text, err := tree.YAML(d.Root)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, d.Name+".yaml"), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// sameText is whether two documents differ in nothing but their version.
func sameText(a, b *edition.Document) (bool, error) {
	var texts [2][]byte
	for i, d := range []*edition.Document{a.Clone(), b.Clone()} {
		tree.Set(tree.Get(d.Root, "info"), "version", tree.String(""))
		text, err := tree.JSON(d.Root)
		if err != nil {
			return false, fmt.Errorf("%s: %w", d.Name, err)
		}
		texts[i] = text
	}
	return bytes.Equal(texts[0], texts[1]), nil
}
