package tables

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrorCode is a code that says why a request failed.
type ErrorCode struct {
	// Code is the code as the service writes it, such as ModelArts.6309.
	Code string
	// Name is an exported identifier for constants, no two of them the same.
	Name string
	// Statuses are the HTTP statuses with which the code comes, in ascending order. It has none where no source names
	// one.
	Statuses []int
	Source   ErrorSource
	// Meaning is what went wrong, in a sentence.
	Meaning string
	// Note says what differs by status, where the source is odd, and what clients make of the code.
	Note string
	// At is where the row is in the tables: file:line.
	At string
}

// ErrorSource is where an error code is known from.
type ErrorSource string

// Sources of error codes.
const (
	// ErrorFromTable is the provider's table of error codes.
	ErrorFromTable ErrorSource = "table"
	// ErrorFromEdition is another edition of that table.
	ErrorFromEdition ErrorSource = "edition"
	// ErrorFromGateway is the table of the gateway in front of the service.
	ErrorFromGateway ErrorSource = "gateway"
	// ErrorSeen is no table, but answers and clients.
	ErrorSeen ErrorSource = "seen"
)

var errorSources = []ErrorSource{ErrorFromTable, ErrorFromEdition, ErrorFromGateway, ErrorSeen}

// Errors are the error codes of the operations, in the order of the codes.
func Errors() ([]ErrorCode, error) { return readErrors(tableFiles) }

func readErrors(files fs.FS) ([]ErrorCode, error) {
	records, err := readTSV(files, "errors.tsv", []string{"code", "name", "status", "source", "meaning", "note"})
	if err != nil {
		return nil, err
	}
	var codes []ErrorCode
	var errs []error
	for _, r := range records {
		code, err := readErrorCode(r)
		if len(codes) > 0 && codes[len(codes)-1].Code >= code.Code {
			errs = append(errs, r.errorf("got code %s after %s, want each once and in order", code.Code, codes[len(codes)-1].Code))
		}
		if slices.ContainsFunc(codes, func(other ErrorCode) bool { return other.Name == code.Name }) {
			errs = append(errs, r.errorf("name %s is there twice", code.Name))
		}
		errs = append(errs, err)
		codes = append(codes, code)
	}
	return codes, errors.Join(errs...)
}

var (
	codeForm = regexp.MustCompile(`^(ModelArts|APIGW?)\.[0-9]{4}$`)
	nameForm = regexp.MustCompile(`^[A-Z][A-Za-z]*$`)
)

func readErrorCode(r record) (ErrorCode, error) {
	code := ErrorCode{
		Code: r.get("code"), Name: r.get("name"), Source: ErrorSource(r.get("source")),
		Meaning: r.get("meaning"), Note: r.get("note"), At: r.at,
	}
	var errs []error
	if !codeForm.MatchString(code.Code) {
		errs = append(errs, r.errorf("got code %q, want a prefix of the service or its gateway, and four digits", code.Code))
	}
	if !nameForm.MatchString(code.Name) {
		errs = append(errs, r.errorf("got name %q, want an exported identifier of letters", code.Name))
	}
	if !slices.Contains(errorSources, code.Source) {
		errs = append(errs, r.errorf("got source %q, want one of %q", code.Source, errorSources))
	}
	if !strings.HasSuffix(code.Meaning, ".") || code.Note != "" && !strings.HasSuffix(code.Note, ".") {
		errs = append(errs, r.errorf("got meaning %q and note %q, want sentences", code.Meaning, code.Note))
	}
	errs = append(errs, code.checkGateway(r), code.readStatuses(r))
	return code, errors.Join(errs...)
}

// checkGateway keeps apart what the gateway says and what the service says: by prefix, name and source. A code of
// the gateway may be seen as well, but is in no table of the service.
func (c ErrorCode) checkGateway(r record) error {
	prefix, _, _ := strings.Cut(c.Code, ".")
	gateway := strings.HasPrefix(prefix, "APIG")
	named := strings.HasPrefix(c.Name, "APIG")
	if gateway != (c.Source == ErrorFromGateway) && (!gateway || c.Source != ErrorSeen) || gateway != named {
		return r.errorf("got source %s and name %s for %s, want both of the gateway or none", c.Source, c.Name, c.Code)
	}
	return nil
}

// readStatuses wants a word about a code that does not stand for one status of a failure.
func (c *ErrorCode) readStatuses(r record) error {
	last := 99
	for _, cell := range r.list("status", "|") {
		status, err := strconv.Atoi(cell)
		if err != nil || status <= last || status > 599 {
			return r.errorf("got status %q, want statuses from 100 to 599 in ascending order", r.get("status"))
		}
		c.Statuses = append(c.Statuses, status)
		last = status
	}
	switch {
	case len(c.Statuses) == 0 && c.Source != ErrorSeen:
		return r.errorf("got no status, which every table has")
	case c.Note == "" && (len(c.Statuses) > 1 || len(c.Statuses) == 1 && c.Statuses[0] < 400):
		return r.errorf("got status %q without a note about it", r.get("status"))
	}
	return nil
}
