package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strconv"

	"github.com/devenviron/contract/conformance"
)

// NewGitLab is a code quality report of GitLab: a JSON array with an issue for each finding. The form has no waivers:
// a waived finding is there for information, with the reason.
func NewGitLab(w io.Writer, _ Options) Writer {
	g := &gitlab{out: newJSONOutput(w)}
	g.out.WriteString("[")
	return g
}

type gitlab struct {
	out    *jsonOutput
	issues bool
	// occurrences counts the findings of a fingerprint in the recording at hand.
	occurrences map[string]int
	recording   string
}

// gitlabIssue is an issue in the words of GitLab.
type gitlabIssue struct {
	Description string             `json:"description"`
	CheckName   conformance.RuleID `json:"check_name"`
	Fingerprint string             `json:"fingerprint"`
	Severity    string             `json:"severity"`
	Location    gitlabLocation     `json:"location"`
}

type gitlabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

func (g *gitlab) Write(r *conformance.Result) error {
	for i := range r.Findings {
		if err := g.finding(r, &r.Findings[i]); err != nil {
			return err
		}
	}
	return nil
}

func (g *gitlab) Unreadable(file string, reason error) error {
	return g.issue(gitlabIssue{
		Description: reason.Error(), CheckName: "unreadable", Fingerprint: digest(file, reason.Error()), Severity: "blocker",
		Location: gitlabPlace(conformance.Location{File: file}),
	})
}

func (g *gitlab) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		if err := g.finding(nil, &s.Findings[i]); err != nil {
			return err
		}
	}
	if g.issues {
		g.out.WriteByte('\n')
	}
	g.out.WriteString("]\n")
	return g.out.Flush()
}

func (g *gitlab) finding(r *conformance.Result, f *conformance.Finding) error {
	issue := gitlabIssue{
		Description: f.Message(), CheckName: f.Rule, Severity: gitlabSeverity(f.Severity),
		Fingerprint: g.fingerprint(f), Location: gitlabPlace(placed(r, f)),
	}
	if f.Waived != "" {
		issue.Severity, issue.Description = "info", "waived ("+f.Waived+"): "+issue.Description
	}
	return g.issue(issue)
}

// fingerprint names one occurrence of a deviation, of which GitLab would show only one. It stays the same when lines are
// added above, which GitLab would show as one issue solved and another one new.
func (g *gitlab) fingerprint(f *conformance.Finding) string {
	if g.occurrences == nil || g.recording != f.Evidence.File {
		g.recording, g.occurrences = f.Evidence.File, map[string]int{}
	}
	if g.occurrences[f.Fingerprint] == 0 && len(g.occurrences) == mostGroups {
		return digest(f.Fingerprint, f.Evidence.String(), f.Evidence.Pointer)
	}
	g.occurrences[f.Fingerprint]++
	return digest(f.Fingerprint, f.Evidence.File, strconv.Itoa(g.occurrences[f.Fingerprint]))
}

func (g *gitlab) issue(issue gitlabIssue) error {
	separator := ",\n  "
	if !g.issues {
		separator = "\n  "
	}
	g.issues = true
	g.out.WriteString(separator)
	return g.out.value(issue)
}

// gitlabPlace is a place as GitLab demands it: with a line, and no ./ before the file.
func gitlabPlace(at conformance.Location) gitlabLocation {
	place := gitlabLocation{Path: path.Clean(at.File)}
	place.Lines.Begin = max(1, at.Line)
	return place
}

func gitlabSeverity(s conformance.Severity) string {
	switch s {
	case conformance.Error:
		return "major"
	case conformance.Warning:
		return "minor"
	default:
		return "info"
	}
}

func digest(parts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", parts))
	return hex.EncodeToString(sum[:16])
}
