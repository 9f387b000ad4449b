package tables

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func mustErrors(t *testing.T) []ErrorCode {
	t.Helper()
	codes, err := Errors()
	require.NoError(t, err)
	return codes
}

func TestErrorsHaveEveryCode(t *testing.T) {
	sources := map[ErrorSource]int{}
	for _, code := range mustErrors(t) {
		sources[code.Source]++
	}
	require.Equal(t, map[ErrorSource]int{
		ErrorFromTable: 119, ErrorFromEdition: 1, ErrorFromGateway: 6, ErrorSeen: 10,
	}, sources)
}

func TestErrorsSayWhatTheirSourcesSay(t *testing.T) {
	codes := map[string]ErrorCode{}
	for _, code := range mustErrors(t) {
		codes[code.Code] = code
	}
	require.Equal(t, ErrorCode{
		Code: "ModelArts.6309", Name: "InstanceNotFound", Statuses: []int{400}, Source: ErrorFromTable,
		Meaning: "The instance does not exist.", Note: "Clients treat it as they treat 404.",
		At: "openapi/tables/errors.tsv:67",
	}, codes["ModelArts.6309"])
	require.Equal(t, []int{400, 401, 403}, codes["ModelArts.0210"].Statuses)
	require.Equal(t, []int{100}, codes["ModelArts.0116"].Statuses)
	require.Empty(t, codes["ModelArts.6702"].Statuses, "seen without a status")
	require.Equal(t, "APIGWNotFound", codes["APIGW.0101"].Name)
}

// The contract lists the codes for its readers, who do not have the table.
func TestTheContractKnowsEveryErrorCode(t *testing.T) {
	var want []any
	for _, code := range mustErrors(t) {
		want = append(want, code.Code)
	}
	lists := 0
	for _, doc := range contractDocuments(t) {
		walkSchemas(doc, func(name string, schema *openapi3.Schema) {
			if name == "ErrorResponse.error_code" {
				require.Equal(t, want, schema.Extensions["x-known-values"])
				lists++
			}
		})
	}
	require.NotZero(t, lists)
}

const (
	errorHeader = "code\tname\tstatus\tsource\tmeaning\tnote\n"
	errorRow    = "ModelArts.0002\tDiskFull\t400|507\ttable\tThe disk is full.\tWith 507 it is that of the server.\n"
)

func TestReadErrorsReadsACode(t *testing.T) {
	codes, err := readErrors(fstest.MapFS{"errors.tsv": {Data: []byte("# meaning\n" + errorHeader + errorRow)}})
	require.NoError(t, err)
	require.Equal(t, []ErrorCode{{
		Code: "ModelArts.0002", Name: "DiskFull", Statuses: []int{400, 507}, Source: ErrorFromTable,
		Meaning: "The disk is full.", Note: "With 507 it is that of the server.", At: "openapi/tables/errors.tsv:3",
	}}, codes)
}

func TestReadErrorsRefusesAFaultyRow(t *testing.T) {
	gateway := strings.NewReplacer("ModelArts", "APIGW", "\ttable", "\tgateway", "DiskFull", "APIGWDiskFull").Replace(errorRow)
	tests := []struct{ name, row, old, new, want string }{
		{"a cell too few", errorRow, "\ttable", "", "got 5 cells, want 6"},
		{"a code without prefix", errorRow, "ModelArts.0002", "0002", `got code "0002", want a prefix`},
		{"a code with three digits", errorRow, "0002", "002", `got code "ModelArts.002", want a prefix`},
		{"a code of another service", errorRow, "ModelArts", "OBS", `got code "OBS.0002", want a prefix`},
		{"a name that is not exported", errorRow, "DiskFull", "diskFull", `got name "diskFull", want an exported identifier`},
		{"a name with an underscore", errorRow, "DiskFull", "Disk_Full", `got name "Disk_Full", want an exported identifier`},
		{"an unknown source", errorRow, "\ttable", "\thearsay", `got source "hearsay", want one of ["table" "edition" "gateway" "seen"]`},
		{"no meaning", errorRow, "The disk is full.", "-", `got meaning "" and note "With 507`},
		{"a meaning that is no sentence", errorRow, "full.", "full", `got meaning "The disk is full" and note`},
		{"a note that is no sentence", errorRow, "server.", "server", `got meaning "The disk is full." and note "With 507 it is that of the server", want sentences`},
		{"a code of the service from the gateway", errorRow, "\ttable", "\tgateway", "got source gateway and name DiskFull for ModelArts.0002"},
		{"a code of the gateway from the service", gateway, "\tgateway", "\ttable", "got source table and name APIGWDiskFull for APIGW.0002"},
		{"a code of the gateway under another name", gateway, "APIGWDisk", "Disk", "got source gateway and name DiskFull for APIGW.0002"},
		{"a status that is a word", errorRow, "400|507", "400|full", `got status "400|full", want statuses from 100`},
		{"a status beyond the last", errorRow, "507", "600", `got status "400|600", want statuses from 100`},
		{"a status below the first", errorRow, "400|507", "99", `got status "99", want statuses from 100`},
		{"statuses out of order", errorRow, "400|507", "507|400", `got status "507|400", want statuses from 100`},
		{"a status twice", errorRow, "507", "400", `got status "400|400", want statuses from 100`},
		{"a table without a status", errorRow, "400|507", "-", "got no status, which every table has"},
		{"two statuses without a note", errorRow, "With 507 it is that of the server.", "-", `got status "400|507" without a note`},
		{"a success without a note", strings.Replace(errorRow, "400|507", "200", 1), "With 507 it is that of the server.", "-", `got status "200" without a note`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, tt.row, tt.old)
			row := strings.Replace(tt.row, tt.old, tt.new, 1)
			_, err := readErrors(fstest.MapFS{"errors.tsv": {Data: []byte(errorHeader + row)}})
			require.ErrorContains(t, err, "openapi/tables/errors.tsv:2: "+tt.want)
		})
	}
}

func TestReadErrorsTakesACodeSeenWithoutStatus(t *testing.T) {
	row := strings.NewReplacer("400|507", "-", "\ttable", "\tseen").Replace(errorRow)
	codes, err := readErrors(fstest.MapFS{"errors.tsv": {Data: []byte(errorHeader + row)}})
	require.NoError(t, err)
	require.Empty(t, codes[0].Statuses)
}

func TestReadErrorsWantsCodesInOrderAndNamesOnce(t *testing.T) {
	before := strings.NewReplacer("0002", "0001", "DiskFull", "DiskEmpty").Replace(errorRow)
	same := strings.Replace(errorRow, "0002", "0003", 1)
	for _, tt := range []struct{ name, rows, want string }{
		{"a code twice", errorRow + errorRow, "errors.tsv:3: got code ModelArts.0002 after ModelArts.0002, want each once and in order"},
		{"codes out of order", errorRow + before, "errors.tsv:3: got code ModelArts.0001 after ModelArts.0002, want each once and in order"},
		{"a name twice", errorRow + same, "errors.tsv:3: name DiskFull is there twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readErrors(fstest.MapFS{"errors.tsv": {Data: []byte(errorHeader + tt.rows)}})
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestReadErrorsRefusesAFolderWithoutTheFile(t *testing.T) {
	_, err := readErrors(fstest.MapFS{})
	require.ErrorContains(t, err, "openapi/tables/errors.tsv: cannot read")
}
