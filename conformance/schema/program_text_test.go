package schema_test

import (
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// A text that is certain to conform does so as a JSON string as well, and most that do are certain.
func TestATextIsJudgedAsItsJSONIs(t *testing.T) {
	var certain, conforming atomic.Int64
	everySchema(t, func(t *testing.T, seed uint64) {
		for p := range pairsOf(t, seed) {
			text, isText := p.value.(string)
			if !isText {
				continue
			}
			if len(p.faults) == 0 {
				conforming.Add(1)
			}
			if p.program.ConformsText([]byte(text)) {
				certain.Add(1)
				require.Empty(t, p.faults, "%s", p)
			}
		}
	})
	require.Greater(t, certain.Load()*3, conforming.Load()*2, "the rest is composed")
}
