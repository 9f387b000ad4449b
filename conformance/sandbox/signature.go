package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The algorithm is public: https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
const (
	signatureAlgorithm = "SDK-HMAC-SHA256"
	signatureDate      = "20060102T150405Z"
	// signatureSkew is how far the clocks of the caller and of the sandbox may be apart.
	signatureSkew = 15 * time.Minute
)

// signature is what the header Authorization says.
type signature struct {
	accessKey string
	headers   []string
	value     string
}

func parseSignature(authorization string) (signature, error) {
	var s signature
	algorithm, rest, _ := strings.Cut(authorization, " ")
	if algorithm != signatureAlgorithm {
		return s, credentialsInvalid.because("the header Authorization has another algorithm than %s", signatureAlgorithm)
	}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "Access", "Credential":
			s.accessKey = value
		case "SignedHeaders":
			s.headers = strings.Split(value, ";")
		case "Signature":
			s.value = value
		}
	}
	if s.accessKey == "" || s.value == "" || len(s.headers) == 0 {
		return s, credentialsInvalid.because("the header Authorization lacks Access, SignedHeaders or Signature")
	}
	return s, nil
}

// bySignature says who signed a request.
func (id *identity) bySignature(r *http.Request, body []byte, authorization string) (*User, error) {
	s, err := parseSignature(authorization)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(id.users, func(u *User) bool { return u.AccessKey != "" && u.AccessKey == s.accessKey })
	if at < 0 {
		return nil, accessKeyUnknown.because("the access key is not known")
	}
	user := id.users[at]
	signed, err := time.Parse(signatureDate, r.Header.Get("X-Sdk-Date"))
	switch {
	case err != nil:
		return nil, signatureWrong.because("the header X-Sdk-Date is not a time of the form YYYYMMDDTHHMMSSZ")
	case id.clock.Now().Sub(signed).Abs() > signatureSkew:
		return nil, signatureWrong.because("the request was signed more than %s from now", signatureSkew)
	case !slices.Contains(s.headers, "x-sdk-date"):
		return nil, signatureWrong.because("the header X-Sdk-Date is not signed")
	case user.SecurityToken != "" && !hmac.Equal([]byte(user.SecurityToken), []byte(r.Header.Get("X-Security-Token"))):
		return nil, signatureWrong.because("the access key is a temporary one, and X-Security-Token is not its token")
	}
	// The official SDKs sign the names of the query in lower case, the algorithm's description as they are.
	for _, fold := range []func(string) string{strings.Clone, strings.ToLower} {
		if hmac.Equal([]byte(s.value), []byte(s.expected(r, body, user.SecretKey, fold))) {
			return user, nil
		}
	}
	return nil, signatureWrong.because("the signature is not that of the request and the secret key")
}

// expected is the signature that a request has to have.
func (s *signature) expected(r *http.Request, body []byte, secretKey string, fold func(string) string) string {
	digest := r.Header.Get("X-Sdk-Content-Sha256")
	if digest != "UNSIGNED-PAYLOAD" {
		digest = hashed(body)
	}
	canonical := strings.Join([]string{
		r.Method, canonicalPath(r.URL), signedQuery(r.URL, fold), s.canonicalHeaders(r), strings.Join(s.headers, ";"), digest,
	}, "\n")
	mac := hmac.New(sha256.New, []byte(secretKey))
	mac.Write([]byte(strings.Join([]string{signatureAlgorithm, r.Header.Get("X-Sdk-Date"), hashed([]byte(canonical))}, "\n")))
	return hex.EncodeToString(mac.Sum(nil))
}

func hashed(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// canonicalPath has every segment encoded anew, and a slash at its end.
func canonicalPath(u *url.URL) string {
	segments := strings.Split(strings.TrimSuffix(u.EscapedPath(), "/"), "/")
	for i, segment := range segments {
		if plain, err := url.PathUnescape(segment); err == nil {
			segments[i] = percentEncoded(plain)
		}
	}
	return strings.Join(segments, "/") + "/"
}

// signedQuery has the pairs sorted by name, then by value.
func signedQuery(u *url.URL, fold func(string) string) string {
	byName := map[string][]string{}
	for name, values := range u.Query() {
		byName[fold(name)] = append(byName[fold(name)], values...)
	}
	var pairs []string
	names := make([]string, 0, len(byName))
	for name := range byName {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		slices.Sort(byName[name])
		for _, value := range byName[name] {
			pairs = append(pairs, percentEncoded(name)+"="+percentEncoded(value))
		}
	}
	return strings.Join(pairs, "&")
}

// canonicalHeaders has a line for each signed header, and one more that is empty.
func (s *signature) canonicalHeaders(r *http.Request) string {
	var b strings.Builder
	for _, name := range s.headers {
		values := slices.Sorted(slices.Values(r.Header.Values(name)))
		if strings.EqualFold(name, "host") {
			values = []string{r.Host}
		}
		for _, value := range values {
			b.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
		}
	}
	return b.String()
}

// percentEncoded leaves what RFC 3986 does not reserve, and encodes every other byte.
func percentEncoded(text string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}
