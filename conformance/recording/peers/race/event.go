package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"text/tabwriter"
	"time"
)

// event is a race over a file. The goals are how many times faster than the others validate is to be; 0 is none.
type event struct {
	file string
	// kin has the flags of the program on kin-openapi, nil if it does not take part.
	kin               []string
	node              bool
	kinGoal, nodeGoal float64
}

// What validate is to reach by itself.
const (
	coresGoal  = 1.7
	memoryGoal = 32 // MiB
)

// contender is a program in a race, with what was measured of it.
type contender struct {
	name string
	args []string
	// env is an environment variable.
	env string
	// copies is how many of it run side by side.
	copies int
	goal   float64

	times, cpu []time.Duration
	memory     float64 // the peak, in MiB
	output     []byte
}

func (r *runner) run(e event) error {
	contenders := r.contenders(e)
	for range r.rounds {
		for _, c := range contenders {
			if err := c.run(); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	one, two, twice := contenders[0], contenders[1], contenders[2]
	if !bytes.Equal(one.output, two.output) {
		return errors.New("validate does not say the same on one core and on two")
	}
	info, err := os.Stat(r.path(e.file))
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes, medians of %d\n", e.file, info.Size(), r.rounds)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, c := range contenders {
		fmt.Fprintf(w, "  %s\t%.3f s\tleast %.3f s\tleast CPU %.3f s\tpeak %.1f MiB\t",
			c.name, median(c.times), slices.Min(c.times).Seconds(), slices.Min(c.cpu).Seconds(), c.memory)
		switch c {
		case one:
			fmt.Fprintf(w, "(at most %d)\n", memoryGoal)
		case two:
			fmt.Fprintf(w, "(at most %d)\t%.2f times one core (at least %.1f)\n", memoryGoal, one.over(two), coresGoal)
		case twice:
			fmt.Fprintf(w, "\t%.2f times one, which is what two cores of this machine give\n", 2*one.over(twice))
		default:
			fmt.Fprintf(w, "\tvalidate is %.1f and %.1f times as fast%s\n", c.over(one), c.over(two), c.wanted())
		}
	}
	for _, c := range contenders[1:] {
		if c == twice {
			continue
		}
		lines := bytes.Split(bytes.TrimSpace(c.output), []byte("\n"))
		fmt.Fprintf(w, "  %s says:\t%s\n", c.name, lines[len(lines)-1])
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// run runs the program once. That it finds something is no failure.
func (c *contender) run() error {
	start := time.Now()
	running := make([]*process, c.copies)
	for i := range running {
		running[i] = c.start()
	}
	var spent time.Duration
	for _, p := range running {
		if err := p.wait(); err != nil {
			return err
		}
		c.output = p.out.Bytes()
		spent += p.ProcessState.UserTime() + p.ProcessState.SystemTime()
		if usage, ok := p.ProcessState.SysUsage().(*syscall.Rusage); ok {
			// Linux counts in KiB. A process never shows less than this one, which starts it, has.
			c.memory = max(c.memory, float64(usage.Maxrss)/1024)
		}
	}
	c.times, c.cpu = append(c.times, time.Since(start)), append(c.cpu, spent)
	return nil
}

// process is a program that runs, or could not be started.
type process struct {
	*exec.Cmd
	out, errs bytes.Buffer
	started   error
}

func (c *contender) start() *process {
	p := &process{Cmd: exec.Command(c.args[0], c.args[1:]...)}
	p.Stdout, p.Stderr = &p.out, &p.errs
	p.Env = append(os.Environ(), c.env)
	p.started = p.Start()
	return p
}

func (p *process) wait() error {
	const exitFindings = 1
	err := p.started
	if err == nil {
		err = p.Wait()
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == exitFindings {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%w: %s", err, p.errs.Bytes())
	}
	return nil
}

// over is how many times as long as the other the program takes.
func (c *contender) over(other *contender) float64 { return median(c.times) / median(other.times) }

func (c *contender) wanted() string {
	if c.goal == 0 {
		return ""
	}
	return fmt.Sprintf(" (at least %.0f)", c.goal)
}

// median is that of times, in seconds.
func median(times []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)/2].Seconds()
}
