package conformance_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/mail"
	"net/url"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/stretchr/testify/require"

	"github.com/devenviron/contract/conformance"
)

// What kin-openapi makes of the same battery, as it comes and with everything that its options offer. The figures are
// those of the README; run this test with -v to see what is missed.
func TestBatteryOfKinOpenAPI(t *testing.T) {
	t.Chdir("..")
	doc, err := openapi3.NewLoader().LoadFromFile(battery + "/contract.yaml")
	require.NoError(t, err)
	router, err := legacy.NewRouter(doc)
	require.NoError(t, err)
	for _, tt := range []struct {
		name    string
		options openapi3filter.Options
		caught  int
		alarms  int
	}{
		{"as it comes", openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}, 65, 0},
		{"with all options", openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, AuthenticationFunc: authenticate,
			SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.WithStringFormatValidators(formats)},
		}, 75, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			caught, alarms := 0, 0
			faults, clean := trials(t, battery+"/faults.har"), trials(t, battery+"/clean.har")
			for _, fault := range faults {
				if kinFinds(router, &fault.exchange, &tt.options) != nil {
					caught++
				} else {
					t.Logf("missed: %s [%s]", fault.name, fault.rule)
				}
			}
			for _, one := range clean {
				if err := kinFinds(router, &one.exchange, &tt.options); err != nil {
					alarms++
					t.Logf("false alarm: %s: %v", one.name, err)
				}
			}
			t.Logf("kin-openapi %s: %d of %d faults, %d false alarms in %d", tt.name, caught, len(faults), alarms, len(clean))
			require.Equal(t, tt.caught, caught)
			require.Equal(t, tt.alarms, alarms)
		})
	}
}

var formats = map[string]openapi3.StringFormatValidator{
	"uuid":  openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC4122),
	"ipv4":  openapi3.NewIPValidator(true),
	"email": openapi3.NewCallbackValidator(func(s string) error { _, err := mail.ParseAddress(s); return err }),
	"uri": openapi3.NewCallbackValidator(func(s string) error {
		if u, err := url.Parse(s); err != nil || !u.IsAbs() {
			return errors.New("not absolute")
		}
		return nil
	}),
}

func authenticate(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	r := in.RequestValidationInput.Request
	shown := r.Header.Get("Authorization") != ""
	if in.SecurityScheme.In == openapi3.ParameterInQuery {
		shown = r.URL.Query().Has(in.SecurityScheme.Name)
	}
	if !shown {
		return errors.New("no credentials")
	}
	return nil
}

// kinFinds gives what kin-openapi has against an exchange, nil when it has nothing.
func kinFinds(router routers.Router, x *conformance.Exchange, options *openapi3filter.Options) error {
	r, err := http.NewRequest(x.Request.Method, x.Request.URL.String(), bytes.NewReader(x.Request.Body.Bytes))
	if err != nil {
		return err
	}
	r.Header = httpHeader(x.Request.Headers)
	route, path, err := router.FindRoute(r)
	if err != nil {
		return err
	}
	asked := &openapi3filter.RequestValidationInput{Request: r, PathParams: path, Route: route, Options: options}
	err = openapi3filter.ValidateRequest(context.Background(), asked)
	if !x.Response.Body.Recorded && x.Response.Status != 0 {
		return err // It has no word for a body that is not known.
	}
	return errors.Join(err, openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: asked, Status: x.Response.Status, Header: httpHeader(x.Response.Headers),
		Body: io.NopCloser(bytes.NewReader(x.Response.Body.Bytes)), Options: options,
	}))
}

func httpHeader(recorded []conformance.Header) http.Header {
	header := http.Header{}
	for _, h := range recorded {
		header.Add(h.Name, h.Value)
	}
	return header
}
