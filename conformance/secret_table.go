package conformance

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// What is secret, whatever a contract says. To it come what the contract marks (see [schema.IsSecret]) and what its
// security schemes name; all cookies but those that an operation declares; the user information of a URL; and the
// shapes of tokens and keys wherever they stand (see shapes).

// secretHeaders are the headers whose values are credentials, in lower case.
var secretHeaders = setOf(
	"authorization", "proxy-authorization", "cookie", "set-cookie",
	"x-auth-token", "x-subject-token", "x-security-token", "x-obs-security-token", "x-amz-security-token",
	"x-access-token", "x-csrf-token", "x-xsrf-token", "x-gitlab-token", "private-token",
	"api-key", "x-api-key", "x-goog-api-key", "x-hub-signature", "x-hub-signature-256",
)

// secretMembers are the members of JSON and the fields of forms whose texts are secrets, as [isNamed] looks them up.
// They are those of the identity service and of OAuth, and what everybody calls a secret. Each has one of
// nameParts in it.
var secretMembers = setOf(memberNames...)

var memberNames = []string{
	"token", "accesstoken", "refreshtoken", "idtoken", "authtoken", "xauthtoken", "xsubjecttoken", "securitytoken",
	"xsecuritytoken", "sessiontoken", "bearertoken", "secret", "clientsecret", "appsecret", "secretkey", "secretaccesskey",
	"accesskeysecret", "sk", "password", "passwd", "passphrase", "adminpass", "oldpassword", "newpassword",
	"originalpassword", "apikey", "privatekey", "sshprivatekey", "authorization",
}

// secretQuery are the parameters of a query that are secrets: the members, and those of signed URLs.
var secretQuery = setOf(slices.Concat(memberNames, []string{
	"signature", "sig", "sign", "xamzsignature", "xamzcredential", "xamzsecuritytoken", "xobssecuritytoken", "xobssignature",
	"xobscredential", "accesskeyid", "awsaccesskeyid", "ossaccesskeyid", "credential", "jwt",
})...)

// openAuthorization are the parameters of an Authorization header that tell nothing.
var openAuthorization = setOf("signedheaders", "realm", "algorithm", "qop", "uri", "nc", "charset", "version")

// tokenSchemes are those of an Authorization header that have a token behind them, and no parameters.
var tokenSchemes = setOf("basic", "bearer", "negotiate", "token")

// wordSet is a table of words.
type wordSet struct {
	all map[string]bool
	// lengths are those of the words, a bit each, by their first byte, and ends their last bytes without the upper three
	// bits: they tell most of what is no word.
	lengths, ends [256]uint32
}

// endJoints are the ends of names that end in a joint.
const endJoints = 1<<('-'&31) | 1<<('_'&31)

func setOf(all ...string) *wordSet {
	w := &wordSet{all: make(map[string]bool, len(all))}
	for _, word := range all {
		w.all[word] = true
		w.lengths[word[0]] |= 1 << len(word)
		w.ends[word[0]] |= 1<<(word[len(word)-1]&31) | endJoints
	}
	w.ends['-'], w.ends['_'|' '] = 1<<32-1, 1<<32-1
	return w
}

func (w *wordSet) has(word []byte) bool {
	return len(word) > 0 && w.lengths[word[0]]>>len(word)&1 != 0 && w.all[string(word)]
}

func isSecretHeader(name string) bool {
	return name != "" && secretHeaders.lengths[name[0]|' ']>>len(name)&1 != 0 && isNamed(secretHeaders, name, "")
}

func isSecretMember[T string | []byte](name T) bool { return isNamed(secretMembers, name, "_-") }

func isSecretQuery[T string | []byte](name T) bool { return isNamed(secretQuery, name, "_-") }

// isNamed looks a name up as the tables write it: in lower case, and without what joins its words. It is asked for every
// header of every exchange, and allocates nothing.
func isNamed[T string | []byte](table *wordSet, name T, joints string) bool {
	if len(name) == 0 || table.ends[name[0]|' ']>>(name[len(name)-1]&31)&1 == 0 {
		return false
	}
	var plain [31]byte // longer than any name of a table
	n := 0
	for i := range len(name) {
		c := name[i]
		if joints != "" && strings.IndexByte(joints, c) >= 0 {
			continue
		}
		if n == len(plain) {
			return false
		}
		if 'A' <= c && c <= 'Z' {
			c |= ' '
		}
		plain[n] = c
		n++
	}
	return table.has(plain[:n])
}

// isCredential says whether the security schemes of a contract name a part of a request.
func isCredential(known []credential, in, name string) bool {
	return slices.ContainsFunc(known, func(c credential) bool {
		return c.in == in && (c.name == name || in == openapi3.ParameterInHeader && strings.EqualFold(c.name, name))
	})
}
