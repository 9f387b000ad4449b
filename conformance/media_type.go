package conformance

import (
	"cmp"
	"mime"
	"strings"
)

// media finds the declared media type of a body, nil when there is none.
func (k *check) media(s *side) *media {
	text, header := s.mediaType()
	if text == "" {
		return k.unnamedMedia(s)
	}
	if m := s.payload.find(mediaName(text)); m != nil {
		return m
	}
	where := k.exchange.BodyAt(s.body, 0)
	if header != nil {
		where = k.exchange.At(header.Offset)
	}
	k.add(RuleMediaTypeUndeclared, s.subject, quote(text), list(s.payload.patterns()), where, s.payload.at).Excerpt = headerExcerpt("Content-Type", text)
	return nil
}

// unnamedMedia finds the media type of a body that has no Content-Type: the only one that there is.
func (k *check) unnamedMedia(s *side) *media {
	only := len(s.payload.media) == 1
	switch {
	case !s.someHeaders:
		k.add(RuleMediaTypeMissing, s.subject, "no Content-Type", list(s.payload.patterns()), k.exchange.BodyAt(s.body, 0), s.payload.at)
	case !only:
		k.unjudged = append(k.unjudged, UnjudgedBody{s.subject, "media type not recorded"})
	}
	if !only {
		return nil
	}
	return &s.payload.media[0]
}

// mediaType gives the Content-Type of the body: that of the header, if there is one.
func (s *side) mediaType() (text string, header *Header) {
	if h := headerNamed(s.headers, "Content-Type"); h != nil {
		return h.Value, h
	}
	return s.body.MediaType, nil
}

// mediaName gives a media type without its parameters, in lower case. One that is broken is a name of its own.
func mediaName(text string) string {
	switch text {
	case "application/json",
		"application/json;charset=UTF-8", "application/json; charset=UTF-8",
		"application/json;charset=utf-8", "application/json; charset=utf-8":
		return "application/json" // as nearly all are
	}
	name, parameter, _ := strings.Cut(text, ";")
	kind, subtype, _ := strings.Cut(name, "/")
	attribute, value, _ := strings.Cut(strings.TrimLeft(parameter, " "), "=")
	if isWord(kind) && isWord(subtype) && (parameter == "" || isWord(attribute) && isWord(value)) {
		return strings.ToLower(name) // Nearly all are like this, and need no map of parameters.
	}
	name, _, err := mime.ParseMediaType(text)
	if err != nil {
		return strings.ToLower(strings.TrimSpace(text))
	}
	return name
}

// isWord tells whether text is of letters, digits and what is common between them.
func isWord(text string) bool {
	for _, c := range []byte(text) {
		if (c|' ' < 'a' || c|' ' > 'z') && (c < '0' || c > '9') && !strings.Contains("+-._", string(c)) {
			return false
		}
	}
	return text != ""
}

// looksLikeJSON tells under a range such as */* whether a body says of itself that it is JSON.
func looksLikeJSON(s *side) bool {
	text, _ := s.mediaType()
	name := mediaName(text)
	return name == "application/json" || strings.HasSuffix(name, "+json")
}

func (p *payload) patterns() []string {
	out := make([]string, len(p.media))
	for i := range p.media {
		out[i] = p.media[i].pattern
	}
	return out
}

// find gives the declared type for a media type: itself, its range, or */*.
func (p *payload) find(name string) *media {
	named := func(name string) *media {
		for i := range p.media {
			if p.media[i].name == name {
				return &p.media[i]
			}
		}
		return nil
	}
	if m := named(name); m != nil {
		return m
	}
	kind, _, _ := strings.Cut(name, "/")
	return cmp.Or(named(kind+"/*"), named("*/*"))
}
