package report

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/coverage"
)

// coverageLCOV writes coverage in the tracefile format of lcov, which tools for the coverage of code show beside the
// documents of the contract: operations are its functions, lines with an element its lines. Values of enumerations
// and nulls that share a line are the branches of that line. Elements without a place are left out.
func coverageLCOV(w io.Writer, t *coverage.Tally) error {
	files := map[string]*lcovFile{}
	for c := range t.Counts() {
		if c.Line == 0 {
			continue
		}
		f := files[c.File]
		if f == nil {
			f = &lcovFile{lines: map[int]*lcovLine{}}
			files[c.File] = f
		}
		f.add(c)
	}
	out := bufio.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(out, "TN:\nSF:%s\n", Printable(name))
		files[name].writeTo(out)
		out.WriteString("end_of_record\n")
	}
	return out.Flush()
}

// lcovFile is what is known of one document.
type lcovFile struct {
	functions []coverage.Count
	lines     map[int]*lcovLine
}

// lcovLine has how often the elements of a line are covered, and which of them are branches.
type lcovLine struct {
	exchanges int
	branches  []int
}

func (f *lcovFile) add(c coverage.Count) {
	line := f.lines[c.Line]
	if line == nil {
		line = &lcovLine{}
		f.lines[c.Line] = line
	}
	line.exchanges += c.Exchanges
	switch c.Kind {
	case coverage.Operations:
		f.functions = append(f.functions, c)
	case coverage.EnumValues, coverage.Nulls:
		line.branches = append(line.branches, c.Exchanges)
	}
}

func (f *lcovFile) writeTo(out *bufio.Writer) {
	for _, c := range f.functions {
		fmt.Fprintf(out, "FN:%d,%s\n", c.Line, lcovName(c.Name))
	}
	covered := 0
	for _, c := range f.functions {
		fmt.Fprintf(out, "FNDA:%d,%s\n", c.Exchanges, lcovName(c.Name))
		covered += min(c.Exchanges, 1)
	}
	fmt.Fprintf(out, "FNF:%d\nFNH:%d\n", len(f.functions), covered)
	numbers := slices.Sorted(maps.Keys(f.lines))
	f.writeBranches(out, numbers)
	covered = 0
	for _, number := range numbers {
		fmt.Fprintf(out, "DA:%d,%d\n", number, f.lines[number].exchanges)
		covered += min(f.lines[number].exchanges, 1)
	}
	fmt.Fprintf(out, "LF:%d\nLH:%d\n", len(numbers), covered)
}

func (f *lcovFile) writeBranches(out *bufio.Writer, numbers []int) {
	found, covered := 0, 0
	for _, number := range numbers {
		line := f.lines[number]
		if len(line.branches) < 2 {
			continue
		}
		for i, exchanges := range line.branches {
			taken := "-" // The line was never reached.
			if line.exchanges > 0 {
				taken = fmt.Sprint(exchanges)
			}
			fmt.Fprintf(out, "BRDA:%d,0,%d,%s\n", number, i, taken)
			found++
			covered += min(exchanges, 1)
		}
	}
	fmt.Fprintf(out, "BRF:%d\nBRH:%d\n", found, covered)
}

// lcovName is a name without what ends it in the format.
func lcovName(name string) string { return strings.ReplaceAll(Printable(name), ",", ";") }
