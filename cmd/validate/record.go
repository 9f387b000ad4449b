package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/proxy"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
)

const recordHelp = `Record is a reverse proxy: it sends requests to the service at --upstream, passes
the answers on as they come, and records every exchange into the directory of
-o, without its secrets. What is recorded is judged as validate judges it, beside
the traffic, and reported on SIGINT or SIGTERM; a second signal ends at once.

A client gets the end of an answer when the exchange is in the recording, so that
a kill loses nothing that was acknowledged. With --fsync always a power cut does
not either, and each answer waits for the disk; by default it may take the last
second. The files are numbered, and none is ever overwritten.

Answers of the proxy itself have the header field Proxy-Status: 502 and 504 when
the upstream does not answer, 413 for a body that is too large, 503 while nothing
can be recorded, such as when the disk is full.

Exit codes:
  0  what was recorded conforms: no finding is as grave as --fail-on
  1  there are findings as grave as --fail-on
  2  the job could not be done: wrong usage, an address in use, exchanges that
     were not recorded, or nothing that matches an operation`

// record is the job of recording traffic.
type record struct {
	*check
	recordFlags
}

func (c *check) recordCommand(flags *pflag.FlagSet) *cobra.Command {
	r := &record{check: c}
	command := &cobra.Command{
		Use:   "record --upstream URL -o DIR [flags]",
		Short: "Record the traffic of a service, and judge it",
		Long:  recordHelp,
		Example: `  validate record --upstream https://modelarts.example.com -o traffic
  validate record --upstream http://127.0.0.1:8080 --listen 127.0.0.1:9090 --form har --out junit=traffic.xml -o traffic`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return r.run(cmd.Context()) },
	}
	r.recordFlags.flags(command.Flags())
	runFlags(command, flags)
	return command
}

func (r *record) run(ctx context.Context) error {
	if err := r.recordFlags.check(); err != nil {
		return err
	}
	if err := r.settings.read(); err != nil {
		return err
	}
	contract, err := r.open()
	if err != nil {
		return err
	}
	if err := r.waivers.open(r.settings.given("waivers")); err != nil {
		return err
	}
	certificate, err := r.certificate()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", r.listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	defer listener.Close()
	recorder, err := r.recorder()
	if err != nil {
		return err
	}
	defer recorder.Close()
	server, err := r.proxy(contract, recorder)
	if err != nil {
		return err
	}
	reports, err := r.reports(contract)
	if err != nil {
		return err
	}
	defer reports.discard()
	return r.serve(ctx, contract, reports, &recorded{server, recorder, listener, certificate})
}

// recorded is the traffic with its recording.
type recorded struct {
	proxy       *proxy.Proxy
	recorder    *proxy.Recorder
	listener    net.Listener
	certificate *tls.Certificate
}

// serve serves and judges until a signal, and reports what was found.
func (r *record) serve(ctx context.Context, contract *conformance.Contract, w report.Writer, t *recorded) error {
	ctx, stop := untilInterrupt(ctx)
	defer stop()
	r.announce(t)
	served := make(chan error, 1)
	go func() {
		err := t.proxy.Serve(ctx, t.listener, t.certificate)
		served <- errors.Join(err, t.recorder.Close())
	}()
	summary, err := r.judgeTraffic(contract, w, t.recorder)
	stop() // A report that cannot be written ends the job as well.
	if err := errors.Join(err, <-served); err != nil {
		return err
	}
	r.screen.clear()
	r.concludeWhole(contract, summary)
	if err := w.Close(summary); err != nil {
		return err
	}
	if err := unrecorded(t.recorder); err != nil {
		return err
	}
	if summary.Exchanges == 0 {
		return errors.New("record: nothing was recorded: no request came; send them to --listen")
	}
	return r.conclude(summary)
}

// announce says where to send requests.
func (r *record) announce(t *recorded) {
	if r.quiet {
		return
	}
	scheme := "http"
	if t.certificate != nil {
		scheme = "https"
	}
	fmt.Fprintf(r.stderr, "validate: listening on %s://%s\n", scheme, t.listener.Addr())
	r.screen = newScreen(r.stderr)
}

// judgeTraffic judges what is recorded, from the recording, until it ends.
func (r *record) judgeTraffic(contract *conformance.Contract, w report.Writer, recorder *proxy.Recorder) (*conformance.Summary, error) {
	summary := contract.NewSummary()
	j := judging{contract: contract, reports: w, summary: summary, workers: 1, progress: func() error {
		r.screen.show(func() string {
			return fmt.Sprintf("%d exchanges judged: %d conform, %d deviate, %d unmatched", summary.Exchanges, summary.Conform, summary.Deviate, summary.Unmatched)
		})
		return nil
	}}
	for file, in := range recorder.Segments() {
		if err := r.judgeEntries(file, recording.Entries(file, in), &j); err != nil {
			return nil, err
		}
	}
	return summary, nil
}

func unrecorded(recorder *proxy.Recorder) error {
	if _, lost, cause := recorder.Counts(); lost > 0 {
		return fmt.Errorf("record: %d exchanges were not recorded: %w", lost, cause)
	}
	return nil
}
