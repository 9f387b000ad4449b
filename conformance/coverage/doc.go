// Package coverage counts which elements of a contract recordings exercise: its operations, statuses, media types,
// parameters, properties, values of enumerations, nulls and response headers.
//
// An [Inventory] lists the elements, each once and where it is declared: a property of a schema that ten operations
// share is one property. A [Set] holds those that one exchange exercises, and a [Tally] counts exchanges. The
// package knows schemas and JSON; it is told which exchanges conform, and counts no other.
package coverage
