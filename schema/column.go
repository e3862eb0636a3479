package schema

import (
	"iter"
	"slices"
)

// Column declares one column: everything else derives from it.
type Column struct {
	Name string
	Type Type
	Doc  string
	Unit string // "position", "code point", "count", "probability", ...; "" for plain text

	Required   bool        // a NULL is an error
	Vocabulary *Vocabulary // nil: open
	Min, Max   Opt[float64]
	Pattern    string // RE2 the whole value must match; "" any
	// References names the column ("articles.doc_id") every value must occur in.
	References string
	// Counts names the table whose rows of this doc_id the value counts; Where
	// leaves out rows whose column holds the given code.
	Counts string
	Where  Exclusion
	// Dictionary marks few distinct values: dictionary encoding pays. Elsewhere
	// it is off, because a dictionary that falls back makes footer bytes random.
	Dictionary bool
	// Long marks running text: no min/max statistics are written for it.
	Long  bool
	Since string // schema version that brought it
	// Rights says whether the cells may be shared without the page's owner.
	Rights Rights

	get func(row any) Value
}

// Exclusion leaves rows out of a count.
type Exclusion struct{ Column, Not string }

// Value returns the column's cell of a row yielded by Table.Rows.
func (c *Column) Value(row any) Value { return c.get(row) }

// SpanRule states that text[Start:End] of articles.text, in code points, equals Text.
type SpanRule struct{ Start, End, Text string }

// Table declares one table.
type Table struct {
	Name      string
	Doc       string
	Unit      string   // what one row is
	Key       []string // the columns that identify a row
	Columns   []Column
	Spans     []SpanRule
	OnRequest bool   // written only when asked for
	Layer     string // the annotator whose absence leaves the table out; "" none
	Since     string

	rows func(o *Outcome, yield func(row any) bool)
	last func(s *Summary, yield func(row any) bool) // nil: none
}

// Rows yields the rows that an outcome adds to the table. A row is valid until
// the next one is yielded.
func (t *Table) Rows(o *Outcome) iter.Seq[any] {
	return func(yield func(any) bool) { t.rows(o, yield) }
}

// Last yields the rows that only the end of a run knows.
func (t *Table) Last(s *Summary) iter.Seq[any] {
	return func(yield func(any) bool) {
		if t.last != nil {
			t.last(s, yield)
		}
	}
}

// AtEnd reports whether the rows are those that only the end of a run knows.
func (t *Table) AtEnd() bool { return t.last != nil }

// Column returns the column of that name and its position, or nil and -1.
func (t *Table) Column(name string) (*Column, int) {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i], i
		}
	}
	return nil, -1
}

// col declares a column of rows of type R; the type follows from the accessor.
func col[R any, T cell](name string, get func(*R) T, c Column) Column {
	c.Name = name
	c.Type = typeOf[T]()
	if c.Since == "" {
		c.Since = "0.1"
	}
	if c.Rights == "" && !c.free() {
		c.Rights = RightsPublic
	}
	c.get = func(row any) Value { return valueOf(get(row.(*R))) }
	return c
}

// entry is a row that belongs to an article: the article, the element and its position.
type entry[E any] struct {
	a       *Article
	offsets *Offsets
	i       int
	e       *E
}

// entries yields one row for every element of an article's layer.
func entries[E any](layer func(*Article) []E) func(*Outcome, func(any) bool) {
	return func(o *Outcome, yield func(any) bool) {
		if o.Article == nil {
			return
		}
		elements := layer(o.Article)
		if len(elements) == 0 {
			return
		}
		r := entry[E]{a: o.Article, offsets: NewOffsets(o.Article.Text)}
		for i := range elements {
			r.i, r.e = i, &elements[i]
			if !yield(&r) {
				return
			}
		}
	}
}

func (r *entry[E]) docID() string { return r.a.ID }
func (r *entry[E]) index() int    { return r.i }

func (r *entry[E]) slice(s Span) string { return r.a.Text[s.Start:s.End] }

// start and end are the span in code points; NULL for no span.
func (r *entry[E]) start(s Span) Opt[int] {
	if s.Empty() {
		return Opt[int]{}
	}
	return Some(r.offsets.Point(s.Start))
}

func (r *entry[E]) end(s Span) Opt[int] {
	if s.Empty() {
		return Opt[int]{}
	}
	return Some(r.offsets.Point(s.End))
}

// OfValues returns the table as it is read back: a row is a []Value with a cell for
// each column, and no outcome has any.
func (t *Table) OfValues() *Table {
	of := *t
	of.rows, of.last = func(*Outcome, func(any) bool) {}, nil
	of.Columns = slices.Clone(t.Columns)
	for i := range of.Columns {
		of.Columns[i].get = func(row any) Value { return row.([]Value)[i] }
	}
	return &of
}
