package recording

import (
	"bytes"
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
	// byHead has the forms by their first bytes, and heads a bit for each hash of those.
	byHead map[uint64][]string
	heads  [1 << 16 / 64]uint64
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
		v.known, v.byHead = map[string]bool{}, map[uint64][]string{}
	}
	v.known[text] = true
	head := binary.LittleEndian.Uint64([]byte(text[:shortestCopy]))
	v.byHead[head] = append(v.byHead[head], text)
	slices.SortFunc(v.byHead[head], func(a, b string) int { return len(b) - len(a) })
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
		for _, form := range v.byHead[head] {
			if bytes.HasPrefix(text[i:], []byte(form)) {
				conformance.Overwrite(text[i : i+len(form)])
				found(i)
				i += len(form) - 1
				break
			}
		}
	}
}
