package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/devenviron/contract/openapi/release/tree"
)

// kitCopied are the files of the conformance kit that are released as they are, by where they go.
var kitCopied = []struct{ from, to string }{
	{"openapi/release/kit.md", "README.md"},
	{"conformance/suite/PROTOCOL.md", "PROTOCOL.md"},
	{"conformance/suite/client/call.schema.json", "call.schema.json"},
	{"conformance/suite/client/answer.schema.json", "answer.schema.json"},
	{"conformance/suite/cases.schema.json", "cases.schema.json"},
	{battery + "README.md", "battery/README.md"},
	{battery + "contract.yaml", "battery/contract.yaml"},
	{battery + faults, "battery/" + faults},
	{battery + clean, "battery/" + clean},
	{"languages/kit/python/client.py", "clients/python/client.py"},
	{"languages/kit/python/name_details.py", "clients/python/name_details.py"},
	{"languages/openapi-python-client/requirements.txt", "clients/python/requirements.txt"},
	{"languages/kit/typescript/client.ts", "clients/typescript/client.ts"},
	{"languages/openapi-typescript/package.json", "clients/typescript/package.json"},
	{"languages/openapi-typescript/package-lock.json", "clients/typescript/package-lock.json"},
	{"languages/openapi-typescript/tsconfig.json", "clients/typescript/tsconfig.json"},
}

const (
	kitFolder = "kit"
	battery   = "testdata/battery/"
	faults    = "faults.har"
	clean     = "clean.har"
)

// kitFiles are the conformance kit: the cases of the suite, the battery, and what speaks the protocol of clients.
func kitFiles(repository fs.FS) ([]File, error) {
	var files []File
	add := func(name string, content []byte) {
		files = append(files, File{Path: path.Join(kitFolder, name), Content: content, Edition: kitFolder})
	}
	for _, f := range kitCopied {
		content, err := fs.ReadFile(repository, f.from)
		if err != nil {
			return nil, err
		}
		add(f.to, content)
	}
	for _, pattern := range []string{"*.yaml", "client/*.yaml"} {
		names, err := fs.Glob(repository, "conformance/suite/cases/"+pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			content, err := asJSON(repository, name)
			if err != nil {
				return nil, err
			}
			add(strings.TrimSuffix(strings.TrimPrefix(name, "conformance/suite/"), ".yaml")+".json", content)
		}
	}
	expected, err := expectations(repository)
	add("battery/expected.tsv", expected)
	return files, err
}

func asJSON(repository fs.FS, name string) ([]byte, error) {
	content, err := fs.ReadFile(repository, name)
	if err != nil {
		return nil, err
	}
	root, err := tree.Read(name, content)
	if err != nil {
		return nil, err
	}
	text, err := tree.JSON(root)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
}

// expectations lists the entries of the battery: file, index, the rule that is broken or "-", and what the entry has.
func expectations(repository fs.FS) ([]byte, error) {
	var table strings.Builder
	table.WriteString("file\tentry\trule\tcomment\n")
	for _, name := range []string{clean, faults} {
		content, err := fs.ReadFile(repository, battery+name)
		if err != nil {
			return nil, err
		}
		var har struct {
			Log struct {
				Entries []struct {
					Comment string `json:"comment"`
					Rule    string `json:"_rule"`
				} `json:"entries"`
			} `json:"log"`
		}
		if err := json.Unmarshal(content, &har); err != nil {
			return nil, fmt.Errorf("%s%s: %w", battery, name, err)
		}
		for i, e := range har.Log.Entries {
			rule := e.Rule
			if rule == "" {
				rule = "-"
			}
			fmt.Fprintf(&table, "%s\t%d\t%s\t%s\n", name, i, rule, e.Comment)
		}
	}
	return []byte(table.String()), nil
}
