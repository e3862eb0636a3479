package fields

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Column is a column of a table, or a field of records.
type Column struct {
	Name   string
	Values Values // of some of its rows, always the same for the same input
}

// Options say what decides before names and values do.
type Options struct {
	In    Place             // exactly one
	Map   map[string]string // field -> column; behind a date its order: "Date:dmy"
	OwnID string            // the column that is the doc_id; "" none
	Rows  int               // how many rows the values are of
}

// How says why a column gives a field.
type How uint8

// The reasons, the strongest first.
const (
	Mapped  How = iota // by the user
	Named              // it has the field's name, in any case
	Guessed            // it has a usual name, and values that fit
)

// Claim is a column that gives a field.
type Claim struct {
	Field  string
	Column string // its name; as the map writes it where At is -1
	At     int    // its position; -1 where the columns seen have it not
	How    How
	Order  string // of a date: declared, or told by its values; "" none
	Told   bool   // the order was told by the values
	// Unsure is a value of a date of which nothing tells day from month, and
	// UnsureRow the number of its row; "" where all can be read.
	Unsure    string
	UnsureRow int
}

// Meaning is what the columns of a table mean.
type Meaning struct {
	// Claims are in the order of Fields, then user columns by name. Where a field
	// has several, the first that has a value in a row counts.
	Claims []Claim
	Left   []int // the columns that give nothing
}

// Decide says what the columns mean. An error names a field or an order that
// there is not.
func Decide(columns []Column, opt Options) (*Meaning, error) {
	if err := Check(opt.Map, opt.In, placeFlags[opt.In]); err != nil {
		return nil, err
	}
	d := decision{columns: columns, opt: opt, used: make([]bool, len(columns)), claims: make(map[string][]Claim)}
	for i := range columns {
		d.keys = append(d.keys, innerKey(columns[i].Name))
	}
	for _, ours := range sortedKeys(opt.Map) {
		d.mapped(ours, opt.Map[ours])
	}
	if opt.OwnID != "" && d.claims[OwnID] == nil {
		d.claim(Claim{Field: OwnID, Column: opt.OwnID, At: d.find(opt.OwnID), How: Mapped})
	}
	d.named()
	d.guessed()
	return d.meaning(), nil
}

var placeFlags = map[Place]string{Record: "--map", Index: "--index-map"}

var rowNames = map[Place]string{Record: "record", Index: "row"}

// Flag is the flag that maps the columns of a place.
func (p Place) Flag() string { return placeFlags[p] }

type decision struct {
	columns []Column
	keys    []string // of their names
	opt     Options
	used    []bool
	claims  map[string][]Claim
}

func (d *decision) claim(c Claim) {
	if c.At >= 0 {
		d.used[c.At] = true
		c.Column = d.columns[c.At].Name
	}
	d.claims[c.Field] = append(d.claims[c.Field], c)
}

