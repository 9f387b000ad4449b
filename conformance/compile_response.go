package conformance

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
)

// response is what an operation declares for a status.
type response struct {
	// status is "200", "4XX" or "default".
	status string
	// code is the status as a number, its first digit for a class, 0 for the default, -1 for what is none.
	code int
	// component is the name under which operations share it, "" when it is one operation's own.
	component string
	// listed is where the operation lists it, at where it is declared.
	listed, at Location
	headers    []*parameter
	body       *payload
}

// payload is a body with the media types it may have, in order of the document.
type payload struct {
	at    Location
	media []media
}

// media is one media type of a payload, with the program for bodies that can be judged.
type media struct {
	// pattern is the media type or range as the document has it, name the same without parameters.
	pattern, name string
	at            Location
	schema        *openapi3.SchemaRef
	program       *schema.Program
	// secrets is what the schema says of the secrets in a body, nil when there is no schema.
	secrets *secretMarks
}

func (c *compiler) response(status string, r *openapi3.Response) (*response, error) {
	out := &response{status: status, code: statusCode(status), at: at(r.Origin)}
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		if strings.EqualFold(name, "Content-Type") {
			continue // OpenAPI 3.0.3 says that it is ignored here.
		}
		declared := r.Headers[name].Value.Parameter
		declared.Name, declared.In = name, openapi3.ParameterInHeader
		p, err := c.parameter(&declared, schema.Response)
		if err != nil {
			return nil, err
		}
		if p.at.Line == 0 {
			p.at = out.at
		}
		p.listed = at(r.Headers[name].Origin)
		out.headers = append(out.headers, p)
	}
	var err error
	if len(r.Content) > 0 {
		out.body, err = c.payload(out.at, r.Content, schema.Response)
	}
	return out, err
}

func statusCode(status string) int {
	if strings.EqualFold(status, "default") {
		return 0
	}
	code, err := strconv.Atoi(strings.TrimSuffix(strings.ToUpper(status), "XX"))
	if err != nil || code < 1 || len(status) != 3 {
		return -1
	}
	return code
}

// rank is how exactly the response is meant for a status, 0 when it is not.
func (r *response) rank(status int) int {
	switch r.code {
	case status:
		return 3
	case status / 100:
		return 2
	case 0:
		return 1
	}
	return 0
}

func (c *compiler) payload(where Location, content openapi3.Content, dir schema.Direction) (*payload, error) {
	out := &payload{at: where}
	for _, pattern := range slices.Sorted(maps.Keys(content)) {
		declared := cmp.Or(content[pattern], &openapi3.MediaType{}) // "application/json:" with nothing behind it
		name, _, _ := strings.Cut(strings.ToLower(pattern), ";")
		m := media{pattern: pattern, name: strings.TrimSpace(name), at: at(declared.Origin), schema: declared.Schema}
		if m.at.Line == 0 {
			m.at = where
		}
		if declared.Schema != nil {
			var err error
			if m.program, err = c.schemas.Compile(declared.Schema, dir); err != nil {
				return nil, err
			}
			if m.secrets, err = c.sharedSecretMarks(declared.Schema, dir); err != nil {
				return nil, err
			}
		}
		out.media = append(out.media, m)
	}
	return out, nil
}

// schemaUse is a schema with the direction of the values that it describes.
type schemaUse struct {
	schema *openapi3.Schema
	dir    schema.Direction
}

// sharedSecretMarks reads the marks of a schema once: nearly all operations fail with the same body.
func (c *compiler) sharedSecretMarks(ref *openapi3.SchemaRef, dir schema.Direction) (*secretMarks, error) {
	use := schemaUse{ref.Value, dir}
	if m, ok := c.secrets[use]; ok {
		return m, nil
	}
	m, err := c.secretMarks(ref, dir)
	if err != nil {
		return nil, err
	}
	if c.secrets == nil {
		c.secrets = map[schemaUse]*secretMarks{}
	}
	c.secrets[use] = m
	return m, nil
}
