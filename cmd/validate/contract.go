package main

import (
	"fmt"
	"io"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/spf13/cobra"

	"github.com/devenviron/contract/openapi"
	"github.com/devenviron/contract/openapi/tables"
)

func (t *tool) contractCommand() *cobra.Command {
	parent := &cobra.Command{
		Use:   "contract",
		Short: "Look into the built-in contract",
		Args:  cobra.ArbitraryArgs,
		RunE:  wantCommand,
	}
	parent.AddCommand(&cobra.Command{
		Use:   "tables",
		Short: "Count the rows of the source tables that the contract encodes",
		Long: `Tables holds the contract against the tables of the pages that it was written
from, both ways: every row has its place in the contract, and every property of
the contract is a row or names who observed it. Whatever is missing on either
side is listed, and the exit code is then 1.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return t.tables() },
	})
	return parent
}

func (t *tool) tables() error {
	coverage, err := embeddedCoverage()
	if err != nil {
		return err
	}
	err = t.write(func(w io.Writer) error {
		if t.format.value == formatJSON {
			return writeJSON(w, tablesOf(coverage))
		}
		return writeTables(w, coverage)
	})
	if err == nil && !coverage.Totals().Complete() {
		t.findings()
	}
	return err
}

func embeddedCoverage() (tables.CoverageReport, error) {
	pages, err := tables.Pages()
	if err != nil {
		return tables.CoverageReport{}, fmt.Errorf("tables of the contract: %w", err)
	}
	loaded, err := openapi.Embedded()
	if err != nil {
		return tables.CoverageReport{}, err
	}
	var docs []*openapi3.T
	for _, d := range loaded {
		docs = append(docs, d.T)
	}
	return tables.Coverage(pages, docs)
}
