package schema

// any goes over a value of which nothing is said.
func (r *runner) any(i int) int {
	if r.isQuote(r.data, i) {
		return r.textEnd(r.plainEnd(i + r.quoteLen))
	}
	switch c := byteAt(r.data, i); c {
	case '{':
		return r.object(&anyObject, i)
	case '[':
		return r.array(&anyArray, i)
	case 't', 'f':
		return r.value(&anyBoolean, i)
	case 'n':
		return r.other(&anyBoolean, i)
	default:
		if c-'0' <= 9 || c == '-' {
			return r.numberEnd(i)
		}
	}
	return r.fail(doubt, i)
}

// anyMembers goes over the members from i on of an object of which nothing is said.
func (r *runner) anyMembers(i int) int {
	if i = r.skipSpace(i); byteAt(r.data, i) == '}' {
		return i + 1
	}
	for more := true; more; i, more = r.separator(i, '}') {
		if i = r.skipSpace(i); !r.isQuote(r.data, i) {
			return r.fail(doubt, i)
		}
		var this name
		if this, i = r.name(i); i < 0 {
			return i
		}
		r.addName(this)
		if i = r.colon(i); i < 0 {
			return i
		}
		start := i + r.shift
		if i = r.any(i); i < 0 {
			if i = r.pass(start, i); i < 0 {
				return i
			}
		}
	}
	return i
}

var (
	anyValue   = plan{op: opAny}
	anyBoolean = plan{op: opBoolean}
	anyArray   = arrayPlan{items: &anyValue, max: maxInt}
	anyObject  = objectPlan{max: maxInt, silent: true}
)
