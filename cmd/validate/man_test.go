package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
)

func manualOf(t *testing.T) (page string, root *cobra.Command) {
	t.Helper()
	var out strings.Builder
	root = (&tool{}).root()
	require.NoError(t, writeManual(&out, root))
	return out.String(), root
}

func TestTheManualNamesEveryCommandAndFlag(t *testing.T) {
	page, root := manualOf(t)
	flag := func(f *pflag.Flag) { require.Contains(t, page, `\fB`+roff("--"+f.Name)+`\fR`) }
	var command func(*cobra.Command)
	command = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(flag)
		if !c.HasAvailableSubCommands() && c.IsAvailableCommand() && c.Parent() != nil {
			require.Contains(t, page, "\n.SS "+roff(c.CommandPath()))
		}
		for _, below := range c.Commands() {
			if c.Name() != "completion" {
				command(below)
			}
		}
	}
	command(root)
}

func TestTheManualIsTheSameEachTime(t *testing.T) {
	first, _ := manualOf(t)
	second, _ := manualOf(t)
	require.Equal(t, first, second)
}

func TestTheManualIsGoodRoff(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not installed")
	}
	page, _ := manualOf(t)
	lint := exec.CommandContext(t.Context(), groff, "-man", "-ww", "-z", "-Tutf8")
	lint.Stdin = strings.NewReader(page)
	complaints, err := lint.CombinedOutput()
	require.NoError(t, err)
	require.Empty(t, string(complaints))
}

func TestRoffKeepsTextFromBeingMacros(t *testing.T) {
	require.Equal(t, `\&.TH \e \-`, roff(`.TH \ -`))
	require.Equal(t, `\&'br`, roff(`'br`))
}
