package client

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// Serve is the other side, for clients in Go: it reads calls until the input ends, and writes what call gives for each.
// Bodies and parameters keep their numbers as they are written.
func Serve(in io.Reader, out io.Writer, call func(Call) Answer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	decoder.UseNumber()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		var c Call
		if err := decoder.Decode(&c); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
		answer := call(c)
		answer.ID = c.ID
		if err := encoder.Encode(answer); err != nil {
			return fmt.Errorf("standard output: %w", err)
		}
	}
}
