package sandbox

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"sync"
)

// generator makes IDs. The same seed gives the same IDs in the same order. It is safe for concurrent use.
type generator struct {
	mu     sync.Mutex
	random *rand.Rand
}

func newGenerator(seed uint64) *generator {
	return &generator{random: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))}
}

func (g *generator) words() (high, low uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.random.Uint64(), g.random.Uint64()
}

// uuid is one of RFC 4122, version 4.
func (g *generator) uuid() string {
	high, low := g.words()
	return formatUUID(high&^0xf000|0x4000, low&^(3<<62)|2<<62)
}

// instance is an ID as those of the old API are.
func (g *generator) instance() string { return "DE-" + g.uuid() }

// unused is an ID that nothing has yet. A generator that was seeded again begins with IDs that a snapshot may hold.
func unused[T any](taken map[string]*T, build func() string) string {
	for {
		if id := build(); taken[id] == nil {
			return id
		}
	}
}

// secret looks like a UUID and is none, as the tokens of notebooks do.
func (g *generator) secret() string { return formatUUID(g.words()) }

func formatUUID(high, low uint64) string {
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", high>>32, high>>16&0xffff, high&0xffff, low>>48, low&(1<<48-1))
}

// hex is 32 hexadecimal digits.
func (g *generator) hex() string {
	high, low := g.words()
	return hex.EncodeToString(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(make([]byte, 0, 16), high), low))
}

// chance is a number from 0 up to 1.
func (g *generator) chance() float64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.random.Float64()
}
