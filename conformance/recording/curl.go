package recording

import (
	"cmp"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// isCommand tells whether a line begins with a curl command, perhaps behind a prompt.
func isCommand(text string) bool {
	return strings.HasPrefix(strings.TrimPrefix(text, "$ "), "curl ")
}

// The options of curl that take a value; of the others, and of their values, a request does not depend on any.
const curlValues = " -A -b -c -C -d -D -e -E -F -H -K -m -o -P -Q -r -s3 -T -u -U -w -x -X -y -Y -z " +
	"--user-agent --cookie --cookie-jar --continue-at --data --data-ascii --data-raw --data-binary --data-urlencode --json --dump-header " +
	"--referer --cert --form --form-string --header --config --max-time --output --range --upload-file --user --proxy-user --write-out " +
	"--proxy --request --url --cacert --capath --key --connect-timeout --resolve --connect-to --retry --retry-delay --retry-max-time " +
	"--limit-rate --max-redirs --interface --local-port --unix-socket --aws-sigv4 --oauth2-bearer --ciphers --tls-max --trace --trace-ascii --stderr "

// curlCommand is what a command says of the request.
type curlCommand struct {
	*part
	method      string
	urls        []*splice
	headers     []conformance.Header
	data        splice
	hasData     bool
	isJSON      bool
	isGet       bool
	isHead      bool
	isElsewhere bool // the body is in a file, or made by curl
}

// command reads the request that a curl command sends.
func (d *dump) command(r *conformance.Request) {
	sh := shell{text: d.text, pos: d.pos}
	c := curlCommand{part: d.part}
	begun := false
	for {
		word, more := sh.word()
		if !more {
			break
		}
		name := string(word.text)
		switch {
		case !begun:
			begun = name == "curl"
		case len(name) < 2 || name[0] != '-':
			c.urls = append(c.urls, word)
		default:
			c.option(name, word, &sh)
		}
	}
	d.pos = sh.pos
	d.pass()
	c.request(r)
}

// option reads an option with its value, which may stand in the same word.
func (c *curlCommand) option(name string, word *splice, sh *shell) {
	if strings.HasPrefix(name, "--") {
		if strings.Contains(curlValues, " "+name+" ") {
			value, _ := sh.word()
			c.set(name, value)
		} else {
			c.set(name, nil)
		}
		return
	}
	for i := 1; i < len(name); i++ {
		short := "-" + name[i:i+1]
		if !strings.Contains(curlValues, " "+short+" ") {
			c.set(short, nil)
			continue
		}
		value := word.from(i + 1)
		if len(value.text) == 0 {
			value, _ = sh.word()
		}
		c.set(short, value)
		return
	}
}

func (c *curlCommand) set(name string, value *splice) {
	switch name {
	case "-X", "--request":
		c.method = string(value.text)
	case "-H", "--header":
		c.header(value)
	case "-d", "--data", "--data-ascii", "--data-binary", "--json":
		c.isJSON = c.isJSON || name == "--json"
		c.isElsewhere = c.isElsewhere || strings.HasPrefix(string(value.text), "@")
		c.add(value)
	case "--data-raw":
		c.add(value)
	case "--data-urlencode", "-F", "--form", "--form-string":
		c.isElsewhere, c.hasData = true, true
	case "-T", "--upload-file":
		c.isElsewhere, c.method = true, cmp.Or(c.method, http.MethodPut)
	case "-G", "--get":
		c.isGet = true
	case "-I", "--head":
		c.isHead = true
	case "--url":
		c.urls = append(c.urls, value)
	case "-u", "--user":
		credentials := "Basic " + base64.StdEncoding.EncodeToString(value.text)
		c.headers = append(c.headers, conformance.Header{Name: "Authorization", Value: credentials, Offset: value.offset(0)})
	case "--oauth2-bearer":
		c.headers = append(c.headers, conformance.Header{Name: "Authorization", Value: "Bearer " + string(value.text), Offset: value.offset(0)})
	case "-b", "--cookie":
		c.headers = append(c.headers, conformance.Header{Name: "Cookie", Value: string(value.text), Offset: value.offset(0)})
	case "-A", "--user-agent":
		c.headers = append(c.headers, conformance.Header{Name: "User-Agent", Value: string(value.text), Offset: value.offset(0)})
	}
}

// header takes a header; one without a value is one that curl leaves out.
func (c *curlCommand) header(value *splice) {
	text := string(value.text)
	name, rest, isHeader := strings.Cut(text, ":")
	content := strings.TrimSpace(rest)
	if strings.HasPrefix(text, "@") || !isHeader || content == "" {
		return
	}
	offset := value.offset(len(text) - len(strings.TrimLeft(rest, " \t")))
	c.headers = append(c.headers, conformance.Header{Name: strings.TrimSpace(name), Value: content, Offset: offset})
}

// add appends data as curl does, with & between two.
func (c *curlCommand) add(value *splice) {
	if c.hasData && !c.isJSON {
		c.data.addAt("&", value.offset(0))
	}
	c.hasData = true
	c.data.add(string(value.text), value.offset)
}

func (c *curlCommand) request(r *conformance.Request) {
	if len(c.urls) != 1 {
		c.fail(0, "request.url", "a curl command with none, or with more than one", "one URL")
		return
	}
	url := c.urls[0]
	method := c.method
	switch {
	case c.isGet && c.hasData:
		whole := url.from(0)
		whole.addAt(map[bool]string{true: "&", false: "?"}[strings.Contains(string(url.text), "?")], c.data.offset(0))
		whole.add(string(c.data.text), c.data.offset)
		url, method = whole, cmp.Or(method, http.MethodGet)
	case c.isHead:
		method = cmp.Or(method, http.MethodHead)
	case c.hasData:
		method = cmp.Or(method, http.MethodPost)
	}
	c.setMethod(r, cmp.Or(method, http.MethodGet), 0, "request.method")
	c.setTemplate(r, url, "request.url")
	r.Headers = c.headers
	switch {
	case c.isGet || !c.hasData && !c.isElsewhere:
		r.Body.Recorded = true
	case !c.isElsewhere && !holdsVariables(c.data.text):
		if r.Body.MediaType = formMediaType; c.isJSON {
			r.Body.MediaType = "application/json"
		}
		setBody(&r.Body, c.data.text, c.data.offset, r.Headers)
	}
}
