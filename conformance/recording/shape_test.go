package recording

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// visited walks the object that a text is, and gives the members that matter with their values: those that have a
// capital letter.
func visited(s *shape, text string) (members []string, broken bool) {
	w := walker{text: []byte(text)}
	w.begin()
	w.object(s, func(name []byte) bool {
		if bytes.ToLower(name)[0] == name[0] {
			return false
		}
		member := string(name)
		value := w.skip()
		members = append(members, member+"="+text[value.Start:value.End])
		return true
	})
	w.end()
	return members, w.broken
}

func TestWhatObjectsHaveInCommonChangesNothingOfWhatIsRead(t *testing.T) {
	member := rapid.Custom(func(t *rapid.T) string {
		name := rapid.SampledFrom([]string{"a", "b", "c", "A", "B", "C"}).Draw(t, "name")
		value := rapid.SampledFrom([]string{"1", "12", "1.5", `""`, `"x"`, `"x,\"a\":1"`, "[]", `{"a":1}`, "nul", strings.Repeat("7", 200)}).Draw(t, "value")
		return `"` + name + `":` + rapid.SampledFrom([]string{"", "", " "}).Draw(t, "space") + value
	})
	object := rapid.Map(rapid.SliceOfN(member, 0, 8), func(members []string) string { return "{" + strings.Join(members, ",") + "}" })
	rapid.Check(t, func(t *rapid.T) {
		var common shape
		few := rapid.SliceOfN(object, 1, 4).Draw(t, "objects")
		for _, text := range rapid.SliceOfN(rapid.SampledFrom(few), 1, 12).Draw(t, "walks") {
			want, wantBroken := visited(new(shape), text)
			got, gotBroken := visited(&common, text)
			require.Equal(t, wantBroken, gotBroken, text)
			require.Equal(t, want, got, text)
			require.LessOrEqual(t, len(common.steps), maxSteps)
		}
	})
}

func TestAStepLeadsOverMembersThatNeverDiffer(t *testing.T) {
	var s shape
	for _, text := range []string{
		`{"time":1,"version":"1.1","A":1,"more":[],"last":{}}`,
		`{"time":2,"version":"1.1","A":2,"more":[],"last":{}}`,
		`{"time":3,"version":"1.1","A":3,"more":[],"last":{}}`,
	} {
		_, broken := visited(&s, text)
		require.False(t, broken)
	}
	var steps []string
	for _, known := range s.steps {
		steps = append(steps, string(known.text))
	}
	require.Equal(t, []string{`"time":`, `,"version":"1.1","A":`, `,"more":[],"last":{}}`}, steps)
}
