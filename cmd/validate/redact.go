package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
)

const redactHelp = `Redact puts placeholders over the secrets of recordings, in place: tokens, signatures,
cookies, passwords, private keys, and what the contract marks with x-sensitive or
format password. A placeholder has the length of its secret, and no other byte of the
file changes. Each file is replaced whole or not at all, and a second run changes
nothing.

With --check nothing is written: what would be replaced is listed, without being shown.

Exit codes:
  0  no secret is left, or with --check none was there
  1  with --check: there are secrets
  2  the job could not be done: a recording that cannot be read or written, or a
     secret that the tool sees and cannot replace`

// redact is the command that takes the secrets out of recordings.
type redact struct {
	*tool
	contracts []string
	check     bool
}

func (t *tool) redactCommand() *cobra.Command {
	r := &redact{tool: t}
	command := &cobra.Command{
		Use:     "redact [flags] PATH...",
		Short:   "Put placeholders over the secrets of recordings, in place",
		Long:    redactHelp,
		Example: "  validate redact --check traffic/\n  validate redact login.har",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(_ *cobra.Command, paths []string) error { return r.run(paths) },
	}
	flags := command.Flags()
	flags.StringArrayVar(&r.contracts, "contract", nil, "take the marks of secrets from the OpenAPI 3.0 document `FILE` instead (can be repeated)")
	flags.BoolVarP(&r.check, "check", "n", false, "list what would be replaced, and write nothing")
	return command
}

func (r *redact) run(paths []string) error {
	if len(paths) == 0 {
		return errors.New("redact: no PATH given; name a recording or a directory")
	}
	contract, err := openContract(r.contracts)
	if err != nil {
		return err
	}
	files, err := recording.Files(paths)
	if err != nil {
		return err
	}
	return r.write(func(out io.Writer) error { return r.files(out, contract, files) })
}

// files redacts one file after the other. What cannot be done in one of them is trouble, and the rest goes on.
func (r *redact) files(out io.Writer, contract *conformance.Contract, files []string) error {
	total := 0
	for _, file := range files {
		replaced, err := recording.RedactFile(file, contract, !r.check)
		if err != nil {
			r.trouble(err)
		}
		total += len(replaced)
		if err := r.list(out, file, replaced); err != nil {
			return err
		}
	}
	verb := "replaced"
	if r.check {
		verb = "to replace"
		if total > 0 {
			r.findings()
		}
	}
	_, err := fmt.Fprintf(out, "%s in %s %s\n", counted(total, "secret"), counted(len(files), "recording"), verb)
	return err
}

func (r *redact) list(out io.Writer, file string, replaced []recording.Replaced) error {
	if !r.check {
		if len(replaced) == 0 {
			return nil
		}
		_, err := fmt.Fprintln(out, report.Printable(fmt.Sprintf("%s: %s replaced", filepath.ToSlash(file), counted(len(replaced), "secret"))))
		return err
	}
	for _, one := range replaced {
		if _, err := fmt.Fprintln(out, report.Printable(strings.TrimSpace(fmt.Sprintf("%s: %s %s", one.At, one.Subject, one.At.Pointer)))); err != nil {
			return err
		}
	}
	return nil
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
