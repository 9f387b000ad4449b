package main

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
	"github.com/devenviron/contract/conformance/report"
)

func (c *check) judge(ctx context.Context, contract *conformance.Contract, files []string, w report.Writer) (*conformance.Summary, error) {
	summary := contract.NewSummary()
	dealer := conformance.NewDealer(c.shard.Shard)
	for i, file := range files {
		progress := func() error {
			c.screen.progress(summary.Exchanges, i+1, len(files))
			return context.Cause(ctx)
		}
		j := judging{contract: contract, reports: w, summary: summary, progress: progress, workers: runtime.GOMAXPROCS(0)}
		if err := c.judgeFile(file, dealer, &j); err != nil {
			return nil, err
		}
	}
	c.screen.clear()
	if summary.Input = dealer.Input(); summary.Input == nil {
		c.concludeWhole(contract, summary)
	}
	return summary, w.Close(summary)
}

// concludeWhole notes what only the whole run tells.
func (c *check) concludeWhole(contract *conformance.Contract, s *conformance.Summary) {
	c.waivers.conclude(s, c.rules.Levels)
	if s.Coverage != nil {
		contract.CheckFloors(s, c.coverage.floors.list())
	}
}

// judging is what the exchanges of a run go through.
type judging struct {
	contract *conformance.Contract
	reports  report.Writer
	summary  *conformance.Summary
	// progress is called for each exchange. Its error ends the run.
	progress func() error
	workers  int
}

func (c *check) judgeFile(file string, dealer *conformance.Dealer, j *judging) error {
	empty := true
	dealt := func(yield func(conformance.Entry) bool) {
		for e := range c.entries(file) {
			empty = false
			if dealer.Deal(file) && !yield(e) {
				return
			}
		}
	}
	if err := c.judgeEntries(file, dealt, j); err != nil {
		return err
	}
	if empty && dealer.Deal(file) {
		return c.unreadable(file, fmt.Errorf("%s: got a recording without exchanges, want at least one", filepath.ToSlash(file)), j.reports)
	}
	return nil
}

// judgeEntries reports every exchange that can be read; what cannot be read is trouble, and the rest goes on.
func (c *check) judgeEntries(file string, entries iter.Seq[conformance.Entry], j *judging) error {
	var kept conformance.Result // one for all, as what a writer is given lies on the heap
	for result, err := range j.contract.CheckAll(entries, j.workers) {
		if err := j.progress(); err != nil {
			return err
		}
		if err != nil {
			j.summary.Unreadable++
			if err := c.unreadable(file, err, j.reports); err != nil {
				return err
			}
			continue
		}
		if j.summary.Exchanges == aLongRun {
			collectOften(j.workers)
		}
		kept = result
		c.waivers.list.Apply(&kept)
		j.summary.Add(&kept)
		if err := j.reports.Write(&kept); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) entries(file string) iter.Seq[conformance.Entry] {
	if file == recording.StandardInput {
		return recording.Entries(file, c.stdin)
	}
	return recording.FileEntries(file)
}

func (c *check) unreadable(file string, err error, w report.Writer) error {
	c.trouble(err)
	return w.Unreadable(filepath.ToSlash(file), err)
}
