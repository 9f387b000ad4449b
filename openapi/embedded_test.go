package openapi

import (
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/loader"
)

// documents are the files of the contract.
var documents = os.DirFS(".")

func TestEmbeddedDocumentsAreWhatTheFilesSay(t *testing.T) {
	embedded, err := Embedded()
	require.NoError(t, err)
	read := readDocuments(t)
	require.Len(t, embedded, len(read))
	for i, doc := range read {
		t.Run(doc.File, func(t *testing.T) {
			require.Equal(t, doc.File, embedded[i].File)
			require.Equal(t, doc.SHA256, embedded[i].SHA256, `run "make generate"`)
			require.Empty(t, difference(doc.T, embedded[i].T), `run "make generate"`)
		})
	}
}

// readDocuments reads the documents of the contract from their files, under the names that places have.
func readDocuments(t *testing.T) []*Document {
	t.Helper()
	names, err := fs.Glob(documents, "*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	const root = "openapi/"
	var docs []*Document
	for _, name := range names {
		doc, err := loader.Load(root+name, func(name string) ([]byte, error) {
			return fs.ReadFile(documents, strings.TrimPrefix(name, root))
		})
		require.NoError(t, err)
		docs = append(docs, doc)
	}
	return docs
}

func TestDifferencesBetweenDocumentsAreSeen(t *testing.T) {
	failure := func(doc *openapi3.T) *openapi3.SchemaRef {
		operation := doc.Paths.Value("/v1/{project_id}/notebooks/{id}").Get
		return operation.Responses.Value("400").Value.Content["application/json"].Schema
	}
	tests := []struct {
		name   string
		change func(doc *openapi3.T)
		want   string
	}{
		{"nothing", func(*openapi3.T) {}, ""},
		{"a text", func(doc *openapi3.T) { doc.Info.Title += "!" }, ".Info.Title"},
		{"a line", func(doc *openapi3.T) { doc.Info.Origin = moved(doc.Info.Origin, 1) }, ".Info.Origin.Fields[1].Line"},
		{"a limit", func(doc *openapi3.T) { failure(doc).Value.MaxProps = new(uint64(9)) }, ".MaxProps"},
		{"a property", func(doc *openapi3.T) { delete(failure(doc).Value.Properties, "error_code") }, ".Properties"},
		{"an extension", func(doc *openapi3.T) { failure(doc).Value.Extensions["x-new"] = true }, ".Extensions"},
		{"the target of a reference", func(doc *openapi3.T) { failure(doc).Value = new(*failure(doc).Value) }, ".Schema.Value"},
		{"a path", func(doc *openapi3.T) { doc.Paths.Set("/new", &openapi3.PathItem{}) }, ".Paths.Map()"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := Embedded()
			require.NoError(t, err)
			changed, err := Embedded()
			require.NoError(t, err)
			notebooks := slices.IndexFunc(docs, func(doc *Document) bool { return doc.File == "openapi/notebooks.yaml" })
			tt.change(changed[notebooks].T)
			got := difference(docs[notebooks].T, changed[notebooks].T)
			require.Equal(t, tt.want == "", got == "")
			require.Contains(t, got, tt.want)
		})
	}
}

// moved gives an origin of which one field stands a line lower.
func moved(origin *openapi3.Origin, field int) *openapi3.Origin {
	fields := slices.Clone(origin.Fields)
	fields[field].Line++
	return &openapi3.Origin{Key: origin.Key, Fields: fields, Sequences: origin.Sequences}
}

// difference says where two documents differ first, "" when they do not: in what openapi3 shows of them, and in what is
// one object and what is two.
func difference(a, b *openapi3.T) string {
	c := comparison{}
	return c.difference("", reflect.ValueOf(a), reflect.ValueOf(b))
}

// comparison has for each object that was met the one in its place in the other document.
type comparison map[any]any

func (c comparison) difference(at string, a, b reflect.Value) string {
	if a.Kind() != b.Kind() || a.Kind() != reflect.Invalid && a.Type() != b.Type() {
		return at
	}
	switch a.Kind() {
	case reflect.Pointer:
		return c.pointers(at, a, b)
	case reflect.Interface:
		return c.difference(at, a.Elem(), b.Elem())
	case reflect.Struct:
		for field, value := range a.Fields() {
			if field.IsExported() {
				if found := c.difference(at+"."+field.Name, value, b.FieldByIndex(field.Index)); found != "" {
					return found
				}
			}
		}
	case reflect.Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return at
		}
		for key, value := range a.Seq2() {
			if found := c.difference(fmt.Sprintf("%s[%q]", at, key), value, b.MapIndex(key)); found != "" {
				return found
			}
		}
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return at
		}
		for i := range a.Len() {
			if found := c.difference(fmt.Sprintf("%s[%d]", at, i), a.Index(i), b.Index(i)); found != "" {
				return found
			}
		}
	case reflect.Invalid: // nil of any type, twice
	default:
		if !a.Equal(b) {
			return at
		}
	}
	return ""
}

func (c comparison) pointers(at string, a, b reflect.Value) string {
	if a.IsNil() || b.IsNil() {
		return c.difference(at, a.Elem(), b.Elem())
	}
	twinOfA, metA := c[a.Interface()]
	twinOfB, metB := c[b.Interface()]
	if metA || metB {
		if twinOfA != b.Interface() || twinOfB != a.Interface() {
			return at
		}
		return ""
	}
	c[a.Interface()], c[b.Interface()] = b.Interface(), a.Interface()
	if found := c.difference(at, a.Elem(), b.Elem()); found != "" {
		return found
	}
	if members := a.MethodByName("Map"); members.IsValid() {
		return c.difference(at+".Map()", members.Call(nil)[0], b.MethodByName("Map").Call(nil)[0])
	}
	return ""
}
