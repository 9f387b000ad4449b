package report

import (
	_ "embed" // for the page
	"html/template"
	"io"
	"strconv"
	"sync"

	"github.com/devenviron/contract/conformance"
)

var (
	//go:embed html/page.html
	pageHTML string
	//go:embed html/style.css
	styleCSS string
	//go:embed html/script.js
	scriptJS string

	page = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("page").Funcs(template.FuncMap{"printable": Printable}).Parse(pageHTML))
	})
)

// mostCards is how many findings a page shows; browsers get slow with more.
const mostCards = 5000

// NewHTML is a page for a browser: the account, a table of the operations and the findings with their code frames, to be
// filtered by severity, rule, operation and text. It is one file and loads nothing, not even if a recording asks for
// it. The same finding again is only counted.
func NewHTML(w io.Writer, o Options) Writer {
	most := mostCards
	if o.MaxFindings > 0 {
		most = min(most, o.MaxFindings)
	}
	return &htmlPage{out: w, contract: o.Contract, frames: frames{line: o.Line}, groups: groups{most: most}}
}

type htmlPage struct {
	out      io.Writer
	contract conformance.ContractInfo
	frames   frames
	groups   groups
	table    table
	// cards wait until the summary that stands above them is known; shown is how many there are.
	cards spool
	shown int
}

// card is a finding as the page shows it.
type card struct {
	Severity, Rule, Operation, Message, Exchange string
	Evidence, Contract                           frame
	Fingerprint, Waived                          string
}

// frame is a place with what stands there.
type frame struct {
	Place                 string
	Line                  string
	Before, Marked, After string
}

func (h *htmlPage) Write(r *conformance.Result) error {
	h.table.add(r)
	for i := range r.Findings {
		if err := h.finding(r, &r.Findings[i]); err != nil {
			return err
		}
	}
	return nil
}

func (h *htmlPage) Unreadable(file string, reason error) error {
	return h.card(card{Severity: "error", Rule: "unreadable", Message: reason.Error(), Evidence: frame{Place: file}})
}

func (h *htmlPage) finding(r *conformance.Result, f *conformance.Finding) error {
	if !h.groups.show(f) {
		return nil
	}
	c := card{
		Severity: f.Severity.String(), Rule: string(f.Rule), Operation: f.Operation, Message: f.Message(),
		Evidence:    newFrame(f.Evidence, excerptSnippet(f.Excerpt)),
		Contract:    newFrame(f.Contract, h.frames.contractSnippet(f.Contract)),
		Fingerprint: f.Fingerprint, Waived: f.Waived,
	}
	if r != nil {
		c.Exchange = exchange(r)
	}
	return h.card(c)
}

func newFrame(at conformance.Location, s snippet) frame {
	f := frame{Place: at.String(), Before: s.before, Marked: s.marked, After: s.after}
	if at.Line > 0 {
		f.Line = strconv.Itoa(at.Line)
	}
	return f
}

func (h *htmlPage) card(c card) error {
	h.shown++
	return page().ExecuteTemplate(&h.cards, "card", c)
}

func (h *htmlPage) Close(s *conformance.Summary) error {
	for i := range s.Findings {
		if err := h.finding(nil, &s.Findings[i]); err != nil {
			return err
		}
	}
	head := pageHead{
		Style: template.CSS(styleCSS), Headline: headline(s), Account: Account(s), Outcome: outcomeClass(s), Counts: countsOf(s), Cards: h.shown,
		StyleHash: contentHash(styleCSS), ScriptHash: contentHash(scriptJS), Documents: h.contract.Documents,
	}
	for cells := range h.table.lines() {
		head.Operations = append(head.Operations, cells)
	}
	if s.Coverage != nil {
		head.Coverage, head.Uncovered = s.Coverage.Totals(), uncoveredIn(s.Coverage)
	}
	if err := page().ExecuteTemplate(h.out, "head", head); err != nil {
		return err
	}
	if err := h.cards.drain(h.out); err != nil {
		return err
	}
	return page().ExecuteTemplate(h.out, "tail", pageTail{template.JS(scriptJS), h.repetitions(), h.groups.hidden})
}

func (h *htmlPage) repetitions() []repetition {
	var list []repetition
	for _, g := range h.groups.repeated() {
		list = append(list, repetition{g.fingerprint, strconv.Itoa(g.findings), count(g.recordings, "recording", "recordings")})
	}
	return list
}
