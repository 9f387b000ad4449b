package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

const greeting = "sandbox: listening on "

// execute runs a command in folder to its end.
func execute(ctx context.Context, folder string, environment []string, out io.Writer, name string, args ...string) error {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir, command.Env, command.Stdout, command.Stderr = folder, environment, out, out
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}

// server is a sandbox in a process of its own.
type server struct {
	url     string
	command *exec.Cmd
}

// startSandbox starts a sandbox on a free port, where every step of a life takes no time.
func startSandbox(ctx context.Context, validate string, flags ...string) (*server, error) {
	command := exec.CommandContext(ctx, validate, append([]string{"sandbox", "--listen", "127.0.0.1:0", "--delay", "0s"}, flags...)...)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	s := &server{command: command}
	line, err := bufio.NewReader(output).ReadString('\n')
	url, found := strings.CutPrefix(strings.TrimSpace(line), greeting)
	if !found {
		s.stop()
		return nil, fmt.Errorf("sandbox: first line: got %q (%v), want %q and an address", line, err, greeting)
	}
	s.url = url
	return s, nil
}

// stop ends the sandbox; how it ends says nothing about the clients.
func (s *server) stop() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
}
