//go:build darwin || linux

package prefilter

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNothingIsReadOutsideOfTheText would end with a fault.
func TestNothingIsReadOutsideOfTheText(t *testing.T) {
	size := os.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 3*size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, syscall.Munmap(memory)) })
	page := memory[size : 2*size : 2*size]
	for i := range page {
		page[i] = "token, ://"[i%10]
	}
	require.NoError(t, syscall.Mprotect(memory[:size], syscall.PROT_NONE))
	require.NoError(t, syscall.Mprotect(memory[2*size:], syscall.PROT_NONE))

	// The one stands in the text, the other nearly does.
	for _, s := range []*Set{New("oken", "://"), New("okem", ":/+", "poken")} {
		for n := range min(5*window, size) {
			for _, text := range [][]byte{page[:n], page[size-n:]} {
				slowlySkipped, slowly := s.tables.findSlowly(text)
				skipped, places := s.tables.find(text)
				require.Equal(t, slowlySkipped, skipped)
				require.Equal(t, slowly, places)
				s.Any(text, func(int, int) bool { return false })
			}
		}
	}
}
