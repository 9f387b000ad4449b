package conformance_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

func TestTheLineOfAPlaceInTheContract(t *testing.T) {
	c := open(t, strings.ReplaceAll(shop, "\n", "\r\n"))
	file := c.Info().Documents[0].File
	line := func(file string, number int) string { return c.Line(conformance.Location{File: file, Line: number}) }
	require.Equal(t, "openapi: 3.0.3", line(file, 2))
	require.Equal(t, "      operationId: getItems", line(file, 8))
	require.Empty(t, line(file, 0), "the line is not known")
	require.Empty(t, line(file, -1), "there cannot be such a line")
	require.Empty(t, line(file, 1000), "there is no such line")
	require.Empty(t, line("other.yaml", 2), "there is no such file")
}

// The documents that are built in are those that findings point into.
func TestTheBuiltInContractHasTheLinesOfItsPlaces(t *testing.T) {
	c, err := conformance.Embedded()
	require.NoError(t, err)
	for _, d := range c.Info().Documents {
		require.Equal(t, "openapi: 3.0.3", c.Line(conformance.Location{File: d.File, Line: 1}))
	}
	x := exchange(t, "GET /v1/p/notebooks/n1", func(x *conformance.Exchange) { x.Response.Body = body(`{"status": 1}`) })
	result := c.Check(x)
	require.NotEmpty(t, result.Findings)
	for _, f := range result.Findings {
		require.NotEmpty(t, f.Contract.File)
		before, after := c.Line(f.Contract)[:f.Contract.Column-1], c.Line(f.Contract)[f.Contract.Column-1:]
		require.Empty(t, strings.Trim(before, " -"), f.Contract)
		require.NotEmpty(t, after, f.Contract)
	}
}
