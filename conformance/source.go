package conformance

import (
	"strings"
	"sync"
)

// sources has the text of the documents, cut into lines when it is first asked for.
type sources struct {
	texts []func(file string) []byte
	mu    sync.Mutex
	lines map[string][]string
}

// Line gives the line of the contract on which a place lies, "" when it is not known.
func (c *Contract) Line(at Location) string {
	if at.Line <= 0 { // It may come from a report that was read.
		return ""
	}
	if lines := c.sources.of(at.File); at.Line <= len(lines) {
		return lines[at.Line-1]
	}
	return ""
}

func (s *sources) of(file string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines, known := s.lines[file]
	if known {
		return lines
	}
	for _, text := range s.texts {
		if data := text(file); data != nil {
			lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
			break
		}
	}
	if s.lines == nil {
		s.lines = map[string][]string{}
	}
	s.lines[file] = lines
	return lines
}
