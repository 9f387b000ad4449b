package openapi

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

// houseRule is something that a reader of the documents can rely on.
type houseRule struct {
	name  string
	check func(h *house)
}

var houseRules = slices.Concat(textRules, shapeRules, schemaRules, operationRules, secretRules, sourceRules)

func TestDocumentsKeepTheHouseRules(t *testing.T) {
	for _, rule := range houseRules {
		t.Run(rule.name, func(t *testing.T) {
			h := readHouse(t, documents)
			rule.check(h)
			require.Empty(t, h.faults)
		})
	}
}

// Each rule sees what it forbids, where it is, and nothing else.
func TestHouseRulesCanFail(t *testing.T) {
	for _, rule := range houseRules {
		t.Run(rule.name, func(t *testing.T) {
			cases := 0
			for _, tt := range brokenDocuments {
				if tt.rule != rule.name {
					continue
				}
				cases++
				files, want := readBroken(tt.text)
				h := readHouse(t, files)
				rule.check(h)
				require.ElementsMatch(t, want, h.faults)
			}
			require.NotZero(t, cases, "the rule has no broken document")
		})
	}
	for _, tt := range brokenDocuments {
		known := slices.ContainsFunc(houseRules, func(rule houseRule) bool { return rule.name == tt.rule })
		require.True(t, known, "no rule is named %q", tt.rule)
	}
}

// readBroken gives the files of a broken document, and the faults that its comments announce.
func readBroken(text string) (fs.FS, []string) {
	archive := txtar.Parse([]byte(text))
	documents := append([]txtar.File{{Name: "doc.yaml", Data: archive.Comment}}, archive.Files...)
	files, want := fstest.MapFS{}, []string{}
	for _, file := range documents {
		files[file.Name] = &fstest.MapFile{Data: file.Data}
		line := 0
		for text := range strings.Lines(string(file.Data)) {
			line++
			for _, fault := range strings.Split(strings.TrimSpace(text), " # want: ")[1:] {
				want = append(want, fmt.Sprintf("%s:%d: %s", file.Name, line, fault))
			}
		}
	}
	return files, want
}

// What the rules know, the documents use: a list that outlives its entries hides new ones.
func TestHouseListsHoldNothingIdle(t *testing.T) {
	h := readHouse(t, documents)
	for kind := range grammar {
		require.NotEmpty(t, h.of(kind), "no document has a %s", kind)
	}
	for name, reason := range harmless {
		named := func(p *part) bool { return p.name == name || p.text("name") == name }
		require.True(t, slices.ContainsFunc(h.parts, named), "nothing is named %s (%s)", name, reason)
	}
}

func TestReadmeListsEveryExtension(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `(x-[a-z-]+)` \\|").FindAllSubmatch(readme, -1) {
		listed = append(listed, string(row[1]))
	}
	require.Equal(t, slices.Sorted(slices.Values(extensionNames())), slices.Sorted(slices.Values(listed)))
}
