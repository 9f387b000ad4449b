// Package gosdk proves that the official Go SDK works on the sandbox, and that it and the client of this project read the same from
// it. It is a module of its own, so that nobody who uses the client needs the SDK.
package gosdk
