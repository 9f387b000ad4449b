//go:build (amd64 || arm64) && !race && !safe

package schema

import "unsafe"

// load8 reads the eight bytes at i, the first into the lowest bits. The caller knows that they are there.
func load8(data []byte, i int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(data)), i))
}

// load2 reads the two bytes at i, the first into the lowest bits. The caller knows that they are there.
func load2(data []byte, i int) uint16 {
	return *(*uint16)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(data)), i))
}

// byteAt reads the byte at i. The caller knows that it is there.
func byteAt(data []byte, i int) byte {
	return *(*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(data)), i))
}
