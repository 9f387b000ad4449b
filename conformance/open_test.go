package conformance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func TestOpenRefusesWhatCannotBeJudged(t *testing.T) {
	tests := []struct{ name, document, want string }{
		{"a version it does not know", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n", `got openapi "3.1.0", want 3.0.x`},
		{"no OpenAPI at all", "hello: world\n", `contract.yaml`},
		{"an operation declared twice", strings.Replace(shop, "/orders:", "/items/{id}: {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {default: {description: D.}}}}\n  /orders:", 1), "contract.yaml"},
		{"a reference to the network", "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {$ref: 'https://example.com/a.yaml'}}\n", "want a file"},
		{"a pattern that no engine takes", "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {parameters: [{name: q, in: query, schema: {type: string, pattern: '(a'}}], responses: {default: {description: D.}}}}}\n", "pattern"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "contract.yaml")
			require.NoError(t, os.WriteFile(file, []byte(tt.document), 0o600))
			_, err := conformance.Open(file)
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), "\n")
		})
	}
	first, second := filepath.Join(t.TempDir(), "first.yaml"), filepath.Join(t.TempDir(), "second.yaml")
	require.NoError(t, os.WriteFile(first, []byte(shop), 0o600))
	require.NoError(t, os.WriteFile(second, []byte(shop), 0o600))
	_, err := conformance.Open(first, second)
	require.ErrorContains(t, err, "got a second POST /api/{stage}/orders, want it declared once (first at "+first)

	_, err = conformance.Open("missing.yaml")
	require.ErrorContains(t, err, "missing.yaml: cannot read")
}
