package devenviron

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// AccessKey signs requests by SDK-HMAC-SHA256.
type AccessKey struct {
	// ID is the access key (AK).
	ID string
	// Secret is the secret key (SK). It never leaves the program.
	Secret string `json:"-"`
	// SecurityToken belongs to a temporary access key, and is "" for others.
	SecurityToken string `json:"-"`
}

// String shows the ID alone.
func (k AccessKey) String() string { return "access key " + k.ID }

// GoString shows the ID alone.
func (k AccessKey) GoString() string { return k.String() }

func (k *AccessKey) check() error {
	if k.ID == "" || k.Secret == "" {
		return errors.New("got an access key without ID or secret, want both")
	}
	return nil
}

const (
	algorithm     = "SDK-HMAC-SHA256"
	dateForm      = "20060102T150405Z"
	dateHeader    = "X-Sdk-Date"
	contentHeader = "X-Sdk-Content-Sha256"
	tokenHeader   = "X-Security-Token"
	unsigned      = "UNSIGNED-PAYLOAD"
)

// Sign adds a signature to a request, as the official SDKs do, with the headers X-Sdk-Date, Authorization and, for a
// temporary key, X-Security-Token. It covers method, path, query, the body, and the headers that the request has by
// now, except Content-Type and those with an underscore. A body of another type than JSON is not covered, and the
// header X-Sdk-Content-Sha256 says so. The service refuses a time that is 15 minutes off its own.
// Sign reads the body and puts it back.
func (k AccessKey) Sign(r *http.Request, at time.Time) error {
	if err := k.check(); err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	query, err := canonicalQuery(r.URL)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	body, err := takeBody(r)
	if err != nil {
		return fmt.Errorf("sign: body: %w", err)
	}
	date := at.UTC().Format(dateForm)
	r.Header.Del("Authorization")
	r.Header.Set(dateHeader, date)
	if k.SecurityToken != "" {
		r.Header.Set(tokenHeader, k.SecurityToken)
	}
	// Before the headers, since it may become one.
	content := contentHash(r.Header, body)
	names, headers := canonicalHeaders(r.Header)
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	request := strings.Join([]string{method, canonicalPath(r.URL), query, headers, names, content}, "\n")
	text := strings.Join([]string{algorithm, date, digest([]byte(request))}, "\n")
	mac := hmac.New(sha256.New, []byte(k.Secret))
	mac.Write([]byte(text))
	r.Header.Set("Authorization", fmt.Sprintf("%s Access=%s, SignedHeaders=%s, Signature=%x", algorithm, k.ID, names, mac.Sum(nil)))
	return nil
}

func (k *AccessKey) authorize(r *http.Request) error { return k.Sign(r, time.Now()) }

func (k *AccessKey) renew(*http.Request) bool { return false }

func (k *AccessKey) secrets(r *http.Request) []string {
	whole := r.Header.Get("Authorization")
	_, signature, _ := strings.Cut(whole, "Signature=")
	return []string{whole, signature, k.Secret, k.SecurityToken}
}

// takeBody reads the body of a request, and leaves one that can be read again.
func takeBody(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest+1))
	if err := errors.Join(err, r.Body.Close()); err != nil {
		return nil, err
	}
	if len(body) > maxRequest {
		return nil, fmt.Errorf("got more than %d bytes, want at most as many as a signed request may have", maxRequest)
	}
	setBody(r, body)
	return body, nil
}

func setBody(r *http.Request, body []byte) {
	r.ContentLength = int64(len(body))
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	r.Body = io.NopCloser(bytes.NewReader(body))
}

// canonicalPath has every segment escaped anew, and a slash at its end.
func canonicalPath(u *url.URL) string {
	segments := strings.Split(u.EscapedPath(), "/")
	for i, segment := range segments {
		// EscapedPath gives valid escapes only.
		if raw, err := url.PathUnescape(segment); err == nil {
			segments[i] = escape(raw)
		}
	}
	return strings.TrimSuffix(strings.Join(segments, "/"), "/") + "/"
}

// canonicalQuery has the pairs in order of their names, then of their values, before either is escaped.
func canonicalQuery(u *url.URL) (string, error) {
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return "", fmt.Errorf("query: %w", err)
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		slices.Sort(values[name])
		for _, value := range values[name] {
			pairs = append(pairs, escape(name)+"="+escape(value))
		}
	}
	return strings.Join(pairs, "&"), nil
}

// canonicalHeaders gives the names of the signed headers, and the headers.
func canonicalHeaders(header http.Header) (names, lines string) {
	signed := http.Header{}
	for name, values := range header {
		name = strings.ToLower(name)
		if !strings.HasPrefix(name, "content-type") && !strings.Contains(name, "_") {
			signed[name] = append(signed[name], values...)
		}
	}
	var text strings.Builder
	keys := slices.Sorted(maps.Keys(signed))
	for _, name := range keys {
		slices.Sort(signed[name])
		for _, value := range signed[name] {
			text.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
		}
	}
	return strings.Join(keys, ";"), text.String()
}

// contentHash is what stands for the body, as a header says or will say where it is not that of the body itself.
func contentHash(header http.Header, body []byte) string {
	types := header.Get("Content-Type")
	json := strings.Contains(types, "application/json") || strings.Contains(types, "application/bson")
	if len(header.Values("Content-Type")) > 0 && !json {
		header.Set(contentHeader, unsigned)
	}
	if given := header.Values(contentHeader); len(given) > 0 {
		return given[0]
	}
	return digest(body)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// escape leaves letters, digits and -._~ as they are.
func escape(text string) string {
	const digits = "0123456789ABCDEF"
	var escaped strings.Builder
	for _, c := range []byte(text) {
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			escaped.WriteByte(c)
		} else {
			escaped.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return escaped.String()
}
