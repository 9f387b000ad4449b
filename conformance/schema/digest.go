package schema

import (
	"hash/maphash"

	"github.com/devenviron/contract/conformance/jsontext"
)

// A digest stands for a value: equal values have the same, others have another but for a chance that is
// nothing.
type digest [2]uint64

var digestSeeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func digestOf(text []byte) digest {
	return digest{maphash.Bytes(digestSeeds[0], text), maphash.Bytes(digestSeeds[1], text)}
}

// then joins digests in their order.
func (d digest) then(other digest) digest {
	var out digest
	for i, seed := range digestSeeds {
		out[i] = maphash.Comparable(seed, [2]digest{d, other})
	}
	return out
}

// A digester makes digests of the values of a checked text, of each array or object once.
type digester struct {
	data  []byte
	known map[int]digested
	text  []byte
}

type digested struct {
	sum digest
	end int
}

// minDigested is how large an array or object is whose digest is kept.
const minDigested = 256

// digest gives the digest of the value at start, and where it ends.
func (g *digester) digest(start int) (sum digest, end int) {
	data := g.data
	switch c := data[start]; c {
	case '[', '{':
		if known, ok := g.known[start]; ok {
			return known.sum, known.end
		}
		if c == '[' {
			sum, end = g.array(start)
		} else {
			sum, end = g.object(start)
		}
		if end-start >= minDigested {
			if g.known == nil {
				g.known = map[int]digested{}
			}
			g.known[start] = digested{sum, end}
		}
		return sum, end
	case '"':
		end = jsontext.ValueEnd(data, start)
		return g.string(jsontext.Span{Start: start, End: end}), end
	case 't', 'f', 'n':
		return digestOf(data[start : start+1]), jsontext.ValueEnd(data, start)
	}
	end = jsontext.ValueEnd(data, start)
	g.text = appendNumber(g.text[:0], parseDecimal(data[start:end]))
	return digestOf(g.text), end
}

func (g *digester) string(at jsontext.Span) digest {
	g.text = jsontext.Unquote(append(g.text[:0], '"'), g.data[at.Start:at.End])
	return digestOf(g.text)
}

func (g *digester) array(start int) (sum digest, end int) {
	sum = digestOf([]byte{'['})
	end = eachElement(g.data, start, func(i int) int {
		element, end := g.digest(i)
		sum = sum.then(element)
		return end
	})
	return sum, end
}

// object adds the members up: their order does not matter.
func (g *digester) object(start int) (sum digest, end int) {
	sum = digestOf([]byte{'{'})
	end = eachMember(g.data, start, func(name jsontext.Span, i int) int {
		text := g.string(name)
		value, end := g.digest(i)
		member := text.then(value)
		sum[0] += member[0]
		sum[1] += member[1]
		return end
	})
	return sum, end
}
