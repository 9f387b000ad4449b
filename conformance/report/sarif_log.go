package report

import "github.com/devenviron/contract/conformance"

// The parts of SARIF 2.1.0 that the report uses, in the words of the standard.

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	InformationURI string      `json:"informationUri"`
	Version        string      `json:"version,omitempty"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               conformance.RuleID `json:"id"`
	ShortDescription sarifText          `json:"shortDescription"`
	Help             sarifHelp          `json:"help"`
	Default          sarifDefault       `json:"defaultConfiguration"`
	Properties       sarifRuleTags      `json:"properties"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifHelp struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifRuleTags struct {
	Tags     []string `json:"tags"`
	Severity string   `json:"problem.severity"`
}

type sarifResult struct {
	RuleID              conformance.RuleID `json:"ruleId"`
	RuleIndex           int                `json:"ruleIndex"`
	Level               string             `json:"level"`
	Message             sarifText          `json:"message"`
	Locations           []sarifLocation    `json:"locations"`
	RelatedLocations    []sarifLocation    `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions        []sarifSuppression `json:"suppressions,omitempty"`
	Properties          *sarifProperties   `json:"properties,omitempty"`
}

type sarifLocation struct {
	ID               int                    `json:"id,omitempty"`
	PhysicalLocation sarifPhysicalLocation  `json:"physicalLocation"`
	LogicalLocations []sarifLogicalLocation `json:"logicalLocations,omitempty"`
	Message          *sarifText             `json:"message,omitempty"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
}

type sarifLogicalLocation struct {
	Name string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifProperties struct {
	Exchange string `json:"exchange"`
	Request  string `json:"request"`
	Pointer  string `json:"pointer,omitempty"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

func sarifLocationOf(at conformance.Location) sarifLocation {
	place := sarifPhysicalLocation{ArtifactLocation: sarifArtifact{uriOf(at.File)}}
	if at.Line > 0 {
		place.Region = &sarifRegion{at.Line, at.Column}
	}
	return sarifLocation{PhysicalLocation: place}
}

func sarifRuleOf(r conformance.Rule) sarifRule {
	why := conformance.Explain(r.ID)
	return sarifRule{
		ID:               r.ID,
		ShortDescription: sarifText{r.Summary},
		Help: sarifHelp{
			Text:     why.Meaning + "\n\n" + why.Remedy + "\n\nvalidate rules " + string(r.ID) + " shows an example.",
			Markdown: why.Meaning + "\n\n" + why.Remedy + "\n\n`validate rules " + string(r.ID) + "` shows an example.",
		},
		Default:    sarifDefault{sarifLevel(r.Severity)},
		Properties: sarifRuleTags{[]string{"api", "conformance"}, problemSeverity(r.Severity)},
	}
}

func sarifLevel(s conformance.Severity) string {
	switch s {
	case conformance.Info:
		return "note"
	case conformance.Off:
		return "none"
	default:
		return s.String()
	}
}

// problemSeverity is what code scanning sorts and filters by.
func problemSeverity(s conformance.Severity) string {
	if s > conformance.Info {
		return s.String()
	}
	return "recommendation"
}
