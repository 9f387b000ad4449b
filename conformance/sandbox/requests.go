package sandbox

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/devenviron/contract/conformance"
)

// refusals says which mistake a deviation of a request is: the first row that fits decides. A row fits by its rule,
// and where it says so by the pointer's end and by words of what the contract wants.
var refusals = []struct {
	rule    conformance.RuleID
	at      string
	words   string
	mistake mistake
}{
	// Conditions, by their own words.
	{conformance.RuleCondition, "", "location is mandatory", pathRequired},
	{conformance.RuleCondition, "", "location.path is mandatory", pathRequired},
	{conformance.RuleCondition, "", "location.path is the name of a bucket", propertyValueInvalid},
	{conformance.RuleCondition, "", "location.path ends in a slash", pathWithoutSlash},
	{conformance.RuleCondition, "", "duration is mandatory", durationRequired},
	{conformance.RuleCondition, "", "dew_secret_name is mandatory", storageSecretMissing},
	{conformance.RuleCondition, "", "mandatory", propertyRequired},
	{conformance.RuleCondition, "", "ownership is", storageUnsupported},
	{conformance.RuleCondition, "", "", propertyValueInvalid},

	// Values, by where they are.
	{conformance.RuleRequired, "/spec", "storage", storageRequired},
	{conformance.RuleRequired, "", "", propertyRequired},
	{conformance.RuleEnum, "/storage/type", "", storageTypeUnsupported},
	{conformance.RuleRange, "/volume_size", "", volumeSizeOutOfRange},
	{conformance.RuleRange, "/capacity", "", volumeSizeOutOfRange},
	{conformance.RuleRange, "/storage_new_size", "", volumeSizeOutOfRange},
	{conformance.RuleRange, "/auto_stop/duration", "", durationOutOfRange},
	{conformance.RulePattern, "/name", "", characterForbidden},
	{conformance.RulePattern, "/description", "", characterForbidden},
	{conformance.RulePattern, "/mount_path", "", mountPathInvalid},
	{conformance.RuleType, "/mount_path", "", mountPathInvalid},
	{conformance.RuleType, "", "", typeMismatch},

	// The body as a whole.
	{conformance.RuleBodySyntax, "", "", payloadInvalid},
	{conformance.RuleBodyEncoding, "", "", payloadInvalid},
	{conformance.RuleBodyDepth, "", "", payloadInvalid},
	{conformance.RuleBodyMissing, "", "", payloadInvalid},
	{conformance.RuleBodyUnexpected, "", "", payloadInvalid},
	{conformance.RuleDuplicateMember, "", "", payloadInvalid},
	{conformance.RuleMediaTypeMissing, "", "", payloadInvalid},
	{conformance.RuleMediaTypeUndeclared, "", "", payloadInvalid},
	{conformance.RuleAdditionalProperty, "", "", payloadInvalid},
	{"", "", "", propertyValueInvalid},
}

// refusalOf is the failure for the first deviation of a request, nil when it conforms. What is not judged yet is the
// answer.
func refusalOf(judged *conformance.Result, body []byte) error {
	for i := range judged.Findings {
		f := &judged.Findings[i]
		if f.Severity != conformance.Error || strings.HasPrefix(f.Subject, "response") {
			continue
		}
		m := mistakeOf(f)
		if m == pathWithoutSlash && strings.HasSuffix(textAt(body, f.Evidence.Pointer+"/location/path"), "/") {
			m = pathIsBucketRoot // One condition of the contract, two codes of the service.
		}
		return m.because("%s", f.Message())
	}
	return nil
}

func mistakeOf(f *conformance.Finding) mistake {
	if !strings.HasPrefix(f.Subject, "request body") {
		if f.Subject == `query parameter "sortby"` && f.Rule == conformance.RuleEnum {
			return sortKeyUnsupported
		}
		return parameterInvalid
	}
	for _, row := range refusals {
		if (row.rule == "" || row.rule == f.Rule) && strings.HasSuffix(f.Evidence.Pointer, row.at) && strings.Contains(f.Want, row.words) {
			return row.mistake
		}
	}
	return payloadInvalid
}

// textAt is the text at a JSON pointer without escapes, "" when there is none.
func textAt(body []byte, pointer string) string {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return ""
	}
	for name := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		switch container := value.(type) {
		case map[string]any:
			value = container[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(container) {
				return ""
			}
			value = container[i]
		}
	}
	text, _ := value.(string)
	return text
}

// undecodable refuses a request that the contract allows and the generated servers cannot read. What they say about
// themselves is none of the caller's business.
func undecodable(err error) *failure {
	if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return parameterInvalid.because("%s: got %s, want what fits into 64 bits", mismatch.Field, mismatch.Value)
	}
	if number, ok := errors.AsType[*strconv.NumError](err); ok {
		return parameterInvalid.because("got the number %s, want one of 64 bits", number.Num)
	}
	return parameterInvalid.because("%v", err)
}
