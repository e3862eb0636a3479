package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict says what a change of the schema means for what was written against
// the older one.
type Verdict uint8

// The verdicts, the mildest first.
const (
	Same  Verdict = iota // nothing changed
	Patch                // words only: descriptions
	Minor                // more is told or promised: what reads the older one reads the newer one
	Major                // something is gone, means something else, or is no longer promised
)

var verdictNames = [...]string{"same", "patch", "minor", "major"}

// String returns the verdict's name.
func (v Verdict) String() string { return verdictNames[v] }

// MarshalText implements encoding.TextMarshaler.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (v *Verdict) UnmarshalText(name []byte) error {
	i := slices.Index(verdictNames[:], string(name))
	if i < 0 {
		return fmt.Errorf("%q is no verdict", name)
	}
	*v = Verdict(i)
	return nil
}

// Change is one difference between two declarations.
type Change struct {
	Verdict Verdict `json:"verdict"`
	Place   string  `json:"place"`  // "articles", "articles.title", "vocabulary evidence", "vocabulary evidence.url"
	What    string  `json:"change"` // one of Changes
	Old     string  `json:"old,omitempty"`
	New     string  `json:"new,omitempty"`
}

// String says the change on one line.
func (c *Change) String() string {
	s := fmt.Sprintf("%s  %s: %s", c.Verdict, c.Place, c.What)
	switch {
	case c.Old != "" && c.New != "":
		s += ": " + c.Old + " -> " + c.New
	case c.Old != "" || c.New != "":
		s += ": " + c.Old + c.New
	}
	return s
}

// ChangeRule says what may change under which verdict.
type ChangeRule struct {
	What    string
	Verdict Verdict
	Why     string
}

// Changes lists every kind of change, with its verdict and the reason: the rules
// of what may change when.
var Changes = []ChangeRule{
	{"table removed", Major, "who reads it fails"},
	{"column removed", Major, "who reads it fails"},
	{"type changed", Major, "typed readers fail, and tables of both versions no longer concatenate"},
	{"unit changed", Major, "the same number means something else"},
	{"key changed", Major, "a join by the old key loses or doubles rows"},
	{"row changed", Major, "a count of rows counts something else"},
	{"written on request only", Major, "who reads it may find no such table"},
	{"promise dropped", Major, "a reader meets what it was told it never would: NULL, a number out of range, a value that refers to nothing"},
	{"promise changed", Major, "as dropped: no program can tell in general that one pattern or reference implies the other"},
	{"word removed", Major, "who filters by it silently finds nothing"},
	{"vocabulary removed", Major, "as every word of it"},
	{"table added", Minor, "nobody reads it yet"},
	{"column added", Minor, "nobody reads it yet"},
	{"column moved", Minor, "columns are found by name"},
	{"written always", Minor, "nobody relies on its absence"},
	{"layer changed", Minor, "which option leaves the table out"},
	{"promise added", Minor, "the older promises hold as before; older data may fail the newer rules, and is checked with `validate --schema`"},
	{"vocabulary added", Minor, "the columns that use it tell"},
	{"word added", Minor, "a vocabulary may grow: a reader must expect a word it does not know"},
	{"rights changed", Minor, "the data are the same; what is shared without the text holds another choice of columns"},
	{"description changed", Patch, "the data are the same"},
}

// Side is one side of a comparison.
type Side struct {
	Name string // a version, or what a person called it
	*Document
	// Data says that it was read off data: users may have brought columns of their
	// own, and the absence of a table that a build may leave out is no change.
	Data bool
	// Physical says that it is of no published version: columns and types are
	// known, no promises and no descriptions.
	Physical bool
	// Partial says that it was read off some files: the absence of any table is
	// no change.
	Partial bool
}

// lacks reports whether the absence of a table that the other side has is a change.
func (s *Side) lacks(t *TableDocument) bool {
	return s.Table(t.Name) == nil && !s.Partial && (!s.Data || !t.OnRequest && t.Layer == "")
}

// Diff compares two declarations. Where a side is physical, only tables,
// columns, their types and order are compared. User columns are their users':
// they are compared between two datasets and never with a published version.
func Diff(older, newer Side) []Change {
	d := differ{types: older.Physical || newer.Physical, user: older.Data == newer.Data}
	for i := range older.Tables {
		was := &older.Tables[i]
		if is := newer.Table(was.Name); is != nil {
			d.table(was, is)
		} else if newer.lacks(was) {
			d.add("table removed", was.Name, "", "")
		}
	}
	for i := range newer.Tables {
		if is := &newer.Tables[i]; older.lacks(is) {
			d.add("table added", is.Name, "", "")
		}
	}
	if !d.types {
		d.vocabularies(older.Vocabularies, newer.Vocabularies)
	}
	slices.SortStableFunc(d.changes, func(a, b Change) int { return int(b.Verdict) - int(a.Verdict) })
	return d.changes
}

// Worst returns the verdict on all changes together.
func Worst(changes []Change) Verdict {
	worst := Same
	for i := range changes {
		worst = max(worst, changes[i].Verdict)
	}
	return worst
}

type differ struct {
	types   bool // compare tables, columns, types and order only
	user    bool // compare user columns
	changes []Change
}

func (d *differ) add(what, place, was, is string) {
	i := slices.IndexFunc(Changes, func(r ChangeRule) bool { return r.What == what })
	d.changes = append(d.changes, Change{Changes[i].Verdict, place, what, was, is})
}

