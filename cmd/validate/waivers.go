package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/waiver"
)

// defaultWaivers is the file of waivers that is read when there is one.
const defaultWaivers = ".validate/waivers.yaml"

// waivers are the flags about known deviations.
type waivers struct {
	file    string
	today   day
	partial bool
	list    *waiver.List
}

func (w *waivers) flags(flags *pflag.FlagSet) {
	flags.StringVar(&w.file, "waivers", defaultWaivers, "`FILE` of known deviations, which do not fail the run")
	flags.Var(&w.today, "today", "judge as on this day which waivers are expired (default today, in UTC)")
	flags.BoolVar(&w.partial, "partial", false,
		"the recordings are a part of all: do not report waivers that cover nothing")
}

// open reads the file. One that nobody asked for need not exist.
func (w *waivers) open(asked bool) error {
	list, err := w.read(asked)
	if err == nil {
		w.list = waiver.NewList(list, w.day())
	}
	return err
}

func (w *waivers) read(asked bool) ([]waiver.Waiver, error) {
	file, err := os.Open(w.file)
	if !asked && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, ofFile(w.file, err)
	}
	defer file.Close()
	return waiver.Read(filepath.ToSlash(w.file), file)
}

// day is the day on which waivers are judged.
func (w *waivers) day() time.Time {
	if w.today.IsZero() {
		return time.Now().UTC().Truncate(24 * time.Hour)
	}
	return w.today.Time
}

// conclude notes what is wrong with the waivers themselves. What could not be read may need a waiver, so that
// unused ones are only known after a run over everything.
func (w *waivers) conclude(s *conformance.Summary, levels conformance.Levels) {
	findings := w.list.Expired()
	if !w.partial && s.Unreadable == 0 {
		findings = append(findings, w.list.Unused()...)
	}
	for _, f := range findings {
		s.Note(f, levels)
	}
}
