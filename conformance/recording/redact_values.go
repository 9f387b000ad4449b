package recording

import (
	"encoding/binary"
	"encoding/json"
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/devenviron/contract/conformance"
	"github.com/devenviron/contract/conformance/jsontext"
)

// values are secrets of which copies are looked for: in any text, in the forms in which they were met.
type values struct {
	known map[string]bool
	// lengths are those of the forms, the longest first, by their first bytes; heads has a bit for each hash of those.
	lengths map[uint64][]int
	heads   [1 << 16 / 64]uint64
}

// shortestCopy is how many bytes are looked up at once.
const shortestCopy = 8

func (v *values) add(s conformance.Secret) {
	if !s.IsDistinctive() {
		return
	}
	secret := string(s.Text.Before[s.Span.Start:s.Span.End])
	forms := []string{secret}
	if plain, err := url.QueryUnescape(secret); err == nil {
		forms = append(forms, plain)
	}
	if quoted := []byte(`"` + secret + `"`); jsontext.Check(quoted, 1) == nil {
		forms = append(forms, string(jsontext.Unquote(nil, quoted)))
	}
	for _, form := range forms {
		v.form(form)
		if quoted, err := json.Marshal(form); err == nil {
			v.form(string(quoted[1 : len(quoted)-1]))
		}
	}
}

func (v *values) form(text string) {
	if len(text) < shortestCopy || !utf8.ValidString(text) || v.known[text] {
		return
	}
	if v.known == nil {
		v.known, v.lengths = map[string]bool{}, map[uint64][]int{}
	}
	v.known[text] = true
	head := binary.LittleEndian.Uint64([]byte(text[:shortestCopy]))
	lengths := v.lengths[head]
	at, found := slices.BinarySearchFunc(lengths, len(text), func(a, b int) int { return b - a })
	if !found {
		v.lengths[head] = slices.Insert(lengths, at, len(text))
	}
	v.heads[hash(head)/64] |= 1 << (hash(head) % 64)
}

func hash(head uint64) uint64 { return head * 0x9E3779B97F4A7C15 >> 48 }

// overwrite replaces all copies in a text.
func (v *values) overwrite(text []byte, found func(start int)) {
	if len(v.known) == 0 {
		return
	}
	for i := 0; i+shortestCopy <= len(text); i++ {
		head := binary.LittleEndian.Uint64(text[i:])
		if h := hash(head); v.heads[h/64]>>(h%64)&1 == 0 {
			continue
		}
		for _, n := range v.lengths[head] {
			if len(text)-i >= n && v.known[string(text[i:i+n])] {
				conformance.Overwrite(text[i : i+n])
				found(i)
				i += n - 1
				break
			}
		}
	}
}
