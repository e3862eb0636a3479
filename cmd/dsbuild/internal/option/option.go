// Package option declares the options of build, each in one row of Table.
//
// In: flags of a command line, the keys below options of a recipe, or the options
// that a manifest states. Out: a Build. Laws: flag, completion, check, key of a
// recipe, entry of a manifest and documentation of an option all come from its
// row; a flag max-nodes is max_nodes in a recipe and in a manifest; what decides
// bytes of a dataset stands in its manifest, and neither paths nor numbers of
// workers do.
package option

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Option is one option of build.
type Option struct {
	Name     string // of the flag
	Short    string // the flag's letter; "" none
	Doc      string // what it means, without the words it takes
	Default  any    // of the type of its field; nil: the zero value
	Words    []string
	Least    int64 // the smallest number
	InRecipe bool  // a key below options of a recipe
	IsPath   bool  // of a file: in a recipe relative to its folder
	As       Form  // how the manifest states it

	field func(*Build) any // *string, *[]string, *bool, *int, *int64 or *float64
}

// Form is how a manifest states an option.
type Form uint8

// The forms.
const (
	Unstated Form = iota // it decides no byte
	Value                // as it was given
	BaseName             // without the folders
)

// Key is the option's name in a recipe and in a manifest.
func (o *Option) Key() string { return strings.ReplaceAll(o.Name, "-", "_") }

// Kind is what docs/recipe.md calls the option's values.
func (o *Option) Kind() string {
	switch o.field(&Build{}).(type) {
	case *[]string:
		if o.IsPath {
			return "list of paths"
		}
		return "list of words"
	case *bool:
		return "true or false"
	case *string:
		switch {
		case o.Words != nil:
			return "word"
		case o.IsPath:
			return "path"
		}
		return "text"
	}
	return "number"
}

// Field returns where b keeps the option: a *string, *[]string, *bool, *int, *int64 or *float64.
func (o *Option) Field(b *Build) any { return o.field(b) }

// Lookup returns the option of a flag, or nil.
func Lookup(flag string) *Option {
	for i := range Table {
		if Table[i].Name == flag {
			return &Table[i]
		}
	}
	return nil
}

// New returns the options of a build that states none.
func New() Build {
	var b Build
	for i := range Table {
		o := &Table[i]
		switch p := o.field(&b).(type) {
		case *string:
			*p, _ = o.Default.(string)
		case *int:
			*p, _ = o.Default.(int)
		case *int64:
			*p, _ = o.Default.(int64)
		case *float64:
			*p, _ = o.Default.(float64)
		}
	}
	return b
}

// AddFlags gives cmd a flag for every option, with its completion; b holds their values.
func (b *Build) AddFlags(cmd *cobra.Command) {
	*b = New()
	for i := range Table {
		o := &Table[i]
		o.add(cmd.Flags(), o.field(b))
		o.complete(cmd)
	}
}

// AddText gives another command than build the flag of an option that is a text or a word.
func (o *Option) AddText(cmd *cobra.Command, to *string) {
	*to, _ = o.Default.(string)
	o.add(cmd.Flags(), to)
	o.complete(cmd)
}

// AddTo gives another command than build the flag of an option of any kind; to is of the
// type of its field.
func (o *Option) AddTo(cmd *cobra.Command, to any) {
	o.add(cmd.Flags(), to)
	o.complete(cmd)
}

func (o *Option) add(f *pflag.FlagSet, field any) {
	switch p := field.(type) {
	case *string:
		f.StringVarP(p, o.Name, o.Short, *p, o.help())
	case *[]string:
		if o.Words == nil { // a value may hold a comma
			f.StringArrayVarP(p, o.Name, o.Short, nil, o.help())
		} else {
			f.StringSliceVarP(p, o.Name, o.Short, nil, o.help())
		}
	case *bool:
		f.BoolVarP(p, o.Name, o.Short, false, o.help())
	case *int:
		f.IntVarP(p, o.Name, o.Short, *p, o.help())
	case *int64:
		f.Int64VarP(p, o.Name, o.Short, *p, o.help())
	case *float64:
		f.Float64VarP(p, o.Name, o.Short, *p, o.help())
	}
}

func (o *Option) complete(cmd *cobra.Command) {
	if o.Words != nil {
		_ = cmd.RegisterFlagCompletionFunc(o.Name, cobra.FixedCompletions(o.Words, cobra.ShellCompDirectiveNoFileComp))
	}
}

func (o *Option) help() string {
	if o.Words == nil {
		return o.Doc
	}
	return o.Doc + ": " + o.listed(o.Words)
}

