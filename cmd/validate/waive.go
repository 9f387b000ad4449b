package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
	"github.com/devenviron/contract/conformance/waiver"
)

const waiveHelp = `Waive adds a waiver for one deviation to the file of waivers, which is made when
it does not exist; its comments and its form stay as they are. The deviation is
named by the fingerprint in a report, and looked up in the recordings of PATH or
in the JSON report of --report.

A waiver in the file can also name, instead of a fingerprint, any of
  rule        such as undocumented-property
  operation   * stands for any text: list*
  pointer     * stands for any text in a segment, ** for any segments
  status      such as 404 or 4XX
and covers the findings that have all of it. The reason is mandatory. On the day
after expires, a waiver covers nothing any more.

A waiver that is expired is a finding (waiver-expired), and so is one that covers
nothing (waiver-unused) although the run judged an exchange of an operation that
it names. Say --partial when a run judges only some of the recordings.`

// waive adds a waiver to the file.
type waive struct {
	*check
	reason, owner string
	expires       day
	report        string
}

func (c *check) waiveCommand(flags *pflag.FlagSet) *cobra.Command {
	w := &waive{check: c}
	command := &cobra.Command{
		Use:     "waive FINGERPRINT --reason TEXT [flags] [PATH...]",
		Short:   "Accept a deviation: add a waiver for it",
		Long:    waiveHelp,
		Example: `  validate waive 9c9b1e66b014 --reason "DEV-42: fixed in the next release" --expires 2027-01-31 traffic/`,
		RunE:    func(_ *cobra.Command, args []string) error { return w.run(args) },
	}
	own := command.Flags()
	own.StringVar(&w.reason, "reason", "", "why the deviation is accepted (mandatory)")
	own.StringVar(&w.owner, "owner", "", "who answers for it")
	own.Var(&w.expires, "expires", "the last day on which the waiver holds")
	own.StringVar(&w.report, "report", "", "look the fingerprint up in a JSON report, `FILE`")
	for _, shared := range []string{"contract", "config", "waivers", "today"} {
		own.AddFlag(flags.Lookup(shared))
	}
	return command
}

var fingerprint = regexp.MustCompile(`^[0-9a-f]{12}$`)

func (w *waive) run(args []string) error {
	if err := w.usage(args); err != nil {
		return err
	}
	if err := w.settings.read(); err != nil {
		return err
	}
	if w.expires.Before(w.waivers.day()) && !w.expires.IsZero() {
		return fmt.Errorf("--expires: got %q, want a day that is not past", w.expires.String())
	}
	if err := w.waivers.open(false); err != nil {
		return err
	}
	f, err := w.find(args[0], args[1:])
	if err != nil {
		return err
	}
	if f.Waived != "" {
		return fmt.Errorf("%s: the finding is waived already: %s", args[0], f.Waived)
	}
	return w.add(f)
}

func (w *waive) usage(args []string) error {
	switch {
	case len(args) == 0:
		return errors.New("waive: no FINGERPRINT given; a report names that of each finding")
	case !fingerprint.MatchString(args[0]):
		return fmt.Errorf("waive: got %.80q, want a fingerprint of 12 hexadecimal digits", args[0])
	case w.reason == "":
		return errors.New("waive: no --reason given; say why the deviation is accepted")
	case (w.report == "") == (len(args) == 1):
		return errors.New("waive: got neither PATH nor --report, or both, want one of them")
	}
	return nil
}

// find gives the first finding with a fingerprint, waived as it is by the waivers that there are.
func (w *waive) find(fingerprint string, paths []string) (*conformance.Finding, error) {
	results := w.reported()
	if w.report == "" {
		var err error
		if results, err = w.judged(paths); err != nil {
			return nil, err
		}
	}
	for r, err := range results {
		if err != nil {
			return nil, err
		}
		for i := range r.Findings {
			if r.Findings[i].Fingerprint == fingerprint {
				w.waivers.list.Apply(&r)
				return &r.Findings[i], nil
			}
		}
	}
	return nil, fmt.Errorf("%s: no finding has this fingerprint", fingerprint)
}

// judged gives the results over recordings.
func (w *waive) judged(paths []string) (iter.Seq2[conformance.Result, error], error) {
	contract, err := w.open()
	if err != nil {
		return nil, err
	}
	files, err := recording.Files(paths)
	if err != nil {
		return nil, err
	}
	return func(yield func(conformance.Result, error) bool) {
		for _, file := range files {
			for r, err := range contract.CheckAll(w.entries(file), 1) {
				if !yield(r, err) {
					return
				}
			}
		}
	}, nil
}

// reported gives the results of a JSON report.
func (w *waive) reported() iter.Seq2[conformance.Result, error] {
	return func(yield func(conformance.Result, error) bool) {
		file, err := os.Open(w.report)
		if err != nil {
			yield(conformance.Result{}, ofFile(w.report, err))
			return
		}
		defer file.Close()
		for r, err := range report.Results(file) {
			if err != nil {
				err = ofFile(w.report, err)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// add writes the file anew, whole or not at all.
func (w *waive) add(f *conformance.Finding) error {
	name := w.waivers.file
	before, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ofFile(name, err)
	}
	after, err := waiver.Append(filepath.ToSlash(name), before, waiver.Waiver{
		Fingerprint: f.Fingerprint, Rule: f.Rule, Operation: f.Operation,
		Reason: w.reason, Owner: w.owner, Expires: w.expires.Time,
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return ofFile(name, err)
	}
	if err := writeFile(name, func(out io.Writer) error {
		_, err := io.Copy(out, bytes.NewReader(after))
		return err
	}); err != nil {
		return ofFile(name, err)
	}
	_, err = fmt.Fprintln(w.stdout, report.Printable(fmt.Sprintf("%s: waived %s: %s in %s, %s %s", filepath.ToSlash(name),
		f.Fingerprint, f.Rule, cmp.Or(f.Operation, "(no operation)"), f.Subject, f.Evidence.Pointer)))
	return err
}
