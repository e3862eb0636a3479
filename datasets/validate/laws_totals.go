package validate

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets"
)

// checkTotals compares what was read with the counts of the manifest.
func (c *checker) checkTotals() {
	m := c.manifest
	if m == nil {
		return
	}
	note := func(rule, table, format string, args ...any) {
		f := newFinding(rule, fmt.Sprintf(format, args...))
		f.File, f.Table = datasets.ManifestName, table
		c.out.finding(f)
	}
	rows := map[string]int64{}
	for _, t := range c.tables {
		rows[t.def.Name] = t.rows
		if stated := m.Rows(t.def.Name); stated != t.rows && !t.incomplete {
			note("laws.rows", t.def.Name, "%d rows were read, the manifest says %d", t.rows, stated)
		}
	}
	if m.Counts.Pages != m.Counts.Articles+m.Counts.Rejects {
		note("laws.pages", "", "the manifest says %d pages, %d articles and %d rejects", m.Counts.Pages, m.Counts.Articles, m.Counts.Rejects)
	}
	reasons := int64(0)
	for _, r := range m.Counts.Reasons {
		reasons += r.Count
	}
	if reasons != m.Counts.Rejects {
		note("laws.pages", "rejects", "the manifest says %d rejects, and reasons for %d", m.Counts.Rejects, reasons)
	}
	for _, of := range []struct {
		table string
		count int64
	}{{"articles", m.Counts.Articles}, {"rejects", m.Counts.Rejects}} {
		if t := c.table(of.table); t != nil && !t.incomplete && rows[of.table] != of.count {
			note("laws.pages", of.table, "the manifest counts %d, the table has %d rows", of.count, rows[of.table])
		}
	}
}
