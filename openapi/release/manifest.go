package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

const (
	manifestName  = "manifest.json"
	checksumsName = "SHA256SUMS"
)

// manifest says what a release holds, and from what it is made.
type manifest struct {
	Name      string           `json:"name"`
	Version   string           `json:"version"`
	License   string           `json:"license"`
	Documents []documentRecord `json:"documents"`
	Pages     []pageRecord     `json:"pages"`
	Sources   []fileRecord     `json:"sources"`
	Files     []fileRecord     `json:"files"`
}

type documentRecord struct {
	Name       string `json:"name"`
	Title      string `json:"title"`
	Operations int    `json:"operations"`
	Schemas    int    `json:"schemas"`
}

// pageRecord is a page of the provider whose tables the contract encodes.
type pageRecord struct {
	Operation string `json:"operation"`
	Title     string `json:"title"`
	Provider  string `json:"provider"`
	URL       string `json:"url"`
	Date      string `json:"date"`
}

type fileRecord struct {
	Path     string `json:"path"`
	Edition  string `json:"edition,omitempty"`
	Document string `json:"document,omitempty"`
	Size     int    `json:"size"`
	SHA256   string `json:"sha256"`
}

func record(f File) fileRecord {
	return fileRecord{Path: f.Path, Edition: f.Edition, Document: f.Document, Size: len(f.Content), SHA256: sum(f.Content)}
}

func sum(content []byte) string {
	hash := sha256.Sum256(content)
	return hex.EncodeToString(hash[:])
}

// manifestFile lists the given files, and the sources in the repository.
func manifestFile(repository fs.FS, documents []*edition.Document, pages []tables.Page, files []File) (File, error) {
	whole := documents[len(documents)-1]
	m := manifest{Name: whole.Name, Version: whole.Version(), License: tree.Text(whole.Root, "info", "license", "name")}
	for _, document := range documents {
		m.Documents = append(m.Documents, documentRecord{
			Name: document.Name, Title: tree.Text(document.Root, "info", "title"),
			Operations: len(edition.Operations(document)), Schemas: countSchemas(document),
		})
	}
	for _, p := range pages {
		m.Pages = append(m.Pages, pageRecord{p.Operation, p.Title, p.Provider, p.URL, p.Date})
	}
	sources, err := sourceRecords(repository)
	if err != nil {
		return File{}, err
	}
	m.Sources = sources
	for _, f := range files {
		m.Files = append(m.Files, record(f))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(m); err != nil {
		return File{}, err
	}
	return File{Path: manifestName, Content: out.Bytes()}, nil
}

func countSchemas(document *edition.Document) int {
	count := 0
	for range tree.Members(tree.Get(document.Root, "components", "schemas")) {
		count++
	}
	return count
}

// sourceRecords are the files that the contract is written in.
func sourceRecords(repository fs.FS) ([]fileRecord, error) {
	var records []fileRecord
	for _, pattern := range []string{"openapi/*.yaml", "openapi/schemas/*.yaml", "openapi/tables/*.tsv"} {
		names, err := fs.Glob(repository, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			content, err := fs.ReadFile(repository, name)
			if err != nil {
				return nil, err
			}
			records = append(records, record(File{Path: name, Content: content}))
		}
	}
	return records, nil
}

// checksums lists the hash of each file in the form that sha256sum reads.
func checksums(files []File) File {
	var out bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&out, "%s  %s\n", sum(f.Content), f.Path)
	}
	return File{Path: checksumsName, Content: out.Bytes()}
}
