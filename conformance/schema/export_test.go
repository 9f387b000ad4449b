package schema

// Judge gives the faults of a body by the judge alone, over the whole body.
func (p *Program) Judge(body []byte) []Fault { return p.judge(body, &judge{}) }
