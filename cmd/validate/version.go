package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
)

// buildVersion is the version of the module that the command was built from, "" when it is not known.
func buildVersion() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return build.Main.Version
}

func writeVersion(w io.Writer, contract conformance.ContractInfo) error {
	lines := []string{fmt.Sprintf("validate %s (%s %s/%s)", cmp.Or(buildVersion(), "(unknown)"), runtime.Version(), runtime.GOOS, runtime.GOARCH)}
	for _, d := range contract.Documents {
		lines = append(lines, report.Printable(fmt.Sprintf("contract %s %s (%s)", d.File, d.Version, d.Title)))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}
