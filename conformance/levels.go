package conformance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance/schema"
)

// Levels says how grave the findings of rules are, where that is not what the registry says. A key is the ID of
// a rule, or operation/rule for one operation, which goes before the rule alone.
type Levels map[string]Severity

// Set gives a rule a severity; Off silences it. A rule that is not in the registry is an error.
func (l *Levels) Set(name string, severity Severity) error {
	operation, rule, ok := cutOperation(name)
	if ok && operation == "" {
		return fmt.Errorf("got no operation before the rule %q, want one", rule)
	}
	if _, ok := RuleOf(rule); !ok {
		return UnknownRule(rule)
	}
	if *l == nil {
		*l = Levels{}
	}
	(*l)[name] = severity
	return nil
}

// Of is the severity of a rule in an operation, "" for what is outside of any.
func (l Levels) Of(rule RuleID, operation string) Severity {
	if len(l) > 0 { // Names are only joined where there is something to find.
		for _, name := range []string{operation + "/" + string(rule), string(rule)} {
			if severity, ok := l[name]; ok {
				return severity
			}
		}
	}
	r, _ := RuleOf(rule)
	return r.Severity
}

// WithLevels gives the same contract with other levels. An operation that the contract does not have is an error.
func (c *Contract) WithLevels(levels Levels) (*Contract, error) {
	names := make([]string, len(c.operations))
	for i, op := range c.operations {
		names[i] = op.name
	}
	for _, name := range slices.Sorted(maps.Keys(levels)) {
		if operation, _, ok := cutOperation(name); ok && !slices.Contains(names, operation) {
			return nil, unknown("operation", operation, names, "want one of the contract")
		}
	}
	other := *c
	other.levels = levels
	return &other, nil
}

// cutOperation cuts a name of [Levels] into operation and rule. A rule has no slash, an operation may have some.
func cutOperation(name string) (operation string, rule RuleID, ok bool) {
	slash := strings.LastIndexByte(name, '/')
	if slash < 0 {
		return "", RuleID(name), false
	}
	return name[:slash], RuleID(name[slash+1:]), true
}

// UnknownRule says that there is no such rule, and which one was perhaps meant.
func UnknownRule(id RuleID) error {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = string(r.ID)
	}
	return unknown("rule", string(id), names, "see validate rules")
}

// unknown names the candidate that was likely meant, or else says where they are.
func unknown(kind, name string, candidates []string, help string) error {
	if near, ok := schema.Nearest(name, candidates); ok {
		help = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("no %s %.80q; %s", kind, name, help)
}
