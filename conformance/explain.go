package conformance

// Explanation is what is to be known of a rule.
type Explanation struct {
	// Meaning says when the rule is broken, and why that matters.
	Meaning string `json:"meaning"`
	// Remedy says what to do about it.
	Remedy string `json:"remedy"`
	// Example is a file of the repository that breaks the rule, Shows the part of it that does, and Gives the
	// message of the finding.
	Example string `json:"example"`
	Shows   string `json:"shows"`
	Gives   string `json:"gives"`
}

// Explain gives the explanation of a rule of the registry.
func Explain(id RuleID) Explanation { return explanations[id] }
