package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// print writes a plan for a reader: files that are read alike stand together.
func (d *planDocument) print(w io.Writer, paint func(colour, s string) string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  nothing is written", paint("bold", "plan"))
	if d.Sampled {
		fmt.Fprintf(&b, "; a sample: at most %d files of an INPUT and %d records of a file", planFiles, planRecords)
	}
	b.WriteByte('\n')
	for i := range d.Inputs {
		in := &d.Inputs[i]
		fmt.Fprintf(&b, "\n%s  %s, %s", paint("bold", text.Terminal(in.Input)), screen.Number(in.Articles, "article"),
			screen.Number(in.Rejects, "reject"))
		if in.NotLooked > 0 {
			fmt.Fprintf(&b, "; %s not looked at", screen.Number(in.NotLooked, "file"))
		}
		b.WriteByte('\n')
		d.printFiles(&b, i)
		d.printRejects(&b, i)
		d.printSkipped(&b, i)
	}
	d.printFields(&b)
	if len(d.Articles) > 0 {
		b.WriteString("\nsample articles\n")
	}
	for _, a := range d.Articles {
		fmt.Fprintf(&b, "  %s\n    %s · %s · %s · %s\n", text.Head(shown(a.Title, "(no title)"), 90),
			text.Head(shown(a.Publisher, "no outlet"), 40), shown(a.Date, "no date"), screen.Number(int64(a.Words), "word"),
			text.Head(shown(placeOf(a.Source, a.Record), ""), 80))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func shown(s, none string) string {
	if s == "" {
		return none
	}
	return text.Terminal(s)
}

func placeOf(uri, record string) string {
	if record == "" {
		return uri
	}
	return uri + ":" + record
}

// planGroup are files of an INPUT that are read alike.
type planGroup struct {
	how, columns      string
	files             int
	articles, rejects int64
	first             string
	more              bool
}

func (d *planDocument) printFiles(b *strings.Builder, input int) {
	const shownGroups = 12
	groups := d.groups(input)
	for _, g := range groups[:min(shownGroups, len(groups))] {
		files := screen.Number(int64(g.files), "file")
		if g.more {
			files += ", first records only"
		}
		fmt.Fprintf(b, "  read       %s: %s = %s, %s   e.g. %s\n", g.how, files, screen.Number(g.articles, "article"),
			screen.Number(g.rejects, "reject"), text.Head(text.Terminal(g.first), 80))
		b.WriteString(g.columns)
	}
	if more := len(groups) - shownGroups; more > 0 {
		fmt.Fprintf(b, "  read       and files of %d more kinds: --format json has them all\n", more)
	}
}

// groups puts files together that are read alike, the largest group first.
func (d *planDocument) groups(input int) []*planGroup {
	var order []*planGroup
	byKey := make(map[string]*planGroup)
	for i := range d.Files {
		f := &d.Files[i]
		if f.Skipped != "" || f.Input != input {
			continue
		}
		how, columns := f.how(), f.columnLines()
		g := byKey[how+"\x00"+columns]
		if g == nil {
			g = &planGroup{how: how, columns: columns, first: f.File}
			byKey[how+"\x00"+columns] = g
			order = append(order, g)
		}
		g.files++
		g.articles += f.Articles
		g.more = g.more || f.More
		for _, r := range f.Rejects {
			g.rejects += r.Count
		}
	}
	slices.SortStableFunc(order, func(a, b *planGroup) int { return b.files - a.files })
	return order
}

// how says in a few words how a file is read.
func (f *planFile) how() string {
	words := []string{shown(f.Kind, "a file")}
	formats := f.Formats
	if f.Kind == "HTML" || f.Kind == "MHTML" {
		formats = nil // the kind says it
	}
	for _, list := range [][]schema.Count{formats, f.Charsets, f.TextForms} {
		var names []string
		for _, c := range list {
			if c.Name != "" {
				names = append(names, text.Terminal(c.Name))
			}
		}
		if names != nil {
			words = append(words, strings.Join(names, "+"))
		}
	}
	return strings.Join(words, " · ")
}

// columnLines say what the columns of a file mean, and which go nowhere.
func (f *planFile) columnLines() string {
	if len(f.Columns) == 0 {
		return ""
	}
	const most = 12
	var given, left []string
	for _, c := range f.Columns {
		if c.Field == "" {
			left = append(left, text.Head(text.Terminal(c.Column), 40))
			continue
		}
		as := c.How
		if c.Order != "" {
			as += ", " + c.Order
		}
		given = append(given, fmt.Sprintf("%s = %s (%s)", c.Field, text.Head(text.Terminal(c.Column), 40), as))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "             columns: %s\n", cmp.Or(strings.Join(given, ", "), "none is known"))
	if n := len(left); n > 0 {
		more := ""
		if n > most {
			more, left = fmt.Sprintf(" and %d more", n-most), left[:most]
		}
		fmt.Fprintf(&b, "             go nowhere: %s%s; carry one with --map x_NAME=NAME\n", strings.Join(left, ", "), more)
	}
	return b.String()
}

func (d *planDocument) printRejects(b *strings.Builder, input int) {
	const most = 10
	type row struct {
		planReject
		file string
	}
	var rows []row
	for i := range d.Files {
		f := &d.Files[i]
		if f.Input != input {
			continue
		}
		for _, r := range f.Rejects {
			same := slices.IndexFunc(rows, func(x row) bool { return x.Reason == r.Reason && x.Example == r.Example })
			if same < 0 {
				rows = append(rows, row{r, f.File})
			} else {
				rows[same].Count += r.Count
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(b.Count - a.Count) })
	for _, r := range rows[:min(most, len(rows))] {
		fmt.Fprintf(b, "  reject     %-16s %6d   e.g. %s: %s\n", r.Reason, r.Count, text.Head(text.Terminal(r.file), 60),
			text.Head(text.Terminal(r.Example), 160))
	}
	if more := len(rows) - most; more > 0 {
		fmt.Fprintf(b, "  reject     and %d more reasons: --format json has them all\n", more)
	}
}

func (d *planDocument) printSkipped(b *strings.Builder, input int) {
	tally, first := map[string]int64{}, map[string]string{}
	for i := range d.Files {
		f := &d.Files[i]
		if f.Skipped == "" || f.Input != input {
			continue
		}
		if tally[f.Skipped]++; tally[f.Skipped] == 1 {
			first[f.Skipped] = f.File
		}
	}
	for _, c := range counts(tally) {
		e := ""
		if first[c.Name] != "" {
			e = "   e.g. " + text.Head(text.Terminal(first[c.Name]), 80)
		}
		fmt.Fprintf(b, "  skip       %-16s %6d%s\n", c.Name, c.Count, e)
	}
}

// printFields says which maps are likely or find nothing, and what the index is worth.
func (d *planDocument) printFields(b *strings.Builder) {
	if try := proposals(d.Try); try != "" {
		fmt.Fprintf(b, "\ntry          the fields that go nowhere%s\n", try)
	}
	if len(d.NotFound) > 0 {
		fmt.Fprintf(b, "not found    --map %s: no file of records has the field among its first records\n",
			text.Terminal(strings.Join(d.NotFound, ", ")))
	}
	b.WriteString(
		guessLines(slices.DeleteFunc(slices.Clone(d.Guesses),
			func(g schema.Guess) bool { return g.Place != "index" }))) // the others stand with their files
	if x := d.Index; x != nil {
		fmt.Fprintf(b, "index        %s, %d matched by the pages that were looked at\n", screen.Number(x.Rows, "row"), x.Matched)
	}
}
