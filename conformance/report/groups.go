package report

import "github.com/devenviron/contract/conformance"

// mostGroups bounds the memory of groups. Findings of further groups are all taken for the first.
const mostGroups = 10_000

// groups tells the first finding of each fingerprint from its repetitions, for reports that people read.
type groups struct {
	// most is how many groups are shown, 0 for all.
	most int
	// hidden counts the findings of groups that are not.
	hidden int
	shown  int
	index  map[string]int
	list   []group
}

// group is what is known of the findings with one fingerprint.
type group struct {
	fingerprint string
	rule        conformance.RuleID
	// first is the place of the first, without the pointer, which may be long.
	first    conformance.Location
	findings int
	// recordings counts the files with such findings, which come one after the other; last is the latest.
	recordings int
	last       string
}

// show counts a finding, and says whether it is to be written: the first of a group, as long as there is room.
func (g *groups) show(f *conformance.Finding) bool {
	if i, ok := g.index[f.Fingerprint]; ok {
		g.list[i].add(f)
		return false
	}
	if g.most > 0 && g.shown == g.most {
		g.hidden++
		return false
	}
	g.shown++
	if len(g.list) < mostGroups {
		if g.index == nil {
			g.index = map[string]int{}
		}
		g.index[f.Fingerprint] = len(g.list)
		one := group{fingerprint: f.Fingerprint, rule: f.Rule, first: f.Evidence}
		one.first.Pointer = ""
		one.add(f)
		g.list = append(g.list, one)
	}
	return true
}

func (g *group) add(f *conformance.Finding) {
	g.findings++
	if g.recordings == 0 || g.last != f.Evidence.File {
		g.recordings++
		g.last = f.Evidence.File
	}
}

// times is how often a fingerprint was seen; 1 when there was no room to count.
func (g *groups) times(fingerprint string) int {
	if i, ok := g.index[fingerprint]; ok {
		return g.list[i].findings
	}
	return 1
}

// repeated gives the groups with more than one finding, in order of the first.
func (g *groups) repeated() []group {
	var list []group
	for _, one := range g.list {
		if one.findings > 1 {
			list = append(list, one)
		}
	}
	return list
}
