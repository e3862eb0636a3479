package stats

import (
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// report puts together what was counted.
func (c *collector) report(tables []TableStats) *Report {
	r := &Report{Format: Format, Warnings: listed(c.o.Warnings), Notes: listed(c.o.Notes), Audit: c.o.Audit, Tables: tables}
	if c.articles == nil {
		return r
	}
	units := c.units
	if c.o.Units == nil && c.table("quotes") == nil && !c.quoted {
		units = slices.DeleteFunc(slices.Clone(units), func(u Unit) bool { return u == Quotes })
	}
	for _, u := range units {
		r.Units = append(r.Units, UnitDoc{u, u.Doc()})
	}
	all, live := c.all.counts(units), c.live.counts(units)
	r.Totals, r.LiveBlogs = &all, &live
	if c.at.duplicate >= 0 {
		unique := c.unique.counts(units)
		r.Unique = &unique
	}
	r.Fill = c.fill(tables)
	for _, g := range c.groups {
		if g.matrix {
			r.Matrices = append(r.Matrices, g.groups.matrix(units[0]))
		}
		if !g.matrix || c.o.By != nil {
			r.Groups = append(r.Groups, g.group(units))
		}
	}
	r.Agendas = c.agendas.report()
	if c.quoting != nil {
		r.Quoting = c.quoting.report()
	}
	r.Notes = append(r.Notes, c.differences()...)
	r.Warnings = append(r.Warnings, c.contradictions(tables)...)
	return r
}

// listed makes an absent list an empty one, so that JSON says [] and not null.
func listed(list []string) []string { return append([]string{}, list...) }

// fill says how many articles have each field that an article may lack.
func (c *collector) fill(tables []TableStats) []Fill {
	at := slices.IndexFunc(tables, func(t TableStats) bool { return t.Table == "articles" })
	if at < 0 {
		return nil
	}
	var all []Fill
	for _, s := range tables[at].Columns {
		if of, _ := schema.TableByName("articles").Column(s.Name); of != nil && of.Required {
			continue
		}
		f := Fill{Field: s.Name, Filled: s.Values, Of: tables[at].Rows, LiveBlogs: s.blogs}
		if s.Empty != nil {
			f.Filled -= *s.Empty
		}
		f.Share = schema.Round4(float64(f.Filled) / float64(max(f.Of, 1)))
		all = append(all, f)
	}
	return all
}

// differences says why figures that seem to be of the same thing differ.
func (c *collector) differences() []string {
	var notes []string
	if d := c.all[0] - c.unique[0]; c.at.duplicate >= 0 && d > 0 {
		notes = append(notes,
			fmt.Sprintf(
				"%d of %d articles are duplicates: the same text came before (duplicate_of). The tables hold their paragraphs and quotes too, so that counts of rows are those of all articles; counts without duplicates are smaller.", d, c.all[0]))
	}
	if c.notSpeech > 0 {
		notes = append(notes,
			fmt.Sprintf(
				"Of the rows of the table quotes %d are no speech (kind not_speech) and in no count. The dataset is older than the table quote_candidates, which has such rows now, and those of a speech_confidence below .5.", c.notSpeech))
	}
	if n := c.live[0]; n > 0 {
		notes = append(notes,
			fmt.Sprintf(
				"%d of %d articles are live blogs. They are in every count, beside which they stand on a line of their own, and in no mean or quantile.", n, c.all[0]))
	}
	return notes
}

// contradictions are counts of articles that the tables do not bear out.
func (c *collector) contradictions(tables []TableStats) []string {
	var all []string
	for _, of := range []struct {
		table, column string
		unit          Unit
		at            int
	}{{"paragraphs", "paragraph_count", Paragraphs, c.at.paragraphs}, {"quotes", "quote_count", Quotes, c.at.quotes}} {
		i := slices.IndexFunc(tables, func(t TableStats) bool { return t.Table == of.table })
		if i < 0 || of.at < 0 {
			continue
		}
		rows, sum := tables[i].Rows, c.all[of.unit.index()]
		if of.unit == Quotes {
			rows -= c.notSpeech
		}
		if rows != sum {
			all = append(all, fmt.Sprintf("The table %s has %d rows, and %s of all articles adds up to %d: one of them is not what was built.",
				of.table, rows, of.column, sum))
		}
	}
	return all
}
