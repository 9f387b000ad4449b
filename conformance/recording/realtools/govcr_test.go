package realtools

import (
	"net/http"
	"path/filepath"
	"testing"

	vcr1 "github.com/dnaeon/go-vcr/recorder"
	"github.com/stretchr/testify/require"
	vcr3 "gopkg.in/dnaeon/go-vcr.v3/recorder"
	vcr4 "gopkg.in/dnaeon/go-vcr.v4/pkg/recorder"
)

// recorder is what all versions of go-vcr have in common.
type recorder interface {
	http.RoundTripper
	Stop() error
}

func TestCassettesOfGoVCR(t *testing.T) {
	for version, open := range map[string]func(name string) (recorder, error){
		"v1": func(name string) (recorder, error) { return vcr1.NewAsMode(name, vcr1.ModeRecording, nil) },
		"v3": func(name string) (recorder, error) {
			return vcr3.NewWithOptions(&vcr3.Options{CassetteName: name, Mode: vcr3.ModeRecordOnly})
		},
		"v4": func(name string) (recorder, error) { return vcr4.New(name, vcr4.WithMode(vcr4.ModeRecordOnly)) },
	} {
		t.Run(version, func(t *testing.T) {
			server := serve(t)
			cassette := filepath.Join(t.TempDir(), "cassette")
			r, err := open(cassette)
			require.NoError(t, err)
			send(t, &http.Client{Transport: r}, server.URL)
			require.NoError(t, r.Stop())
			requireCalls(t, cassette+".yaml", calls)
		})
	}
}
