package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/release/edition"
	"github.com/devenviron/contract/openapi/release/tree"
)

// twin gives the contract twice: as it is, and a copy to be changed.
func twin(t *testing.T) (last, next release) {
	t.Helper()
	last, err := bundleContract("../../openapi")
	require.NoError(t, err)
	next.version = last.version
	for _, d := range last.documents {
		next.documents = append(next.documents, d.Clone())
	}
	return last, next
}

// at is a node of a document, which has to be there.
func at(t *testing.T, r release, document string, names ...string) *tree.Node {
	t.Helper()
	n := tree.Get(r.document(document).Root, names...)
	require.NotNil(t, n, "%s: nothing at %v", document, names)
	return n
}

func schema(t *testing.T, r release, document string, names ...string) *tree.Node {
	t.Helper()
	return at(t, r, document, append([]string{"components", "schemas"}, names...)...)
}

// without removes an item of a list.
func without(n *tree.Node, value string) {
	n.Content = slices.DeleteFunc(n.Content, func(item *tree.Node) bool { return item.Value == value })
}

func text(description string) *tree.Node {
	n := tree.Mapping()
	tree.Set(n, "type", tree.String("string"))
	tree.Set(n, "description", tree.String(description))
	return n
}

// injection changes the contract in one place.
type injection struct {
	name   string
	inject func(t *testing.T, r release)
	grade  grade
	// want is what one of the changes says, and missed whether oasdiff, which otherwise finds it too, says nothing.
	want   string
	missed bool
}

