package suite

import (
	"encoding/json"

	"github.com/getkin/kin-openapi/openapi3"
)

// documented is what the contract says of a JSON value: all schemas that speak of it. None of them means that the
// contract does not document it.
type documented []*openapi3.Schema

// of are a schema, and those that it is made of.
func of(ref *openapi3.SchemaRef) documented {
	if ref == nil || ref.Value == nil {
		return nil
	}
	d := documented{ref.Value}
	for _, parts := range []openapi3.SchemaRefs{ref.Value.AllOf, ref.Value.AnyOf, ref.Value.OneOf} {
		for _, part := range parts {
			d = append(d, of(part)...)
		}
	}
	return d
}

func (d documented) member(name string) documented {
	var m documented
	for _, s := range d {
		switch open := s.AdditionalProperties; {
		case s.Properties[name] != nil:
			m = append(m, of(s.Properties[name])...)
		case open.Schema != nil:
			m = append(m, of(open.Schema)...)
		case open.Has != nil && *open.Has:
			m = append(m, &openapi3.Schema{})
		}
	}
	return m
}

func (d documented) items() documented {
	var m documented
	for _, s := range d {
		m = append(m, of(s.Items)...)
	}
	return m
}

// nullable says whether null is documented as a value.
func (d documented) nullable() bool {
	for _, s := range d {
		if s.Nullable || s.Type == nil && len(d) == 1 {
			return true
		}
	}
	return false
}

func (d documented) secret() bool {
	for _, s := range d {
		if s.Format == "password" || s.Extensions["x-sensitive"] == true {
			return true
		}
	}
	return false
}

// isDefault says whether a value is what the contract has for an absent one.
func (d documented) isDefault(value any) bool {
	for _, s := range d {
		if s.Default == nil {
			continue
		}
		if text, err := json.Marshal(s.Default); err == nil && equal(decode(text), value) {
			return true
		}
	}
	return false
}

// requestBody is what an operation documents of the JSON that it takes.
func (o *operation) requestBody() documented {
	if o.contract == nil || o.contract.RequestBody == nil {
		return nil
	}
	return inJSON(o.contract.RequestBody.Value.Content)
}

// responseBody is what an operation documents of the JSON that it answers with a status.
func (o *operation) responseBody(status int) documented {
	if o.contract == nil || o.contract.Responses == nil {
		return nil
	}
	response := o.contract.Responses.Status(status)
	if response == nil {
		response = o.contract.Responses.Default()
	}
	if response == nil || response.Value == nil {
		return nil
	}
	return inJSON(response.Value.Content)
}

func inJSON(content openapi3.Content) documented {
	media := content.Get("application/json")
	if media == nil {
		return nil
	}
	return of(media.Schema)
}

// parameter is that of a name, nil where there is none.
func (o *operation) parameter(name string) *openapi3.Parameter {
	for _, list := range []openapi3.Parameters{o.contract.Parameters, o.item.Parameters} {
		for _, p := range list {
			if p.Value.Name == name {
				return p.Value
			}
		}
	}
	return nil
}
