package suite

import (
	"embed"
	"io/fs"
	"path"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/strictyaml"
)

//go:embed cases/*.yaml cases/client/*.yaml
var embedded embed.FS

// Embedded reads the cases that are built in for servers.
func Embedded() (*Suite, error) { return readEmbedded("*.yaml") }

// EmbeddedForClients reads those cases, and the ones that only a client can be judged by.
func EmbeddedForClients() (*Suite, error) { return readEmbedded("*.yaml", "client/*.yaml") }

func readEmbedded(patterns ...string) (*Suite, error) {
	files, err := fs.Sub(embedded, "cases")
	if err != nil {
		return nil, err
	}
	return read("conformance/suite/cases", files, patterns...)
}

// Read reads the YAML files of a folder as one suite; name is what places call the folder.
func Read(name string, files fs.FS) (*Suite, error) { return read(name, files, "*.yaml") }

func read(name string, files fs.FS, patterns ...string) (*Suite, error) {
	operations, err := readOperations()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, pattern := range patterns {
		found, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	s := &Suite{
		Bodies: map[string]any{}, Undo: map[string][]*Step{}, Fixtures: map[string]*Fixture{}, operations: operations,
	}
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, err
		}
		root, err := strictyaml.Parse(path.Join(name, file), text)
		if err != nil {
			return nil, err
		}
		if err := s.read(root); err != nil {
			return nil, err
		}
	}
	return s, s.check()
}

// Suite is a set of cases with what they need.
type Suite struct {
	// Variables can be set from outside.
	Variables []Variable
	// Bodies are requests by name, from which steps make theirs.
	Bodies map[string]any
	// Undo has, by operation, the steps that delete what it created. The variable id is that of the answer.
	Undo     map[string][]*Step
	Fixtures map[string]*Fixture
	Cases    []*Case
	// Unprovoked are the codes of the error table that no case asks for.
	Unprovoked []Unprovoked

	operations map[string]*operation
}

// Variable is a text that steps refer to as ${name}.
type Variable struct{ Name, Summary, Value string }

// Unprovoked says why some codes of the error table cannot be provoked from outside.
type Unprovoked struct {
	At     conformance.Location
	Reason string
	Codes  []string
}

// Fixture is something that cases stand on.
type Fixture struct {
	Name string
	// Needs are fixtures that it is made of.
	Needs []string
	Steps []*Step
}

// Case is one thing that a server is to do.
type Case struct {
	Name, Summary string
	At            conformance.Location
	// Needs are fixtures that it shares with others, Fresh those that are made for it alone, because it changes them.
	Needs, Fresh []string
	// Sandbox says that only a sandbox can be driven there.
	Sandbox bool
	Steps   []*Step
}

// Step is one request with what is expected of its answer.
type Step struct {
	At conformance.Location
	// Call is an operationId. Without one, Method and Path say what is sent.
	Call, Method, Path string
	// Params are those of the path, Query and Header those of their places.
	Params, Query, Header map[string]string
	// As says with which credentials: "" is the caller of the run.
	As Identity
	// Body is a JSON value, Base the name of one, of which Set changes and Remove removes what is at a pointer. Text
	// goes out as it is.
	Body   any
	Base   string
	Set    map[string]any
	Remove []string
	Text   *string
	// Poll repeats the request until the answer is as expected, unless it is as Unless says.
	Poll   bool
	Unless []Check
	Expect Expect
	// Answer changes what the client gets, nil for nothing; Expect is about the answer of the server.
	Answer *Change
	// Capture keeps what is at a pointer of the answer as a variable.
	Capture map[string]string
}

// Change is what becomes of an answer on its way to a client.
type Change struct {
	// Status replaces that of the answer, 0 for none.
	Status int
	// Text replaces the body by a page of HTML. Without one, Set changes and Remove removes what is at a pointer of it.
	Text   *string
	Set    map[string]any
	Remove []string
}

// Identity is with which credentials a step comes.
type Identity string

// The identities other than the caller of the run.
const (
	// Nobody has no credentials, and WrongToken one that nobody was given.
	Nobody     Identity = "nobody"
	WrongToken Identity = "wrong-token"
	// Signed comes with a signature, WrongSignature with one that was changed, UnknownKey with an access key that
	// nobody has.
	Signed         Identity = "signature"
	WrongSignature Identity = "wrong-signature"
	UnknownKey     Identity = "unknown-access-key"
	// Second is the second caller in the second project, Intruder the second caller in the project of the run.
	Second   Identity = "second"
	Intruder Identity = "intruder"
)

// Expect is what a step wants of an answer.
type Expect struct {
	// Status lists statuses and classes, such as 200 or 4xx.
	Status []string
	// Conforms wants the exchange without a finding of the contract, warnings included.
	Conforms bool
	// Code is the error_code.
	Code string
	// Headers are those that have to be there.
	Headers []string
	Body    []Check
	// Sums are equations over pointers of the body.
	Sums []Sum
}

// Check is a condition on what is at a pointer of a body.
type Check struct {
	Pointer string
	Matcher Matcher
}

// readOnly says whether nothing is changed by the steps.
func (s *Suite) readOnly(steps []*Step) bool {
	for _, step := range steps {
		if s.methodOf(step) != "GET" {
			return false
		}
	}
	return true
}

func (s *Suite) methodOf(step *Step) string {
	if step.Call == "" {
		return step.Method
	}
	return s.operations[step.Call].method
}

// Codes gives, by code of the error table, the names of the cases that ask for it.
func (s *Suite) Codes() map[string][]string {
	codes := map[string][]string{}
	for _, c := range s.Cases {
		for _, step := range c.Steps {
			if step.Expect.Code != "" {
				codes[step.Expect.Code] = append(codes[step.Expect.Code], c.Name)
			}
		}
	}
	return codes
}
