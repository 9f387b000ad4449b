package schema

// Judge gives the faults of a body by the judge alone, over the whole body.
func (p *Program) Judge(body []byte) []Fault { return p.judge(body, &judge{}) }

// IsCertain reports whether a body is found to conform without the judge.
func (p *Program) IsCertain(body []byte) bool {
	r, plan := p.begin(plainForm)
	defer p.end(r)
	return r.run(plan, body, plainForm, p.maxDepth) && len(r.failures) == 0
}
