package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/coverage"
)

// Results yields the results of a JSON report, one at a time. An error is the last that is yielded.
func Results(in io.Reader) iter.Seq2[conformance.Result, error] {
	return func(yield func(conformance.Result, error) bool) {
		r, err := NewReader(in)
		if err != nil {
			yield(conformance.Result{}, err)
			return
		}
		for {
			result, err := r.result()
			if err != nil {
				yield(conformance.Result{}, err)
				return
			}
			if result == nil || !yield(result.Result, nil) {
				return
			}
		}
	}
}

// Reader reads a JSON report as a stream. It tells what stands before the results; the rest is for [Merge].
type Reader struct {
	Contract conformance.ContractInfo
	// Shard is the part of a run that the report is about, zero for a whole one.
	Shard conformance.Shard

	decoder *json.Decoder
	// unread is set while the reader is in the list of what could not be read. What follows is known behind it.
	unread   bool
	summary  conformance.Summary
	coverage *coverage.Tally
}

// NewReader reads the head of a report.
func NewReader(in io.Reader) (*Reader, error) {
	r := &Reader{decoder: json.NewDecoder(in)}
	if err := r.head(); err != nil {
		return nil, notReport(err)
	}
	return r, nil
}

func (r *Reader) head() error {
	if err := r.expect(json.Delim('{'), "format", float64(FormatVersion), "contract"); err != nil {
		return err
	}
	if err := r.decoder.Decode(&r.Contract); err != nil {
		return err
	}
	name, err := r.decoder.Token()
	if err == nil && name == "shard" {
		if err = r.decoder.Decode(&r.Shard); err == nil {
			name, err = r.decoder.Token()
		}
	}
	if err != nil {
		return err
	}
	if name != "results" {
		return unexpected(name, "results")
	}
	return r.expect(json.Delim('['))
}

// result gives the next result, nil behind the last.
func (r *Reader) result() (*orderedResult, error) {
	item, err := next[orderedResult](r)
	if item == nil && err == nil {
		err = r.unreadables()
	}
	return item, notReport(err)
}

// unreadable gives the next of what could not be read, nil behind the last. All results have been read.
func (r *Reader) unreadable() (*orderedUnreadable, error) {
	if !r.unread {
		return nil, nil
	}
	item, err := next[orderedUnreadable](r)
	if item == nil && err == nil {
		r.unread = false
		if err = r.expect("summary"); err == nil {
			err = r.end()
		}
	}
	return item, notReport(err)
}

// next gives the next item of the list in which the reader stands. It leaves the list when there is none.
func next[T any](r *Reader) (*T, error) {
	if !r.decoder.More() {
		return nil, r.expect(json.Delim(']'))
	}
	item := new(T)
	if err := r.decoder.Decode(item); err != nil {
		return nil, err
	}
	return item, nil
}

// unreadables enters the list of what could not be read, or reads to the end when there is none.
func (r *Reader) unreadables() error {
	name, err := r.decoder.Token()
	switch {
	case err != nil:
		return err
	case name == "unreadable":
		r.unread = true
		return r.expect(json.Delim('['))
	case name == "summary":
		return r.end()
	}
	return unexpected(name, "summary")
}

// end reads the summary and the coverage.
func (r *Reader) end() error {
	if err := r.decoder.Decode(&r.summary); err != nil {
		return err
	}
	if r.decoder.More() {
		if err := r.expect("coverage"); err != nil {
			return err
		}
		var covered struct {
			Elements []coverage.Count `json:"elements"`
		}
		if err := r.decoder.Decode(&covered); err != nil {
			return err
		}
		r.coverage = coverage.TallyOf(covered.Elements)
	}
	return r.expect(json.Delim('}'))
}

func (r *Reader) expect(tokens ...json.Token) error {
	for _, want := range tokens {
		got, err := r.decoder.Token()
		if err != nil {
			return err
		}
		if got != want {
			return unexpected(got, want)
		}
	}
	return nil
}

func unexpected(got, want json.Token) error {
	return fmt.Errorf("got %.80q, want %.80q", fmt.Sprint(got), fmt.Sprint(want))
}

func notReport(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("not a JSON report of format %d: %w", FormatVersion, err)
}