// Markdown is the meaning in docs/recipe.md.
func (o *Option) Markdown() string {
	if o.Words == nil {
		return o.Doc
	}
	var quoted []string
	for _, word := range o.Words {
		quoted = append(quoted, "`"+word+"`")
	}
	return o.Doc + ": " + o.listed(quoted)
}

// listed joins words: of a list all may stand, else one.
func (o *Option) listed(words []string) string {
	last := len(words) - 1
	if _, list := o.field(&Build{}).(*[]string); list || last < 1 {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Check finds the first value that its option does not take.
func (b *Build) Check() error {
	for i := range Table {
		o := &Table[i]
		if err := o.check(o.field(b)); err != nil {
			return err
		}
	}
	return nil
}

func (o *Option) check(field any) error {
	switch p := field.(type) {
	case *string:
		return o.CheckWord(*p)
	case *[]string:
		for _, word := range *p {
			if o.Words != nil && !slices.Contains(o.Words, word) {
				return fmt.Errorf("--%s knows %s, not %q: %s", o.Name, strings.Join(o.Words, ", "), word, o.Doc)
			}
		}
	case *int:
		return o.checkNumber(int64(*p))
	case *int64:
		return o.checkNumber(*p)
	case *float64:
		if !(*p >= 0 && *p <= 1) { // not NaN either
			return fmt.Errorf("--%s is a probability, 0 to 1, not %g", o.Name, *p)
		}
	}
	return nil
}

// CheckWord finds a value that is none of the option's words.
func (o *Option) CheckWord(value string) error {
	if o.Words != nil && !slices.Contains(o.Words, value) {
		return fmt.Errorf("--%s is one of %s, not %q", o.Name, strings.Join(o.Words, ", "), value)
	}
	return nil
}

func (o *Option) checkNumber(n int64) error {
	if n < o.Least {
		return fmt.Errorf("--%s is at least %d, not %d", o.Name, o.Least, n)
	}
	return nil
}

// Copy gives to the option's value in from.
func (o *Option) Copy(from, to *Build) {
	switch p := o.field(to).(type) {
	case *string:
		*p = *o.field(from).(*string)
	case *[]string:
		*p = *o.field(from).(*[]string)
	case *int:
		*p = *o.field(from).(*int)
	case *int64:
		*p = *o.field(from).(*int64)
	case *float64:
		*p = *o.field(from).(*float64)
	case *bool:
		*p = *o.field(from).(*bool)
	}
}

// Effective states the options that decide bytes, for the manifest.
func (b *Build) Effective() map[string]string {
	all := map[string]string{}
	for i := range Table {
		o := &Table[i]
		if o.As != Unstated {
			all[o.Key()] = o.stated(o.field(b))
		}
	}
	return all
}

func (o *Option) stated(field any) string {
	switch p := field.(type) {
	case *string:
		if o.As == BaseName && *p != "" {
			return filepath.Base(*p)
		}
		return *p
	case *[]string:
		values := slices.Sorted(slices.Values(*p))
		if o.As == BaseName {
			for i := range values {
				values[i] = filepath.Base(values[i])
			}
			slices.Sort(values)
		}
		return strings.Join(values, ",")
	case *bool:
		if *p {
			return strconv.FormatBool(*p)
		}
	case *int:
		return strconv.Itoa(*p)
	case *int64:
		return strconv.FormatInt(*p, 10)
	case *float64:
		return strconv.FormatFloat(*p, 'g', -1, 64)
	}
	return ""
}

// Stated returns the options that a manifest states; what it leaves out, or states
// as no such option can be, has its default.
func Stated(manifest map[string]string) Build {
	b := New()
	for i := range Table {
		o := &Table[i]
		if text := manifest[o.Key()]; text != "" && o.As != Unstated {
			o.read(text, o.field(&b))
		}
	}
	return b
}

// read is the other way round of stated; field keeps its value where text is no value.
func (o *Option) read(text string, field any) {
	switch p := field.(type) {
	case *string:
		*p = text
	case *[]string:
		*p = strings.Split(text, ",")
	case *bool:
		*p = text == strconv.FormatBool(true)
	case *int:
		if n, err := strconv.Atoi(text); err == nil {
			*p = n
		}
	case *int64:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			*p = n
		}
	case *float64:
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			*p = x
		}
	}
}

// Pairs reads the values of a flag, each of the form ours=theirs.
func Pairs(flag string, pairs []string) (map[string]string, error) {
	m := map[string]string{}
	for _, pair := range pairs {
		ours, theirs, ok := strings.Cut(pair, "=")
		if !ok || ours == "" || theirs == "" {
			return nil, fmt.Errorf("--%s is of the form field=column, not %q", flag, pair)
		}
		if _, twice := m[ours]; twice {
			return nil, fmt.Errorf("--%s names %s twice", flag, ours)
		}
		m[ours] = theirs
	}
	return m, nil
}
