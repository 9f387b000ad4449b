package schema

// maxHints bounds the search for likely names in a body that has nothing but faults.
const maxHints = 200

// mayHaveHint reports whether there are names to look for.
func (f *fault) mayHaveHint() bool {
	switch f.keyword {
	case KeywordUndocumented, KeywordAdditionalProperties, KeywordRequired, KeywordEnum, KeywordExtensibleEnum:
		return true
	}
	return false
}

// hint names what was likely meant: by a member that is not known, by one that is missing, or by a value that
// is not listed. The records are sorted.
func (j *judge) hint(f *fault, records []record) string {
	switch f.keyword {
	case KeywordRequired:
		if name := j.nearestUnknown(f, records); name != "" {
			return quote(name) + " looks like it"
		}
	case KeywordEnum, KeywordExtensibleEnum:
		if j.kind(f.at) == kindString && f.at.End-f.at.Start <= longestNear {
			if name := newNearName(string(j.unquoted(f.at.Span))).nearest(f.node.enum.texts); name != "" {
				return "did you mean " + quote(name) + "?"
			}
		}
	default:
		return j.hintUnknown(f, records)
	}
	return ""
}

func (j *judge) hintUnknown(f *fault, records []record) string {
	object := f.at.parent
	same := recordsOf(records, object)
	unknown := newNearName(f.property)
	var absent []nearName
	for _, r := range same {
		for _, name := range r.node.object.documented {
			if unknown.distance(name) <= maxNear && !j.has(object, name.text) {
				absent = append(absent, name)
			}
		}
	}
	if name := unknown.nearest(absent); name != "" {
		return "did you mean " + quote(name) + "?"
	}
	if up := j.enclosingObject(object); up != nil {
		for _, r := range recordsOf(records, up) {
			if r.node.object.members[f.property].node != nil {
				return "declared one level up at " + j.pointer(up) + "/" + escapePointer(f.property)
			}
		}
	}
	for _, r := range same {
		for _, name := range r.node.object.documented {
			if r.node.object.members[name.text].node.documents(f.property) {
				return "declared one level down at " + j.pointer(object) + "/" + escapePointer(name.text) + "/" + escapePointer(f.property)
			}
		}
	}
	return ""
}

func (j *judge) enclosingObject(at *place) *place {
	for at = at.parent; at != nil && j.kind(at) != kindObject; {
		at = at.parent
	}
	return at
}

// has reports whether an object has a member.
func (j *judge) has(at *place, member string) bool {
	for name := range j.members(at) {
		if string(j.unquoted(name)) == member {
			return true
		}
	}
	return false
}

// nearestUnknown finds the member that a missing one was likely meant to be, among those that none of the
// schemas of the object declares.
func (j *judge) nearestUnknown(f *fault, records []record) string {
	missing := newNearName(f.property)
	var unknown []nearName
	for _, r := range recordsOf(records, f.at) {
		for _, m := range r.unknown {
			unknown = append(unknown, newNearName(string(j.unquoted(m.name))))
		}
	}
	return missing.nearest(unknown)
}

// documents reports whether the schema of an object, or one composed into it, declares a property.
func (n *node) documents(name string) bool {
	return n.some(func(n *node) bool { return n.object.members[name].node != nil }, (*node).applied)
}
