package conformance

import (
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/openapi"
)

// Contract is a set of OpenAPI 3.0 documents, compiled for judging. It is safe for concurrent use.
type Contract struct {
	info       ContractInfo
	operations []*operation
	// credentials are those of all security schemes.
	credentials []credential
	routes      routes
	levels      Levels
	sources     *sources
	coverage    *coveragePlan // nil when coverage is not asked for
}

// ContractInfo says what is judged against.
type ContractInfo struct {
	Documents []DocumentInfo `json:"documents"`
}

// DocumentInfo describes one document.
type DocumentInfo struct {
	// File is the document as places name it.
	File string `json:"file"`
	// Title and Version are those of the document's info.
	Title   string `json:"title"`
	Version string `json:"version"`
	// Operations counts its operations.
	Operations int `json:"operations"`
	// SHA256 is the hash over the bytes of the document and of every file it refers to.
	SHA256 string `json:"sha256"`
}

// Embedded gives the contract of the DevEnviron APIs. Each of its operations is compiled when it is first met.
func Embedded() (*Contract, error) {
	docs, err := openapi.Embedded()
	if err != nil {
		return nil, err
	}
	return newContract(docs)
}

// Open compiles a contract from files. It fails when a document cannot be read or is not OpenAPI 3.0, when a
// schema cannot be judged, or when two documents declare the same operation.
func Open(files ...string) (*Contract, error) {
	var docs []*openapi.Document
	for _, file := range files {
		doc, err := openapi.Open(file)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	c, err := newContract(docs)
	if err != nil {
		return nil, err
	}
	if err := c.compile(); err != nil {
		return nil, err
	}
	return c, nil
}

// compile compiles all operations.
func (c *Contract) compile() error {
	for _, op := range c.operations {
		if err := op.compile(); err != nil {
			return err
		}
	}
	return nil
}

// Info says what is judged against.
func (c *Contract) Info() ContractInfo { return c.info }

// NewSummary gives a summary that knows how many operations there are to be seen, and what there is to cover if that is
// asked for.
func (c *Contract) NewSummary() *Summary {
	s := &Summary{Operations: len(c.operations)}
	if c.coverage != nil {
		s.Coverage = c.coverage.inventory.NewTally()
	}
	return s
}

func newContract(docs []*openapi.Document) (*Contract, error) {
	c := &Contract{sources: &sources{}}
	declared := map[string]Location{}
	var compiler compiler
	for _, doc := range docs {
		found, err := compiler.document(doc)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doc.File, err)
		}
		compiler.credentials = append(compiler.credentials, credentialsIn(doc)...)
		known := len(c.operations)
		for _, r := range found {
			for _, op := range r.operations {
				key := op.method + " " + r.template.shape()
				if at, ok := declared[key]; ok {
					return nil, fmt.Errorf("%s: got a second %s %s, want it declared once (first at %s)", op.at, op.method, r.template, at)
				}
				declared[key] = op.at
				c.operations = append(c.operations, op)
			}
		}
		c.routes.add(found)
		c.sources.texts = append(c.sources.texts, doc.Text)
		c.info.Documents = append(c.info.Documents, DocumentInfo{
			File: doc.File, Title: doc.Info.Title, Version: doc.Info.Version, Operations: len(c.operations) - known, SHA256: doc.SHA256,
		})
	}
	c.routes.sort()
	c.credentials = compiler.credentials
	return c, nil
}

// at gives the place of a node of a document.
func at(origin *openapi3.Origin) Location {
	if origin == nil || origin.Key == nil {
		return Location{}
	}
	return Location{File: origin.Key.File, Line: origin.Key.Line, Column: origin.Key.Column}
}
