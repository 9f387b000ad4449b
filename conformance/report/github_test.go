package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func TestGitHubAnnotatesAsManyFindingsAsAreShown(t *testing.T) {
	var many []conformance.Result
	for i := range 14 {
		result := deviating()[3]
		result.Findings = append(result.Findings[1:], conforming()[1].Findings...)
		result.Findings[0].Fingerprint, result.Findings[1].Fingerprint = fmt.Sprintf("e%011x", i), fmt.Sprintf("f%011x", i)
		many = append(many, result)
	}
	text := render(t, "github", run{results: many})
	require.Equal(t, 10, strings.Count(text, "\n::error ")+strings.Count(text[:8], "::error "))
	require.Equal(t, 10, strings.Count(text, "\n::warning "))
	require.Equal(t, 4, strings.Count(text, "\nerror[enum] "))
	require.Equal(t, 4, strings.Count(text, "\nwarning[undocumented-property] "))
	require.Contains(t, text, "\n::notice title=validate::8 more findings are in the log of this step\n")
}

// The runner takes a line for a command that begins with :: behind any spaces, or has ##[ anywhere.
func TestGitHubTakesNoCommandFromARecording(t *testing.T) {
	for name, of := range runs() {
		for line := range strings.Lines(render(t, "github", of)) {
			command, isCommand := strings.CutPrefix(strings.TrimSpace(line), "::")
			if isCommand {
				require.Regexp(t, `^(error|warning|notice) title=[^:]*::`, command, name)
				properties, _, _ := strings.Cut(command, "::")
				require.NotContains(t, line, "%0A::error", "only our own line breaks are line breaks")
				require.LessOrEqual(t, strings.Count(properties, ","), 3, "title, file, line, col")
			}
			require.NotContains(t, line, "##[", name)
		}
	}
}
