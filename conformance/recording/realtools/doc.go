// Package realtools holds the readers of recordings to what the tools themselves write: each test lets a tool record the
// same calls, and requires that they are read as they were, byte by byte and each byte in its place. It is a module of
// its own because of what the tools need.
package realtools
