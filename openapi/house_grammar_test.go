package openapi

import (
	"slices"
	"strings"
)

// grammar lists what each kind of object may have, in the order in which the documents write it. Behind a colon stands
// the kind of the member: [] is a list of such objects, {} a map to them.
var grammar = map[string]string{
	"document":  "openapi info:info servers:[]server security tags:[]tag paths:{}path components:components",
	"info":      "title description version contact:contact license:license",
	"contact":   "name url",
	"license":   "name url",
	"server":    "url description variables:{}variable",
	"variable":  "default description",
	"tag":       "name description",
	"path":      "parameters:[]parameter post:operation get:operation put:operation patch:operation delete:operation",
	"operation": "operationId summary description tags parameters:[]parameter requestBody:body responses:{}response x-source:[]source x-deviation:[]deviation",
	"parameter": "name in description required schema:schema example x-aliases x-source:[]source x-deviation:[]deviation",
	"body":      "description required content:{}media",
	"response":  "description headers:{}header content:{}media x-source:[]source x-deviation:[]deviation",
	"header":    "description required schema:schema example",
	"media":     "schema:schema examples:{}example",
	"example":   "summary value",
	"components": "securitySchemes:{}scheme parameters:{}parameter headers:{}header responses:{}response " +
		"schemas:{}schema",
	"scheme": "type description in name x-sensitive x-deviation:[]deviation",
	"schema": "type format description nullable required properties:{}schema items:schema additionalProperties:schema " +
		"allOf:[]schema not:clause minimum maximum minLength maxLength pattern maxItems enum default example " +
		"x-extensible-enum x-enum-varnames x-known-values x-sensitive x-observed x-source:[]source x-deviation:[]deviation",
	// A clause is what a not rules out, and what stands in it. It describes no value.
	"clause":    "type description required properties:{}clause minLength pattern enum allOf:[]clause anyOf:[]clause not:clause",
	"source":    "page table section observed",
	"deviation": "property documented observed contract",
}

// memberKind is the kind of a member, "" for plain values, and its place in the order.
func memberKind(kind, key string) (string, int) {
	for place, member := range strings.Fields(grammar[kind]) {
		if name, kind, _ := strings.Cut(member, ":"); name == key {
			return kind, place
		}
	}
	return "", -1
}

// extensionNames are the x- keys of the grammar, each once.
func extensionNames() []string {
	var names []string
	for _, members := range grammar {
		for member := range strings.FieldsSeq(members) {
			name, _, _ := strings.Cut(member, ":")
			if strings.HasPrefix(name, "x-") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
