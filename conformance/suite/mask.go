package suite

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// mask takes secrets out of texts that a client wrote. It is safe for concurrent use.
type mask struct {
	mu      sync.Mutex
	secrets []string
}

// shortestSecret is how many bytes a secret of an answer has at least: shorter ones are in every text.
const shortestSecret = 4

func (m *mask) add(secrets ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, secret := range secrets {
		for _, s := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret)} {
			if s != "" && !slices.Contains(m.secrets, s) {
				m.secrets = append(m.secrets, s)
			}
		}
	}
	slices.SortFunc(m.secrets, func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // one may hold another
}

// learn adds what the contract calls a secret in a JSON value.
func (m *mask) learn(value any, d documented) {
	if d.secret() {
		for _, text := range textsIn(value) {
			if len(text) >= shortestSecret {
				m.add(text)
			}
		}
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			m.learn(item, d.items())
		}
	case map[string]any:
		for name, member := range v {
			m.learn(member, d.member(name))
		}
	}
}

func (m *mask) text(text string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.secrets {
		text = strings.ReplaceAll(text, s, "[redacted]")
	}
	return text
}
