package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	devenviron "github.com/devenviron/contract"
	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/report"
	"github.com/devenviron/contract/conformance/suite"
	"github.com/devenviron/contract/conformance/suite/client"
)

const suiteHelp = `Suite drives a server through the cases that are built in, and reports what it
does otherwise: every answer is held against the contract, and a case that fails
is a finding of the rule suite-case.

The server is the sandbox, an implementation of your own, or the real service.
There, begin with --read-only: without it, the suite creates notebooks, instances
and images, which cost money. All of them have names that begin with
` + suite.NamePrefix + ` and are deleted again, also after an interrupt.

With a program behind --, every call is made by a client in any language, which
is judged as well: what it sends has to be what it was asked for, and what it
gives its caller what the server sent. The program reads calls on standard input
and writes answers on standard output, one JSON object a line, as
conformance/suite/PROTOCOL.md has it. What it cannot be asked for is skipped, and
no pass. Its standard error is passed on, line by line.

The token is read from VALIDATE_TOKEN or --token-file; that of a second project,
for the cases that hold projects apart, from VALIDATE_SECOND_TOKEN. The key that
signs, for the cases about signatures, is read from VALIDATE_ACCESS_KEY,
VALIDATE_SECRET_KEY and VALIDATE_SECURITY_TOKEN. A client gets none of these
variables, but token or key with each call; it signs against a sandbox only.

Exit codes:
  0  every case that ran has passed, and everything conforms
  1  there are findings as grave as --fail-on
  2  the job could not be done: the server does not answer or refuses the
     credentials, a case was blocked and none failed, no case ran, or the client
     does not keep to the protocol`

const suiteExamples = `  validate suite --list
  validate suite --endpoint http://127.0.0.1:8080 --project p --sandbox
  validate suite --endpoint https://modelarts.example.com --project ID --read-only
  validate suite --endpoint http://127.0.0.1:8080 --project p --run '^lease-'
  validate suite --endpoint http://127.0.0.1:8080 --project p -- python3 client.py`

// suiteRun is the job of the command suite. Reports, waivers and levels are those of the main job.
type suiteRun struct {
	*check
	endpoint, pattern                         string
	project, secondProject, tokenFile, prefix string
	flavor, image                             string
	variables                                 map[string]string
	readOnly, sandbox, list                   bool
	timeout, patience, interval               time.Duration
}

func (t *tool) suiteCommand() *cobra.Command {
	s := &suiteRun{check: &check{tool: t}}
	c := &cobra.Command{
		Use:     "suite [flags] [-- CLIENT [ARGUMENT]...]",
		Short:   "Drive a server through cases, and report what it does otherwise",
		Long:    suiteHelp,
		Example: suiteExamples,
		Args:    onlyClient,
		RunE:    s.run,
	}
	flags := c.Flags()
	flags.StringVar(&s.endpoint, "endpoint", "", "drive the server at `URL`")
	flags.StringVar(&s.project, "project", "", "work in the project with this `ID`")
	flags.StringVar(&s.tokenFile, "token-file", "", "read the token from `FILE`, not from VALIDATE_TOKEN")
	flags.StringVar(&s.secondProject, "second-project", "", "hold the project against the one with this `ID`, of VALIDATE_SECOND_TOKEN")
	flags.BoolVar(&s.readOnly, "read-only", false, "run only cases that change nothing")
	flags.BoolVar(&s.sandbox, "sandbox", false, "the server is a sandbox: run the cases that only it can be driven through")
	flags.StringVar(&s.pattern, "run", "", "run only cases whose name matches the regular expression `PATTERN`")
	flags.BoolVar(&s.list, "list", false, "list the cases, and run none")
	flags.DurationVar(&s.timeout, "timeout", suite.DefaultTimeout, "how long the server may take for one request, and a client for its own part")
	flags.DurationVar(&s.patience, "patience", suite.DefaultPatience, "how long to wait for a status")
	flags.DurationVar(&s.interval, "poll-interval", suite.DefaultInterval, "how often to look for a status")
	flags.StringVar(&s.flavor, "flavor", "", "create notebooks of this flavor (variable flavor)")
	flags.StringVar(&s.image, "image", "", "create notebooks from the image with this `ID` (variable image)")
	flags.StringToStringVar(&s.variables, "var", nil, "set a variable of the cases; without a value, the cases with it are skipped")
	flags.StringVar(&s.prefix, "prefix", "", "let the names of all that is created begin with this")
	s.outcomeFlags(flags)
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "leave the table of operations out of a text report, and show no progress")
	s.settings.sets = append(s.settings.sets, flags)
	return c
}

