package strictyaml_test

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/strictyaml"
)

func TestValuesKnowTheirPlaces(t *testing.T) {
	root, err := strictyaml.Parse("a.yaml", []byte("# Above.\nname: café\nlist:\n  - 1.10\n  - 2027-01-31\nempty:\n"))
	require.NoError(t, err)
	members, err := root.Members()
	require.NoError(t, err)
	require.Len(t, members, 3)

	text, err := members[0].Text()
	require.NoError(t, err)
	require.Equal(t, "café", text)
	require.Equal(t, "a.yaml:2:1", members[0].Key.At().String())
	require.Equal(t, "a.yaml:2:7", members[0].At().String())

	require.True(t, members[1].IsList())
	items, err := members[1].List()
	require.NoError(t, err)
	for i, want := range []string{"1.10", "2027-01-31"} {
		text, err := items[i].Text()
		require.NoError(t, err)
		require.Equal(t, want, text, "as it is written")
	}
	require.True(t, members[2].IsNull())
}

func TestAFileWithoutAValueIsNull(t *testing.T) {
	for _, text := range []string{"", "\n", "# only a comment\n", "---\n", "null\n", "~\n"} {
		root, err := strictyaml.Parse("a.yaml", []byte(text))
		require.NoError(t, err, text)
		require.True(t, root.IsNull(), text)
		members, err := root.Members()
		require.NoError(t, err, text)
		require.Empty(t, members)
	}
}

func TestSlipsAreErrorsWithAPlace(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"syntax", "a: [1\nb: 2\n", `a.yaml:1: not YAML: did not find expected ',' or ']'`},
		{"tab", "a:\n\t- 1\n", `a.yaml:2: not YAML: found character that cannot start any token`},
		{"second document", "a: 1\n---\nb: 2\n", `a.yaml:2:1: got a second document, want one`},
		{"key again", "a: 1\nb: 2\na: 3\n", `a.yaml:3:1: got the key "a" again, want it once (first on line 1)`},
		{"alias", "a: &x [1]\nb: *x\n", `a.yaml:1:4: got an anchor or an alias, want the value itself`},
		{"not UTF-8", "a: \xff\n", `a.yaml: got bytes that are not UTF-8, want a YAML file`},
		{"key that is a list", "[a]: 1\n", `a.yaml:1:1: got a list, want a text`},
		{"list", "- a\n", `a.yaml:1:1: got a list, want keys and values`},
		{"text", "word\n", `a.yaml:1:1: got "word", want keys and values`},
		{"too large", strings.Repeat("#", strictyaml.MaxSize+1), `a.yaml: got more than 1048576 bytes, want a smaller file`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, err := strictyaml.Read("a.yaml", strings.NewReader(tt.text))
			if err == nil {
				_, err = root.Members()
			}
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestAnUnknownKeyNamesTheLikelyOne(t *testing.T) {
	root, err := strictyaml.Parse("a.yaml", []byte("reson: x\ncolour: y\n"))
	require.NoError(t, err)
	members, err := root.Members()
	require.NoError(t, err)
	known := []string{"reason", "owner"}
	require.EqualError(t, members[0].UnknownKey(known), `a.yaml:1:1: unknown key "reson"; did you mean "reason"?`)
	require.EqualError(t, members[1].UnknownKey(known), `a.yaml:2:1: unknown key "colour"; want one of reason, owner`)
}

// A small file that stands for a huge or a deep value costs neither memory nor the stack.
func TestHostileFilesAreErrors(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("a: &a [x,x,x,x,x,x,x,x,x]\n")
	for _, name := range []string{"b", "c", "d", "e", "f", "g", "h", "i"} {
		last := string(name[0] - 1)
		laughs.WriteString(name + ": &" + name + " [" + strings.Repeat("*"+last+",", 8) + "*" + last + "]\n")
	}
	for name, text := range map[string]string{
		"aliases of aliases": laughs.String(),
		"deep in brackets":   strings.Repeat("[", 100_000),
		"deep in braces":     strings.Repeat("{a: ", 100_000),
		"deep in dashes":     strings.Repeat("- ", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := strictyaml.Parse("a.yaml", []byte(text))
			require.Error(t, err)
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a: [1, {b: c}]\n")
	f.Add("waivers:\n  - rule: enum\n    reason: |\n      two\n      lines\n")
	f.Fuzz(func(t *testing.T, text string) {
		root, err := strictyaml.Parse("a.yaml", []byte(text))
		if err != nil {
			require.True(t, strings.HasPrefix(err.Error(), "a.yaml:"), err.Error())
			return
		}
		if _, err := root.Members(); err != nil {
			require.Regexp(t, `^a\.yaml:\d+:\d+: `, err.Error())
		}
	})
}

func TestAFileThatCannotBeReadIsNamedOnce(t *testing.T) {
	folder, err := os.Open(t.TempDir())
	require.NoError(t, err)
	defer folder.Close()
	_, err = strictyaml.Read("a.yaml", folder)
	require.EqualError(t, err, "a.yaml: "+syscall.EISDIR.Error())
}
