// Package loader reads OpenAPI documents. It keeps file, line and column of every node.
package loader

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Document is a loaded OpenAPI document with all references resolved.
type Document struct {
	*openapi3.T
	// File is the document as places name it.
	File string
	// SHA256 is the hash over the bytes of the document and of every file it refers to, in order of their
	// names.
	SHA256 string
	// Text gives the document, or a file it refers to, as it was written; nil for other files.
	Text func(file string) []byte
}

// Open loads any OpenAPI 3.0 document from a file. References lead to files only, never to the network.
func Open(file string) (*Document, error) {
	return Load(filepath.ToSlash(file), func(name string) ([]byte, error) {
		return os.ReadFile(filepath.FromSlash(name))
	})
}

// Load loads a document, and the files it refers to, with the given function.
func Load(file string, read func(name string) ([]byte, error)) (*Document, error) {
	files := map[string][]byte{}
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	loader.IsExternalRefsAllowed = true
	loader.ReadFromURIFunc = func(_ *openapi3.Loader, at *url.URL) ([]byte, error) {
		if at.Scheme != "" || at.Host != "" {
			return nil, fmt.Errorf("got a reference to %q, want a file", at.Redacted())
		}
		data, err := read(at.Path)
		if err != nil {
			return nil, err
		}
		files[at.Path] = data
		return data, nil
	}
	doc, err := loader.LoadFromURI(&url.URL{Path: file})
	if err != nil {
		if pathErr, ok := errors.AsType[*os.PathError](err); ok {
			return nil, fmt.Errorf("%s: cannot read: %w", pathErr.Path, pathErr.Err)
		}
		return nil, fmt.Errorf("%s: not an OpenAPI document: %w", file, err)
	}
	if err := check(doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	text := func(file string) []byte { return files[file] }
	return &Document{T: doc, File: file, SHA256: sum(files), Text: text}, nil
}

func check(doc *openapi3.T) error {
	if !strings.HasPrefix(doc.OpenAPI, "3.0.") {
		return fmt.Errorf("got openapi %q, want 3.0.x", doc.OpenAPI)
	}
	// Examples are the business of the document's own tests, and patterns are compiled by their own engine.
	return doc.Validate(openapi3.NewLoader().Context, openapi3.DisableExamplesValidation(),
		openapi3.DisableSchemaPatternValidation(), openapi3.DisableSchemaDefaultsValidation())
}

func sum(files map[string][]byte) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	hash := sha256.New()
	for _, name := range names {
		hash.Write(files[name])
	}
	return hex.EncodeToString(hash.Sum(nil))
}
