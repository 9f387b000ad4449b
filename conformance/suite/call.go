package suite

import (
	"encoding/json"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/suite/client"
)

// onlySandboxSigned says where clients cannot sign.
const onlySandboxSigned = "a client signs for the host that it is given, and only a sandbox takes that"

// unaskable says why a step is nothing to ask a client for, "" where it is.
func (r *run) unaskable(step *Step) string {
	switch {
	case step.Call == "":
		return "no operation of the contract sends that request"
	case step.Text != nil:
		return "a client is given values, and its body is none"
	case step.signs() && r.options.Sign != nil && !r.options.Sandbox:
		return onlySandboxSigned
	}
	return ""
}

func (s *Step) signs() bool { return s.As == Signed || s.As == WrongSignature || s.As == UnknownKey }

// key is what the client is to sign a step with, nil where it is not to sign.
func (r *run) key(step *Step) *client.AccessKey {
	key := r.options.Key
	if key.ID == "" || !step.signs() && (step.As != "" || r.options.Account.Token != "") {
		return nil
	}
	switch step.As {
	case WrongSignature:
		key.Secret += "-but-wrong"
	case UnknownKey:
		key.ID = unknownKey
	}
	return &key
}

// parameters are those of a step by name, with the types of the contract as far as their texts have them.
func (r *run) parameters(op *operation, step *Step, known scope) map[string]any {
	values := map[string]any{"project_id": r.projectOf(step)}
	for _, texts := range []map[string]string{step.Params, step.Query} {
		for name, text := range expanded(texts, known) {
			values[name] = typed(op.parameter(name), text)
		}
	}
	return values
}

// typed is the value that the text of a parameter stands for, the text itself where it is none of its type.
func typed(p *openapi3.Parameter, text string) any {
	if p == nil || p.Schema == nil {
		return text
	}
	for _, s := range of(p.Schema) {
		number := s.Type.Is("integer") || s.Type.Is("number")
		if value := decode([]byte(text)); number && json.Valid([]byte(text)) && isNumber(value) || s.Type.Is("boolean") && (text == "true" || text == "false") {
			return value
		}
	}
	return text
}

func expanded(texts map[string]string, known scope) map[string]string {
	values := map[string]string{}
	for name, text := range texts {
		values[name] = known.text(text)
	}
	return values
}
