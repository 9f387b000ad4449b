// Package openapi holds the contract: hand-written OpenAPI 3.0.3 documents of the ModelArts DevEnviron APIs,
// and the source tables that they encode.
package openapi

import (
	"embed"
	"strings"

	"github.com/devenviron/contract/gen/document"
	"github.com/devenviron/contract/openapi/loader"
)

// Document is a loaded OpenAPI document with all references resolved.
type Document = loader.Document

// texts are the documents as they were written.
//
//go:embed *.yaml schemas/*.yaml
var texts embed.FS

// Embedded gives the documents of the contract that have operations, as they were loaded when gen/document was
// generated.
func Embedded() ([]*Document, error) {
	var docs []*Document
	for _, d := range document.All() {
		docs = append(docs, &Document{T: d.Build(), File: d.File, SHA256: d.SHA256, Text: text})
	}
	return docs, nil
}

// text gives a file of the contract, by the name that places have.
func text(file string) []byte {
	data, err := texts.ReadFile(strings.TrimPrefix(file, "openapi/"))
	if err != nil {
		return nil
	}
	return data
}

// Open loads any OpenAPI 3.0 document from a file. References lead to files only, never to the network.
func Open(file string) (*Document, error) { return loader.Open(file) }
