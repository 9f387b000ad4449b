package jsontext

// StringEnd gives where the string that starts at data[start] ends: behind the first quote that nothing escapes,
// whatever else is in it. If there is none, ok is false, and end that of data.
func StringEnd(data []byte, start int) (end int, ok bool) {
	n, ok, _ := StringRest(data[start+1:], false)
	return start + 1 + n, ok
}

// StringRest is [StringEnd] for a string that comes in pieces. The data is the next piece, and escaped tells that the
// pieces before end in a backslash that escapes its first byte. StringRest gives how many bytes of the piece are the
// string's, and whether the string ends with them; next is escaped for the piece behind.
func StringRest(data []byte, escaped bool) (n int, ended, next bool) {
	start, escaped := inString(data, escaped)
	n, ended, next = byteByByte(data[start:], escaped)
	return start + n, ended, next
}

// byteByByte is StringRest for a few bytes.
func byteByByte(data []byte, escaped bool) (n int, ended, next bool) {
	for i, b := range data {
		switch {
		case escaped:
			escaped = false
		case b == '"':
			return i + 1, true, false
		case b == '\\':
			escaped = true
		}
	}
	return len(data), false, escaped
}
