package schema_test

import (
	"fmt"
	"io"
	"os"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkSpeed prints how fast the engine is: in comparison with others, and on bodies that are not plain in
// comparison with those that are. The last line of a table has what is wanted.
func BenchmarkSpeed(b *testing.B) {
	for b.Loop() {
		printTable(b, againstOthers)
		printTable(b, againstPlain)
	}
}

func printTable(b *testing.B, fill func(b *testing.B, out io.Writer)) {
	b.Helper()
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fill(b, out)
	require.NoError(b, out.Flush())
}

func againstOthers(b *testing.B, out io.Writer) {
	b.Helper()
	peer := startPeer(b)
	fmt.Fprintf(out, "\nTimes as fast as\tjson.Valid\tkin-openapi ValidateResponse\tkin-openapi VisitJSON\tJSON.parse and ajv\t\t\n")
	for _, s := range plainSubjects(b) {
		contenders := []contender{s.by(b, conforms), s.by(b, isJSON), s.by(b, kinValidatesResponse), s.by(b, kinVisits)}
		if peer != nil {
			contenders = append(contenders, peer.contender(b, s))
		}
		times := medians(contenders)
		fmt.Fprintf(out, "%s\t", s.name)
		for _, other := range times[1:] {
			fmt.Fprintf(out, "%.1f\t", ratio(other, times[0]))
		}
		if peer == nil {
			fmt.Fprint(out, "-\t")
		}
		fmt.Fprintf(out, "%.0f MB/s\t\n", float64(s.size())/times[0].Seconds()/1e6)
	}
	fmt.Fprint(out, "wanted\t4.0\t40.0\t\t8.0\t\t\n")
}

func againstPlain(b *testing.B, out io.Writer) {
	b.Helper()
	others := []struct {
		name, wanted string
		encode       func() encoding
		judge        judge
	}{
		{"inside a JSON string", "0.70", quoting, conformsQuoted},
		{"members in random order", "0.50", shuffling, conforms},
		{"an escape in every string", "0.15", escaping, conforms},
		{"a fault in every object", "0.25", breaking, deviates},
	}
	names, wanted := "", ""
	for _, other := range others {
		names += other.name + "\t"
		wanted += other.wanted + "\t"
	}
	fmt.Fprintf(out, "\nParts of the speed on plain bodies\t%scombinators\t\n", names)
	composed := composedSubjects(b)
	for i, k := range kinds {
		plain, events := k.subject(b, "compact", compact), composed[i*len(composed)/len(kinds)]
		contenders := []contender{plain.by(b, conforms), events.by(b, conforms)}
		for _, other := range others {
			contenders = append(contenders, k.subject(b, "compact", other.encode()).by(b, other.judge))
		}
		times := medians(contenders)
		fmt.Fprintf(out, "%s\t", plain.name)
		for _, other := range times[2:] {
			fmt.Fprintf(out, "%.2f\t", ratio(times[0], other))
		}
		fmt.Fprintf(out, "%.2f\t\n", ratio(times[0], times[1])*float64(events.size())/float64(plain.size()))
	}
	fmt.Fprintf(out, "wanted\t%s0.30\t\n", wanted)
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }
