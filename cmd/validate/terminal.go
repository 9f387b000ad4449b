package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// The values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// colorChoice is the flag --color.
type colorChoice struct{ choice }

// wanted says whether to colour what goes to w. The flag goes before the environment (no-color.org,
// force-color.org), and that before what w is.
func (c *colorChoice) wanted(w io.Writer) bool {
	switch force := os.Getenv("FORCE_COLOR"); {
	case c.value != colorAuto:
		return c.value == colorAlways
	case os.Getenv("NO_COLOR") != "":
		return false
	case force != "":
		return force != "0" && force != "false"
	}
	return isTerminal(w) && os.Getenv("TERM") != "dumb"
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}

const (
	// patience is how long a run takes before it says how far it is, and how often it says so.
	patience = 500 * time.Millisecond
	refresh  = 100 * time.Millisecond
	// eraseLine goes to the start of the line and empties it (ECMA-48).
	eraseLine = "\r\x1b[K"
)

// screen shows how far a long run is, in the last line of a terminal. The zero value shows nothing. It may be used by
// several goroutines.
type screen struct {
	out  io.Writer
	mu   sync.Mutex
	next time.Time
	// shown says that there is a progress line, midLine that something else is in its place.
	shown, midLine bool
}

// newScreen is for standard error; it shows nothing when that is no terminal.
func newScreen(stderr io.Writer) *screen {
	if !isTerminal(stderr) {
		return &screen{}
	}
	return &screen{out: stderr, next: time.Now().Add(patience)}
}

// progress shows how far the run is, if it is time.
func (s *screen) progress(exchanges, file, files int) {
	s.show(func() string { return fmt.Sprintf("%d exchanges, recording %d of %d", exchanges, file, files) })
}

// show shows a line that says how far the run is, if it is time.
func (s *screen) show(line func() string) {
	if s.out == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.midLine || time.Now().Before(s.next) {
		return
	}
	s.next = time.Now().Add(refresh)
	s.shown = true
	io.WriteString(s.out, eraseLine+line())
}

// clear takes the progress line away.
func (s *screen) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.erase()
}

func (s *screen) erase() {
	if s.shown {
		io.WriteString(s.out, eraseLine)
		s.shown = false
	}
}

// over gives w for writing where the progress line may be.
func (s *screen) over(w io.Writer) io.Writer {
	if s.out == nil || !isTerminal(w) {
		return w
	}
	return &overScreen{screen: s, out: w}
}

type overScreen struct {
	screen *screen
	out    io.Writer
}

func (o *overScreen) Write(p []byte) (int, error) {
	if len(p) > 0 {
		o.screen.mu.Lock()
		defer o.screen.mu.Unlock()
		o.screen.erase()
		o.screen.midLine = p[len(p)-1] != '\n'
	}
	return o.out.Write(p)
}
