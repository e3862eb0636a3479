package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/text"
)

// ColumnTable describes the columns of a table.
func (v *view) ColumnTable(t stats.TableStats) *grid {
	g := &grid{
		Name: "columns-" + cell(t.Table), Caption: "Columns of " + cell(t.Table),
		Head: []string{"column", "type", "from … to, most frequent", "values", "NULL", "distinct"}, Text: 3,
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		distinct := number(c.Distinct.Count)
		switch {
		case c.Note != "":
			distinct = ""
		case !c.Distinct.Exact:
			distinct = "about " + distinct
		}
		g.Rows = append(g.Rows, []string{cell(c.Name), cell(c.Type), c.Summary(), number(c.Values), number(c.Nulls), distinct})
	}
	return g
}

// fact is a line of how the dataset was made.
type fact struct{ Name, Value string }

// Made says how the dataset was made.
func (v *view) Made() []fact {
	m := v.Manifest
	if m == nil {
		return nil
	}
	var list []fact
	add := func(name, value string) {
		if value != "" {
			list = append(list, fact{name, text.Terminal(value)})
		}
	}
	add("dsbuild", m.DsbuildVersion)
	add("schema", m.SchemaVersion)
	for _, a := range m.Annotators {
		s := a.Version
		if a.Hash != "" {
			s += fmt.Sprintf(" (model or data %.12s…)", a.Hash)
		}
		add("made "+a.Name, s)
	}
	var creators []string
	for _, c := range m.Dataset.Creators {
		creators = append(creators, strings.TrimSuffix(c.Name+", "+c.Affiliation, ", "))
	}
	add("creators", strings.Join(creators, "; "))
	add("licence", m.Dataset.License)
	add("cite as", m.Dataset.Citation)
	add("SHA-256 of the tables", m.TablesDigest())
	if len(m.LeftOut) > 0 {
		add("tables not written", strings.Join(m.LeftOut, ", "))
	}
	return list
}

// InputTable are the inputs.
func (v *view) InputTable() *grid {
	g := &grid{Name: "inputs", Caption: "What was read", Head: []string{"input", "SHA-256", "files", "bytes"}, Text: 2}
	inputs := v.Manifest.Inputs
	shown := v.shown(len(inputs))
	for _, in := range inputs[:shown] {
		g.Rows = append(g.Rows, []string{cell(in.Root), fmt.Sprintf("%.12s…", in.SHA256), number(in.Files), number(in.Bytes)})
	}
	g.More = more(len(inputs)-shown, len(inputs), "inputs")
	return g
}

// OptionTable are the options that are not at their empty value.
func (v *view) OptionTable() *grid {
	g := &grid{Name: "options", Caption: "Options of the build", Head: []string{"option", "value"}, Text: 2}
	for _, name := range slices.Sorted(maps.Keys(v.Manifest.Options)) {
		if value := v.Manifest.Options[name]; value != "" {
			const long = 200
			g.Rows = append(g.Rows, []string{cell(name), text.Head(text.Terminal(value), long)})
		}
	}
	return g
}

// RowTable are the tables with their rows.
func (v *view) RowTable() *grid {
	g := &grid{Name: "tables", Caption: "Tables", Head: []string{"table", "one row is one", "rows"}, Text: 2}
	for _, t := range v.Stats.Tables {
		g.Rows = append(g.Rows, []string{cell(t.Table), cmp.Or(t.Unit, "row"), number(t.Rows)})
	}
	return g
}
