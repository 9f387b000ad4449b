package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/devenviron/contract/conformance/strictyaml"
)

// defaultConfig is the configuration file that is read when there is one.
const defaultConfig = ".validate/config.yaml"

// lineOnly names the flags that the configuration file cannot set: they are about one call.
var lineOnly = []string{"config", "help", "shard", "today", "version"}

// settings are the flags that the configuration file can set as well. The command line goes before the file.
type settings struct {
	sets []*pflag.FlagSet
	file string
	// places tells where in the file a setting stands: a flag, or a flag and one of its keys.
	places map[setting]string
}

// setting is a flag, or with a key one entry of a flag that has several.
type setting struct{ flag, key string }

// keyed is a flag with keys and values. The file adds the keys that the command line does not give.
type keyed interface {
	pflag.Value
	Keys() []string
	Value(key string) string
	SetKey(key, value string) error
}

// written gives the value of such a flag as the command line has it.
func written(flag keyed) string {
	texts := flag.Keys()
	for i, key := range texts {
		if value := flag.Value(key); value != "" {
			texts[i] += "=" + value
		}
	}
	return strings.Join(texts, ", ")
}

func (s *settings) flags(flags *pflag.FlagSet) {
	flags.StringVar(&s.file, "config", defaultConfig, "configuration `FILE`, with the names of flags as keys")
}

// all lists the flags by name.
func (s *settings) all() []*pflag.Flag {
	var flags []*pflag.Flag
	for _, set := range s.sets {
		set.VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !slices.Contains(lineOnly, f.Name) && !slices.Contains(flags, f) {
				flags = append(flags, f)
			}
		})
	}
	slices.SortFunc(flags, func(a, b *pflag.Flag) int { return cmp.Compare(a.Name, b.Name) })
	return flags
}

// given says whether the command line or the file sets a flag.
func (s *settings) given(name string) bool {
	_, inFile := s.places[setting{flag: name}]
	return inFile || slices.ContainsFunc(s.sets, func(set *pflag.FlagSet) bool { return set.Changed(name) })
}

// read takes over what the configuration file says. One that nobody asked for need not exist.
func (s *settings) read() error {
	file, err := os.Open(s.file)
	if !s.given("config") && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return ofFile(s.file, err)
	}
	defer file.Close()
	root, err := strictyaml.Read(filepath.ToSlash(s.file), file)
	if err != nil {
		return err
	}
	return s.take(root)
}

func (s *settings) take(root strictyaml.Value) error {
	members, err := root.Members()
	if err != nil {
		return err
	}
	s.places = map[setting]string{}
	flags := s.all()
	for _, m := range members {
		i := slices.IndexFunc(flags, func(f *pflag.Flag) bool { return f.Name == m.Name })
		if i < 0 {
			return m.UnknownKey(namesOf(flags))
		}
		if err := s.set(flags[i], m.Value, m.Key.At().String()); err != nil {
			return err
		}
	}
	return nil
}

// set gives a flag the value of the file, in the form that the flag has: keys and values, a list, or a text.
func (s *settings) set(f *pflag.Flag, v strictyaml.Value, place string) error {
	if value, ok := f.Value.(keyed); ok {
		return s.setKeys(f, value, v)
	}
	texts, err := textsOf(f, v)
	if err != nil || f.Changed {
		return err
	}
	s.places[setting{flag: f.Name}] = place
	if list, ok := f.Value.(pflag.SliceValue); ok {
		err = list.Replace(texts)
	} else {
		err = f.Value.Set(texts[0])
	}
	if err != nil {
		return v.Errorf("%s: got %q, %w", f.Name, strings.Join(texts, ", "), causeOf(f, err))
	}
	return nil
}

func (s *settings) setKeys(f *pflag.Flag, value keyed, v strictyaml.Value) error {
	members, err := v.Members()
	if err != nil {
		return err
	}
	given := value.Keys()
	for _, m := range members {
		text := "" // Nothing is a value as well: that of --coverage text.
		if !m.IsNull() {
			if text, err = m.Text(); err != nil {
				return err
			}
		}
		if slices.Contains(given, m.Name) {
			continue
		}
		if err := value.SetKey(m.Name, text); err != nil {
			return m.Key.Errorf("%s: got %q, %w", f.Name, m.Name+": "+text, err)
		}
		s.places[setting{f.Name, m.Name}] = m.Key.At().String()
	}
	return nil
}

// textsOf gives the texts of a setting: one, or as many as a list has where the flag can be repeated.
func textsOf(f *pflag.Flag, v strictyaml.Value) ([]string, error) {
	values := []strictyaml.Value{v}
	if _, ok := f.Value.(pflag.SliceValue); ok && v.IsList() {
		values, _ = v.List()
	}
	texts := make([]string, len(values))
	for i, value := range values {
		text, err := value.Text()
		if err != nil {
			return nil, err
		}
		texts[i] = text
	}
	return texts, nil
}

func namesOf(flags []*pflag.Flag) []string {
	names := make([]string, len(flags))
	for i, f := range flags {
		names[i] = f.Name
	}
	return names
}

// ofFile puts the file first, as it was named, and leaves the system call out.
func ofFile(name string, err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		err = failed.Err
	}
	return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
}
