package client_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNothingThatAProgramStartedIsLeft(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"leaves a child", "ends with a child"} {
		p, notes := start(t, kind)
		_, _ = ask(t, p)
		p.Close()
		require.Len(t, *notes, 1)
		child, err := strconv.Atoi((*notes)[0])
		require.NoError(t, err)
		require.Eventually(t, func() bool { return !runs(child) }, 5*time.Second, 10*time.Millisecond, kind)
	}
}

var zombie = regexp.MustCompile(`(?m)^State:\tZ`)

// runs says whether a process runs. One that nobody waited for yet is over.
func runs(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return err == nil && !zombie.Match(status)
}
