package conformance

import "slices"

// RuleID names a rule. IDs are kebab-case, public and stable.
type RuleID string

// Rule is an entry of the registry.
type Rule struct {
	ID       RuleID   `json:"id"`
	Severity Severity `json:"severity"`
	// Summary says in one line what a finding of the rule means.
	Summary string `json:"summary"`
}

// The rules about the exchange as a whole. Rules about a value are named for the keyword it breaks.
const (
	RuleOperationUnknown     RuleID = "operation-unknown"
	RuleMethodUnknown        RuleID = "method-unknown"
	RuleParameterMissing     RuleID = "parameter-missing"
	RuleParameterUnknown     RuleID = "parameter-unknown"
	RuleParameterRepeated    RuleID = "parameter-repeated"
	RuleParameterSyntax      RuleID = "parameter-syntax"
	RuleCredentialsMissing   RuleID = "credentials-missing"
	RuleHeaderMissing        RuleID = "header-missing"
	RuleUndocumentedHeader   RuleID = "undocumented-header"
	RuleStatusMissing        RuleID = "status-missing"
	RuleStatusUndeclared     RuleID = "status-undeclared"
	RuleMediaTypeMissing     RuleID = "media-type-missing"
	RuleMediaTypeUndeclared  RuleID = "media-type-undeclared"
	RuleBodyMissing          RuleID = "body-missing"
	RuleBodyUnexpected       RuleID = "body-unexpected"
	RuleBodySyntax           RuleID = "body-syntax"
	RuleBodyEncoding         RuleID = "body-encoding"
	RuleBodyDepth            RuleID = "body-depth"
	RuleDuplicateMember      RuleID = "duplicate-member"
	RuleUndocumentedProperty RuleID = "undocumented-property"
	RuleUndocumentedValue    RuleID = "undocumented-value"
	RuleType                 RuleID = "type"
	RuleEnum                 RuleID = "enum"
	RuleRange                RuleID = "range"
	RuleMultipleOf           RuleID = "multiple-of"
	RuleLength               RuleID = "length"
	RulePattern              RuleID = "pattern"
	RuleFormat               RuleID = "format"
	RuleItemCount            RuleID = "item-count"
	RuleUniqueItems          RuleID = "unique-items"
	RulePropertyCount        RuleID = "property-count"
	RuleRequired             RuleID = "required"
	RuleAdditionalProperty   RuleID = "additional-property"
	RuleReadOnly             RuleID = "read-only"
	RuleWriteOnly            RuleID = "write-only"
	RuleOneOf                RuleID = "one-of"
	RuleAnyOf                RuleID = "any-of"
	RuleCondition            RuleID = "condition"
	RuleDiscriminator        RuleID = "discriminator"
	RuleSecretRecorded       RuleID = "secret-recorded"
	RuleWaiverExpired        RuleID = "waiver-expired"
	RuleWaiverUnused         RuleID = "waiver-unused"
	RuleCoverageFloor        RuleID = "coverage-floor"
	RuleSuiteCase            RuleID = "suite-case"
	RuleSuiteCleanup         RuleID = "suite-cleanup"
	RuleSuiteClientRequest   RuleID = "suite-client-request"
	RuleSuiteClientAnswer    RuleID = "suite-client-answer"
)

var rules = []Rule{
	{RuleOperationUnknown, Warning, "no operation of the contract has the path"},
	{RuleMethodUnknown, Error, "the contract has the path, but not with this method"},
	{RuleParameterMissing, Error, "a required parameter is absent"},
	{RuleParameterUnknown, Error, "the query has a parameter that the operation does not declare"},
	{RuleParameterRepeated, Error, "a parameter that takes one value is given more than once"},
	{RuleParameterSyntax, Error, "a parameter cannot be read in its declared style"},
	{RuleCredentialsMissing, Info, "the service took a request that shows none of the credentials asked for"},
	{RuleHeaderMissing, Error, "a required response header is absent"},
	{RuleUndocumentedHeader, Off, "a response has a header that is neither documented nor standard"},
	{RuleStatusMissing, Warning, "the recording holds no response status"},
	{RuleStatusUndeclared, Error, "the operation declares neither the status nor a default response"},
	{RuleMediaTypeMissing, Error, "there is a body, but no Content-Type"},
	{RuleMediaTypeUndeclared, Error, "the contract does not declare the Content-Type of the body"},
	{RuleBodyMissing, Error, "the body is empty where the contract wants one"},
	{RuleBodyUnexpected, Error, "there is a body where the contract declares none"},
	{RuleBodySyntax, Error, "the body is not one JSON text (RFC 8259)"},
	{RuleBodyEncoding, Error, "the body is not UTF-8, or holds half of a surrogate pair"},
	{RuleBodyDepth, Error, "the body nests deeper than the checker goes"},
	{RuleDuplicateMember, Error, "an object names a member twice"},
	{RuleUndocumentedProperty, Warning, "an object has a property that the contract does not document"},
	{RuleUndocumentedValue, Warning, "a value is new to an enumeration that is open"},
	{RuleType, Error, "a value has another type than declared, or is null where null is not allowed"},
	{RuleEnum, Error, "a value is not in the enumeration"},
	{RuleRange, Error, "a number is below its minimum or above its maximum"},
	{RuleMultipleOf, Error, "a number is not a multiple as declared"},
	{RuleLength, Error, "a string is shorter or longer than allowed, in code points"},
	{RulePattern, Error, "a string does not match its pattern"},
	{RuleFormat, Error, "a value does not have its format"},
	{RuleItemCount, Error, "an array has fewer or more items than allowed"},
	{RuleUniqueItems, Error, "an array has equal items where they must differ"},
	{RulePropertyCount, Error, "an object has fewer or more properties than allowed"},
	{RuleRequired, Error, "a required property is absent"},
	{RuleAdditionalProperty, Error, "an object has a property that the contract forbids"},
	{RuleReadOnly, Error, "a request sends a property that only responses have"},
	{RuleWriteOnly, Error, "a response returns a property that only requests have"},
	{RuleOneOf, Error, "a value matches none, or more than one, of the alternatives"},
	{RuleAnyOf, Error, "a value matches none of the alternatives"},
	{RuleCondition, Error, "a value matches what the contract rules out, such as a broken condition"},
	{RuleDiscriminator, Error, "the discriminator is absent or names no alternative"},
	{RuleSecretRecorded, Warning, "the recording holds a secret, such as a token or a password"},
	{RuleWaiverExpired, Warning, "a waiver is past its last day, and covers nothing any more"},
	{RuleWaiverUnused, Warning, "a waiver covers no finding of the run"},
	{RuleCoverageFloor, Error, "the recordings cover less of the contract than asked for"},
	{RuleSuiteCase, Error, "a server does not do what a case of the suite wants"},
	{RuleSuiteCleanup, Error, "what a run of the suite created could not be deleted"},
	{RuleSuiteClientRequest, Error, "a client sends another request than it was asked for"},
	{RuleSuiteClientAnswer, Error, "a client gives its caller something else than the server answered"},
}

// Rules lists the registry, in the order in which checks run.
func Rules() []Rule {
	out := make([]Rule, len(rules))
	copy(out, rules)
	return out
}

// RuleOf finds a rule in the registry.
func RuleOf(id RuleID) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}
