package schema

import "unicode/utf8"

// ConformsText reports whether a string is certain to conform: text is what it says, with nothing escaped and no quotes
// around. If it is not certain, its JSON has to be made for [Program.Check].
func (p *Program) ConformsText(text []byte) bool {
	plan := p.plan().plan
	if plan.op < opText || plan.op > opRules || !utf8.Valid(text) {
		return false
	}
	return plan.text.judge(text, utf8.RuneCount(text), nil) == 0
}
