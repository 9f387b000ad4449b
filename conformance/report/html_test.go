package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

// element is an element of a page, with its text and that of what is in it.
type element struct {
	name       string
	attributes map[string]string
	text       string
}

var script = regexp.MustCompile(`(?s)<script>(.*)</script>`)

// elements reads a page; the script is cut out, as it is no XML.
func elements(t *testing.T, page string) []element {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(script.ReplaceAllString(page, "<script></script>")))
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var all, open []*element
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.EndElement:
			require.Equal(t, open[len(open)-1].name, token.Name.Local, "every element is closed in its turn")
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text += string(token)
			}
		}
	}
	require.Empty(t, open)
	list := make([]element, len(all))
	for i, e := range all {
		list[i] = *e
	}
	return list
}

func named(all []element, name string) []element {
	return slices.DeleteFunc(slices.Clone(all), func(e element) bool { return e.name != name })
}

func TestThePageShowsEveryFinding(t *testing.T) {
	all := elements(t, render(t, "html", runs()["deviating"]))
	cards := named(all, "article")
	require.Len(t, cards, 5+2+1, "findings, what is unreadable, and findings of the run")
	card := cards[2]
	require.Equal(t, map[string]string{
		"class": "error", "data-severity": "error", "data-rule": "enum", "data-operation": "showNotebook", "data-fingerprint": "0123456789a2",
	}, card.attributes)
	for _, text := range []string{
		`response body /status: got "CREATNG", want one of "INIT", "CREATING"`,
		"testdata/broken/enum.har:41:24", `{"id": "n3", "status": "CREATNG"`,
		"openapi/schemas/notebooks.yaml:88:7", "enum: [INIT, CREATING]",
		"showNotebook, GET /v1/p/notebooks/n3 -> 200",
	} {
		require.Contains(t, card.text, text)
	}
	require.Equal(t, "waived", cards[1].attributes["data-severity"])
	require.Len(t, named(all, "tr"), 1+4, "the operations under their heads")
	require.Contains(t, named(all, "header")[0].text, "6 exchanges: 3 conform")
}

func TestThePageLoadsNothingAndRunsNothingButItsScript(t *testing.T) {
	for name, of := range runs() {
		t.Run(name, func(t *testing.T) {
			page := render(t, "html", of)
			all := elements(t, page)
			for _, e := range all {
				require.NotContains(t, []string{"a", "base", "embed", "iframe", "img", "link", "object", "video"}, e.name)
				for attribute := range e.attributes {
					require.NotContains(t, []string{"action", "href", "src", "srcset", "style"}, attribute)
					require.False(t, strings.HasPrefix(attribute, "on"), attribute)
				}
			}
			require.Len(t, named(all, "script"), 1)
			require.NotContains(t, script.FindString(page), "alert")

			policy := named(all, "meta")[2].attributes["content"]
			require.Contains(t, policy, "default-src 'none'")
			for _, content := range []string{script.FindStringSubmatch(page)[1], named(all, "style")[0].text} {
				sum := sha256.Sum256([]byte(content))
				require.Contains(t, policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
			}
		})
	}
}

func TestThePageShowsCoverageIfThereIsSome(t *testing.T) {
	require.NotContains(t, render(t, "html", runs()["conforming"]), `id="coverage"`)
	var out strings.Builder
	w := report.NewHTML(&out, options)
	require.NoError(t, w.Close(&conformance.Summary{Coverage: tally()}))
	all := elements(t, out.String())
	meters := named(all, "meter")
	require.Len(t, meters, len(tally().Totals()))
	for i, total := range tally().Totals() {
		require.Equal(t, strconv.Itoa(total.Covered), meters[i].attributes["value"])
		require.Equal(t, strconv.Itoa(total.Total), meters[i].attributes["max"])
	}
	missing := 0
	for c := range tally().Counts() {
		if c.Exchanges == 0 {
			missing++
			require.Contains(t, out.String(), "<td>"+html.EscapeString(report.Printable(c.Place.String()))+"</td>")
		}
	}
	require.Len(t, named(all, "tr"), 1+len(meters)+1+missing)
}

func TestThePageCountsRepetitions(t *testing.T) {
	all := elements(t, render(t, "html", run{results: slices.Repeat(conforming(), 3)}))
	require.Len(t, named(all, "article"), 1)
	require.Equal(t, "0123456789a0 was seen 3 times in 1 recording", named(all, "li")[len(contract.Documents)].text)
}
