package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/reference"
	"github.com/devenviron/contract/openapi/release/tree"
	"github.com/devenviron/contract/openapi/tables"
)

// File is a file of a release.
type File struct {
	// Path is where it belongs, with slashes.
	Path    string
	Content []byte
	// Edition is which edition it belongs to, Document the document that it is made from; "" where there is none.
	Edition, Document string
}

// editions are the forms in which the OpenAPI documents are published, by the folder that holds them.
var editions = []struct {
	folder string
	make   func(*edition.Document) *edition.Document
}{
	{"openapi-3.0", (*edition.Document).Clone},
	{"openapi-3.0-generators", edition.WithoutConditions},
	{"openapi-3.0-open-enums", func(d *edition.Document) *edition.Document {
		return edition.WithOpenEnumerations(edition.WithoutConditions(d))
	}},
	{"openapi-3.1", edition.OpenAPI31},
}

// combined is the document that holds all others.
const combined = "devenviron"

// copied are the files that are released as they are.
var copied = []string{"CHANGELOG.md", "LICENSE", "openapi/tables/errors.tsv", "openapi/tables/pages.tsv"}

// Build makes all files of a release from the repository, in order of their paths. The same repository gives the same
// bytes: neither clock, nor machine, nor version of Go is in them.
func Build(repository fs.FS) ([]File, error) {
	contract, err := fs.Sub(repository, "openapi")
	if err != nil {
		return nil, err
	}
	sources := edition.NewSources(contract)
	documents, err := bundles(sources)
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	shared, err := sharedTables()
	if err != nil {
		return nil, err
	}
	var files []File
	for _, document := range documents {
		made, err := documentFiles(document, shared)
		if err != nil {
			return nil, fmt.Errorf("openapi/%s.yaml: %w", document.Name, err)
		}
		files = append(files, made...)
	}
	schemas, err := schemaFiles(sources)
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	kit, err := kitFiles(repository)
	if err != nil {
		return nil, err
	}
	files = append(files, schemas...)
	files = append(files, kit...)
	for _, name := range copied {
		content, err := fs.ReadFile(repository, name)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Path: strings.TrimPrefix(name, "openapi/"), Content: content})
	}
	sortByPath(files)
	manifest, err := manifestFile(repository, documents, shared.Pages, files)
	if err != nil {
		return nil, err
	}
	files = append(files, manifest)
	sortByPath(files)
	return append(files, checksums(files)), nil
}

func sharedTables() (reference.Tables, error) {
	pages, err := tables.Pages()
	if err != nil {
		return reference.Tables{}, err
	}
	failures, err := tables.Errors()
	return reference.Tables{Pages: pages, Errors: failures}, err
}

func sortByPath(files []File) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}

// bundles are the documents of the contract, and the one that holds them all.
func bundles(sources *edition.Sources) ([]*edition.Document, error) {
	names, err := sources.Documents()
	if err != nil {
		return nil, err
	}
	var documents []*edition.Document
	var titles []string
	for _, name := range names {
		document, err := sources.Bundle(name)
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
		titles = append(titles, fmt.Sprintf("%s (`%s`)", tree.Text(document.Root, "info", "title"), name))
	}
	description := "The documents of the contract in one, for browsing: " + strings.Join(titles, "; ") + ".\n" +
		"Names that two documents give to different things have the name of their file in front.\n" +
		"Every statement names its source in `x-source`; where the pages and the service disagree, `x-deviation` says what the contract follows.\n"
	whole, err := sources.Combine(combined, "ModelArts DevEnviron", description, names...)
	if err != nil {
		return nil, err
	}
	return append(documents, whole), nil
}

// documentFiles are a document in all its editions, and its reference.
func documentFiles(document *edition.Document, shared reference.Tables) ([]File, error) {
	var files []File
	for _, e := range editions {
		root := e.make(document).Root
		yaml, err := tree.YAML(root)
		if err != nil {
			return nil, err
		}
		json, err := tree.JSON(root)
		if err != nil {
			return nil, err
		}
		place := path.Join(e.folder, document.Name)
		files = append(files,
			File{Path: place + ".json", Content: json, Edition: e.folder, Document: document.Name},
			File{Path: place + ".yaml", Content: yaml, Edition: e.folder, Document: document.Name})
	}
	page, err := reference.Page(document, shared)
	if err != nil {
		return nil, err
	}
	return append(files, File{Path: "reference/" + document.Name + ".html", Content: page, Edition: "reference", Document: document.Name}), nil
}

func schemaFiles(sources *edition.Sources) ([]File, error) {
	schemas, err := sources.JSONSchemas()
	if err != nil {
		return nil, err
	}
	var files []File
	for _, schema := range schemas {
		content, err := tree.JSON(schema.Root)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", schema.Path, err)
		}
		files = append(files, File{Path: "json-schema/" + schema.Path, Content: content, Edition: "json-schema"})
	}
	return files, nil
}
