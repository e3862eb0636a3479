package stats

import (
	"context"
	"slices"

	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/schema"
)

// profileMemory is what the values kept of all tables that are read side by side
// may take, in bytes: a part of what the process that reads datasets may use.
const profileMemory = 192 << 20

// readProfiles describes every table, several of them side by side.
func (c *collector) readProfiles(ctx context.Context) ([]TableStats, error) {
	tables := func(yield func(*schema.Table, error) bool) {
		for _, t := range c.ds.Tables() {
			if !yield(t, nil) {
				return
			}
		}
	}
	workers := max(c.o.Workers, 1)
	var all []TableStats
	for s, err := range ordered.Map(ctx, ordered.Options{Workers: workers}, tables, nil, func() func(*schema.Table) (TableStats, error) {
		return func(t *schema.Table) (TableStats, error) { return c.profile(t, profileMemory/int64(workers)) }
	}) {
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// profile describes a table; a profile that outgrows its memory reads it again.
func (c *collector) profile(t *schema.Table, budget int64) (TableStats, error) {
	p := newProfile(t, budget, maxNumbers)
	for first := true; first || p.again(); first = false {
		if err := c.read(p, first); err != nil {
			return TableStats{}, err
		}
	}
	top := c.o.Top
	if top == 0 {
		top = defaultTop
	}
	s := p.stats(top)
	for i := range s.Columns {
		if stored := c.ds.StoredType(t.Name, s.Columns[i].Name); stored != "" {
			s.Columns[i].Type = stored
		}
	}
	return s, nil
}

// read reads the columns of a profile once.
func (c *collector) read(p *profile, first bool) error {
	names := make([]string, len(p.reading))
	for i, at := range p.reading {
		names[i] = p.table.Columns[at].Name
	}
	idAt := slices.Index(names, "doc_id")
	if of, _ := p.table.Column("doc_id"); of == nil || of.Type != schema.Utf8 {
		idAt = -1
	} else if idAt < 0 && len(c.blogs) > 0 {
		idAt = len(names)
		names = append(names, "doc_id")
	}
	n := int64(0)
	for row, err := range c.ds.Rows(p.table.Name, names...) {
		if err != nil {
			return err
		}
		apart := idAt >= 0 && len(c.blogs) > 0 && c.blogs[row[idAt].Str]
		if err := p.add(row, apart); err != nil {
			return err
		}
		if first {
			p.rows++
			p.apart += boolCount(apart)
		}
		if n++; n%often == 0 {
			p.fit()
		}
		c.tell(n)
	}
	return nil
}
