// Package schema judges JSON text against schemas of OpenAPI 3.0. A schema is compiled once into an immutable
// [Program]; a body is judged where it lies, without being decoded. The package knows JSON and schemas, and
// nothing of HTTP.
package schema

// Direction says which way a body travels: readOnly and writeOnly depend on it. The zero value is not a
// direction.
type Direction int

// Directions.
const (
	Request Direction = iota + 1
	Response
)

// Fault is one deviation of a body from its schema.
type Fault struct {
	// Keyword is what the body breaks.
	Keyword Keyword
	// Pointer is the RFC 6901 pointer of the faulty value in the body; "" is the whole.
	Pointer string
	// Offset and End are the bytes of the body that deviate: the value; the member's name for a member that
	// is duplicate, additional or undocumented; the object where a property is missing.
	Offset, End int
	// Got is what is there, Want what the schema asks for; one line each. What a schema marks as secret is
	// never shown.
	Got, Want string
	// Hint names a likely cause, "" when there is none.
	Hint string
	// Contract is where the violated keyword stands; zero for what JSON itself asks for.
	Contract Source
}

// Source is a place in a document of the contract.
type Source struct {
	// File is the document as it was loaded. Line and Column are 1-based; 0 means unknown.
	File         string
	Line, Column int
	// Pointer is the JSON pointer of the keyword in the document. Where the compiled schema was not reached
	// through a $ref it starts at that schema, without "#".
	Pointer string
}

// Keyword names what a fault violates: a keyword of the schema, or a law of its own.
type Keyword string

// The keywords of OpenAPI 3.0.
const (
	KeywordType                 Keyword = "type"
	KeywordEnum                 Keyword = "enum"
	KeywordMinimum              Keyword = "minimum"
	KeywordMaximum              Keyword = "maximum"
	KeywordExclusiveMinimum     Keyword = "exclusiveMinimum"
	KeywordExclusiveMaximum     Keyword = "exclusiveMaximum"
	KeywordMultipleOf           Keyword = "multipleOf"
	KeywordMinLength            Keyword = "minLength"
	KeywordMaxLength            Keyword = "maxLength"
	KeywordPattern              Keyword = "pattern"
	KeywordFormat               Keyword = "format"
	KeywordMinItems             Keyword = "minItems"
	KeywordMaxItems             Keyword = "maxItems"
	KeywordUniqueItems          Keyword = "uniqueItems"
	KeywordMinProperties        Keyword = "minProperties"
	KeywordMaxProperties        Keyword = "maxProperties"
	KeywordRequired             Keyword = "required"
	KeywordAdditionalProperties Keyword = "additionalProperties"
	KeywordReadOnly             Keyword = "readOnly"
	KeywordWriteOnly            Keyword = "writeOnly"
	KeywordOneOf                Keyword = "oneOf"
	KeywordAnyOf                Keyword = "anyOf"
	KeywordNot                  Keyword = "not"
	KeywordDiscriminator        Keyword = "discriminator"
)

// What the schema leaves open, and what JSON itself asks for.
const (
	// KeywordExtensibleEnum is a value that is new to an enumeration marked x-extensible-enum.
	KeywordExtensibleEnum Keyword = "extensible-enum"
	// KeywordUndocumented is a member of which no schema that applies knows, where none forbids it either.
	KeywordUndocumented Keyword = "undocumented"
	// KeywordDuplicateMember is a member whose name its object has had before.
	KeywordDuplicateMember Keyword = "duplicate-member"
	// KeywordSyntax, KeywordEncoding and KeywordDepth end the judgement of a body: it is not JSON text, not
	// UTF-8, or nested too deep.
	KeywordSyntax   Keyword = "syntax"
	KeywordEncoding Keyword = "encoding"
	KeywordDepth    Keyword = "depth"
)
