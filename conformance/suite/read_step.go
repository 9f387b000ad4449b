package suite

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance/strictyaml"
)

func readSteps(v strictyaml.Value) ([]*Step, error) {
	var steps []*Step
	err := items(func(item strictyaml.Value) error {
		step, err := readStep(item)
		steps = append(steps, step)
		return err
	})(v)
	return steps, err
}

var identities = []Identity{Nobody, WrongToken, Signed, WrongSignature, UnknownKey, Second, Intruder}

func readStep(v strictyaml.Value) (*Step, error) {
	s := &Step{At: v.At()}
	var as, raw string
	err := fields{
		"call": text(&s.Call), "method": text(&s.Method), "path": text(&s.Path), "params": textMap(&s.Params),
		"query": textMap(&s.Query), "header": textMap(&s.Header), "as": text(&as),
		"body": func(v strictyaml.Value) (err error) {
			s.Body, err = v.Data()
			return err
		},
		"base": text(&s.Base), "set": dataMap(&s.Set), "remove": texts(&s.Remove),
		"text": func(v strictyaml.Value) error {
			s.Text = &raw
			return text(&raw)(v)
		},
		"poll": truth(&s.Poll), "unless": checkList(&s.Unless), "capture": textMap(&s.Capture),
		"expect": s.Expect.read,
		"answer": func(v strictyaml.Value) error {
			s.Answer = new(Change)
			return s.Answer.read(v)
		},
	}.read(v)
	if err != nil {
		return nil, err
	}
	s.As = Identity(as)
	switch {
	case as != "" && !slices.Contains(identities, s.As):
		return nil, v.Errorf("as: got %q, want one of %v", as, identities)
	case (s.Call == "") == (s.Method == "" || s.Path == ""):
		return nil, v.Errorf("got %q as operation, want call, or method and path", s.Call)
	case s.Call != "" && (s.Method != "" || s.Path != ""):
		return nil, v.Errorf("got call and method or path, want one of them")
	case s.Poll && s.Expect.empty():
		return nil, v.Errorf("got poll without expect, want what to wait for")
	}
	return s, nil
}

var statusForm = regexp.MustCompile(`^[1-5]([0-9]{2}|xx)$`)

func (e *Expect) read(v strictyaml.Value) error {
	err := fields{
		"status": texts(&e.Status), "conforms": truth(&e.Conforms), "code": text(&e.Code),
		"headers": texts(&e.Headers), "body": checkList(&e.Body),
		"sums": items(func(v strictyaml.Value) error {
			text, err := v.Text()
			if err != nil {
				return err
			}
			sum, err := parseSum(text)
			if err != nil {
				return v.Errorf("%w", err)
			}
			e.Sums = append(e.Sums, sum)
			return nil
		}),
	}.read(v)
	if err != nil {
		return err
	}
	for _, status := range e.Status {
		if !statusForm.MatchString(status) {
			return v.Errorf("status: got %q, want a status such as 200 or 2xx", status)
		}
	}
	return nil
}

func (c *Change) read(v strictyaml.Value) error {
	var status, page string
	err := fields{
		"status": text(&status), "set": dataMap(&c.Set), "remove": texts(&c.Remove),
		"text": func(v strictyaml.Value) error {
			c.Text = &page
			return text(&page)(v)
		},
	}.read(v)
	if err != nil || status == "" {
		return err
	}
	if c.Status, err = strconv.Atoi(status); err != nil || c.Status < 200 || c.Status > 599 {
		return v.Errorf("status: got %q, want one from 200 to 599", status)
	}
	return nil
}

func (e *Expect) empty() bool {
	return len(e.Status) == 0 && !e.Conforms && e.Code == "" && len(e.Headers) == 0 && len(e.Body) == 0 && len(e.Sums) == 0
}

func checkList(into *[]Check) func(strictyaml.Value) error {
	return each(func(m strictyaml.Member) error {
		if m.Name != "" && !strings.HasPrefix(m.Name, "/") {
			return m.Key.Errorf("got %q, want a JSON pointer such as /status", m.Name)
		}
		matcher, err := readMatcher(m.Value)
		if err == nil && secret(m.Name) && !matcher.onlyExists() {
			err = m.Key.Errorf("%s is a secret; want exists, which shows nothing of it", m.Name)
		}
		*into = append(*into, Check{m.Name, matcher})
		return err
	})
}

// secret says whether what is at a pointer must not be shown.
func secret(pointer string) bool { return strings.HasSuffix(pointer, "/token") }

func readMatcher(v strictyaml.Value) (Matcher, error) {
	var m Matcher
	if !v.IsMapping() {
		data, err := v.Data()
		m.Equals, m.HasEquals = data, true
		return m, err
	}
	number := func(into **string) func(strictyaml.Value) error {
		return func(v strictyaml.Value) error {
			text, err := v.Text()
			*into = &text
			return err
		}
	}
	err := fields{
		"in": func(v strictyaml.Value) error {
			data, err := v.Data()
			list, ok := data.([]any)
			if err == nil && !ok {
				err = v.Errorf("got %v, want a list", data)
			}
			m.In = list
			return err
		},
		"not": func(v strictyaml.Value) (err error) {
			m.HasNot = true
			m.Not, err = v.Data()
			return err
		},
		"exists": func(v strictyaml.Value) error {
			m.Exists = new(bool)
			return truth(m.Exists)(v)
		},
		"min": number(&m.Min), "max": number(&m.Max), "length": number(&m.Length), "least": number(&m.Least), "most": number(&m.Most),
		"contains": text(&m.Contains), "unique": text(&m.Unique), "each": checkList(&m.Each), "any": checkList(&m.Any),
	}.read(v)
	return m, err
}
