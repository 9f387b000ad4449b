package schema

// A form is how a JSON text is written: plain, or quoted, as it stands inside a JSON string, where its own
// quotes and backslashes have a backslash before them. It is a type, not a value, so that the compiler makes
// the runner twice and neither asks which it is.
type form interface{ plainForm | quotedForm }

type (
	plainForm  = [0]byte
	quotedForm = [1]byte
)

func isQuoted[F form]() bool {
	var f F
	return len(f) == len(quotedForm{})
}

// formIndex is where something is that is made for each form.
func formIndex[F form]() int {
	var f F
	return len(f)
}

// quoteLen is how long the quotes of a form are.
func quoteLen[F form]() int {
	var f F
	return 1 + len(f)
}
