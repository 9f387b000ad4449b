//go:build (!amd64 && !arm64) || race || safe

package schema

import "encoding/binary"

// load8, load2 and byteAt as load_unsafe.go has them, but for the tests: they panic where the caller was wrong.

func load8(data []byte, i int) uint64 { return binary.LittleEndian.Uint64(data[i : i+8]) }

func load2(data []byte, i int) uint16 { return binary.LittleEndian.Uint16(data[i : i+2]) }

func byteAt(data []byte, i int) byte { return data[i] }
