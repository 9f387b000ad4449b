// Package python runs software of the Python world against the command "validate sandbox": the official SDK, the only
// published client of the old API, and Schemathesis. It is a module of its own, since it needs more than Go: where
// Python 3 or its packages cannot be had, its tests are skipped, and say so.
package python
