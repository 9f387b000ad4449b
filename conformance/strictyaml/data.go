package strictyaml

import (
	"encoding/json"
)

// Data is the value as JSON has it: nil, a bool, a [json.Number], a string, []any or map[string]any. What JSON cannot
// have, such as .inf, is an error; a date is the string as it is written.
func (v Value) Data() (any, error) {
	switch {
	case v.IsNull():
		return nil, nil
	case v.IsList():
		return v.array()
	case v.IsMapping():
		return v.object()
	}
	switch v.node.Tag {
	case "!!bool":
		var truth bool
		if err := v.node.Decode(&truth); err != nil {
			return nil, v.Errorf("got %s, want true or false", v.kind())
		}
		return truth, nil
	case "!!int", "!!float":
		if !json.Valid([]byte(v.node.Value)) {
			return nil, v.Errorf("got %s, want a number as JSON has them, or quotes around it", v.kind())
		}
		return json.Number(v.node.Value), nil
	default:
		return v.node.Value, nil
	}
}

func (v Value) array() (any, error) {
	items, err := v.List()
	if err != nil {
		return nil, err
	}
	array := make([]any, len(items))
	for i, item := range items {
		if array[i], err = item.Data(); err != nil {
			return nil, err
		}
	}
	return array, nil
}

func (v Value) object() (any, error) {
	members, err := v.Members()
	if err != nil {
		return nil, err
	}
	object := make(map[string]any, len(members))
	for _, m := range members {
		if object[m.Name], err = m.Data(); err != nil {
			return nil, err
		}
	}
	return object, nil
}
