// Command errorcode writes a Go constant for every error code of the tables.
//
//	go run ./openapi/codegen/errorcode gen/errorcode
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"

	"github.com/devenviron/contract/openapi/tables"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: errorcode PACKAGE")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "errorcode:", err)
		os.Exit(1)
	}
}

func generate(folder string) error {
	codes, err := tables.Errors()
	if err != nil {
		return err
	}
	text, err := render(codes)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "errorcode.gen.go"), text, 0o666)
}

//go:embed code.tmpl
var code string

var file = template.Must(template.New("").Funcs(template.FuncMap{"comment": comment}).Parse(code))

func render(codes []tables.ErrorCode) ([]byte, error) {
	var raw bytes.Buffer
	if err := file.Execute(&raw, codes); err != nil {
		return nil, err
	}
	return format.Source(raw.Bytes())
}

// comment documents a code: what went wrong, with which statuses it comes, and what else is known.
func comment(c tables.ErrorCode) []string {
	meaning := c.Name + ": " + c.Meaning
	switch len(c.Statuses) {
	case 0:
		meaning += " No source names a status."
	case 1:
		meaning += fmt.Sprintf(" Status %d.", c.Statuses[0])
	default:
		var statuses []string
		for _, status := range c.Statuses {
			statuses = append(statuses, strconv.Itoa(status))
		}
		meaning += fmt.Sprintf(" Statuses %s.", strings.Join(statuses, ", "))
	}
	if c.Note == "" {
		return []string{meaning}
	}
	return []string{meaning, c.Note}
}
