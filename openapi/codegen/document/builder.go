package main

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/devenviron/contract/openapi/loader"
)

// builder is the code that builds a document.
type builder struct {
	*loader.Document
	Name    string
	Objects []*object
	Root    string
	// Places and Lists are where its objects and the items of its lists stand.
	Places, Lists variable
}

// object is a part of a document that has a name and a function of its own.
type object struct {
	Name, Type, Code string
	pointer          reflect.Value
}

func newBuilder(doc *loader.Document) (*builder, error) {
	b := &builder{Document: doc}
	b.Name = identifier(b.base())
	root := reflect.ValueOf(doc.T)
	b.Objects = objectsOf(root)
	w := &writer{
		names: map[any]string{}, places: variable{Name: identifier("places", b.Name)}, lists: variable{Name: identifier("lists", b.Name)},
	}
	for _, o := range b.Objects {
		w.names[o.pointer.Interface()] = o.Name
	}
	for _, o := range b.Objects {
		o.Type, o.Code = typeName(o.pointer.Type().Elem()), w.value(o.pointer.Elem())
	}
	b.Root = w.value(root)
	b.Places, b.Lists = w.places, w.lists
	return b, w.err
}

func (b *builder) base() string { return strings.TrimSuffix(path.Base(b.File), path.Ext(b.File)) }

// objectsOf finds what more than one place of a document points to, and the operations: what the compiler notes
// about a function grows with the square of its length. They are in order of their names.
func objectsOf(doc reflect.Value) []*object {
	var met []reflect.Value
	times := map[any]int{}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			times[v.Interface()]++
			if times[v.Interface()] > 1 {
				return
			}
			met = append(met, v)
		}
		for _, below := range children(v) {
			visit(below)
		}
	}
	visit(doc)
	var found []*object
	named := map[string]int{}
	for _, v := range met {
		if _, operation := v.Interface().(*openapi3.Operation); !operation && times[v.Interface()] == 1 {
			continue
		}
		name := nameOf(v)
		if named[name]++; named[name] > 1 {
			name = fmt.Sprint(name, named[name])
		}
		found = append(found, &object{Name: name, pointer: v})
	}
	slices.SortFunc(found, func(a, b *object) int { return cmp.Compare(a.Name, b.Name) })
	return found
}

// children are the values right below one, in a fixed order.
func children(v reflect.Value) []reflect.Value {
	var below []reflect.Value
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			below = append(below, v.Elem())
		}
		if members, ok := hiddenMembers(v); ok {
			below = append(below, members)
		}
	case reflect.Struct:
		for field, value := range v.Fields() {
			if field.IsExported() {
				below = append(below, value)
			}
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			below = append(below, v.MapIndex(key))
		}
	case reflect.Slice:
		for i := range v.Len() {
			below = append(below, v.Index(i))
		}
	}
	return below
}

// hiddenMembers are the members of paths, responses and callbacks, which openapi3 keeps to itself.
func hiddenMembers(v reflect.Value) (members reflect.Value, ok bool) {
	switch object := v.Interface().(type) {
	case *openapi3.Paths:
		return reflect.ValueOf(object.Map()), true
	case *openapi3.Responses:
		return reflect.ValueOf(object.Map()), true
	case *openapi3.Callback:
		return reflect.ValueOf(object.Map()), true
	default:
		return reflect.Value{}, false
	}
}

func sortedKeys(m reflect.Value) []reflect.Value {
	return slices.SortedFunc(m.Seq(), func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
}

// nameOf names an object for its kind, and for what the document calls it.
func nameOf(pointer reflect.Value) string {
	kind := pointer.Type().Elem().Name()
	if operation, ok := pointer.Interface().(*openapi3.Operation); ok && operation.OperationID != "" {
		return identifier(kind, operation.OperationID)
	}
	if target := pointer.Elem(); target.Kind() == reflect.Struct {
		if origin, ok := target.FieldByName("Origin").Interface().(*openapi3.Origin); ok && origin != nil {
			return identifier(kind, origin.Key.Name)
		}
	}
	return identifier(kind)
}

var word = regexp.MustCompile("[A-Za-z0-9]+")

// identifier makes one name of several texts.
func identifier(texts ...string) string {
	words := word.FindAllString(strings.Join(texts, " "), -1)
	for i, w := range words {
		change := strings.ToUpper
		if i == 0 {
			change = strings.ToLower
		}
		words[i] = change(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}