var injections = []injection{
	{"a removed value of a request", func(t *testing.T, r release) {
		without(schema(t, r, "demanager", "InstanceAction", "enum"), "queue")
	}, breaking, `manageInstance: request /action: value "queue" removed`, false},
	{"a removed value of a response", func(t *testing.T, r release) {
		without(schema(t, r, "demanager", "InstanceStatus", "enum"), "RUNNING")
	}, breaking, `showInstance: response 200 /status: value "RUNNING" removed`, false},
	{"a removed value that only responses have", func(t *testing.T, r release) {
		enum := schema(t, r, "demanager", "RepositoryType", "enum")
		enum.Content = enum.Content[1:]
	}, breaking, "showInstance: response 200 /repository/type: value", true},
	{"another name of a parameter that is gone", func(t *testing.T, r release) {
		for _, parameter := range tree.Items(at(t, r, "demanager", "paths", "/v1/{project_id}/demanager/instances", "get", "parameters")) {
			tree.Delete(parameter, "x-aliases")
		}
	}, breaking, "listInstances: query parameter", true},
	{"a lowered maximum", func(t *testing.T, r release) {
		tree.Get(schema(t, r, "demanager", "StorageLocationRequest", "properties", "volume_size"), "maximum").Value = "2048"
	}, breaking, "createInstance: request /spec/storage/location/volume_size: maximum 2048 tightened, was 4096", false},
	{"a newly required member of a request", func(t *testing.T, r release) {
		required := schema(t, r, "demanager", "CreateInstanceRequest", "required")
		required.Content = append(required.Content, tree.String("description"))
	}, breaking, "createInstance: request /description: required tightened", false},
	{"a newly required member of a response", func(t *testing.T, r release) {
		required := schema(t, r, "demanager", "Instance", "required")
		required.Content = append(required.Content, tree.String("flavor"))
	}, breaking, "showInstance: response 200 /flavor: required tightened", true},
	{"a lowered maximum of a response", func(t *testing.T, r release) {
		tree.Set(schema(t, r, "notebooks", "Lease", "properties", "duration"), "maximum", &tree.Node{Kind: 8, Tag: "!!int", Value: "9"})
	}, breaking, "showLease: response 200 /duration: maximum 9 tightened", true},
	{"a new condition", func(t *testing.T, r release) {
		tree.Set(schema(t, r, "tags", "DeleteNotebookTagsRequest"), "not", text("nothing"))
	}, breaking, "deleteNotebookTags: request: condition not", true},
	{"a condition that is gone", func(t *testing.T, r release) {
		tree.Delete(schema(t, r, "demanager", "AutoStopRequest"), "not")
	}, addition, "condition not", true},
	{"an enumeration that is no longer open", func(t *testing.T, r release) {
		tree.Delete(schema(t, r, "demanager", "InstanceStatus"), "x-extensible-enum")
	}, breaking, "x-extensible-enum removed", true},
	{"a known value that is gone", func(t *testing.T, r release) {
		without(schema(t, r, "demanager", "CreateInstanceRequest", "properties", "flavor", "x-known-values"), "modelarts.vm.cpu.2u")
	}, breaking, `known value "modelarts.vm.cpu.2u" removed`, true},
	{"a secret that is no longer marked", func(t *testing.T, r release) {
		tree.Delete(schema(t, r, "demanager", "InstanceToken", "properties", "token"), "x-sensitive")
	}, breaking, "showInstanceToken: response 200 /token: x-sensitive removed", true},
	{"null that is gone", func(t *testing.T, r release) {
		tree.Delete(schema(t, r, "demanager", "Repository"), "nullable")
	}, breaking, "/repository: nullable removed", true},
	{"a removed property of a response", func(t *testing.T, r release) {
		tree.Delete(schema(t, r, "demanager", "Instance", "properties"), "flavor")
	}, breaking, "showInstance: response 200 /flavor: property removed", true},
	{"a removed operation", func(t *testing.T, r release) {
		tree.Delete(at(t, r, "tags", "paths", "/v1/{project_id}/notebooks/tags"), "get")
	}, breaking, "operation removed", false},
	{"a renamed operation", func(t *testing.T, r release) {
		tree.Set(at(t, r, "tags", "paths", "/v1/{project_id}/notebooks/tags", "get"), "operationId", tree.String("listTags"))
	}, breaking, "showNotebookTags: GET /v1/{project_id}/notebooks/tags: operation removed", true},
	{"a removed response", func(t *testing.T, r release) {
		tree.Delete(at(t, r, "demanager", "paths", "/v1/{project_id}/demanager/instances", "post", "responses"), "429")
	}, breaking, "createInstance: response 429: response removed", true},
	{"an added optional member of a request", func(t *testing.T, r release) {
		tree.Set(schema(t, r, "demanager", "CreateInstanceRequest", "properties"), "colour", text("Colour."))
	}, addition, "createInstance: request /colour: property added", true},
	{"an added object with a required member", func(t *testing.T, r release) {
		object := tree.Mapping()
		tree.Set(object, "type", tree.String("object"))
		tree.Set(object, "required", tree.Sequence(tree.String("name")))
		tree.Set(object, "properties", tree.Mapping())
		tree.Set(tree.Get(object, "properties"), "name", text("Name."))
		tree.Set(schema(t, r, "demanager", "CreateInstanceRequest", "properties"), "colour", object)
	}, addition, "createInstance: request /colour/name: required added", true},
	{"an added value of an open enumeration", func(t *testing.T, r release) {
		enum := schema(t, r, "demanager", "InstanceStatus", "enum")
		enum.Content = append(enum.Content, tree.String("PAUSED"))
		names := schema(t, r, "demanager", "InstanceStatus", "x-enum-varnames")
		names.Content = append(names.Content, tree.String("Paused"))
	}, addition, `response 200 /status: value "PAUSED" added`, true},
	{"a raised maximum of a request", func(t *testing.T, r release) {
		tree.Get(schema(t, r, "demanager", "StorageLocationRequest", "properties", "volume_size"), "maximum").Value = "8192"
	}, addition, "maximum 8192 loosened, was 4096", true},
	{"another description", func(t *testing.T, r release) {
		schema(t, r, "demanager", "InstanceStatus", "description").Value = "Other words."
	}, words, "demanager: other words", true},
	{"another wording of a condition", func(t *testing.T, r release) {
		schema(t, r, "demanager", "AutoStopRequest", "not", "description").Value = "Other words."
	}, words, "demanager: other words", true},
	{"a missing document", func(_ *testing.T, r release) {
		*r.documents[0] = edition.Document{Name: "other", Root: r.documents[0].Root}
	}, breaking, "demanager: the document is gone", true},
}

func TestEveryChangeHasItsGrade(t *testing.T) {
	for _, tt := range injections {
		t.Run(tt.name, func(t *testing.T) {
			last, next := twin(t)
			tt.inject(t, next)
			changes, err := changesBetween(last, next)
			require.NoError(t, err)
			require.NotEmpty(t, changes)
			require.Equal(t, tt.grade, changes[0].grade, "%v", changes)
			require.True(t, slices.ContainsFunc(changes, func(c change) bool { return c.grade == tt.grade && strings.Contains(c.text, tt.want) }), "%v", changes)
			isOasdiff := func(c change) bool { return strings.HasPrefix(c.by, "oasdiff ") }
			require.Equal(t, tt.missed, !slices.ContainsFunc(changes, isOasdiff), "%v", changes)
		})
	}
}

// changelogOf names every operation below a version.
func changelogOf(version string) string {
	return "# Changelog\n\n## " + version + "\n\nChanges every operation.\n\n## 0.1.0\n"
}

func verdict(t *testing.T, last, next release, changelog string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code, err := compare(last, next, changelog, &out)
	require.NoError(t, err)
	return code, out.String()
}

