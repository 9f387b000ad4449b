package conformance

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func routesOf(t *testing.T, paths ...string) *routes {
	t.Helper()
	var rs routes
	for _, path := range paths {
		method, path, ok := strings.Cut(path, " ")
		require.True(t, ok)
		parsed, err := parseTemplate(path)
		require.NoError(t, err)
		rs.add([]*route{{template: parsed, operations: []*operation{{name: path, method: method}}}})
	}
	rs.sort()
	return &rs
}

func TestMatchFindsTheMostSpecificPath(t *testing.T) {
	rs := routesOf(t,
		"GET /v1/{project_id}/notebooks/{id}",
		"GET /v1/{project_id}/notebooks/all",
		"DELETE /v1/{project_id}/notebooks/{id}",
		"GET /files/{name}.{ext}",
		"GET /files/{name}",
		"GET /a b/{x}",
		"GET /{a}-{b}/x",
	)
	tests := []struct {
		name, method, path string
		want               string
		values             map[string]string
	}{
		{"a concrete segment wins", "GET", "/v1/p/notebooks/all", "/v1/{project_id}/notebooks/all", map[string]string{"project_id": "p"}},
		{"a parameter takes the rest", "GET", "/v1/p/notebooks/n", "/v1/{project_id}/notebooks/{id}", map[string]string{"project_id": "p", "id": "n"}},
		{"a path without the method gives way", "DELETE", "/v1/p/notebooks/all", "/v1/{project_id}/notebooks/{id}", map[string]string{"project_id": "p", "id": "all"}},
		{"values stay escaped", "GET", "/v1/p%2Fq/notebooks/n%20", "/v1/{project_id}/notebooks/{id}", map[string]string{"project_id": "p%2Fq", "id": "n%20"}},
		{"two parameters in a segment", "GET", "/files/a.b.txt", "/files/{name}.{ext}", map[string]string{"name": "a", "ext": "b.txt"}},
		{"one parameter where a dot is missing", "GET", "/files/readme", "/files/{name}", map[string]string{"name": "readme"}},
		{"literals match unescaped", "GET", "/a%20b/1", "/a b/{x}", map[string]string{"x": "1"}},
		{"parameters between literals", "GET", "/l-r/x", "/{a}-{b}/x", map[string]string{"a": "l", "b": "r"}},
		{"a parameter is never empty", "GET", "/-r/x", "", nil},
		{"an empty segment is no parameter", "GET", "/v1//notebooks/n", "", nil},
		{"a slash more is another path", "GET", "/v1/p/notebooks/all/", "", nil},
		{"an unknown method", "PUT", "/files/readme", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, err := url.Parse("https://h" + tt.path)
			require.NoError(t, err)
			segments := appendSegments(nil, u.EscapedPath())
			route, operation := rs.match(tt.method, segments)
			if tt.want == "" {
				require.Nil(t, operation)
				return
			}
			require.NotNil(t, operation)
			require.Equal(t, tt.want, operation.name)
			values := map[string]string{}
			for _, v := range route.template.appendValues(nil, segments) {
				values[v.name] = v.raw
			}
			require.Equal(t, tt.values, values)
		})
	}
}

func TestMatchKeepsTheRouteWhenOnlyTheMethodIsUnknown(t *testing.T) {
	rs := routesOf(t, "GET /a/{id}")
	route, operation := rs.match("POST", []string{"a", "1"})
	require.Nil(t, operation)
	require.Equal(t, "/a/{id}", route.template.String())
}

func TestNearestNamesThePathWithTheFewestOtherSegments(t *testing.T) {
	rs := routesOf(t, "GET /v1/{p}/notebooks/all", "GET /v1/{p}/notebooks/{id}", "GET /v1/{p}/demanager/instances")
	tests := []struct{ name, path, want string }{
		{"one segment off", "/v1/p/notebook/all", "/v1/{p}/notebooks/all"},
		{"a segment too many", "/v1/p/demanager/instances/x", "/v1/{p}/demanager/instances"},
		{"nothing near", "/login", ""},
		{"everything else", "/a/b/c/d", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			near := rs.nearest(tt.path)
			if tt.want == "" {
				require.Nil(t, near)
				return
			}
			require.NotNil(t, near)
			require.Equal(t, tt.want, near.template.String())
		})
	}
}

func TestTemplatesThatCannotBeReadAreErrors(t *testing.T) {
	for _, path := range []string{"/a/{b", "/a/{}"} {
		_, err := parseTemplate(path)
		require.ErrorContains(t, err, "want a parameter as {name}")
	}
}

func TestMatchOrderDoesNotDependOnTheOrderOfDeclaration(t *testing.T) {
	paths := []string{"GET /{a}/b", "GET /a/{b}", "GET /{a}/{b}", "GET /a/b"}
	for range paths {
		paths = append(paths[1:], paths[0])
		rs := routesOf(t, paths...)
		require.Equal(t, []int{2}, slices.Collect(maps.Keys(rs.bySegments)))
		for path, want := range map[string]string{"/a/b": "/a/b", "/a/x": "/a/{b}", "/x/b": "/{a}/b"} {
			_, operation := rs.match("GET", appendSegments(nil, path))
			require.Equal(t, want, operation.name)
		}
	}
}
