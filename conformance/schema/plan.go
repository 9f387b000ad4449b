package schema

import "github.com/devenviron/contract/conformance/schema/pattern"

// A plan is what the runner follows over a value: all the schemas that apply to it, brought together. A plan
// is either closed, and then certain that the value has no fault of any kind, or open: then it only tells
// whether the schemas hold, and members that no schema knows do not count.
type plan struct {
	op op
	// null is the verdict over null: 0 when it conforms.
	null int
	// lo and hi are limits: of the length of a text, or of an integer.
	lo, hi   int
	literals *literalSet
	integers []int
	text     *textPlan
	number   *numberPlan
	array    *arrayPlan
	object   *objectPlan
	choice   *choicePlan
	kinds    *kindPlans
	guard    *guardPlan
}

type op uint8

const (
	opDoubt   op = iota // leaves the value to the judge
	opRefuse            // holds for no value
	opAny               // any value
	opText              // any text
	opLength            // text from lo to hi code points long
	opLiteral           // text out of literals
	opRules             // text by its rules
	opBoolean
	opInteger // from lo to hi; one of integers unless there are none
	opNumber
	opArray
	opObject
	opKinds  // by the kind of the value
	opChoice // anyOf or oneOf
	opGuard  // a plan, and others that must hold, or not hold, as well
)

// textPlan has the rules of a text that are not its length alone.
type textPlan struct {
	minLength, maxLength int
	literals             []*literalSet
	patterns             []*pattern.Pattern
	formats              []*textFormat
}

// numberPlan has the rules of a number that are not the limits of an integer alone.
type numberPlan struct {
	integer bool
	rules   []*numberRules
	enums   []*enumRule
}

type arrayPlan struct {
	items    *plan
	min, max int
	unique   bool
}

// kindPlans has a plan for each kind of value.
type kindPlans struct{ boolean, number, text, array, object *plan }

func (k *kindPlans) of(kind kindSet) *plan {
	switch kind {
	case kindObject:
		return k.object
	case kindArray:
		return k.array
	case kindString:
		return k.text
	case kindBoolean:
		return k.boolean
	}
	return k.number
}

// objectPlan has the properties that the schemas declare or require.
type objectPlan struct {
	// properties end with one that stands for all names that the schemas do not know.
	properties []property
	names      *literalSet
	byName     map[string]int
	required   uint64
	min, max   int
	// isMap is set when the schemas know no property.
	isMap bool
	// isSimple is set when all that there is to judge are the members and which of them are there.
	isSimple bool
	// silent is set where members that no schema knows conform only because none speaks of members.
	silent bool
	// index is that of the object among those of its contract.
	index int
	// conditions must hold as well; they look at the values of so many marked properties.
	conditions []*condition
	marked     int
}

// A property is a member that the schemas know.
type property struct {
	// bit marks the property as present; 0 when the object has more properties than bits.
	bit  uint64
	plan *plan
	// mark counts the properties whose values conditions look at; 0 for all others.
	mark uint8
}

// choicePlan is anyOf or oneOf.
type choicePlan struct {
	alternatives []alternative
	// exactly asks for one alternative that holds, and not more.
	exactly bool
	// tag is the property that names the alternative, byTag the plans of those named; nil without a tag.
	tag   string
	byTag map[string]*plan
	// index is that of the choice among those of its contract.
	index int
}

type alternative struct {
	// whole is the alternative together with all else that applies to the value; test is it alone, open.
	whole, test *plan
	// declares is set where the alternative speaks of members, somewhere.
	declares bool
	// kinds are the kinds of value for which the alternative may hold.
	kinds kindSet
}

// guardPlan is a plan with others that must hold or must not.
type guardPlan struct {
	base   *plan
	also   []*plan
	absent []*plan
}