func (s *suiteRun) run(c *cobra.Command, program []string) error {
	embedded := suite.Embedded
	if len(program) > 0 {
		embedded = suite.EmbeddedForClients
	}
	cases, err := embedded()
	if err != nil {
		return err
	}
	if s.list {
		return s.write(func(w io.Writer) error { return writeCases(w, cases) })
	}
	options, err := s.options()
	if err != nil {
		return err
	}
	options.Client = program
	contract, err := s.open()
	if err != nil {
		return err
	}
	if err := s.waivers.open(s.settings.given("waivers")); err != nil {
		return err
	}
	if !s.quiet {
		s.screen = newScreen(s.stderr)
	}
	stderr := s.screen.over(s.stderr)
	options.ClientLog = func(line string) { fmt.Fprintln(stderr, "client: "+report.Printable(line)) }
	ctx, stop := untilInterrupt(c.Context())
	defer stop()
	reports, err := s.reports(contract)
	if err != nil {
		return err
	}
	defer reports.discard()
	summary := contract.NewSummary()
	options.Progress = func(c *suite.Case, number, all int) {
		s.screen.show(func() string {
			return fmt.Sprintf("case %d of %d, %s: %d exchanges", number, all, c.Name, summary.Exchanges)
		})
	}
	options.Report = func(r *conformance.Result) error {
		s.waivers.list.Apply(r)
		summary.Add(r)
		return reports.Write(r)
	}
	outcomes, failed := cases.Run(ctx, contract, options)
	s.screen.clear()
	s.waivers.partial = s.waivers.partial || failed != nil || s.pattern != "" || s.readOnly
	s.waivers.conclude(summary, s.rules.Levels)
	if err := errors.Join(failed, reports.Close(summary)); err != nil {
		return err
	}
	return s.concludeSuite(outcomes, summary)
}

func (s *suiteRun) options() (suite.Options, error) {
	o := suite.Options{
		Account: suite.Account{Project: s.project, Token: os.Getenv("VALIDATE_TOKEN")}, ReadOnly: s.readOnly, Sandbox: s.sandbox,
		Prefix: s.prefix, Timeout: s.timeout, Patience: s.patience, Interval: s.interval, Variables: s.variables,
	}
	var err error
	if s.endpoint == "" {
		return o, errors.New("no --endpoint given; name a server, such as: validate suite --endpoint http://127.0.0.1:8080")
	}
	if o.Endpoint, err = url.Parse(s.endpoint); err != nil {
		return o, errors.New("--endpoint: want a URL such as https://modelarts.example.com")
	}
	if o.Run, err = regexp.Compile(s.pattern); err != nil {
		return o, fmt.Errorf("--run: %w", err)
	}
	if s.tokenFile != "" {
		text, err := os.ReadFile(s.tokenFile)
		if err != nil {
			return o, ofFile(s.tokenFile, err)
		}
		o.Account.Token = strings.TrimSpace(string(text))
	}
	if id := os.Getenv("VALIDATE_ACCESS_KEY"); id != "" {
		key := devenviron.AccessKey{ID: id, Secret: os.Getenv("VALIDATE_SECRET_KEY"), SecurityToken: os.Getenv("VALIDATE_SECURITY_TOKEN")}
		o.Key = client.AccessKey{ID: key.ID, Secret: key.Secret, SecurityToken: key.SecurityToken}
		o.Sign = func(r *http.Request) error { return key.Sign(r, time.Now()) }
	}
	if s.secondProject != "" {
		o.Second = &suite.Account{Project: s.secondProject, Token: os.Getenv("VALIDATE_SECOND_TOKEN")}
		if o.Second.Token == "" {
			return o, errors.New("--second-project: got no token for it, want one in VALIDATE_SECOND_TOKEN")
		}
	}
	if o.Variables == nil {
		o.Variables = map[string]string{}
	}
	for name, value := range map[string]string{"flavor": s.flavor, "image": s.image} {
		if value != "" {
			o.Variables[name] = value
		}
	}
	return o, nil
}

// concludeSuite says on standard error what did not run, and turns the outcomes into that of the command.
func (s *suiteRun) concludeSuite(outcomes []suite.Outcome, summary *conformance.Summary) error {
	counts := map[suite.State]int{}
	var blocked []error
	for _, o := range outcomes {
		counts[o.State]++
		switch {
		case o.State == suite.Blocked:
			blocked = append(blocked, fmt.Errorf("case %s was blocked: %s", o.Case.Name, o.Reason))
		case o.State == suite.Skipped && !s.quiet:
			fmt.Fprintln(s.stderr, "validate: "+report.Printable(fmt.Sprintf("case %s was skipped: %s", o.Case.Name, o.Reason)))
		}
	}
	fmt.Fprintf(s.stderr, "validate: suite: %d cases passed, %d failed, %d blocked, %d skipped\n",
		counts[suite.Passed], counts[suite.Failed], counts[suite.Blocked], counts[suite.Skipped])
	if err := s.conclude(summary); err != nil {
		return err
	}
	if counts[suite.Passed]+counts[suite.Failed] == 0 && len(blocked) == 0 {
		return errors.New("no case ran; see validate suite --list for their names")
	}
	if len(blocked) == 0 {
		return nil
	}
	if counts[suite.Failed] == 0 {
		return errors.Join(blocked...)
	}
	for _, err := range blocked {
		fmt.Fprintln(s.stderr, "validate: "+report.Printable(err.Error()))
	}
	return nil
}

func writeCases(w io.Writer, cases *suite.Suite) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range cases.Cases {
		fmt.Fprintf(columns, "%s\t%s\n", c.Name, c.Summary)
	}
	return columns.Flush()
}
