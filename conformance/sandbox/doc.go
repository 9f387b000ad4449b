// Package sandbox is a reference server of the DevEnviron APIs: every operation of the contract, with state, in
// memory.
//
// A request goes through these steps, in this order:
//
//	self-check -> faults -> disturbances -> limits -> routing -> credentials -> contract -> handler -> store
//
// What lives has a status that ends at a time. There are no timers: the clock is read when a request comes, and what
// is due by then happens first, in the order in which it is due. A clock in the hands of a test makes every life
// cycle instant and exact.
//
// The sandbox answers as the service does where that is known, and as the pages say where it is not. Refusals have
// the codes of the error table. A fault, by name, makes one answer wrong on purpose: a test that looks for the
// deviation can prove that it finds it.
package sandbox
