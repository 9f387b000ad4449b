package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// longestLine is how many bytes a line may have that a program writes.
	longestLine = 16 << 20
	// grace is how long a program may take to end when its input ends, and its output after it ended.
	grace = 2 * time.Second
)

// Program is a client that runs.
type Program struct {
	command *exec.Cmd
	stdin   *os.File
	stdout  *os.File
	notes   *lineWriter
	// lines are what it writes. The last has an error.
	lines chan line
	// ended is closed when it is over, and how says in which way.
	ended chan struct{}
	how   string
	// closed is closed when nobody reads any more.
	closed chan struct{}
	calls  int
}

type line struct {
	text []byte
	err  error
}

// Start starts a program in a process group of its own. It inherits the environment but for VALIDATE_*, where the
// command has its secrets. Log gets the lines of its standard error, none after Close.
func Start(args []string, log func(string)) (*Program, error) {
	if len(args) == 0 {
		return nil, errors.New("client: got no program, want one with its arguments")
	}
	p := &Program{
		command: exec.Command(args[0], args[1:]...), notes: &lineWriter{log: log},
		lines: make(chan line), ended: make(chan struct{}), closed: make(chan struct{}),
	}
	in, stdin, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	stdout, out, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, in.Close(), stdin.Close())
	}
	p.stdin, p.stdout = stdin, stdout
	p.command.Stdin, p.command.Stdout, p.command.Stderr = in, out, p.notes
	p.command.Env, p.command.WaitDelay = environment(), grace
	isolate(p.command)
	err = p.command.Start()
	if closed := errors.Join(in.Close(), out.Close()); err == nil {
		err = closed
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("client: %w", err), stdin.Close(), stdout.Close())
	}
	go p.read()
	go p.wait()
	return p, nil
}

// environment is that of this process without what only the runner is to know.
func environment() []string {
	var kept []string
	for _, setting := range os.Environ() {
		if !strings.HasPrefix(setting, "VALIDATE_") {
			kept = append(kept, setting)
		}
	}
	return kept
}

// read reads lines until the output ends or one is too long.
func (p *Program) read() {
	in := bufio.NewReaderSize(p.stdout, 64<<10)
	for {
		text, err := readLine(in)
		select {
		case p.lines <- line{text, err}:
		case <-p.closed:
			return
		}
		if err != nil {
			return
		}
	}
}

func readLine(in *bufio.Reader) ([]byte, error) {
	var text []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(text)+len(part) > longestLine {
			return nil, fmt.Errorf("got a line of more than %d bytes, want a shorter one", longestLine)
		}
		text = append(text, part...)
		switch {
		case err == nil:
			return text[:len(text)-1], nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, io.EOF // of a line without an end, nothing is known
		}
	}
}

// wait waits for the end of the program, and ends what it left running.
func (p *Program) wait() {
	err := p.command.Wait()
	kill(p.command)
	p.notes.flush()
	p.how = "exit status 0"
	if err != nil {
		p.how = err.Error()
	}
	close(p.ended)
}

// Ask has the program make a call, and gives its answer. The limit is how long it may take while busy is false, which
// tells that somebody else is at work. An error means that the program does not speak the protocol, and can be asked no
// more.
func (p *Program) Ask(ctx context.Context, c Call, limit time.Duration, busy func() bool) (Answer, error) {
	p.calls++
	c.ID = p.calls
	text, err := json.Marshal(c)
	if err != nil {
		return Answer{}, err
	}
	go func() {
		// That it does not read is seen by the answer that does not come.
		_, _ = p.stdin.Write(append(text, '\n'))
	}()
	got, err := p.next(ctx, limit, busy)
	if err != nil {
		return Answer{}, fmt.Errorf("client: call %d (%s): %w", c.ID, c.Operation, err)
	}
	answer, err := readAnswer(got, c.ID)
	if err != nil {
		return Answer{}, fmt.Errorf("client: call %d (%s): %w", c.ID, c.Operation, err)
	}
	return answer, nil
}

// next is the next line that the program writes.
func (p *Program) next(ctx context.Context, limit time.Duration, busy func() bool) ([]byte, error) {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	ended := p.ended
	for {
		select {
		case l := <-p.lines:
			if l.err == io.EOF {
				return nil, p.gone()
			}
			return l.text, l.err
		case <-ended: // What it wrote before may still be on its way.
			ended = nil
			timer.Reset(grace)
		case <-timer.C:
			switch {
			case ended == nil:
				return nil, p.gone()
			case !busy():
				return nil, fmt.Errorf("got no answer in %v, want one", limit)
			}
			timer.Reset(limit)
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// gone says how the output ended.
func (p *Program) gone() error {
	select {
	case <-p.ended:
		return errors.New("got no answer, want one; the program ended: " + p.how)
	case <-time.After(grace):
		return errors.New("got no answer, want one; the program closed its standard output")
	}
}

// Close ends the input of the program, and the program with all that it started if that does not end it.
func (p *Program) Close() {
	close(p.closed)
	_ = p.stdin.Close() // It has one use, and that is over.
	select {
	case <-p.ended:
	case <-time.After(grace):
		kill(p.command)
		<-p.ended
	}
	_ = p.stdout.Close()
}