func (d *differ) table(was, is *TableDocument) {
	d.columns(was, is)
	if d.types {
		return
	}
	d.differs("key changed", was.Name, strings.Join(was.Key, ", "), strings.Join(is.Key, ", "))
	d.differs("row changed", was.Name, was.Unit, is.Unit)
	d.differs("layer changed", was.Name, was.Layer, is.Layer)
	d.differs("description changed", was.Name, was.Doc+was.Since, is.Doc+is.Since)
	switch {
	case is.OnRequest && !was.OnRequest:
		d.add("written on request only", was.Name, "", "")
	case was.OnRequest && !is.OnRequest:
		d.add("written always", was.Name, "", "")
	}
	for _, s := range was.Spans {
		if !slices.Contains(is.Spans, s) {
			d.add("promise dropped", was.Name, s.law(), "")
		}
	}
	for _, s := range is.Spans {
		if !slices.Contains(was.Spans, s) {
			d.add("promise added", was.Name, "", s.law())
		}
	}
}

func (s SpanDocument) law() string {
	return fmt.Sprintf("articles.text[%s:%s] == %s", s.Start, s.End, s.Text)
}

// differs adds a change where two texts differ. Of a description the text itself
// is not repeated.
func (d *differ) differs(what, place, was, is string) {
	switch {
	case was == is:
	case what == "description changed":
		d.add(what, place, "", "")
	default:
		d.add(what, place, was, is)
	}
}

func (t *TableDocument) column(name string) int {
	return slices.IndexFunc(t.Columns, func(c ColumnDocument) bool { return c.Name == name })
}

func (d *differ) columns(was, is *TableDocument) {
	last := -1
	for i := range was.Columns {
		c := &was.Columns[i]
		at := is.column(c.Name)
		switch {
		case d.passes(c.Name):
		case at < 0:
			d.add("column removed", was.Name+"."+c.Name, c.Type, "")
		default:
			d.column(was.Name+"."+c.Name, c, &is.Columns[at])
			if at < last {
				d.add("column moved", was.Name+"."+c.Name, "", "")
			}
			last = max(last, at)
		}
	}
	for i := range is.Columns {
		if c := &is.Columns[i]; was.column(c.Name) < 0 && !d.passes(c.Name) {
			d.add("column added", was.Name+"."+c.Name, "", c.Type)
		}
	}
}

// passes reports whether a column is a user's own and not compared.
func (d *differ) passes(name string) bool { return !d.user && strings.HasPrefix(name, "x_") }

func (d *differ) column(place string, was, is *ColumnDocument) {
	d.differs("type changed", place, was.Type, is.Type)
	if d.types {
		return
	}
	d.differs("unit changed", place, was.Unit, is.Unit)
	d.differs("description changed", place, was.Doc+was.Since, is.Doc+is.Since)
	if was.Rights != "" { // versions before 0.2 did not say
		d.differs("rights changed", place, string(was.Rights), string(is.Rights))
	}
	d.promise(place, "required", required(was), required(is))
	d.promise(place, "one of", was.Vocabulary, is.Vocabulary)
	d.promise(place, "matches", was.Pattern, is.Pattern)
	d.promise(place, "occurs in", was.References, is.References)
	d.promise(place, "counts", was.counted(), is.counted())
	d.bound(place, "at least", was.Min, is.Min, 1)
	d.bound(place, "at most", was.Max, is.Max, -1)
}

func required(c *ColumnDocument) string {
	if c.Required {
		return "not NULL"
	}
	return ""
}

func (d *ColumnDocument) counted() string {
	if d.Except == "" {
		return d.Counts
	}
	return d.Counts + " without " + d.Except
}

func (d *differ) promise(place, what, was, is string) {
	switch {
	case was == is:
	case was == "":
		d.add("promise added", place, "", what+" "+is)
	case is == "":
		d.add("promise dropped", place, what+" "+was, "")
	default:
		d.add("promise changed", place, what+" "+was, what+" "+is)
	}
}

// bound compares two bounds; in direction sign a higher one promises more.
func (d *differ) bound(place, what string, was, is *float64, sign float64) {
	told := func(f *float64) string {
		if f == nil {
			return ""
		}
		return fmt.Sprintf("%s %g", what, *f)
	}
	switch {
	case was == nil && is == nil, was != nil && is != nil && *was == *is:
	case was == nil, is != nil && sign*(*is-*was) > 0:
		d.add("promise added", place, told(was), told(is))
	default:
		d.add("promise dropped", place, told(was), told(is))
	}
}

func (d *differ) vocabularies(older, newer []VocabularyDocument) {
	find := func(all []VocabularyDocument, name string) *VocabularyDocument {
		for i := range all {
			if all[i].Name == name {
				return &all[i]
			}
		}
		return nil
	}
	for i := range older {
		was := &older[i]
		is := find(newer, was.Name)
		if is == nil {
			d.add("vocabulary removed", "vocabulary "+was.Name, "", "")
			continue
		}
		d.differs("description changed", "vocabulary "+was.Name, was.Doc, is.Doc)
		d.words(was, is)
	}
	for i := range newer {
		if find(older, newer[i].Name) == nil {
			d.add("vocabulary added", "vocabulary "+newer[i].Name, "", "")
		}
	}
}

func (d *differ) words(was, is *VocabularyDocument) {
	find := func(v *VocabularyDocument, code string) int {
		return slices.IndexFunc(v.Terms, func(t TermDocument) bool { return t.Code == code })
	}
	for _, t := range was.Terms {
		place := "vocabulary " + was.Name + "." + t.Code
		if at := find(is, t.Code); at < 0 {
			d.add("word removed", place, "", "")
		} else {
			d.differs("description changed", place, t.Doc, is.Terms[at].Doc)
		}
	}
	for _, t := range is.Terms {
		if find(was, t.Code) < 0 {
			d.add("word added", "vocabulary "+was.Name+"."+t.Code, "", "")
		}
	}
}
