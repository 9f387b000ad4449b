// Package browser looks at the HTML report in headless Chromium. It is a module of its own, so that the main one does
// not need what drives a browser. Without Chromium its tests are skipped; CHROMIUM names one that is not on the path.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// tab is a page in a browser, with what it asked for and complained about.
type tab struct {
	context.Context
	mu                   sync.Mutex
	requests, complaints []string
}

// chromium finds the browser.
func chromium(t *testing.T) string {
	t.Helper()
	if name := os.Getenv("CHROMIUM"); name != "" {
		return name
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("THE HTML REPORT WAS NOT LOADED IN A BROWSER: no Chromium is installed; install one, or name it in CHROMIUM")
	return ""
}

// open opens a page in a browser of its own.
func open(t *testing.T, page string) *tab {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, os.WriteFile(file, []byte(page), 0o666))
	options := slices.Concat(chromedp.DefaultExecAllocatorOptions[:], []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute),
	})
	allocator, closeBrowser := chromedp.NewExecAllocator(context.Background(), options...) // It outlives t.Context.
	t.Cleanup(closeBrowser)
	ctx, _ := chromedp.NewContext(allocator)
	t.Cleanup(func() { require.NoError(t, chromedp.Cancel(ctx)) })
	require.NoError(t, chromedp.Run(ctx), "the browser starts, and lives as long as this context")
	p := &tab{Context: ctx}
	chromedp.ListenTarget(ctx, p.hear)
	p.do(t, log.Enable(), network.Enable(), chromedp.Navigate("file://"+file), chromedp.WaitReady("body"))
	return p
}

func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *log.EventEntryAdded:
		p.complaints = append(p.complaints, e.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		p.complaints = append(p.complaints, "console."+string(e.Type))
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, e.ExceptionDetails.Error())
	}
}

func (p *tab) do(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.Context, 10*time.Second)
	defer cancel()
	require.NoError(t, chromedp.Run(ctx, actions...))
}

// eval gives the value of an expression in the page.
func eval[T any](t *testing.T, p *tab, expression string) T {
	t.Helper()
	var value T
	p.do(t, chromedp.Evaluate(expression, &value))
	return value
}

// reset clears the filters, and waits until all findings can be seen again: the page filters behind the event.
func (p *tab) reset(t *testing.T, all int) {
	t.Helper()
	p.do(t, chromedp.Click(`button[type=reset]`))
	require.Eventually(t, func() bool { return p.visible(t, "") == all }, 30*time.Second, 10*time.Millisecond)
}

// visible counts the findings that can be seen, which match a selector.
func (p *tab) visible(t *testing.T, selector string) int {
	t.Helper()
	return eval[int](t, p, fmt.Sprintf("[...document.querySelectorAll(%q)].filter((e) => e.checkVisibility()).length", "article"+selector))
}

// requireQuiet wants a page that asked for nothing but itself, and complained about nothing.
func (p *tab) requireQuiet(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Len(t, p.requests, 1)
	require.True(t, strings.HasPrefix(p.requests[0], "file://"), p.requests[0])
	require.Empty(t, p.complaints)
}

func TestThePageLoadsNothingAndItsFiltersWork(t *testing.T) {
	p := open(t, deviating(t))
	all := p.visible(t, "")
	require.Greater(t, all, 50)
	require.Equal(t, fmt.Sprint(all), eval[string](t, p, "document.getElementById('shown').textContent"))

	errors, warnings := p.visible(t, "[data-severity=error]"), p.visible(t, "[data-severity=warning]")
	require.Positive(t, errors)
	require.Positive(t, warnings)
	p.do(t, chromedp.Click(`input[value=error]`))
	require.Equal(t, all-errors, p.visible(t, ""))
	require.Zero(t, p.visible(t, "[data-severity=error]"))
	require.Equal(t, fmt.Sprintf("%d of %d", all-errors, all), eval[string](t, p, "document.getElementById('shown').textContent"))

	p.reset(t, all)

	p.choose(t, "rule", "enum")
	require.Positive(t, p.visible(t, ""))
	require.Equal(t, p.visible(t, "[data-rule=enum]"), p.visible(t, ""))
	p.do(t, chromedp.SendKeys(`input[name=text]`, "nothing says this"))
	require.Zero(t, p.visible(t, ""))
	require.False(t, eval[bool](t, p, "document.getElementById('none').hidden"))
	p.reset(t, all)

	p.do(t, chromedp.Click(`#operations summary`))
	p.do(t, chromedp.Click(`#operations tbody td`, chromedp.NodeVisible))
	operation := eval[string](t, p, "document.querySelector('#filters select[name=operation]').value")
	require.NotEmpty(t, operation)
	require.Equal(t, p.visible(t, fmt.Sprintf("[data-operation=%q]", operation)), p.visible(t, ""))
	require.True(t, eval[bool](t, p, "document.querySelector('#coverage table') !== null"))
	p.requireQuiet(t)
}

// choose chooses an option as a click does.
func (p *tab) choose(t *testing.T, name, value string) {
	t.Helper()
	selector := fmt.Sprintf("select[name=%s]", name)
	p.do(t, chromedp.SetValue(selector, value),
		chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q).dispatchEvent(new Event('input', {bubbles: true}))", selector), nil))
}

func TestARepeatedFindingSaysHowOften(t *testing.T) {
	p := open(t, ofRecordings(t, slices.Repeat([]string{battery + "faults.har"}, 3)...))
	require.Equal(t, "×3", eval[string](t, p, "document.querySelector('article .times').textContent"))
	require.True(t, eval[bool](t, p, "document.getElementById('repeated').hidden"))
	p.requireQuiet(t)
}

func TestAPageWithoutFindingsHasNothingToFilter(t *testing.T) {
	p := open(t, conforming(t))
	require.Zero(t, p.visible(t, ""))
	require.Equal(t, "conforms", eval[string](t, p, "document.querySelector('h1').textContent"))
	require.True(t, eval[bool](t, p, "document.getElementById('filters').hidden"))
	require.True(t, eval[bool](t, p, "document.getElementById('operations').open"))
	p.requireQuiet(t)
}

func TestWhatARecordingSaysIsNeitherRunNorLoaded(t *testing.T) {
	p := open(t, hostile(t))
	require.Equal(t, 1, p.visible(t, ""))
	require.Contains(t, eval[string](t, p, "document.querySelector('article').textContent"), "<img src=")
	require.Zero(t, eval[int](t, p, "document.querySelectorAll('img, iframe, link').length"))
	p.requireQuiet(t)
}

// The page's policy holds, and the test would hear of a page that is not quiet.
func TestThePolicyOfThePageTurnsDownWhatItDoesNotName(t *testing.T) {
	p := open(t, strings.Replace(conforming(t), "</main>", `</main><script>document.title = "run"</script><img src="http://127.0.0.1:1/pixel">`, 1))
	require.NotEqual(t, "run", eval[string](t, p, "document.title"))
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Contains(t, strings.Join(p.complaints, "\n"), "Content Security Policy")
}
