package devenviron

import (
	"errors"
	"net/http"
	"slices"

	"github.com/devenviron/contract/gen/errorcode"
)

// Kinds of an [*Error], for [errors.Is]. An error has the kind of its code and that of its status, which may differ.
var (
	// ErrNotFound is status 404, or a code that says the same with status 400: what was asked for does not exist, or the
	// gateway does not know the path (errorcode.APIGWNotFound).
	ErrNotFound = errors.New("not found")
	// ErrUnauthorized is status 401, or a code that says that the token has expired.
	ErrUnauthorized = errors.New("credentials refused")
	// ErrForbidden is status 403, or a code that says the same: the credentials are right and do not suffice.
	ErrForbidden = errors.New("forbidden")
	// ErrConflict is status 409, or a code that says that the status of the instance does not allow the operation now.
	ErrConflict = errors.New("not possible in this status")
	// ErrExists is a code that says that there is one already, mostly of the same name.
	ErrExists = errors.New("exists already")
	// ErrQuota is a code that says that the caller has as much as is allowed.
	ErrQuota = errors.New("quota used up")
	// ErrSoldOut is a code that says that the provider has nothing left of the flavor or the disk. Another may be there.
	ErrSoldOut = errors.New("sold out")
	// ErrThrottled is status 429, or a code that says the same. It comes after all retries.
	ErrThrottled = errors.New("too many requests")
	// ErrSuspended is a code that says that the account or the instance is frozen, mostly for arrears.
	ErrSuspended = errors.New("suspended")
)

// kinds are those of codes.
var kinds = map[string]error{
	errorcode.InstanceNotFound:          ErrNotFound,
	errorcode.NotebookNotFound:          ErrNotFound,
	errorcode.ImageNotFound:             ErrNotFound,
	errorcode.APIGTokenExpired:          ErrUnauthorized,
	errorcode.TokenIllegal:              ErrUnauthorized,
	errorcode.NotebookForbidden:         ErrForbidden,
	errorcode.AccountUnauthorized:       ErrForbidden,
	errorcode.PolicyForbids:             ErrForbidden,
	errorcode.FlavorForbidden:           ErrForbidden,
	errorcode.KeyPairForbidden:          ErrForbidden,
	errorcode.WorkspaceForbidden:        ErrForbidden,
	errorcode.InstanceNotStopped:        ErrConflict,
	errorcode.InstanceNotRunning:        ErrConflict,
	errorcode.InstanceRestoring:         ErrConflict,
	errorcode.PropertyFixed:             ErrConflict,
	errorcode.NotebookNotRunning:        ErrConflict,
	errorcode.InstanceExists:            ErrExists,
	errorcode.RepositoryExists:          ErrExists,
	errorcode.ImageTagExists:            ErrExists,
	errorcode.AIProjectExists:           ErrExists,
	errorcode.AuthorizationExists:       ErrExists,
	errorcode.NotebookQuotaExhausted:    ErrQuota,
	errorcode.QuotaExceeded:             ErrQuota,
	errorcode.QuotaInsufficient:         ErrQuota,
	errorcode.InstanceLimitReached:      ErrQuota,
	errorcode.WorkspaceLimitReached:     ErrQuota,
	errorcode.ResourcesUnavailable:      ErrSoldOut,
	errorcode.FlavorSoldOut:             ErrSoldOut,
	errorcode.NotebookFlavorSoldOut:     ErrSoldOut,
	errorcode.StartResourcesUnavailable: ErrSoldOut,
	errorcode.EVSUnavailable:            ErrSoldOut,
	errorcode.APIGThrottled:             ErrThrottled,
	errorcode.APIGWThrottled:            ErrThrottled,
	errorcode.TooManyRequests:           ErrThrottled,
	errorcode.InstanceFrozen:            ErrSuspended,
	errorcode.AccountSuspended:          ErrSuspended,
	errorcode.AccountRestricted:         ErrSuspended,

	// They say that an instance is where it is to go, or on its way.
	errorcode.InstanceAlreadyRunning: ErrConflict,
	errorcode.InstanceStarting:       ErrConflict,
	errorcode.InstanceAlreadyStopped: ErrConflict,
	errorcode.InstanceStopping:       ErrConflict,
	errorcode.OperationConflict:      ErrConflict,
}

// statusKinds are those of statuses.
var statusKinds = map[int]error{
	http.StatusUnauthorized:    ErrUnauthorized,
	http.StatusForbidden:       ErrForbidden,
	http.StatusNotFound:        ErrNotFound,
	http.StatusConflict:        ErrConflict,
	http.StatusTooManyRequests: ErrThrottled,
}

// Is is whether the error has a kind.
func (e *Error) Is(kind error) bool {
	return kind != nil && (kinds[e.Code] == kind || statusKinds[e.Status] == kind)
}

// refused is whether other credentials may help: not where a code blames something else.
func refused(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || !errors.Is(e, ErrUnauthorized) {
		return false
	}
	kind := kinds[e.Code]
	return kind == nil || kind == ErrUnauthorized
}

// hasCode is whether an error is one of the service with one of these codes.
func hasCode(err error, codes ...string) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && slices.Contains(codes, e.Code)
}
