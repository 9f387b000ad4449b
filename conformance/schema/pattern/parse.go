package pattern

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxNesting bounds the recursion over a pattern.
const maxNesting = 200

// A parser reads ECMA-262 regular expressions by code point, as with the u flag, but keeps what ECMA-262
// allows without it and is harmless: escaped punctuation, and brackets and braces that stand for themselves.
// What the standard leaves undefined, such as \A and \Z, is an error: it is meant for another engine.
type parser struct {
	text   []rune
	at     int
	depth  int
	groups []string // the names of the capturing groups, "" for those without
	refs   []*expr
}

// parse reads a whole pattern, and gives how many capturing groups it has.
func parse(text string) (e *expr, groups int, err error) {
	p := parser{text: []rune(text)}
	e, err = p.alternatives()
	if err == nil && p.at < len(p.text) {
		err = errors.New("')' without '('")
	}
	if err == nil {
		err = p.resolve()
	}
	return e, len(p.groups), err
}

// resolve binds the back references; a group may stand behind the reference to it.
func (p *parser) resolve() error {
	for _, ref := range p.refs {
		if ref.name != "" {
			ref.group = slices.Index(p.groups, ref.name) + 1
		}
		if ref.group < 1 || ref.group > len(p.groups) {
			return errors.New("back reference to a group that does not exist")
		}
	}
	return nil
}

// peek gives the next code point, or -1 at the end.
func (p *parser) peek() rune {
	if p.at == len(p.text) {
		return -1
	}
	return p.text[p.at]
}

// skip steps over prefix if it comes next.
func (p *parser) skip(prefix string) bool {
	runes := []rune(prefix)
	if len(p.text)-p.at < len(runes) || !slices.Equal(p.text[p.at:p.at+len(runes)], runes) {
		return false
	}
	p.at += len(runes)
	return true
}

// until gives the text up to the next end, and steps over both.
func (p *parser) until(end rune) (string, error) {
	n := slices.Index(p.text[p.at:], end)
	if n < 0 {
		return "", fmt.Errorf("%q is missing", end)
	}
	text := string(p.text[p.at : p.at+n])
	p.at += n + 1
	return text, nil
}

func (p *parser) alternatives() (*expr, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, fmt.Errorf("more than %d nested groups", maxNesting)
	}
	defer func() { p.depth-- }()
	var subs []*expr
	for {
		sub, err := p.sequence()
		if err != nil {
			return nil, err
		}
		subs = append(subs, sub)
		if !p.skip("|") {
			break
		}
	}
	if len(subs) == 1 {
		return subs[0], nil
	}
	return &expr{op: opAlternate, subs: subs}, nil
}

func (p *parser) sequence() (*expr, error) {
	e := &expr{op: opConcat}
	for next := p.peek(); next >= 0 && next != '|' && next != ')'; next = p.peek() {
		sub, err := p.term()
		if err != nil {
			return nil, err
		}
		e.subs = append(e.subs, sub)
	}
	return e, nil
}

func (p *parser) term() (*expr, error) {
	groups := len(p.groups)
	atom, err := p.atom()
	if err != nil {
		return nil, err
	}
	lo, hi, ok, err := p.quantifier()
	if err != nil || !ok {
		return atom, err
	}
	switch atom.op {
	case opSet, opGroup, opConcat, opAlternate, opBackReference:
		inside := [2]int{groups, len(p.groups)}
		return &expr{op: opRepeat, subs: []*expr{atom}, min: lo, max: hi, lazy: p.skip("?"), inside: inside}, nil
	}
	return nil, errors.New("nothing to repeat")
}

// quantifier reads *, +, ? and {m,n}. A brace that opens none of these stands for itself.
func (p *parser) quantifier() (lo, hi int, ok bool, err error) {
	switch {
	case p.skip("*"):
		return 0, unlimited, true, nil
	case p.skip("+"):
		return 1, unlimited, true, nil
	case p.skip("?"):
		return 0, 1, true, nil
	case p.peek() != '{':
		return 0, 0, false, nil
	}
	start := p.at
	p.at++
	lo, ok = p.number()
	if !ok {
		p.at = start
		return 0, 0, false, nil
	}
	hi = lo
	if p.skip(",") {
		if hi, ok = p.number(); !ok {
			hi = unlimited
		}
	}
	if !p.skip("}") {
		p.at = start
		return 0, 0, false, nil
	}
	if hi != unlimited && hi < lo {
		return 0, 0, false, fmt.Errorf("{%d,%d} is out of order", lo, hi)
	}
	return lo, hi, true, nil
}

// number reads a decimal number, up to a size that no text reaches.
func (p *parser) number() (n int, ok bool) {
	const most = 1 << 40
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		n = min(n*10+int(c-'0'), most)
		ok = true
		p.at++
	}
	return n, ok
}

func (p *parser) atom() (*expr, error) {
	switch c := p.peek(); c {
	case '^':
		p.at++
		return &expr{op: opBegin}, nil
	case '$':
		p.at++
		return &expr{op: opEnd}, nil
	case '.':
		p.at++
		return &expr{op: opSet, set: lineEnds.complement()}, nil
	case '(':
		p.at++
		return p.group()
	case '[':
		p.at++
		return p.class()
	case '\\':
		p.at++
		return p.escape()
	case '*', '+', '?':
		return nil, errors.New("nothing to repeat")
	default:
		if _, _, ok, err := p.quantifier(); ok || err != nil {
			return nil, errors.New("nothing to repeat")
		}
		p.at++
		return &expr{op: opSet, set: single(c)}, nil
	}
}

func (p *parser) group() (*expr, error) {
	e := &expr{op: opGroup}
	switch {
	case p.skip("?:"):
		return p.close(&expr{op: opConcat})
	case p.skip("?="):
		e.op = opLook
	case p.skip("?!"):
		e.op, e.negate = opLook, true
	case p.skip("?<="):
		e.op, e.behind = opLook, true
	case p.skip("?<!"):
		e.op, e.behind, e.negate = opLook, true, true
	case p.skip("?<"):
		name, err := p.until('>')
		if err != nil || name == "" || slices.Contains(p.groups, name) {
			return nil, errors.New("a named group needs a name of its own")
		}
		p.groups = append(p.groups, name)
	case p.skip("?"):
		return nil, fmt.Errorf("(?%s is not ECMA-262", strings.TrimSuffix(string(p.peek()), "\uFFFD"))
	default:
		p.groups = append(p.groups, "")
	}
	if e.op == opGroup {
		e.group = len(p.groups)
	}
	return p.close(e)
}

// close reads what a group holds, up to its end, into e.
func (p *parser) close(e *expr) (*expr, error) {
	sub, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	if !p.skip(")") {
		return nil, errors.New("')' is missing")
	}
	e.subs = []*expr{sub}
	return e, nil
}
