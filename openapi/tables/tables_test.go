package tables

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// rowsOfPages are the rows of each table, in the order of the tables on the page.
var rowsOfPages = map[string][]int{
	"showInstance": {2, 17, 7, 2, 2, 4, 14, 4, 1, 1, 11, 2, 4, 5, 3, 1, 10, 2, 6, 3, 2},
	"createInstance": {
		1, 8, 4, 2, 4, 3, 1, 4, 1, 1, 17, 7, 2, 2, 4, 14, 4, 1, 11, 2, 4, 3, 5, 1, 1, 10, 2, 6, 3, 2,
	},
	"listInstances": {1, 11, 2, 17, 7, 3, 2, 4, 14, 4, 1, 1, 4, 2, 3, 5, 1, 10, 2, 6, 3, 2},
	"updateInstance": {
		2, 2, 1, 3, 17, 7, 2, 2, 4, 14, 4, 1, 1, 10, 2, 1, 5, 3, 1, 10, 2, 6, 3, 2,
	},
	"manageInstance":        {2, 1, 2},
	"deleteInstance":        {2, 1},
	"showNotebook":          {2, 16, 4, 3, 20, 5, 2, 5},
	"listAllNotebooks":      {1, 10, 5, 16, 4, 5, 20, 5, 2, 5},
	"createNotebook":        {1, 12, 3, 5, 1, 2, 2, 2, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"listNotebooks":         {1, 10, 5, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"updateNotebook":        {2, 7, 3, 1, 2, 2, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"deleteNotebook":        {2, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"startNotebook":         {2, 2, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"stopNotebook":          {2, 18, 4, 5, 20, 5, 2, 5, 3, 2},
	"showLease":             {2, 5},
	"renewLease":            {2, 1, 2, 5},
	"saveNotebookImage":     {2, 5, 20},
	"listFlavors":           {1, 6, 6, 13, 2, 3},
	"listSwitchableFlavors": {2, 2, 6, 13, 2, 3},
	"openCodeLab":           {1, 2, 16, 4, 3, 4, 4, 2, 5},
	"listImages":            {1, 10, 5, 19},
	"registerImage":         {1, 9, 20},
	"showImage":             {2, 20},
	"deleteImage":           {2, 1, 20},
	"listImageGroups":       {1, 5, 5, 5},
	"attachStorage":         {2, 3, 5},
	"listStorages":          {2, 5, 5},
	"showStorage":           {3, 5},
	"detachStorage":         {3, 5},
}

func TestPagesHaveEveryTableAndRow(t *testing.T) {
	pages, err := Pages()
	require.NoError(t, err)
	got := map[string][]int{}
	tables, rows := 0, 0
	for _, page := range pages {
		for _, table := range page.Tables {
			got[page.Operation] = append(got[page.Operation], len(table.Rows))
			tables++
			rows += len(table.Rows)
		}
	}
	require.Equal(t, rowsOfPages, got)
	require.Equal(t, 251, tables)
	require.Equal(t, 1342, rows)
}

func TestPagesMarkWhatTheirCopiesLost(t *testing.T) {
	rows := map[Recovered]int{}
	lostTables := map[string][]int{}
	for _, page := range mustPages(t) {
		for _, table := range page.Tables {
			lost := 0
			for _, row := range table.Rows {
				rows[row.Recovered]++
				if row.Recovered == TableRecovered {
					lost++
				}
			}
			if lost > 0 {
				require.Equal(t, len(table.Rows), lost, "a table is lost as a whole")
				lostTables[page.Operation] = append(lostTables[page.Operation], table.Number)
			}
		}
	}
	require.Equal(t, map[Recovered]int{
		NothingRecovered: 1287, OptionsRecovered: 33, RuleRecovered: 3, TableRecovered: 19,
	}, rows)
	require.Equal(t, map[string][]int{
		"createInstance": {7, 18, 24, 25, 27, 30},
		"listInstances":  {8, 11, 12, 17, 19, 22},
	}, lostTables)
}

func TestRowsSayWhatThePageSays(t *testing.T) {
	rows := map[string]Row{}
	for _, page := range mustPages(t) {
		for _, table := range page.Tables {
			for _, row := range table.Rows {
				rows[page.Operation+" "+table.Caption+" "+string(table.Place)+" "+row.Name] = row
			}
		}
	}
	require.Equal(t, Row{
		Name: "duration", Type: "Integer", Mandatory: new(false), When: []Condition{{"enable", "true"}},
		Limits: []Limit{{Name: "min", Value: "3600", number: 3600}, {Name: "max", Value: "86400", number: 86400}},
		Unit:   "s", Line: 121, At: "openapi/tables/createInstance.tsv:37",
	}, rows["createInstance auto_stop request duration"])
	require.Equal(t, Row{
		Name: "origin", Type: "String", Options: []string{"CUSTOMIZE", "IMAGE_SAVE"}, Default: []string{"CUSTOMIZE"},
		Recovered: OptionsRecovered, Line: 209, At: "openapi/tables/listAllNotebooks.tsv:65",
	}, rows["listAllNotebooks Image response origin"])
	require.Equal(t, []string{""}, rows["createInstance request body request description"].Default)
	require.Zero(t, rows["listInstances user response name"].Line)
}

// tableHeader is the header line of a page file, and tableRow a complete row that tests change.
const (
	tableHeader = "table\tcaption\tplace\tname\ttype\tmandatory\twhen\toptions\tdefault\tlimits\tunit\trecovered\tline\tnote\n"
	tableRow    = "1\tbody\trequest\tsize\tInteger\tno\t-\t-\t5\tmin=5 max=9\tGB\t-\t7\t-\n"
)

// pageFiles is a folder with one page, p, of one table.
func pageFiles(counts, page string) fstest.MapFS {
	list := "operation\ttitle\tprovider\turl\tdate\ttables\trows\trecovered\n" +
		"p\tTitle\tProvider\thttps://example.com/p\t2024-05-30\t" + counts + "\t-\n"
	return fstest.MapFS{
		"pages.tsv": {Data: []byte(list)},
		"p.tsv":     {Data: []byte(page)},
	}
}

func TestReadPagesReadsAPage(t *testing.T) {
	pages, err := readPages(pageFiles("1\t1", "# meaning\n"+tableHeader+tableRow))
	require.NoError(t, err)
	require.Equal(t, []Page{{
		Operation: "p", Title: "Title", Provider: "Provider", URL: "https://example.com/p", Date: "2024-05-30",
		Tables: []Table{{1, "body", InRequest, []Row{{
			Name: "size", Type: "Integer", Mandatory: new(false), Default: []string{"5"},
			Limits: []Limit{{Name: "min", Value: "5", number: 5}, {Name: "max", Value: "9", number: 9}},
			Unit:   "GB", Line: 7, At: "openapi/tables/p.tsv:3",
		}}}},
	}}, pages)
}

func TestReadPagesRefusesAFaultyRow(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a cell too few", "\t-\t7\t-", "\t-\t7", "got 13 cells, want 14"},
		{"a cell too many", "\t7\t-", "\t7\t-\t-", "got 15 cells, want 14"},
		{"an empty cell", "\tGB\t", "\t\t", `column unit: got "", want text without space around it, or -`},
		{"space around a cell", "size", "size ", `column name: got "size ", want text`},
		{"a table without a number", "1\tbody", "one\tbody", `got table "one" after table 0`},
		{"a gap between tables", "1\tbody", "2\tbody", `got table "2" after table 0`},
		{"an unknown place", "request", "header", `got place "header", want path, query, request or response`},
		{"an unknown type", "Integer", "Int", `unknown type "Int"`},
		{"an unknown unit", "GB", "MB", `unknown unit "MB"`},
		{"a request row that may or may not be mandatory", "\tno\t", "\t-\t", `got mandatory "", want yes or no`},
		{"an unknown word for mandatory", "\tno\t", "\tmaybe\t", `got mandatory "maybe", want yes or no`},
		{"an option twice", "no\t-\t-\t", "no\t-\ta|a\t", `got options "a|a", want each once`},
		{"an empty option", "no\t-\t-\t", "no\t-\ta|\t", `got options "a|", want each once`},
		{"a condition on no row", "no\t-\t", "no\tkind=a\t", `got condition "kind=a", want one on another row of table 1`},
		{"a condition on itself", "no\t-\t", "no\tsize\t", `got condition "size", want one on another row of table 1`},
		{"an unknown limit", "min=5", "least=5", `limit "least=5": want min, max,`},
		{"a limit that is no number", "min=5", "min=five", `limit "min=five": strconv.Atoi`},
		{"a length that is none", "min=5", "maxLength=0", `limit "maxLength=0": want a length from 1 to 65536`},
		{"a length beyond reason", "min=5", "length=65537", `limit "length=65537": want a length from 1 to 65536`},
		{"characters that are no class", "min=5", "chars=z-a", `limit "chars=z-a": error parsing regexp`},
		{"a format without a name", "min=5", "format=", `limit "format=": got no format`},
		{"a prefix without a text", "min=5", "prefix=", `limit "prefix=": got no prefix`},
		{"an unknown loss", "-\t7\t-", "all\t7\t-", `got recovered "all", want options, rule or table`},
		{"a row without a line", "-\t7\t-", "-\t-\t-", `got line "", want a number from 1`},
		{"a line of a lost table", "-\t7\t-", "table\t7\t-", `got line "7" of a table that the copy lost, want -`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, tableRow, tt.old)
			_, err := readPages(pageFiles("1\t1", tableHeader+strings.Replace(tableRow, tt.old, tt.new, 1)))
			require.ErrorContains(t, err, "openapi/tables/p.tsv:2: "+tt.want)
		})
	}
}

func TestReadPagesRefusesFaultyFiles(t *testing.T) {
	two := strings.Replace(tableRow, "size", "speed", 1)
	tests := []struct{ name, counts, page, want string }{
		{"no header", "1\t1", "# only\n# comments\n", "openapi/tables/p.tsv: got comments only, want a header line"},
		{"another header", "1\t1", strings.ToUpper(tableHeader), `openapi/tables/p.tsv:1: got header "TABLE`},
		{"a line that does not end", "1\t1", tableHeader + strings.TrimSpace(tableRow), "openapi/tables/p.tsv: the last line does not end"},
		{"a comment between rows", "1\t1", tableHeader + "# note\n" + tableRow, "openapi/tables/p.tsv:2: got 1 cells, want 14"},
		{"a row twice", "1\t2", tableHeader + tableRow + tableRow, "openapi/tables/p.tsv:3: table 1: row size is there twice"},
		{
			"a table with two captions", "1\t2", tableHeader + tableRow + strings.Replace(two, "body", "head", 1),
			`openapi/tables/p.tsv:3: table 1: got request "head", want request "body" as before`,
		},
		{
			"a table in two places", "1\t2", tableHeader + tableRow + strings.Replace(two, "request", "query", 1),
			`openapi/tables/p.tsv:3: table 1: got query "body", want request "body" as before`,
		},
		{"a row too few", "1\t2", tableHeader + tableRow, "openapi/tables/pages.tsv:2: page p: got 1 tables with 1 rows, want 1 with 2"},
		{"a table too many", "0\t1", tableHeader + tableRow, "openapi/tables/pages.tsv:2: page p: got 1 tables with 1 rows, want 0 with 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readPages(pageFiles(tt.counts, tt.page))
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestReadPagesReportsEveryFault(t *testing.T) {
	_, err := readPages(pageFiles("1\t1", tableHeader+strings.NewReplacer("Integer", "Int", "GB", "MB").Replace(tableRow)+"cell\n"))
	require.ErrorContains(t, err, "p.tsv:3: got 1 cells")
	_, err = readPages(pageFiles("1\t1", tableHeader+strings.NewReplacer("Integer", "Int", "GB", "MB").Replace(tableRow)))
	require.ErrorContains(t, err, `unknown type "Int"`)
	require.ErrorContains(t, err, `unknown unit "MB"`)
}

func TestReadPagesRefusesAPageWithoutFileAndAPageTwice(t *testing.T) {
	files := pageFiles("1\t1", tableHeader+tableRow)
	delete(files, "p.tsv")
	_, err := readPages(files)
	require.ErrorContains(t, err, "openapi/tables/p.tsv: cannot read")

	files = pageFiles("1\t1", tableHeader+tableRow)
	list := files["pages.tsv"].Data
	again := list[strings.Index(string(list), "\n")+1:]
	files["pages.tsv"].Data = append(list, again...)
	_, err = readPages(files)
	require.ErrorContains(t, err, "openapi/tables/pages.tsv:3: page p is there twice")
}

func mustPages(t *testing.T) []Page {
	t.Helper()
	pages, err := Pages()
	require.NoError(t, err)
	return pages
}
