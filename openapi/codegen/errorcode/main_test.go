package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/openapi/tables"
)

func TestEveryCodeOfTheTablesIsAConstant(t *testing.T) {
	codes, err := tables.Errors()
	require.NoError(t, err)
	text, err := render(codes)
	require.NoError(t, err)
	fields := strings.Join(strings.Fields(string(text)), " ")
	for _, c := range codes {
		require.Contains(t, fields, c.Name+` = "`+c.Code+`"`, c.At)
	}
}

func TestTheCommittedConstantsAreThoseOfTheTables(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, generate(folder))
	made, err := os.ReadFile(folder + "/errorcode.gen.go")
	require.NoError(t, err)
	committed, err := os.ReadFile("../../../gen/errorcode/errorcode.gen.go")
	require.NoError(t, err)
	require.Equal(t, string(made), string(committed), "run go generate .")
}

func TestACommentSaysMeaningStatusesAndNote(t *testing.T) {
	for _, tt := range []struct {
		name string
		code tables.ErrorCode
		want []string
	}{
		{"one status", tables.ErrorCode{Name: "Gone", Meaning: "It is gone.", Statuses: []int{400}}, []string{"Gone: It is gone. Status 400."}},
		{"several", tables.ErrorCode{Name: "Gone", Meaning: "It is gone.", Statuses: []int{400, 401}, Note: "Odd."}, []string{"Gone: It is gone. Statuses 400, 401.", "Odd."}},
		{"none", tables.ErrorCode{Name: "Gone", Meaning: "It is gone."}, []string{"Gone: It is gone. No source names a status."}},
	} {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, comment(tt.code)) })
	}
}
