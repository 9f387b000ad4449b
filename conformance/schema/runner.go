package schema

import (
	"hash/maphash"

	"github.com/devenviron/contract/conformance/jsontext"
	"github.com/devenviron/contract/conformance/schema/pattern"
)

// What a runner finds at a value is where it ends, or one of these.
const (
	// doubt leaves the value to the judge.
	doubt = -1
	// refused is certain that the value does not conform, if the text around it is JSON.
	refused = -2
)

// A runner goes over a text once, along a plan. It checks the text and the value together, and notes the values
// of which it is not certain that all is well: these the judge goes over, decides, and explains.
type runner struct {
	window
	depth int // levels that are left
	// failures are the values that may have faults. Everywhere else there is none, unless the text is broken.
	failures []failure
	// around are the arrays and objects that hold failures.
	around []jsontext.Span
	// overflows is set when there are more failures than are kept.
	overflows bool
	// repeats is set when an object among them has a member twice.
	repeats bool
	// attempts is how many attempts are under way in which a failure is not to be noted.
	attempts int
	// fuel bounds how much of the text is gone over again for alternatives; stop is the offset at which the
	// last attempt failed.
	fuel, stop int
	// steps are what is left of the effort for patterns.
	steps int
	// silent is set when a member conformed only because no schema speaks of the members of its object.
	silent bool
	experience
	// luck is how many more second guesses may be wrong.
	luck int
	// starts has where the values of properties begin, for the objects that are open and have conditions.
	starts []int
	// names has the names that no schema knows, for the objects that are open.
	names []name
	// text holds the text without its escapes that is looked at, buffers those of two names.
	text      []byte
	buffers   [2][]byte
	canonical []byte // the form of a number that is looked up
	// items must differ, and so must their digests, sums; table is to look names and sums up.
	items    []jsontext.Span
	sums     []digest
	digester digester
	table    []int32
	seed     maphash.Seed
	// judge decides where the runner is not certain.
	judge judge
}

// A failure is a value that may have faults: as a whole, or apart from the values in it.
type failure struct {
	offset int
	whole  bool
}

// run goes over a body in a form. It reports whether the body is certain to be JSON; then it has faults at most
// where failures are noted.
func (r *runner) run(p *plan, body []byte, as form, maxDepth int) bool {
	r.notation, r.hops = notations[as], r.known[as]
	r.depth, r.failures, r.repeats, r.attempts = maxDepth, r.failures[:0], false, 0
	r.around, r.luck, r.overflows = r.around[:0], luck, false
	r.fuel, r.steps = 16*len(body)+4096, pattern.Steps(len(body))
	if r.quoted {
		r.attempts++ // failures have no place that the judge could go to
	}
	if len(body) > maxBody {
		return false
	}
	i := r.skipSpaces(r.open(body))
	start := i + r.shift
	if i = r.value(p, i); i < 0 {
		i = r.pass(start, i)
	}
	return i >= 0 && r.skipSpaces(r.step(i))+r.shift == len(body)
}

// release lets go of the body, and of what a large one has left behind.
func (r *runner) release() {
	const sane = 1 << 16
	r.data, r.body, r.digester = nil, nil, digester{}
	r.judge.reset(nil)
	if cap(r.names)+cap(r.items)+cap(r.text)+cap(r.table)+cap(r.failures)+cap(r.judge.found.entries) > sane {
		r.names, r.items, r.sums, r.text, r.table, r.failures, r.around = nil, nil, nil, nil, nil, nil, nil
		r.judge.found = outcome{}
	}
}

// pass notes the value at an offset, which failed, and goes over it as any value.
func (r *runner) pass(offset, verdict int) int {
	if r.attempts > 0 {
		return verdict
	}
	r.add(failure{offset, true})
	r.attempts++ // where this fails, the text is broken or has a member twice, and all is left to the judge
	i := r.any(r.indexOf(offset))
	if i >= 0 {
		r.attempts--
	}
	return i
}

// note notes the object at an offset, which failed but for the values in it, and whose end is known.
func (r *runner) note(offset, verdict, end int) int {
	if r.attempts > 0 {
		return r.fail(verdict, end)
	}
	r.add(failure{offset, false})
	return end
}

// add notes a failure, unless there are too many to keep.
func (r *runner) add(f failure) {
	if r.overflows = len(r.failures) == maxKept; !r.overflows {
		r.failures = append(r.failures, f)
	}
}

// fail stops the attempt at i.
func (r *runner) fail(verdict, i int) int {
	r.stop = i + r.shift
	return verdict
}

// value goes over the value at i.
func (r *runner) value(p *plan, i int) int {
	data := r.data
	switch p.op {
	case opText, opLength:
		if r.isQuote(data, i) {
			start := i + r.quoteLen
			end := start
			// Most texts end within sixteen bytes: two words at once leave little to predict.
			if first, second := special(load8(data, start)), special(load8(data, start+8)); first|second != 0 {
				if first == 0 {
					first = second
					end += 8
				}
				end += firstMarked(first)
			} else {
				end = r.plainEnd(start + 16)
			}
			if length := end - start; r.isQuote(data, end) && length >= p.lo && length <= p.hi {
				return end + r.quoteLen
			}
			if p.op == opText {
				return r.textEnd(end)
			}
			return r.rules(p, i)
		}
	case opLiteral:
		if r.isQuote(data, i) {
			if index, end := p.literals.find(&r.notation, data, i+r.quoteLen); index >= 0 {
				return end + r.quoteLen
			}
			return r.rules(p, i)
		}
	case opRules:
		if r.isQuote(data, i) {
			return r.rules(p, i)
		}
	case opObject:
		if byteAt(data, i) == '{' {
			return r.object(p.object, i)
		}
	case opInteger:
		if c := byteAt(data, i); c-'0' <= 9 || c == '-' {
			return r.integer(p, i)
		}
	case opArray:
		if byteAt(data, i) == '[' {
			return r.array(p.array, i)
		}
	case opBoolean:
		if end, certain := booleanEnd(data, i); certain {
			return end
		}
	case opNumber:
		if c := byteAt(data, i); c-'0' <= 9 || c == '-' {
			return r.number(p, i)
		}
	case opAny:
		return r.any(i)
	default:
		return r.composed(p, i)
	}
	return r.other(p, i)
}

// The words of JSON, as load8 reads them.
const (
	wordTrue  = 't' | 'r'<<8 | 'u'<<16 | 'e'<<24
	wordFalse = 'f' | 'a'<<8 | 'l'<<16 | 's'<<24 | 'e'<<32
	wordNull  = 'n' | 'u'<<8 | 'l'<<16 | 'l'<<24
)

// booleanEnd gives where a boolean ends; it is not certain that there is one.
func booleanEnd(data []byte, i int) (end int, certain bool) {
	w := load8(data, i)
	if uint32(w) == wordTrue {
		return i + 4, true
	}
	return i + 5, w&(1<<40-1) == wordFalse
}

// other judges a value that is not of the kind of its plan.
func (r *runner) other(p *plan, i int) int {
	if uint32(load8(r.data, i)) == wordNull {
		if p.null == 0 {
			return i + 4
		}
		return r.fail(p.null, i)
	}
	return r.fail(refused, i)
}
