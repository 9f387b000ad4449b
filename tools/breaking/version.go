package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// version is a semantic version without a suffix.
type version [3]int

var versionForm = regexp.MustCompile(`^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$`)

func parseVersion(text string) (version, error) {
	match := versionForm.FindStringSubmatch(text)
	if match == nil {
		return version{}, fmt.Errorf("got version %q, want one such as 1.2.3", text)
	}
	var v version
	for i := range v {
		v[i], _ = strconv.Atoi(match[i+1])
	}
	return v, nil
}

// least is the lowest version that says that a change of a grade was made. Below 1.0.0 a minor step may break.
func (v version) least(g grade) version {
	switch {
	case g == breaking && v[0] > 0:
		return version{v[0] + 1, 0, 0}
	case g == breaking || g == addition:
		return version{v[0], v[1] + 1, 0}
	case g == words:
		return version{v[0], v[1], v[2] + 1}
	}
	return v
}

func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }

// judge says what is wrong with a version and with its section of the changelog.
func judge(last, next string, changes []change, changelog string) ([]string, error) {
	before, err := parseVersion(last)
	if err != nil {
		return nil, err
	}
	after, err := parseVersion(next)
	if err != nil {
		return nil, err
	}
	var most grade
	for _, c := range changes {
		most = max(most, c.grade)
	}
	var faults []string
	if least := before.least(most); slices.Compare(after[:], least[:]) < 0 {
		reason := "nothing changed"
		if most > 0 {
			reason = fmt.Sprintf("the gravest change is: %s", changes[slices.IndexFunc(changes, func(c change) bool { return c.grade == most })])
		}
		faults = append(faults, fmt.Sprintf("got version %s, want at least %s: %s", after, least, reason))
	}
	if most > 0 {
		faults = append(faults, changelogFaults(next, changes, changelog)...)
	}
	return faults, nil
}

// changelogFaults wants every operation that a program could find changed in the section of the version.
func changelogFaults(next string, changes []change, changelog string) []string {
	section, ok := sectionOf(changelog, next)
	if !ok {
		return []string{fmt.Sprintf("CHANGELOG.md: got no section \"## %s\", want one that names the changed operations", next)}
	}
	if strings.Contains(section, "every operation") {
		return nil
	}
	var missing []string
	for _, c := range changes {
		if c.operation != "" && !regexp.MustCompile(`\b`+regexp.QuoteMeta(c.operation)+`\b`).MatchString(section) && !slices.Contains(missing, c.operation) {
			missing = append(missing, c.operation)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("CHANGELOG.md: section %s does not name what changed: %s; want each, or \"every operation\"", next, strings.Join(missing, ", "))}
}

// sectionOf is the text below the heading of a version.
func sectionOf(changelog, version string) (string, bool) {
	_, rest, ok := strings.Cut("\n"+changelog, "\n## "+version+"\n")
	section, _, _ := strings.Cut(rest, "\n## ")
	return section, ok
}
