package main

import (
	"os"
	"runtime/debug"
)

// The collector of garbage runs when the heap has grown by a percentage. A check of a few exchanges ends before it has to
// run at all if it waits until the contract is compiled, which saves a sixth of the time. In a long run little is made
// beside what lives: to collect often costs little there, and keeps the peak of memory low.
const (
	collectAtStart  = 200
	collectAlone    = 80
	collectTogether = 35
	// aLongRun is after how many exchanges the contract is compiled, as far as they need it.
	aLongRun = 1000
)

// collectOften collects often; with several workers more often, as what they hold leaves less room for garbage.
func collectOften(workers int) {
	if workers > 1 {
		collectAt(collectTogether)
		return
	}
	collectAt(collectAlone)
}

// collectAt sets the percentage, unless the user has set one.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
