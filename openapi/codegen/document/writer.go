package main

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// writer writes values as Go expressions.
type writer struct {
	// names are those of the objects that have a function of their own.
	names map[any]string
	// places is the variable that has the places of the document, and lists the one that has those of the items of lists.
	places, lists variable
	// err is the first thing that code cannot say.
	err error
}

func (w *writer) refuse(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

func (w *writer) value(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		switch {
		case v.IsNil():
			return "nil"
		case v.Kind() == reflect.Interface:
			return w.value(v.Elem())
		}
		return w.pointer(v)
	case reflect.Struct, reflect.Map, reflect.Slice:
		return typeName(v.Type()) + w.composite(v)
	default:
		return w.scalar(v)
	}
}

func (w *writer) pointer(v reflect.Value) string {
	if name, ok := w.names[v.Interface()]; ok {
		return "&d." + name
	}
	if origin, ok := v.Interface().(*openapi3.Origin); ok {
		return w.origin(origin)
	}
	if members, ok := hiddenMembers(v); ok {
		return "filled(&" + w.value(v.Elem()) + ", " + w.value(members) + ")"
	}
	switch v.Elem().Kind() {
	case reflect.Struct, reflect.Slice:
		return "&" + w.value(v.Elem())
	default:
		return "new(" + w.scalar(v.Elem()) + ")"
	}
}

func (w *writer) composite(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		parts = w.fields(v)
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			parts = append(parts, strconv.Quote(key.String())+": "+w.element(v.Type(), v.MapIndex(key)))
		}
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, w.element(v.Type(), v.Index(i)))
		}
	}
	const longest = 100
	if line := strings.Join(parts, ", "); len(line) <= longest && !strings.Contains(line, "\n") {
		return "{" + line + "}"
	}
	return "{\n" + strings.Join(parts, ",\n") + ",\n}"
}

// element is a value of a list or map, without the type that the list or map says already.
func (w *writer) element(of reflect.Type, v reflect.Value) string {
	text := w.value(v)
	said := strings.Replace(typeName(of.Elem()), "*", "&", 1)
	if rest, ok := strings.CutPrefix(text, said+"{"); ok {
		return "{" + rest
	}
	return text
}

// unwritten are the fields that openapi3 keeps to itself and that nobody asks for: from where a document and its
// references were read. The members that hiddenMembers gives are set in another way.
var unwritten = []string{"url", "refPath", "m"}

func (w *writer) fields(v reflect.Value) []string {
	var fields []string
	for field, value := range v.Fields() {
		switch {
		case value.IsZero():
		case field.IsExported():
			fields = append(fields, field.Name+": "+w.value(value))
		case !slices.Contains(unwritten, field.Name):
			w.refuse("got %s of a %s, which code outside its package cannot set", field.Name, v.Type())
		}
	}
	return fields
}

// scalar is a string, a bool or a number. Where nothing else gives it a type, as in an any, its own has to show.
func (w *writer) scalar(v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	switch v.Kind() {
	case reflect.String:
		text = strconv.Quote(v.String())
	case reflect.Float64:
		if math.IsInf(v.Float(), 0) || math.IsNaN(v.Float()) {
			w.refuse("got the number %s", text)
		}
	case reflect.Bool, reflect.Uint64:
	default:
		w.refuse("got a value of type %s", v.Type())
	}
	switch v.Interface().(type) {
	case string, bool:
		return text
	default:
		return typeName(v.Type()) + "(" + text + ")"
	}
}

// variable is a list of values that are part of the program, and that no code has to make.
type variable struct {
	Name   string
	Values []string
}

// add gives the expression for a new value.
func (v *variable) add(value string) string {
	v.Values = append(v.Values, value)
	return fmt.Sprintf("%s[%d]", v.Name, len(v.Values)-1)
}

func (w *writer) origin(o *openapi3.Origin) string {
	k := o.Key
	place := fmt.Sprintf("Key: &openapi3.Location{File: %q, Name: %q, Line: %d, Column: %d, EndLine: %d, EndColumn: %d}",
		k.File, k.Name, k.Line, k.Column, k.EndLine, k.EndColumn)
	if o.Fields != nil {
		place += ", Fields: []openapi3.Location" + w.locations(k.File, o.Fields)
	}
	at := w.places.add("{" + place + "}")
	if o.Sequences == nil {
		return "&" + at
	}
	var lists []string
	for _, name := range slices.Sorted(maps.Keys(o.Sequences)) {
		lists = append(lists, strconv.Quote(name)+": "+w.lists.add(w.locations(k.File, o.Sequences[name])))
	}
	return fmt.Sprintf("withLists(%s, map[string][]openapi3.Location{%s})", at, strings.Join(lists, ", "))
}

func (w *writer) locations(file string, locations []openapi3.Location) string {
	var parts []string
	for _, l := range locations {
		if l.File != file || l.EndLine != 0 || l.EndColumn != 0 {
			w.refuse("got the place %+v, want one in %s without an end", l, file)
		}
		parts = append(parts, fmt.Sprintf("{File: %q, Name: %q, Line: %d, Column: %d}", l.File, l.Name, l.Line, l.Column))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func typeName(t reflect.Type) string { return strings.ReplaceAll(t.String(), "interface {}", "any") }
