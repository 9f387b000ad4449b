// Package conformance judges recorded HTTP exchanges against an OpenAPI 3.0 contract.
//
// The way of the data is one arrow, one function:
//
//	file --recording--> Exchange --Contract.Check--> Result (findings) --report--> bytes and exit code
//
// A deviation from the contract is a [Finding]. Being unable to read a recording or to judge it is an
// error. The two never mix. Everything is collected: nothing stops at the first fault, and the order of
// results is fixed.
//
// Traffic does not have to be recorded first: a [Monitor] judges it while it happens, behind the [Transport] of a
// client or the [Handler] of a server. In a test, [NewServer] does so in one line.
package conformance
