package conformance

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/conformance/schema"
	"github.com/devenviron/contract/openapi"
)

// operation is what the contract says about one method of one path.
type operation struct {
	name   string
	method string
	at     Location
	// compile fills in the rest, the first time that it is called.
	compile func() error

	parameters []*parameter
	// judged are the parameters that have a meaning, by where they stand.
	judged places
	// credentials are the query parameters of security schemes, which no parameter declares.
	credentials []string
	// alternatives are the credentials that the operation asks for, nil when it asks for none.
	alternatives [][]credential
	// secretPath and secretQuery say that a parameter of the path, or of the query, is secret.
	secretPath, secretQuery bool
	body                    *payload
	bodyMust                bool
	responses               []*response
}

// compiler turns documents into routes. Schemas that operations share are compiled once.
type compiler struct {
	mu      sync.Mutex // operations may be compiled while others are judged
	schemas schema.Compiler
	secrets map[schemaUse]*secretMarks
	// credentials are those of all security schemes.
	credentials []credential
}

func (c *compiler) document(doc *openapi.Document) ([]*route, error) {
	var found []*route
	for _, path := range doc.Paths.InMatchingOrder() {
		item := doc.Paths.Value(path)
		for _, base := range basePaths(item.Servers, doc.Servers) {
			t, err := parseTemplate(base + path)
			if err != nil {
				return nil, err
			}
			r := &route{template: t, at: at(item.Origin)}
			operations := item.Operations()
			for _, method := range slices.Sorted(maps.Keys(operations)) {
				r.operations = append(r.operations, c.operation(doc, item, method, path, operations[method]))
			}
			found = append(found, r)
		}
	}
	return found, nil
}

// basePaths gives the paths below which the operations lie. Hosts do not count: a recording may be made
// anywhere.
func basePaths(servers ...openapi3.Servers) []string {
	for _, list := range servers {
		var bases []string
		for _, server := range list {
			raw := server.URL
			if _, rest, ok := strings.Cut(raw, "://"); ok {
				_, path, _ := strings.Cut(rest, "/")
				raw = "/" + path
			} else if u, err := url.Parse(raw); err == nil && !strings.Contains(raw, "{") {
				raw = u.Path
			}
			base := strings.TrimRight(raw, "/")
			if !slices.Contains(bases, base) {
				bases = append(bases, base)
			}
		}
		if len(bases) > 0 {
			return bases
		}
	}
	return []string{""}
}

// operation gives an operation that is yet to be compiled.
func (c *compiler) operation(doc *openapi.Document, item *openapi3.PathItem, method, path string, op *openapi3.Operation) *operation {
	out := &operation{name: op.OperationID, method: method, at: at(op.Origin)}
	if out.name == "" {
		out.name = method + " " + path
	}
	out.compile = sync.OnceValue(func() error {
		c.mu.Lock()
		defer c.mu.Unlock()
		if err := c.fill(out, doc, item, op); err != nil {
			return fmt.Errorf("%s: %s %s: %w", doc.File, method, path, err)
		}
		return nil
	})
	return out
}

// ready gives the operation compiled. No error is left to meet: Open compiles all operations, and so does a test of the
// embedded contract.
func (op *operation) ready() *operation {
	if err := op.compile(); err != nil {
		panic(err)
	}
	return op
}

func (c *compiler) fill(out *operation, doc *openapi.Document, item *openapi3.PathItem, op *openapi3.Operation) error {
	out.credentials = queryCredentials(doc)
	out.alternatives = credentialsOf(doc, op)
	declared := slices.Clone(op.Parameters)
	for _, ref := range item.Parameters {
		if op.Parameters.GetByInAndName(ref.Value.In, ref.Value.Name) == nil {
			declared = append(declared, ref)
		}
	}
	for _, ref := range declared {
		p, err := c.parameter(ref.Value, schema.Request)
		if err != nil {
			return err
		}
		p.listed = at(ref.Origin)
		out.parameters = append(out.parameters, p)
		out.secretQuery = out.secretQuery || p.secret && p.in == openapi3.ParameterInQuery
		out.secretPath = out.secretPath || p.secret && p.in == openapi3.ParameterInPath
	}
	out.judged = placesOf(out.parameters)
	if op.RequestBody != nil {
		body := op.RequestBody.Value
		var err error
		if out.body, err = c.payload(at(body.Origin), body.Content, schema.Request); err != nil {
			return fmt.Errorf("request body: %w", err)
		}
		out.bodyMust = body.Required
	}
	responses := op.Responses.Map()
	for _, status := range slices.Sorted(maps.Keys(responses)) {
		r, err := c.response(status, responses[status].Value)
		if err != nil {
			return fmt.Errorf("response %s: %w", status, err)
		}
		ref := responses[status].Ref
		r.listed, r.component = at(responses[status].Origin), ref[strings.LastIndexAny(ref, "/#")+1:]
		out.responses = append(out.responses, r)
	}
	return nil
}

func queryCredentials(doc *openapi.Document) []string {
	var names []string
	if doc.Components != nil {
		for _, scheme := range doc.Components.SecuritySchemes {
			if scheme.Value != nil && scheme.Value.In == openapi3.ParameterInQuery {
				names = append(names, scheme.Value.Name)
			}
		}
	}
	return names
}
