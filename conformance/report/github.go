package report

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// mostAnnotations is how many errors, and how many warnings, GitHub shows of a step.
const mostAnnotations = 10

// NewGitHub is a report for the log of GitHub Actions: the first findings become annotations, which GitHub shows at the
// lines of a change, and the others are plain lines. The same finding again is only counted.
func NewGitHub(w io.Writer, o Options) Writer {
	return &github{out: bufio.NewWriter(w), groups: groups{most: o.MaxFindings}, annotated: map[string]int{}}
}

type github struct {
	out    *bufio.Writer
	groups groups
	// annotated counts the annotations of each kind, plain what came after.
	annotated map[string]int
	plain     int
}

func (g *github) Write(r *conformance.Result) error {
	for i := range r.Findings {
		f := &r.Findings[i]
		message := f.Message() + "\n" + context(r, f)
		g.finding(placed(r, f), f, message)
	}
	return failed(g.out)
}

func (g *github) Unreadable(file string, reason error) error {
	return g.annotate("error", "unreadable", conformance.Location{File: file}, reason.Error())
}

func (g *github) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		f := &s.Findings[i]
		g.finding(f.Evidence, f, f.Message())
	}
	for _, again := range g.groups.repeated() {
		g.line(fmt.Sprintf("repeated: %d times in %s, first at %s, fingerprint %s [%s]", again.findings,
			count(again.recordings, "recording", "recordings"), again.first, again.fingerprint, again.rule))
	}
	if g.groups.hidden > 0 {
		g.line("not shown: " + count(g.groups.hidden, "more finding", "more findings"))
	}
	if g.plain > 0 {
		g.command("notice", []string{"title=validate"}, count(g.plain, "more finding is", "more findings are")+" in the log of this step")
	}
	g.line(Account(s))
	return g.out.Flush()
}

func (g *github) finding(at conformance.Location, f *conformance.Finding, message string) {
	switch {
	case !g.groups.show(f):
	case f.Waived != "":
		g.log("waived "+f.Severity.String(), string(f.Rule), at, f.Message()+" (waived: "+f.Waived+")")
	case f.Severity == conformance.Info:
		g.log("info", string(f.Rule), at, f.Message())
	default:
		g.annotate(f.Severity.String(), string(f.Rule), at, message)
	}
}

// annotate writes an annotation as long as GitHub shows it, and a plain line from then on.
func (g *github) annotate(kind, title string, at conformance.Location, message string) error {
	g.annotated[kind]++
	if g.annotated[kind] > mostAnnotations {
		g.plain++
		message, _, _ = strings.Cut(message, "\n")
		g.log(kind, title, at, message)
	} else {
		properties := []string{"title=" + escapeProperty(title), "file=" + escapeProperty(path.Clean(at.File))}
		if at.Line > 0 {
			properties = append(properties, fmt.Sprintf("line=%d", at.Line), fmt.Sprintf("col=%d", at.Column))
		}
		g.command(kind, properties, message)
	}
	return failed(g.out)
}

// command writes a workflow command.
func (g *github) command(name string, properties []string, message string) {
	lines := strings.Split(message, "\n")
	for i := range lines {
		lines[i] = strings.ReplaceAll(Printable(lines[i]), "%", "%25")
	}
	g.out.WriteString("::" + name + " " + strings.Join(properties, ",") + "::" + withoutCommands(strings.Join(lines, "%0A")) + "\n")
}

// log writes a finding that is no annotation.
func (g *github) log(kind, title string, at conformance.Location, message string) {
	g.line(kind + "[" + title + "] " + at.String() + ": " + message)
}

// line writes a line of the log. It begins with a word of ours, for GitHub takes one that begins with :: as a command.
func (g *github) line(text string) { g.out.WriteString(withoutCommands(Printable(text)) + "\n") }

// withoutCommands breaks what GitHub takes for a command of the old form, anywhere in a line.
func withoutCommands(text string) string { return strings.ReplaceAll(text, "##[", `#\u0023[`) }

var propertyEscapes = strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C")

func escapeProperty(value string) string {
	return propertyEscapes.Replace(withoutCommands(Printable(value)))
}
