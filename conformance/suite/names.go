package suite

import (
	"fmt"
	"slices"
)

// check wants names that lead somewhere.
func (s *Suite) check() error {
	seen := map[string]bool{}
	for _, c := range s.Cases {
		if seen[c.Name] {
			return fmt.Errorf("%s: got a second case %q, want each name once", c.At, c.Name)
		}
		seen[c.Name] = true
		for _, name := range slices.Concat(c.Needs, c.Fresh) {
			if s.Fixtures[name] == nil {
				return fmt.Errorf("%s: case %s: there is no fixture %q", c.At, c.Name, name)
			}
		}
		if err := s.checkSteps(c.Steps); err != nil {
			return err
		}
	}
	for _, f := range s.Fixtures {
		if err := s.checkNeeds(f, nil); err != nil {
			return err
		}
		if err := s.checkSteps(f.Steps); err != nil {
			return err
		}
	}
	for _, steps := range s.Undo {
		if err := s.checkSteps(steps); err != nil {
			return err
		}
	}
	return nil
}

// checkNeeds wants fixtures that are made of others, and in the end of none.
func (s *Suite) checkNeeds(f *Fixture, above []string) error {
	if slices.Contains(above, f.Name) {
		return fmt.Errorf("fixture %s: got one that needs itself", f.Name)
	}
	above = append(slices.Clone(above), f.Name)
	for _, name := range f.Needs {
		needed := s.Fixtures[name]
		if needed == nil {
			return fmt.Errorf("fixture %s: there is no fixture %q", f.Name, name)
		}
		if err := s.checkNeeds(needed, above); err != nil {
			return err
		}
	}
	return nil
}

func (s *Suite) checkSteps(steps []*Step) error {
	for _, step := range steps {
		if _, ok := s.operations[step.Call]; !ok && step.Call != "" {
			return fmt.Errorf("%s: there is no operation %q in the contract", step.At, step.Call)
		}
		if _, ok := s.Bodies[step.Base]; !ok && step.Base != "" {
			return fmt.Errorf("%s: there is no body %q", step.At, step.Base)
		}
	}
	return nil
}
