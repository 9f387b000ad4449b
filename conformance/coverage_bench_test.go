package conformance_test

import (
	"testing"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/recording"
)

// BenchmarkCoverage judges all recordings of the repository, without coverage and with it.
func BenchmarkCoverage(b *testing.B) {
	plain, err := conformance.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	covered, err := plain.WithCoverage()
	if err != nil {
		b.Fatal(err)
	}
	b.Chdir("..")
	files, err := recording.Files([]string{recordings})
	if err != nil {
		b.Fatal(err)
	}
	var exchanges []conformance.Exchange
	for _, file := range files {
		for x, err := range recording.ReadFile(file) {
			if err != nil {
				b.Fatal(err)
			}
			exchanges = append(exchanges, x)
		}
	}
	judge := func(contract *conformance.Contract) func(*testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				summary := contract.NewSummary()
				for i := range exchanges {
					result := contract.Check(&exchanges[i])
					summary.Add(&result)
				}
			}
		}
	}
	b.Run("off", judge(plain))
	b.Run("on", judge(covered))
}
