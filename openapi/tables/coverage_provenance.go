package tables

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// sourceEntry is an entry of x-source: a table of a page, another section of a page, or an observation.
type sourceEntry struct {
	Page     string `json:"page"`
	Table    int    `json:"table"`
	Section  string `json:"section"`
	Observed string `json:"observed"`
}

func (s sourceEntry) check() error {
	table := sourceEntry{Page: s.Page, Table: s.Table}
	section := sourceEntry{Page: s.Page, Section: s.Section}
	switch {
	case s.Page != "" && s.Table > 0 && s == table:
	case s.Page != "" && s.Section != "" && s == section:
	case s.Observed != "" && s == sourceEntry{Observed: s.Observed}:
	default:
		return fmt.Errorf("x-source: got %+v, want page and table, page and section, or observed", s)
	}
	return nil
}

// deviationEntry is an entry of x-deviation. Property is set where the entry stands at the schema that owns the property.
type deviationEntry struct {
	Property   string `json:"property"`
	Documented string `json:"documented"`
	Observed   string `json:"observed"`
	Contract   string `json:"contract"`
}

// provenance is what the extensions of an element say of where it comes from.
type provenance struct {
	sources    []sourceEntry
	observed   map[string]string
	deviations []deviationEntry
}

func provenanceOf(extensions map[string]any) (provenance, error) {
	var p provenance
	errs := []error{
		decodeExtension(extensions, "x-source", &p.sources),
		decodeExtension(extensions, "x-observed", &p.observed),
		decodeExtension(extensions, "x-deviation", &p.deviations),
	}
	for _, s := range p.sources {
		errs = append(errs, s.check())
	}
	return p, errors.Join(errs...)
}

func decodeExtension(extensions map[string]any, name string, into any) error {
	raw, present := extensions[name]
	if !present {
		return nil
	}
	text, err := json.Marshal(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// tables are the tables that the element is made of.
func (p provenance) tables() []tableKey {
	var keys []tableKey
	for _, s := range p.sources {
		if s.Table > 0 {
			keys = append(keys, tableKey{s.Page, s.Table})
		}
	}
	return keys
}

// explains is whether a source that is no table says where the element comes from.
func (p provenance) explains() bool {
	return slices.ContainsFunc(p.sources, func(s sourceEntry) bool { return s.Table == 0 })
}

// deviates is whether a deviation is about the property, or about the element itself when property is "".
func (p provenance) deviates(property string) bool {
	return slices.ContainsFunc(p.deviations, func(d deviationEntry) bool { return d.Property == property })
}
