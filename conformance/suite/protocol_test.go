package suite_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/suite"
	"github.com/devenviron/contract/conformance/suite/client"
)

// turn is a call of the document with its answer.
type turn struct{ call, answer string }

// conversation reads the example of the document.
func conversation() ([]turn, error) {
	text, err := os.ReadFile("PROTOCOL.md")
	if err != nil {
		return nil, err
	}
	var turns []turn
	for line := range strings.Lines(string(text)) {
		if call, ok := strings.CutPrefix(line, "> {"); ok {
			turns = append(turns, turn{call: "{" + strings.TrimSpace(call)})
		} else if answer, ok := strings.CutPrefix(line, "< {"); ok && len(turns) > 0 {
			turns[len(turns)-1].answer = "{" + strings.TrimSpace(answer)
		}
	}
	return turns, nil
}

var anyPort = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// replay is a client that wants the calls of the document, makes them, and gives the answers of the document if they are
// its own, but for the reason of a skip.
func replay() error {
	turns, err := conversation()
	if err != nil {
		return err
	}
	g, err := newGoClient()
	if err != nil {
		return err
	}
	var wrong error
	failed := client.Serve(os.Stdin, os.Stdout, func(c client.Call) client.Answer {
		var call bytes.Buffer
		encoder := json.NewEncoder(&call)
		encoder.SetEscapeHTML(false)
		wrong = errors.Join(wrong, encoder.Encode(c))
		wants := turns[c.ID-1]
		if got := anyPort.ReplaceAllString(strings.TrimSpace(call.String()), "127.0.0.1:41234"); got != wants.call {
			wrong = errors.Join(wrong, fmt.Errorf("call: got %s, want %s", got, wants.call))
		}
		var want client.Answer
		wrong = errors.Join(wrong, json.Unmarshal([]byte(wants.answer), &want))
		got := g.call(c)
		got.ID = c.ID
		if want.Skipped != nil && got.Skipped != nil {
			got.Skipped = want.Skipped
		}
		gotText, err := json.Marshal(got)
		if wantText, _ := json.Marshal(want); !bytes.Equal(gotText, wantText) {
			wrong = errors.Join(wrong, fmt.Errorf("answer: got %s, want %s", gotText, wantText))
		}
		wrong = errors.Join(wrong, err)
		return want
	})
	return errors.Join(wrong, failed)
}

func TestTheConversationOfTheDocumentIsThatOfARun(t *testing.T) {
	turns, err := conversation()
	require.NoError(t, err)
	var names []string
	for _, turn := range turns {
		var call client.Call
		require.NoError(t, json.Unmarshal([]byte(turn.call), &call))
		name, _, _ := strings.Cut(strings.TrimPrefix(call.Case, "case "), ",")
		names = append(names, name)
	}
	require.Len(t, names, 3)
	tr := driven(t, "document")
	tr.options.Run = regexp.MustCompile("^(" + strings.Join(names, "|") + ")$")
	var complaints []string
	tr.options.ClientLog = func(line string) { complaints = append(complaints, line) }
	states := tr.drive(t)
	require.Empty(t, complaints)
	require.Equal(t, []string{names[0], names[2]}, states[suite.Passed])
	require.Equal(t, names[1:2], states[suite.Skipped])
}

func TestTheMessagesOfTheDocumentHaveThePublishedForm(t *testing.T) {
	turns, err := conversation()
	require.NoError(t, err)
	require.NotEmpty(t, turns)
	call, answer := messageSchema(t, "call"), messageSchema(t, "answer")
	for _, turn := range turns {
		require.NoError(t, call.Validate(message(t, turn.call)))
		require.NoError(t, answer.Validate(message(t, turn.answer)))
		require.Error(t, answer.Validate(message(t, turn.call)))
	}
}

// The schema refuses what the command refuses, but for the ID, which has to be that of the call.
func TestTheFormOfAnAnswerIsWhatIsRead(t *testing.T) {
	schema := messageSchema(t, "answer")
	for _, right := range []string{`{"id":1}`, `{"id":1,"status":204}`, `{"id":1,"body":null}`, `{"id":1,"error":{}}`, `{"id":1,"skipped":"no"}`} {
		require.NoError(t, schema.Validate(message(t, right)), right)
	}
	for _, wrong := range []string{
		`{}`, `[]`, `{"id":"1"}`, `{"id":1,"stauts":200}`, `{"id":1,"skipped":""}`, `{"id":1,"skipped":"no","status":200}`,
		`{"id":1,"error":{},"body":null}`, `{"id":1,"error":{},"skipped":"no"}`, `{"id":1,"error":{"code":"a"}}`,
	} {
		require.Error(t, schema.Validate(message(t, wrong)), wrong)
	}
}

func messageSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("client/" + name + ".schema.json")
	require.NoError(t, err)
	return schema
}

func message(t *testing.T, text string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return value
}

func TestTheDocumentNamesEveryMemberOfTheMessages(t *testing.T) {
	text, err := os.ReadFile("PROTOCOL.md")
	require.NoError(t, err)
	for _, name := range []string{"call", "answer"} {
		schema, err := os.ReadFile("client/" + name + ".schema.json")
		require.NoError(t, err)
		var form struct {
			Properties map[string]json.RawMessage `json:"properties"`
		}
		require.NoError(t, json.Unmarshal(schema, &form))
		require.NotEmpty(t, form.Properties)
		for member := range form.Properties {
			require.True(t, slices.ContainsFunc([]string{"`" + member + "`", `"` + member + `"`}, func(s string) bool {
				return strings.Contains(string(text), s)
			}), member)
		}
	}
}