// versions are the least that says a change, and one below it, for each grade.
var versions = []struct {
	last         string
	least, below map[grade]string
}{
	{"0.2.3", map[grade]string{words: "0.2.4", addition: "0.3.0", breaking: "0.3.0"}, map[grade]string{words: "0.2.3", addition: "0.2.4", breaking: "0.2.99"}},
	{"1.2.3", map[grade]string{words: "1.2.4", addition: "1.3.0", breaking: "2.0.0"}, map[grade]string{words: "1.2.3", addition: "1.2.4", breaking: "1.99.0"}},
}

func TestAChangeNeedsAVersionThatSaysSo(t *testing.T) {
	for _, name := range []string{
		"a removed value of a request", "a lowered maximum", "a newly required member of a request", "an added optional member of a request", "another description",
	} {
		tt := injections[slices.IndexFunc(injections, func(i injection) bool { return i.name == name })]
		for _, v := range versions {
			t.Run(v.last+" "+tt.name, func(t *testing.T) {
				last, next := twin(t)
				tt.inject(t, next)
				last.version, next.version = v.last, v.least[tt.grade]
				code, out := verdict(t, last, next, changelogOf(next.version))
				require.Zero(t, code, out)
				for _, low := range []string{v.last, v.below[tt.grade]} {
					next.version = low
					code, out = verdict(t, last, next, changelogOf(next.version))
					require.Equal(t, 1, code)
					require.Contains(t, out, "error: got version "+low+", want at least "+v.least[tt.grade])
					require.Contains(t, out, tt.want)
				}
			})
		}
	}
}

func TestNoChangeNeedsNoVersion(t *testing.T) {
	last, next := twin(t)
	code, out := verdict(t, last, next, "")
	require.Zero(t, code)
	require.Equal(t, last.version+" -> "+last.version+": 0 changes, 0 errors\n", out)
	next.version = "0.0.1"
	code, out = verdict(t, last, next, "")
	require.Equal(t, 1, code)
	require.Contains(t, out, "nothing changed")
}

func TestTheChangelogNamesWhatChanged(t *testing.T) {
	last, next := twin(t)
	without(schema(t, next, "demanager", "InstanceAction", "enum"), "queue")
	next.version = "0.9.0"
	tests := []struct{ name, changelog, want string }{
		{"no section", "# Changelog\n\n## 0.8.0\n\nmanageInstance\n", `got no section "## 0.9.0"`},
		{"another operation", "## 0.9.0\n\nmanageInstances\n", "section 0.9.0 does not name what changed: manageInstance; want each"},
		{"in another section", "## 0.9.0\n\nNews.\n\n## 0.8.0\n\nmanageInstance\n", "does not name what changed"},
		{"the operation", "## 0.9.0\n\n- `manageInstance` does not queue.\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, out := verdict(t, last, next, tt.changelog)
			require.Equal(t, tt.want != "", code == 1, out)
			require.Contains(t, out, tt.want)
		})
	}
}

func TestTheBaselineIsARelease(t *testing.T) {
	last, err := readRelease("../../openapi/baseline")
	require.NoError(t, err)
	changelog, err := os.ReadFile("../../CHANGELOG.md")
	require.NoError(t, err)
	_, ok := sectionOf(string(changelog), last.version)
	require.True(t, ok, "CHANGELOG.md has no section %s", last.version)
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "baseline")
	last, _ := twin(t)
	require.NoError(t, last.write(folder))
	require.NoError(t, last.write(folder))
	again, err := readRelease(folder)
	require.NoError(t, err)
	changes, err := changesBetween(last, again)
	require.NoError(t, err)
	require.Empty(t, changes)
}

func TestWhatCannotBeComparedIsAnError(t *testing.T) {
	write := func(texts ...string) string {
		folder := t.TempDir()
		for i, text := range texts {
			require.NoError(t, os.WriteFile(filepath.Join(folder, string(rune('a'+i))+".yaml"), []byte(text), 0o600))
		}
		return folder
	}
	_, err := readRelease(write())
	require.ErrorContains(t, err, "got no documents, want those of a release")
	_, err = readRelease(write("info: {version: 1.0.0}", "info: {version: 1.0.1}"))
	require.ErrorContains(t, err, `b.yaml: got version "1.0.1", want "1.0.0" as in the other documents`)
	last, next := twin(t)
	next.version = "1.0"
	_, err = compare(last, next, "", &bytes.Buffer{})
	require.EqualError(t, err, `got version "1.0", want one such as 1.2.3`)
	code, err := run(nil, &bytes.Buffer{})
	require.Equal(t, 2, code)
	require.EqualError(t, err, "got 0 arguments, want the folder of the repository")
}
