// Package suite drives a server of the DevEnviron APIs through cases, and says which of them it does not pass.
//
// Cases are data: the YAML files of the folder cases, whose form is that of cases.schema.json. A case does one thing and
// is named for it. What it stands on, such as a notebook that runs, is a fixture; where a fixture cannot be made, the
// cases on it are blocked, not failed. What an operation creates is undone at the end, whatever happened in between.
//
//	file -> Suite -> run: request -> answer -> Contract.Check -> Result
//
// Every answer is judged by the contract as well. A failed case is a finding of the rule suite-case about the exchange
// that showed it.
//
// The calls can be made by a client in any language as well, a program that speaks the protocol of PROTOCOL.md. Then a
// proxy keeps what is on the wire, and the client is held against it on both sides:
//
//	call -> client -> request -> proxy -> server
//	answer <- client <- response <- proxy <- server
package suite
