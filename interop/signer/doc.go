// Package signer proves that requests are signed as the official Go SDK signs them, and sent where it sends them. It is a
// module of its own, so that nobody who uses the client needs the SDK.
package signer
