package sandbox

import (
	"fmt"
	"sync"

	"github.com/devenviron/contract/openapi/tables"
)

// mistake is what a caller can do wrong: the code of the error table, and the status with which the sandbox sends it.
type mistake struct {
	code   string
	status int
	// missing says that the mistake is to name what does not exist, for which two statuses are seen.
	missing bool
}

// because refuses a request with a text about it.
func (m mistake) because(format string, args ...any) *failure {
	return &failure{mistake: m, text: fmt.Sprintf(format, args...)}
}

// failure is the refusal of a request.
type failure struct {
	mistake
	text string
	// retryAfter is how long to wait before the next attempt, in seconds; 0 says nothing about it.
	retryAfter int
}

func (f *failure) Error() string { return f.code + ": " + f.text }

// The mistakes of which the sandbox knows, by subject. A test holds them against the error table.
var (
	// The gateway and credentials.
	unknownPath        = mistake{code: "APIGW.0101", status: 404}
	bodyTooLarge       = mistake{code: "APIGW.0201", status: 413}
	bodyUnreadable     = mistake{code: "APIGW.0201", status: 400}
	signatureWrong     = mistake{code: "APIGW.0301", status: 401}
	operationForbidden = mistake{code: "ModelArts.0108", status: 403}
	tokenMissing       = mistake{code: "ModelArts.0201", status: 401}
	tokenExpired       = mistake{code: "ModelArts.0202", status: 401}
	tokenInvalid       = mistake{code: "ModelArts.0203", status: 401}
	credentialsInvalid = mistake{code: "ModelArts.0206", status: 401}
	accessKeyUnknown   = mistake{code: "ModelArts.0206", status: 403}
	projectForeign     = mistake{code: "ModelArts.0210", status: 403}
	// tokenWithoutProject is a token that was asked for without a scope.
	tokenWithoutProject = mistake{code: "ModelArts.0212", status: 401}

	// The service.
	tooManyRequests = mistake{code: "ModelArts.6101", status: 429}
	serverError     = mistake{code: "ModelArts.6102", status: 500}

	// The form of a request.
	parameterInvalid     = mistake{code: "ModelArts.0104", status: 400}
	sortKeyUnsupported   = mistake{code: "ModelArts.6303", status: 400}
	typeMismatch         = mistake{code: "ModelArts.6332", status: 400}
	characterForbidden   = mistake{code: "ModelArts.6334", status: 400}
	propertyRequired     = mistake{code: "ModelArts.6335", status: 400}
	propertyValueInvalid = mistake{code: "ModelArts.6336", status: 400}
	payloadInvalid       = mistake{code: "ModelArts.6400", status: 400}

	// Storages.
	storageRequired        = mistake{code: "ModelArts.6316", status: 400}
	pathRequired           = mistake{code: "ModelArts.6317", status: 400}
	pathWithoutSlash       = mistake{code: "ModelArts.6318", status: 400}
	storageTypeUnsupported = mistake{code: "ModelArts.6324", status: 400}
	volumeSizeOutOfRange   = mistake{code: "ModelArts.6331", status: 400}
	pathIsBucketRoot       = mistake{code: "ModelArts.6358", status: 400}
	storageUnsupported     = mistake{code: "ModelArts.6702", status: 400}
	bucketUnavailable      = mistake{code: "ModelArts.6772", status: 400}
	mountPathWithoutSlash  = mistake{code: "ModelArts.6785", status: 400}
	mountPathInvalid       = mistake{code: "ModelArts.6927", status: 400}
	notebookNotRunning     = mistake{code: "ModelArts.6958", status: 400}
	storageSecretMissing   = mistake{code: "ModelArts.6967", status: 400}

	// Flavors, images, timers.
	flavorUnsupported       = mistake{code: "ModelArts.6323", status: 400}
	flavorSoldOut           = mistake{code: "ModelArts.6329", status: 400}
	flavorProfileMismatch   = mistake{code: "ModelArts.6330", status: 400}
	durationRequired        = mistake{code: "ModelArts.6348", status: 400}
	durationOutOfRange      = mistake{code: "ModelArts.6349", status: 400}
	notebookFlavorSoldOut   = mistake{code: "ModelArts.6716", status: 400}
	imageTagExists          = mistake{code: "ModelArts.6737", status: 400}
	sshMissing              = mistake{code: "ModelArts.6768", status: 400}
	flavorChangeUnsupported = mistake{code: "ModelArts.6792", status: 400}
	imageNotFound           = mistake{code: "ModelArts.6797", status: 400, missing: true}
	flavorFeatureMismatch   = mistake{code: "ModelArts.6870", status: 400}

	// Instances, notebooks, and what they may do.
	workspaceNotFound      = mistake{code: "ModelArts.0102", status: 400}
	notebookQuotaExhausted = mistake{code: "ModelArts.0113", status: 400}
	instanceExists         = mistake{code: "ModelArts.6301", status: 400}
	instanceLimitReached   = mistake{code: "ModelArts.6302", status: 400}
	instanceNotStopped     = mistake{code: "ModelArts.6304", status: 400}
	instanceAlreadyRunning = mistake{code: "ModelArts.6305", status: 400}
	instanceStarting       = mistake{code: "ModelArts.6306", status: 400}
	instanceAlreadyStopped = mistake{code: "ModelArts.6307", status: 400}
	instanceStopping       = mistake{code: "ModelArts.6308", status: 400}
	instanceNotFound       = mistake{code: "ModelArts.6309", status: 400, missing: true}
	instanceFrozen         = mistake{code: "ModelArts.6326", status: 400}
	instanceNotRunning     = mistake{code: "ModelArts.6327", status: 400}
	propertyFixed          = mistake{code: "ModelArts.6347", status: 400}
	operationConflict      = mistake{code: "ModelArts.6357", status: 400}
	notebookNotFound       = mistake{code: "ModelArts.6404", status: 400, missing: true}
)

// errorTable is the error table of the contract by code.
var errorTable = sync.OnceValues(func() (map[string]tables.ErrorCode, error) {
	codes, err := tables.Errors()
	if err != nil {
		return nil, err
	}
	byCode := make(map[string]tables.ErrorCode, len(codes))
	for _, c := range codes {
		byCode[c.Code] = c
	}
	return byCode, nil
})

// documented is the failure that the error table has for a code.
func documented(code string) (*failure, error) {
	table, err := errorTable()
	if err != nil {
		return nil, err
	}
	row, ok := table[code]
	if !ok {
		return nil, fmt.Errorf("got code %q, want one of the error table, such as %s", code, operationConflict.code)
	}
	status := 400 // The status of codes for which the table has none, or one that no answer can end with.
	if n := len(row.Statuses); n > 0 && row.Statuses[n-1] >= 400 {
		status = row.Statuses[0]
	}
	return &failure{mistake: mistake{code: code, status: status}, text: row.Meaning}, nil
}