// find returns the position of a column, in any case where none is exact.
func (d *decision) find(name string) int {
	if i := slices.IndexFunc(d.columns, func(c Column) bool { return c.Name == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(d.columns, func(c Column) bool { return strings.EqualFold(c.Name, name) })
}

func (d *decision) mapped(ours, theirs string) {
	c := Claim{Field: ours, Column: theirs, At: d.find(theirs), How: Mapped}
	if c.At < 0 {
		c.Column, c.Order = cutOrder(theirs)
		c.At = d.find(c.Column)
	}
	d.claim(c)
}

// named gives fields the columns that have their names.
func (d *decision) named() {
	same := []func(column, field string) bool{
		func(column, field string) bool { return column == field },
		func(column, field string) bool { return Snake(column) == field },
	}
	for i := range Fields {
		f := &Fields[i]
		if f.In&d.opt.In == 0 || d.claims[f.Name] != nil || f.Name == OwnID {
			continue
		}
		for _, is := range same {
			at := slices.IndexFunc(d.columns, func(c Column) bool { return is(c.Name, f.Name) })
			// A record's field keeps its meaning where it is carried under a second name.
			if at >= 0 && (!d.used[at] || d.opt.In == Record) {
				d.claim(Claim{Field: f.Name, At: at, How: Named})
				break
			}
		}
	}
}

// guessed gives fields that nothing claims the columns with usual names: one,
// and where that is blank in some rows a second.
func (d *decision) guessed() {
	for i := range Fields {
		f := &Fields[i]
		for f.In&d.opt.In != 0 && d.wants(f) {
			at := d.guess(f)
			if at < 0 {
				break
			}
			d.claim(Claim{Field: f.Name, At: at, How: Guessed})
		}
	}
}

// wants reports whether there are rows for which nothing gives the field, or
// another of its group. What has the field's own name is enough where it has
// any value; but a row without a page would be lost.
func (d *decision) wants(f *Field) bool {
	filled := 0
	for i := range Fields {
		g := &Fields[i]
		if g != f && (f.Group == "" || g.Group != f.Group) {
			continue
		}
		for _, c := range d.claims[g.Name] {
			n := d.values(c, g.Kind)
			if c.How == Mapped || c.How == Named && n > 0 && f.Kind != Body {
				return false
			}
			filled += n
		}
	}
	return filled < max(d.opt.Rows, 1)
}

// values counts the values that a claim gives: a page is no list and no object.
func (d *decision) values(c Claim, k Kind) int {
	if c.At < 0 {
		return 0
	}
	v := &d.columns[c.At].Values
	if k == Body {
		return v.Filled - v.nested
	}
	return v.Filled
}

// guess returns the first column that has a usual name of the field and values
// that fit; -1 none.
func (d *decision) guess(f *Field) int {
	usual := append([]string{Key(f.Name)}, f.Usual...)
	if d.opt.In == Record {
		usual = append(usual, f.Loose...)
	}
	if f.Name == OwnID {
		return -1
	}
	if d.crawled() {
		// In tables made of web crawls the date is that of the crawl.
		switch f.Name {
		case "published_date":
			usual = slices.DeleteFunc(usual, func(name string) bool { return name == "date" })
		case "retrieved_at":
			usual = append(usual, "date")
		}
	}
	for _, name := range usual {
		for at := range d.columns {
			c := &d.columns[at]
			if d.used[at] || d.keys[at] != name {
				continue
			}
			if c.Values.fits(f.Kind) && c.suits(f) && !d.redundant(f, c) {
				return at
			}
		}
	}
	return -1
}

// suits tells markup from text, of which most values decide.
func (c *Column) suits(f *Field) bool {
	markup := 2*c.Values.markup > c.Values.Filled
	switch f.Name {
	case "html":
		return markup
	case "text":
		return !markup
	}
	return true
}

// redundant reports whether a column names hosts only, where the page itself
// or another column says who publishes it.
func (d *decision) redundant(f *Field, c *Column) bool {
	return f.Name == "publisher" && 2*c.Values.host > c.Values.Filled &&
		(d.claims[f.Name] != nil || slices.ContainsFunc(d.claims["html"], func(h Claim) bool { return h.At < 0 || d.values(h, Body) > 0 }))
}

// crawled reports whether the columns are those of a corpus made of a web crawl.
func (d *decision) crawled() bool {
	has := func(key string) bool { return slices.Contains(d.keys, key) }
	return has("dump") && (has("filepath") || has("warcpath"))
}

func (d *decision) meaning() *Meaning {
	m := &Meaning{}
	for i := range Fields {
		for _, c := range d.claims[Fields[i].Name] {
			if Fields[i].Kind == Date {
				d.date(&c)
			}
			m.Claims = append(m.Claims, c)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.claims)) {
		if IsUser(name) {
			m.Claims = append(m.Claims, d.claims[name]...)
		}
	}
	for at, used := range d.used {
		if !used {
			m.Left = append(m.Left, at)
		}
	}
	return m
}

// date settles the order of a date.
func (d *decision) date(c *Claim) {
	if c.At < 0 || c.Order != "" {
		return
	}
	v := &d.columns[c.At].Values
	switch order := v.order(); order {
	case "?":
		c.Unsure, c.UnsureRow = v.value, v.at
	default:
		c.Order, c.Told = order, order != ""
	}
}

// Guesses returns the claims that neither the user nor a name made, and the
// dates whose order only their values tell.
func (m *Meaning) Guesses() []Claim {
	return slices.DeleteFunc(slices.Clone(m.Claims), func(c Claim) bool { return c.How != Guessed && !c.Told })
}

// Of returns the claims of a field.
func (m *Meaning) Of(field string) []Claim {
	first := slices.IndexFunc(m.Claims, func(c Claim) bool { return c.Field == field })
	if first < 0 {
		return nil
	}
	n := slices.IndexFunc(m.Claims[first:], func(c Claim) bool { return c.Field != field })
	if n < 0 {
		return m.Claims[first:]
	}
	return m.Claims[first : first+n]
}

// CheckDates refuses the first date of which nothing tells day from month. The
// error names field, column, value, place, and the option to type.
func (m *Meaning) CheckDates(in Place) error {
	for i := range m.Claims {
		c := &m.Claims[i]
		if c.Unsure == "" {
			continue
		}
		aside := ""
		if c.How == Guessed {
			aside = fmt.Sprintf("; if it is no %s, set it aside with %s %s%s=%s", c.Field, in.Flag(), UserPrefix, Snake(c.Column), c.Column)
		}
		return fmt.Errorf(
			"%s %d: %s %q, which stands in %q, may be day or month first, and no value beside it tells; say which with %s %s=%s:dmy (or :mdy)%s",
			rowNames[in], c.UnsureRow, c.Field, c.Unsure, c.Column, in.Flag(), c.Field, c.Column, aside)
	}
	return nil
}

// Body returns the column that is left over and most likely holds the page,
// with its field: the one with the longest values; -1 where none is long.
func (m *Meaning) Body(columns []Column) (field string, at int) {
	const long = 200 // bytes: no title or address is so long
	best := int64(long)
	at = -1
	for _, left := range m.Left {
		v := &columns[left].Values
		if v.Filled == 0 || v.nested > 0 {
			continue
		}
		if mean := v.Bytes / int64(v.Filled); mean > best {
			best, at, field = mean, left, "text"
			if 2*v.markup > v.Filled {
				field = "html"
			}
		}
	}
	return field, at
}

// Proposals are columns that are left over, each with the field that it most
// likely is, of those that nothing gives. The page comes first.
func (m *Meaning) Proposals(columns []Column, in Place) []Claim {
	given := make(map[string]bool)
	for _, c := range m.Claims {
		given[c.Field] = true
		if f := Find(c.Field); f != nil && f.Group != "" {
			given[f.Group] = true
		}
	}
	var list []Claim
	propose := func(field, column string, at int) {
		f := Find(field)
		if given[f.Name] || given[f.Group] && f.Group != "" {
			return
		}
		given[f.Name], given[f.Group] = true, true
		list = append(list, Claim{Field: field, Column: column, At: at, How: Guessed})
	}
	if field, at := m.Body(columns); at >= 0 {
		propose(field, columns[at].Name, at)
	}
	for _, at := range m.Left {
		c := &columns[at]
		f := Find(Likeliest(c.Name, in))
		if f != nil && f.Name != OwnID && c.Values.Filled > 0 && c.Values.fits(f.Kind) {
			propose(f.Name, c.Name, at)
		}
	}
	return list
}

func sortedKeys(m map[string]string) []string {
	return slices.SortedFunc(maps.Keys(m), cmp.Compare[string])
}
