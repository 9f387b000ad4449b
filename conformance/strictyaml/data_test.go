package strictyaml_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance/strictyaml"
)

func TestDataIsWhatJSONHas(t *testing.T) {
	v, err := strictyaml.Parse("a.yaml", []byte("{a: [1, 2.50, true, null, text, '7', 2026-01-31], b: {}, c: 9007199254740993}"))
	require.NoError(t, err)
	data, err := v.Data()
	require.NoError(t, err)
	text, err := json.Marshal(data)
	require.NoError(t, err)
	require.Equal(t, `{"a":[1,2.50,true,null,"text","7","2026-01-31"],"b":{},"c":9007199254740993}`, string(text))
}

func TestDataThatJSONCannotHaveIsAnError(t *testing.T) {
	for _, text := range []string{"a: .inf", "a: [0x10]", "a: 1_000"} {
		v, err := strictyaml.Parse("a.yaml", []byte(text))
		require.NoError(t, err)
		_, err = v.Data()
		require.ErrorContains(t, err, "a.yaml:1:", text)
	}
}
