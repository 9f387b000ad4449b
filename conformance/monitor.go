package conformance

import (
	"cmp"
	"math"
	"strconv"
	"sync/atomic"
)

// Monitor judges exchanges while they happen. A [Transport] hands it those of a client, a [Handler] those of a
// server; several may share one. Its fields are not to be changed once it is in use.
type Monitor struct {
	// Contract is what the exchanges are held against. Nil judges nothing, for those who only record.
	Contract *Contract
	// File is what findings call the traffic, "live" when it is empty.
	File string
	// BodyLimit is how many bytes of a body are kept, 1 MiB when it is 0. A body with more passes as it is, and
	// counts as not recorded: nothing is claimed about it.
	BodyLimit int
	// Report is called with what was found out about each exchange. Like Record it may be called from several
	// goroutines at once, and nil means that nobody asks.
	Report func(Result)
	// Record is called with each exchange, after it was judged. Placeholders stand for its secrets, as those of
	// [Contract.Redact] do.
	Record func(Exchange)

	// exchanges counts those that were seen, to number them.
	exchanges atomic.Int64
}

const defaultBodyLimit = 1 << 20

// bodyLimit leaves room for the byte that tells that there is more.
func (m *Monitor) bodyLimit() int { return min(cmp.Or(m.BodyLimit, defaultBodyLimit), math.MaxInt-1) }

// observe takes an exchange that is over.
func (m *Monitor) observe(x Exchange) {
	x.File = cmp.Or(m.File, "live")
	x.ID = x.File + "#" + strconv.FormatInt(m.exchanges.Add(1)-1, 10)
	x, _ = m.Contract.Redact(&x)
	if m.Contract != nil && m.Report != nil {
		m.Report(m.Contract.Check(&x))
	}
	if m.Record != nil {
		m.Record(x)
	}
}
