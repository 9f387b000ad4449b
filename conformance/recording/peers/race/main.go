// Command race measures the validate command against programs of others, process by process, on generated
// recordings. In each round all take turns on the same file, so that what else the machine does meets them alike.
//
//	go test -run '^TestCorporaAreWritten$' ./conformance/recording -args -corpora FOLDER
//	go run ./conformance/recording/peers/race -corpora FOLDER
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

func main() {
	folder := flag.String("corpora", "", "the `folder` with the generated recordings, in which the programs are built")
	rounds := flag.Int("rounds", 5, "how often each program runs")
	flag.Parse()
	if err := race(*folder, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "race:", err)
		os.Exit(2)
	}
}

// peers is where the programs of others lie, in the module.
const peers = "conformance/recording/peers"

// events are the races, each over one recording.
var events = []event{
	{file: "50MB.ndjson", kin: []string{}, kinGoal: 25, node: true, nodeGoal: 10},
	{file: "50MB.har", kin: []string{}, kinGoal: 25, node: true, nodeGoal: 10},
	{file: "325MB.har", kin: []string{"-stream"}, kinGoal: 25, node: true},
	{file: "500MB.har"},
	{file: "5GB.har"},
}

func race(folder string, rounds int) error {
	if rounds < 1 {
		return errors.New("got less than one round")
	}
	r := runner{folder: folder, rounds: rounds}
	if err := r.prepare(); err != nil {
		return err
	}
	for _, e := range events {
		if _, err := os.Stat(r.path(e.file)); errors.Is(err, os.ErrNotExist) {
			fmt.Printf("%s: not generated\n\n", e.file)
			continue
		}
		if err := r.run(e); err != nil {
			return fmt.Errorf("%s: %w", e.file, err)
		}
	}
	return nil
}

// runner runs the programs in a folder.
type runner struct {
	folder string
	rounds int
	// documents are those of the contract, flat those without references to other files.
	documents, flat []string
	hasNode         bool
}

func (r *runner) path(name string) string { return filepath.Join(r.folder, name) }

// prepare builds the programs.
func (r *runner) prepare() (err error) {
	if r.documents, err = filepath.Glob("openapi/*.yaml"); err != nil || len(r.documents) == 0 {
		return errors.Join(err, errors.New("got no openapi/*.yaml, want the folder of the module"))
	}
	for _, command := range []string{"cmd/validate", peers + "/kin"} {
		if err := build(r.path(filepath.Base(command)), command); err != nil {
			return err
		}
	}
	if _, err := exec.LookPath("node"); err != nil {
		fmt.Println("There is no Node here: the race goes on without it.")
		return nil
	}
	r.hasNode = true
	if err := r.flatten(); err != nil {
		return err
	}
	if err := os.CopyFS(r.path("node"), os.DirFS(peers+"/node")); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return output(exec.Command("npm", "ci", "--silent", "--prefix", r.path("node")))
}

func build(to, command string) error {
	c := exec.Command("go", "build", "-trimpath", "-o", to, "./"+command)
	c.Env = append(os.Environ(), "CGO_ENABLED=0") // static, as the README installs it
	return output(c)
}

// output runs a command that is silent unless it fails.
func output(c *exec.Cmd) error {
	if text, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", c, err, text)
	}
	return nil
}

// flatten writes the documents as JSON, for programs that read no YAML.
func (r *runner) flatten() error {
	loader := openapi3.NewLoader()
	loader.IsExternalRefsAllowed = true
	for _, file := range r.documents {
		doc, err := loader.LoadFromFile(file)
		if err != nil {
			return err
		}
		doc.InternalizeRefs(context.Background(), nil)
		text, err := json.Marshal(doc)
		if err != nil {
			return err
		}
		flat := r.path(filepath.Base(file) + ".json")
		if err := os.WriteFile(flat, text, 0o644); err != nil {
			return err
		}
		r.flat = append(r.flat, flat)
	}
	return nil
}

// contenders are those of an event, our own command first: on one core, on two, and two of it on one each.
func (r *runner) contenders(e event) []*contender {
	file := r.path(e.file)
	ours := func(cores int) *contender {
		return &contender{
			name: fmt.Sprintf("validate, %d core(s)", cores), args: []string{r.path("validate"), "--quiet", file},
			env: fmt.Sprintf("GOMAXPROCS=%d", cores), copies: 1,
		}
	}
	twice := ours(1)
	twice.name, twice.copies = "twice, side by side", 2
	all := []*contender{ours(1), ours(2), twice}
	if e.kin != nil {
		all = append(all, &contender{
			name: "kin-openapi", args: slices.Concat([]string{r.path("kin")}, e.kin, []string{file}, r.documents), copies: 1, goal: e.kinGoal,
		})
	}
	if e.node && r.hasNode {
		all = append(all, &contender{
			name: "Node with ajv", args: slices.Concat([]string{"node", "--max-old-space-size=8192", r.path("node/check.mjs"), file}, r.flat), copies: 1, goal: e.nodeGoal,
		})
	}
	return all
}
