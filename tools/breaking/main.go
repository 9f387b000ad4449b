// Command breaking compares the contract with its last release, and fails where its version does not say what changed:
//
//	cd tools && go run ./breaking ..            # compare with openapi/baseline
//	cd tools && go run ./breaking -write ..     # make the contract as it is the last release
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	code, err := run(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "breaking:", err)
	}
	os.Exit(code)
}

// run gives the exit code: 0 where the version says what changed, 1 where it does not, 2 where that cannot be told.
func run(args []string, out io.Writer) (code int, err error) {
	flags := flag.NewFlagSet("breaking", flag.ContinueOnError)
	isRelease := flags.Bool("write", false, "make the contract as it is the last release")
	if err := flags.Parse(args); err != nil {
		return 2, err
	}
	if flags.NArg() != 1 {
		return 2, fmt.Errorf("got %d arguments, want the folder of the repository", flags.NArg())
	}
	repository := flags.Arg(0)
	contract, err := bundleContract(filepath.Join(repository, "openapi"))
	if err != nil {
		return 2, err
	}
	baseline := filepath.Join(repository, "openapi", "baseline")
	if *isRelease {
		return 0, contract.write(baseline)
	}
	last, err := readRelease(baseline)
	if err != nil {
		return 2, err
	}
	changelog, err := os.ReadFile(filepath.Join(repository, "CHANGELOG.md"))
	if err != nil {
		return 2, err
	}
	return compare(last, contract, string(changelog), out)
}

// compare prints what changed, and what is wrong with what the version and the changelog say about it.
func compare(last, contract release, changelog string, out io.Writer) (code int, err error) {
	changes, err := changesBetween(last, contract)
	if err != nil {
		return 2, err
	}
	var text strings.Builder
	for _, c := range changes {
		fmt.Fprintln(&text, c)
	}
	faults, err := judge(last.version, contract.version, changes, changelog)
	if err != nil {
		return 2, err
	}
	for _, fault := range faults {
		fmt.Fprintln(&text, "error:", fault)
	}
	fmt.Fprintf(&text, "%s -> %s: %d changes, %d errors\n", last.version, contract.version, len(changes), len(faults))
	if _, err := io.WriteString(out, text.String()); err != nil {
		return 2, err
	}
	return min(len(faults), 1), nil
}
