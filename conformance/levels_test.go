package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func levelsOf(t *testing.T, names map[string]conformance.Severity) conformance.Levels {
	t.Helper()
	var levels conformance.Levels
	for name, severity := range names {
		require.NoError(t, levels.Set(name, severity))
	}
	return levels
}

func TestALevelIsThatOfTheOperationOrOfTheRuleOrOfTheRegistry(t *testing.T) {
	levels := levelsOf(t, map[string]conformance.Severity{
		"enum":                        conformance.Warning,
		"showPet/enum":                conformance.Off,
		"GET /pets/{id}/type":         conformance.Info,
		"listPets/undocumented-value": conformance.Error,
	})
	require.Equal(t, conformance.Warning, levels.Of("enum", "listPets"))
	require.Equal(t, conformance.Warning, levels.Of("enum", ""))
	require.Equal(t, conformance.Off, levels.Of("enum", "showPet"))
	require.Equal(t, conformance.Info, levels.Of("type", "GET /pets/{id}"))
	require.Equal(t, conformance.Error, levels.Of("undocumented-value", "listPets"))
	require.Equal(t, conformance.Warning, levels.Of("undocumented-value", "showPet"))
	require.Equal(t, conformance.Error, conformance.Levels(nil).Of("type", "showPet"))
}

func TestALevelOfAnUnknownRuleIsAnError(t *testing.T) {
	var levels conformance.Levels
	require.EqualError(t, levels.Set("enmu", conformance.Off), `no rule "enmu"; did you mean "enum"?`)
	require.EqualError(t, levels.Set("showPet/colour", conformance.Off), `no rule "colour"; see validate rules`)
	require.EqualError(t, levels.Set("/enum", conformance.Off), `got no operation before the rule "enum", want one`)
	require.Empty(t, levels)
}

func TestLevelsDecideTheVerdict(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	x := exchangesOf(t, broken+"/enum-action.har")[0]
	tests := []struct {
		name    string
		level   conformance.Severity
		want    []conformance.Severity
		verdict conformance.Verdict
	}{
		{"manageInstance/enum", conformance.Error, []conformance.Severity{conformance.Error}, conformance.Deviates},
		{"manageInstance/enum", conformance.Warning, []conformance.Severity{conformance.Warning}, conformance.Conforms},
		{"enum", conformance.Info, []conformance.Severity{conformance.Info}, conformance.Conforms},
		{"enum", conformance.Off, nil, conformance.Conforms},
		{"showInstance/enum", conformance.Off, []conformance.Severity{conformance.Error}, conformance.Deviates},
	}
	for _, tt := range tests {
		t.Run(tt.name+"="+tt.level.String(), func(t *testing.T) {
			other, err := contract.WithLevels(levelsOf(t, map[string]conformance.Severity{tt.name: tt.level}))
			require.NoError(t, err)
			result := other.Check(&x)
			var got []conformance.Severity
			for _, f := range result.Findings {
				got = append(got, f.Severity)
			}
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.verdict, result.Verdict)
		})
	}
	require.Equal(t, conformance.Deviates, contract.Check(&x).Verdict, "the contract itself keeps its levels")
}

// A request that the service refused is for information, whatever the level, and silence stays silence.
func TestARefusedRequestIsNoGraverForItsLevel(t *testing.T) {
	t.Chdir("..")
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	x := exchangesOf(t, recordings+"/createInstance/createInstance-400-sample.har")[0]
	for level, want := range map[conformance.Severity]int{conformance.Error: 1, conformance.Off: 0} {
		other, err := contract.WithLevels(levelsOf(t, map[string]conformance.Severity{"condition": level}))
		require.NoError(t, err)
		findings := other.Check(&x).Findings
		require.Len(t, findings, want)
		for _, f := range findings {
			require.Equal(t, conformance.Info, f.Severity)
		}
	}
}

func TestALevelOfAnUnknownOperationIsAnError(t *testing.T) {
	contract, err := conformance.Embedded()
	require.NoError(t, err)
	_, err = contract.WithLevels(levelsOf(t, map[string]conformance.Severity{"showInstances/enum": conformance.Off}))
	require.EqualError(t, err, `no operation "showInstances"; did you mean "showInstance"?`)
}

func TestSeveritiesAndVerdictsAreReadAsTheyAreWritten(t *testing.T) {
	for _, severity := range []conformance.Severity{conformance.Off, conformance.Info, conformance.Warning, conformance.Error} {
		var read conformance.Severity
		require.NoError(t, read.UnmarshalText([]byte(severity.String())))
		require.Equal(t, severity, read)
	}
	for _, verdict := range []conformance.Verdict{conformance.Unjudged, conformance.Unmatched, conformance.Deviates, conformance.Conforms} {
		var read conformance.Verdict
		require.NoError(t, read.UnmarshalText([]byte(verdict.String())))
		require.Equal(t, verdict, read)
	}
	var severity conformance.Severity
	require.EqualError(t, severity.UnmarshalText([]byte("warn")), `got "warn", want error, warning, info or off`)
}
