//go:build unix

package client

import (
	"os/exec"
	"syscall"
)

// isolate puts a command into a process group of its own: what it starts can be ended with it, and an interrupt from a
// terminal is left to the runner.
func isolate(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends a process group. It fails where nothing of it is left.
func kill(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
