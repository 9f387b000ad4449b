package sandbox

import (
	"net/http"
	"strings"
	"unicode"
)

// wrongCodes are the codes of which a sandbox can make others: those of the mistakes that a caller can make.
var wrongCodes = []mistake{
	operationForbidden, tokenMissing, tokenInvalid, accessKeyUnknown, signatureWrong, projectForeign, unknownPath,
	tooManyRequests, serverError, parameterInvalid, sortKeyUnsupported, typeMismatch, characterForbidden,
	propertyRequired, propertyValueInvalid, payloadInvalid, storageRequired, pathRequired, pathWithoutSlash,
	storageTypeUnsupported, volumeSizeOutOfRange, pathIsBucketRoot, storageUnsupported, bucketUnavailable,
	mountPathWithoutSlash, mountPathInvalid, notebookNotRunning, storageSecretMissing, flavorUnsupported, flavorSoldOut,
	flavorProfileMismatch, durationRequired, durationOutOfRange, notebookFlavorSoldOut, imageTagExists, sshMissing,
	flavorChangeUnsupported, imageNotFound, flavorFeatureMismatch, workspaceNotFound, instanceExists, instanceNotStopped,
	instanceAlreadyRunning, instanceStarting, instanceAlreadyStopped, instanceStopping, instanceNotFound,
	instanceNotRunning, propertyFixed, operationConflict, notebookNotFound,
}

// codeFaults refuse one mistake with the code of something else.
func codeFaults() []*Fault {
	faults := make([]*Fault, len(wrongCodes))
	for i, m := range wrongCodes {
		faults[i] = &Fault{
			Name:       "wrong-code-" + strings.ToLower(strings.NewReplacer("ModelArts.", "", ".", "-").Replace(m.code)),
			Summary:    "what is to be refused with code " + m.code + " is refused with another",
			Operations: everyOperation, anywhere: true,
			answer: func(a *answer) {
				if a.status < http.StatusBadRequest {
					return
				}
				a.edit(func(body members) {
					if body["error_code"] == m.code {
						body["error_code"] = "ModelArts.0010"
					}
				})
			},
		}
	}
	return faults
}

// successFaults answer the success of one operation with a status that the contract does not have.
func successFaults() []*Fault {
	var faults []*Fault
	for _, operation := range everyOperation {
		faults = append(faults, &Fault{
			Name:       "other-success-" + kebab(operation),
			Summary:    "success of " + operation + " is answered with status 203, which the contract does not have",
			Operations: []string{operation}, answer: func(a *answer) {
				if a.ok() {
					a.status = http.StatusNonAuthoritativeInfo
				}
			},
		})
	}
	return faults
}

func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
