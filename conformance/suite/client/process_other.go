//go:build !unix

package client

import "os/exec"

// isolate has nothing to do: there are no process groups.
func isolate(*exec.Cmd) {}

// kill ends a process. It fails where it is over.
func kill(c *exec.Cmd) { _ = c.Process.Kill() }
