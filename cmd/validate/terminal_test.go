package main

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestColourIsForTerminalsUnlessSomebodySaysOtherwise(t *testing.T) {
	terminal, err := os.Open("/dev/ptmx")
	if err != nil {
		t.Skip("there is no terminal to be had")
	}
	defer terminal.Close()
	tests := []struct {
		name, flag        string
		environment       map[string]string
		terminal, another bool
	}{
		{name: "by itself", flag: colorAuto, terminal: true},
		{name: "NO_COLOR", flag: colorAuto, environment: map[string]string{"NO_COLOR": "1"}},
		{name: "NO_COLOR over FORCE_COLOR", flag: colorAuto, environment: map[string]string{"NO_COLOR": "1", "FORCE_COLOR": "1"}},
		{name: "FORCE_COLOR", flag: colorAuto, environment: map[string]string{"FORCE_COLOR": "1"}, terminal: true, another: true},
		{name: "FORCE_COLOR=0", flag: colorAuto, environment: map[string]string{"FORCE_COLOR": "0"}},
		{name: "TERM=dumb", flag: colorAuto, environment: map[string]string{"TERM": "dumb"}},
		{name: "always", flag: colorAlways, environment: map[string]string{"NO_COLOR": "1"}, terminal: true, another: true},
		{name: "never", flag: colorNever, environment: map[string]string{"FORCE_COLOR": "1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"NO_COLOR", "FORCE_COLOR", "TERM"} {
				t.Setenv(name, tt.environment[name])
			}
			c := colorChoice{choice{value: tt.flag}}
			require.Equal(t, tt.terminal, c.wanted(terminal))
			require.Equal(t, tt.another, c.wanted(&strings.Builder{}))
		})
	}
}

func TestProgressIsTheLastLineAndGoesAway(t *testing.T) {
	var terminal strings.Builder
	s := &screen{out: &terminal}
	out := &overScreen{screen: s, out: &terminal}
	s.progress(7, 1, 2)
	s.progress(8, 1, 2) // too soon
	io.WriteString(out, "a finding\nhalf of ")
	s.next = time.Time{}
	s.progress(9, 2, 2) // there is no line for it
	io.WriteString(out, "another\n")
	s.progress(10, 2, 2)
	s.clear()
	s.clear()
	require.Equal(t, "\r\x1b[K7 exchanges, recording 1 of 2"+"\r\x1b[K"+"a finding\nhalf of another\n"+
		"\r\x1b[K10 exchanges, recording 2 of 2"+"\r\x1b[K", terminal.String())
}

func TestProgressIsOnlyForTerminals(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/stderr")
	require.NoError(t, err)
	defer file.Close()
	s := newScreen(file)
	s.next = time.Time{}
	s.progress(1, 1, 1)
	require.Same(t, file, s.over(file))
	info, err := file.Stat()
	require.NoError(t, err)
	require.Zero(t, info.Size())
}
