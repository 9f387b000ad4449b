package waiver

import (
	"strconv"
	"strings"
)

// matchText matches a text, in which * of the pattern stands for any.
func matchText(pattern, text string) bool {
	return glob([]byte(pattern), []byte(text),
		func(p byte) bool { return p == '*' },
		func(p, b byte) bool { return p == b })
}

// matchPointer matches a JSON pointer segment by segment; the segment ** stands for any of them.
func matchPointer(pattern, pointer string) bool {
	return glob(strings.Split(pattern, "/"), strings.Split(pointer, "/"),
		func(p string) bool { return p == "**" },
		matchText)
}

// glob matches items against a pattern, of which some elements stand for any run of items. Only the last such
// element is ever tried again: the time is bounded by the product of the lengths.
func glob[T any](pattern, items []T, isRun func(p T) bool, match func(p, item T) bool) bool {
	p, i := 0, 0
	run, tried := -1, 0
	for i < len(items) {
		switch {
		case p < len(pattern) && isRun(pattern[p]):
			run, tried = p, i
			p++
		case p < len(pattern) && match(pattern[p], items[i]):
			p, i = p+1, i+1
		case run >= 0:
			tried++
			p, i = run+1, tried
		default:
			return false
		}
	}
	for p < len(pattern) && isRun(pattern[p]) {
		p++
	}
	return p == len(pattern)
}

// matchStatus matches a status, of which the last two digits are XX in the pattern of a class.
func matchStatus(pattern string, status int) bool {
	if class, ok := strings.CutSuffix(strings.ToUpper(pattern), "XX"); ok {
		return strconv.Itoa(status/100) == class
	}
	return strconv.Itoa(status) == pattern
}
