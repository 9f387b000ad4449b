package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/schema"
)

// Fault is one way in which a sandbox is wrong on purpose. A suite that holds servers against the contract proves
// with it that its case for the deviation can fail.
type Fault struct {
	// Name is kebab-case and stable.
	Name string
	// Summary says in one line what the sandbox does wrong.
	Summary string
	// Operations are those that it touches, by operationId.
	Operations []string

	// anywhere says that the fault touches requests of no operation as well.
	anywhere bool
	// credentials changes a request before anyone looks at it.
	credentials func(s *Sandbox, r *http.Request)
	// ask changes a request that is admitted, before its operation sees it.
	ask func(r *http.Request)
	// instead takes the place of the operation.
	instead func(next http.Handler, w http.ResponseWriter, r *http.Request)
	// answer changes what is answered.
	answer func(a *answer)
}

// Faults lists the registry in the order of the names.
func Faults() []*Fault {
	all := slices.Concat(notebookFaults(), leaseFaults(), listFaults(), instanceFaults(), resourceFaults(), refusalFaults(),
		neglectFaults(), pageFaults(), codeFaults(), successFaults())
	slices.SortFunc(all, func(a, b *Fault) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// FaultNamed gives the fault with a name.
func FaultNamed(name string) (*Fault, error) {
	var names []string
	for _, f := range Faults() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	if near, ok := schema.Nearest(name, names); ok {
		return nil, fmt.Errorf("unknown fault %q; did you mean %s?", name, near)
	}
	return nil, fmt.Errorf("unknown fault %q; validate sandbox --faults lists the %d that there are", name, len(names))
}

// outside puts the parts of a fault that see every request of its operations around a handler.
func (f *Fault) outside(s *Sandbox, next http.Handler) http.Handler {
	if f.credentials == nil && f.answer == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !f.touches(s.contract, r) {
			next.ServeHTTP(w, r)
			return
		}
		if f.credentials != nil {
			r = r.Clone(r.Context())
			f.credentials(s, r)
		}
		if f.answer == nil {
			next.ServeHTTP(w, r)
			return
		}
		a := listen(next, w, r)
		f.answer(a)
		a.send(w)
	})
}

// inside puts the parts of a fault that see only admitted requests around a handler.
func (f *Fault) inside(s *Sandbox, next http.Handler) http.Handler {
	if f.ask == nil && f.instead == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !f.touches(s.contract, r):
			next.ServeHTTP(w, r)
		case f.instead != nil:
			f.instead(next, w, r)
		default:
			r = r.Clone(r.Context())
			f.ask(r)
			next.ServeHTTP(w, r)
		}
	})
}

func (f *Fault) touches(contract *conformance.Contract, r *http.Request) bool {
	x := conformance.LiveExchange(r)
	return f.anywhere || slices.Contains(f.Operations, contract.Check(&x).Operation)
}

// answer is an answer that can still be changed.
type answer struct {
	request *http.Request
	status  int
	header  http.Header
	body    []byte
}

// listen keeps what a handler answers from its caller. Headers that were set before stay.
func listen(next http.Handler, w http.ResponseWriter, r *http.Request) *answer {
	k := &keeper{header: w.Header().Clone()}
	next.ServeHTTP(k, r)
	return &answer{request: r, status: k.status, header: k.header, body: k.body.Bytes()}
}

// send gives the answer to its caller.
func (a *answer) send(w http.ResponseWriter) {
	clear(w.Header())
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func (a *answer) ok() bool { return a.status < 300 }

// edit changes the members of the body, if it is an object.
func (a *answer) edit(change func(body members)) {
	decoder := json.NewDecoder(bytes.NewReader(a.body))
	decoder.UseNumber()
	var body members
	if decoder.Decode(&body) != nil {
		return
	}
	change(body)
	a.replace(a.status, body)
}

// replace answers something else.
func (a *answer) replace(status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // It was decoded from JSON.
	}
	a.status, a.body = status, text
}

// keeper is a [http.ResponseWriter] that writes to nobody.
type keeper struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header { return k.header }

func (k *keeper) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

func (k *keeper) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}
