package report

import "github.com/devenviron/contract/conformance"

// palette paints text for a terminal, or leaves it as it is.
type palette bool

// style is a select graphic rendition of a terminal (ECMA-48).
type style string

const (
	bold   style = "1"
	dim    style = "2"
	red    style = "1;31"
	yellow style = "1;33"
	blue   style = "1;34"
	cyan   style = "1;36"
)

func (p palette) paint(s style, text string) string {
	if !p || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func severityStyle(f *conformance.Finding) style {
	switch {
	case f.Waived != "":
		return dim
	case f.Severity == conformance.Error:
		return red
	case f.Severity == conformance.Warning:
		return yellow
	default:
		return cyan
	}
}
