package suite

import (
	"regexp"
	"slices"

	"github.com/devenviron/contract/conformance/strictyaml"
)

// fields are the keys of a mapping with what reads them.
type fields map[string]func(strictyaml.Value) error

func (f fields) read(v strictyaml.Value) error {
	members, err := v.Members()
	if err != nil {
		return err
	}
	for _, m := range members {
		read, ok := f[m.Name]
		if !ok {
			return m.UnknownKey(f.names())
		}
		if err := read(m.Value); err != nil {
			return err
		}
	}
	return nil
}

func (f fields) names() []string {
	var names []string
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func text(into *string) func(strictyaml.Value) error {
	return func(v strictyaml.Value) (err error) {
		*into, err = v.Text()
		return err
	}
}

func truth(into *bool) func(strictyaml.Value) error {
	return func(v strictyaml.Value) error {
		data, err := v.Data()
		if err != nil {
			return err
		}
		b, ok := data.(bool)
		if !ok {
			return v.Errorf("got %v, want true or false", data)
		}
		*into = b
		return nil
	}
}

// texts reads a text or a list of them.
func texts(into *[]string) func(strictyaml.Value) error {
	return func(v strictyaml.Value) error {
		items := []strictyaml.Value{v}
		if v.IsList() {
			items, _ = v.List()
		}
		for _, item := range items {
			text, err := item.Text()
			if err != nil {
				return err
			}
			*into = append(*into, text)
		}
		return nil
	}
}

func textMap(into *map[string]string) func(strictyaml.Value) error {
	return each(func(m strictyaml.Member) error {
		text, err := m.Text()
		if *into == nil {
			*into = map[string]string{}
		}
		(*into)[m.Name] = text
		return err
	})
}

func dataMap(into *map[string]any) func(strictyaml.Value) error {
	return each(func(m strictyaml.Member) (err error) {
		if *into == nil {
			*into = map[string]any{}
		}
		(*into)[m.Name], err = m.Data()
		return err
	})
}

// each reads the members of a mapping one by one.
func each(read func(strictyaml.Member) error) func(strictyaml.Value) error {
	return func(v strictyaml.Value) error {
		members, err := v.Members()
		if err != nil {
			return err
		}
		for _, m := range members {
			if err := read(m); err != nil {
				return err
			}
		}
		return nil
	}
}

// items reads the items of a list one by one.
func items(read func(strictyaml.Value) error) func(strictyaml.Value) error {
	return func(v strictyaml.Value) error {
		list, err := v.List()
		if err != nil {
			return err
		}
		for _, item := range list {
			if err := read(item); err != nil {
				return err
			}
		}
		return nil
	}
}

var nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (s *Suite) read(root strictyaml.Value) error {
	return fields{
		"variables": each(func(m strictyaml.Member) error {
			v := Variable{Name: m.Name}
			err := fields{"summary": text(&v.Summary), "value": text(&v.Value)}.read(m.Value)
			s.Variables = append(s.Variables, v)
			return err
		}),
		"bodies": dataMap(&s.Bodies),
		"undo": each(func(m strictyaml.Member) error {
			steps, err := readSteps(m.Value)
			s.Undo[m.Name] = steps
			return err
		}),
		"fixtures": each(func(m strictyaml.Member) error {
			f := &Fixture{Name: m.Name}
			s.Fixtures[m.Name] = f
			return fields{"needs": texts(&f.Needs), "steps": stepList(&f.Steps)}.read(m.Value)
		}),
		"cases": items(func(v strictyaml.Value) error {
			c, err := readCase(v)
			s.Cases = append(s.Cases, c)
			return err
		}),
		"unprovoked": items(func(v strictyaml.Value) error {
			u := Unprovoked{At: v.At()}
			err := fields{"reason": text(&u.Reason), "codes": texts(&u.Codes)}.read(v)
			s.Unprovoked = append(s.Unprovoked, u)
			return err
		}),
	}.read(root)
}

func readCase(v strictyaml.Value) (*Case, error) {
	c := &Case{At: v.At()}
	err := fields{
		"name": text(&c.Name), "summary": text(&c.Summary), "needs": texts(&c.Needs), "fresh": texts(&c.Fresh),
		"sandbox": truth(&c.Sandbox), "steps": stepList(&c.Steps),
	}.read(v)
	switch {
	case err != nil:
		return nil, err
	case !nameForm.MatchString(c.Name):
		return nil, v.Errorf("got the name %q, want lower-case words with hyphens between", c.Name)
	case c.Summary == "":
		return nil, v.Errorf("case %s: got no summary, want a sentence", c.Name)
	case len(c.Steps) == 0:
		return nil, v.Errorf("case %s: got no steps, want at least one", c.Name)
	}
	last := c.Steps[len(c.Steps)-1].Expect
	if last.empty() {
		return nil, v.Errorf("case %s: the last step expects nothing, so that the case cannot fail", c.Name)
	}
	return c, nil
}

func stepList(into *[]*Step) func(strictyaml.Value) error {
	return func(v strictyaml.Value) (err error) {
		*into, err = readSteps(v)
		return err
	}
}
