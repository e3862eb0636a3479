package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/compare"
	"github.com/dsbuild/dsbuild/datasets/compare/page"
	"github.com/dsbuild/dsbuild/internal/text"
)

// valuesShown is how many values of a column, those that moved most, text shows; JSON has all.
const valuesShown = 5

// text prints the comparison for people.
func (d *datasetDiff) text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s -> %s: %s\n%s\n", text.Terminal(d.Old), text.Terminal(d.New), d.Verdict, d.Version.line())
	if len(d.Made) > 0 {
		b.WriteString("\nmade differently\n")
	}
	for _, m := range d.Made {
		fmt.Fprintf(&b, "  %s: %s\n", text.Terminal(m.What), arrow(m.Old, m.New))
	}
	if len(d.Schema) > 0 {
		b.WriteString("\nschema\n")
	}
	for i := range d.Schema {
		fmt.Fprintf(&b, "  %s\n", text.Terminal(d.Schema[i].String()))
	}
	for side, names := range [2][]string{d.OnlyOld, d.OnlyNew} {
		if len(names) > 0 {
			fmt.Fprintf(&b, "\ntables of %s only: %s\n", [2]string{"OLD", "NEW"}[side], text.Terminal(strings.Join(names, ", ")))
		}
	}
	var same []string
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.Added+t.Removed+t.Changed == 0 {
			same = append(same, t.Name)
			continue
		}
		writeTable(&b, t)
	}
	if same != nil {
		fmt.Fprintf(&b, "\nthe same rows: %s\n", text.Terminal(strings.Join(same, ", ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// html writes the comparison as a page.
func (d *datasetDiff) html(w io.Writer) error {
	p := page.Page{
		Old: d.Old, New: d.New, Verdict: d.Verdict, Version: d.Version.line(), Made: d.Made, Schema: d.Schema,
		OnlyOld: d.OnlyOld, OnlyNew: d.OnlyNew, Tables: d.Tables,
	}
	return p.Write(w)
}

func (v *versionProposal) line() string {
	says := "NEW states none"
	if v.New != "" {
		says = "NEW states " + text.Terminal(v.New)
	}
	switch {
	case v.Old == "":
		return "version: OLD states none, so that none is proposed; " + says
	case v.Proposed == "":
		return fmt.Sprintf("version: OLD states %s, which are no numbers to raise; %s", text.Terminal(v.Old), says)
	case v.Proposed == v.Old:
		return fmt.Sprintf("version: it stays %s; %s", v.Old, says)
	}
	return fmt.Sprintf("version: %s is due after %s; %s", v.Proposed, v.Old, says)
}

func writeTable(b *strings.Builder, t *compare.Table) {
	fmt.Fprintf(b, "\n%s: %d -> %d rows; of %s %d added, %d removed, %d changed, %d same\n",
		text.Terminal(t.Name), t.Rows[0], t.Rows[1], text.Terminal(t.Key), t.Added, t.Removed, t.Changed, t.Same)
	for _, e := range t.New {
		fmt.Fprintf(b, "  + %s\n", strings.TrimSpace(text.Terminal(e.Key+"  "+e.New)))
	}
	more(b, t.Added-int64(len(t.New)), "added")
	for _, e := range t.Gone {
		fmt.Fprintf(b, "  - %s\n", strings.TrimSpace(text.Terminal(e.Key+"  "+e.Old)))
	}
	more(b, t.Removed-int64(len(t.Gone)), "removed")
	var places []string
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Place() {
			places = append(places, fmt.Sprintf("%s %d", text.Terminal(c.Name), c.Changed))
			continue
		}
		fmt.Fprintf(b, "  %s: %d changed", text.Terminal(c.Name), c.Changed)
		if c.Filled > 0 {
			fmt.Fprintf(b, ", %d of them filled", c.Filled)
		}
		if c.Emptied > 0 {
			fmt.Fprintf(b, ", %d of them emptied", c.Emptied)
		}
		b.WriteByte('\n')
		for _, e := range c.Examples {
			fmt.Fprintf(b, "    %s  %s\n", text.Terminal(e.Key), arrow(e.Old, e.New))
		}
	}
	if places != nil {
		fmt.Fprintf(b, "  changed places: %s\n", strings.Join(places, ", "))
	}
	for i := range t.Shifts {
		writeShift(b, &t.Shifts[i])
	}
}

func more(b *strings.Builder, n int64, what string) {
	if n > 0 {
		fmt.Fprintf(b, "  and %d more %s: --examples shows more\n", n, what)
	}
}

func writeShift(b *strings.Builder, s *compare.Shift) {
	if s.Means != nil {
		fmt.Fprintf(b, "  mean of %s: %g -> %g\n", text.Terminal(s.Column), s.Means[0], s.Means[1])
		return
	}
	var parts []string
	for _, v := range s.Values[:min(len(s.Values), valuesShown)] {
		parts = append(parts, fmt.Sprintf("%s %d -> %d", text.Head(text.Terminal(v.Value), 40), v.Rows[0], v.Rows[1]))
	}
	if n := len(s.Values) - len(parts); n > 0 {
		parts = append(parts, fmt.Sprintf("and %d more values: --format json has them", n))
	}
	fmt.Fprintf(b, "  rows by %s: %s\n", text.Terminal(s.Column), strings.Join(parts, "; "))
}

// arrow shows old and new; what is not there is a dash.
func arrow(older, newer string) string {
	sides := [2]string{older, newer}
	for i := range sides {
		if sides[i] = text.Terminal(sides[i]); sides[i] == "" {
			sides[i] = "-"
		}
	}
	return sides[0] + " -> " + sides[1]
}
