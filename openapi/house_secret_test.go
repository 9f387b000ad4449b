package openapi

import "regexp"

var secretRules = []houseRule{
	{"secrets are marked", checkMarks},
	{"what sounds like a secret is marked, or known not to be one", checkSecretNames},
}

// checkMarks wants both marks together: format is what generators and editors know, x-sensitive drives redaction.
func checkMarks(h *house) {
	for _, p := range h.of("schema") {
		password, sensitive := p.text("format") == "password", p.text("x-sensitive") == "true"
		if password != sensitive {
			h.fault(p, nil, "got format password %t and x-sensitive %t, want both or none", password, sensitive)
		}
	}
	for _, p := range h.of("scheme") {
		if p.text("x-sensitive") != "true" {
			h.fault(p, nil, "got a security scheme without x-sensitive")
		}
	}
}

var secretName = regexp.MustCompile(`(?i)(^|_)(token|keys?|password|passwd|pwd|secret|credentials?)(_|$)`)

// harmless are names that sound like secrets. Objects are judged by their own members.
var harmless = map[string]string{
	"key":                 "names a tag",
	"ssh_keys":            "names of key pairs",
	"key_pair_names":      "names of key pairs",
	"dew_secret_name":     "names a secret",
	"is_need_credentials": "a boolean",
	"sort_key":            "names a property",
}

func checkSecretNames(h *house) {
	for _, p := range h.parts {
		name := p.name
		switch {
		case p.kind == "parameter" && p.ref() == "":
			name = p.text("name")
		case !p.isProperty():
			continue
		}
		target := h.resolve(p)
		object := target != nil && target.get("properties") != nil
		marked := p.text("x-sensitive") == "true"
		if secretName.MatchString(name) && !object && !marked && harmless[name] == "" {
			h.fault(p, nil, "got %s, which sounds like a secret, without x-sensitive", name)
		}
	}
}
