package selection

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// rows is a dataset in memory: tables of the schema with the columns given, and cells as text.
type rows map[string][]string

func (d rows) Tables() []*schema.Table {
	var out []*schema.Table
	for _, t := range schema.Tables(nil) {
		if len(d[t.Name]) == 0 {
			continue
		}
		of := *t
		of.Columns = nil
		for name := range strings.SplitSeq(d[t.Name][0], "|") {
			c, _ := t.Column(name)
			of.Columns = append(of.Columns, *c)
		}
		out = append(out, &of)
	}
	return out
}

func (d rows) StoredType(string, string) string { return "" }

func (d rows) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		t := schema.Find(d.Tables(), name)
		row := make([]schema.Value, 0, len(t.Columns)) // is used again
		for _, line := range d[name][1:] {
			cells := strings.Split(line, "|")
			row = row[:0]
			if len(columns) == 0 {
				for i := range t.Columns {
					row = append(row, value(&t.Columns[i], cells[i]))
				}
			}
			for _, c := range columns {
				of, at := t.Column(c)
				row = append(row, value(of, cells[at]))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func value(c *schema.Column, cell string) schema.Value {
	v := schema.Value{Valid: cell != "", Str: cell}
	switch c.Type {
	case schema.Date32:
		if v.Valid {
			day, err := FirstDay(cell)
			if err != nil {
				panic(err)
			}
			v.Int = int64(day.Days())
		}
	case schema.Int32:
		fmt.Sscan(cell, &v.Int)
	}
	return v
}

var harbour = rows{
	"articles": {
		"doc_id|text|title|publisher|site|language|published_date",
		"a|The ferry stops on Sundays.|Ferry to stop|The Lantern|lantern.example|en|2024-01-31",
		"b|Le bac s’arrête, dit la mairie.|Le bac|Gazette|gazette.example|fr|2024-02-01",
		"c|Ferries cost money.|Costs|Lantern Press|lantern.example|en|",
		"d|The ferry stops on Sundays.|Ferry to stop|||en|2025-12-31",
	},
	"outlets": {"site|outlet", "lantern.example|The Lantern", "gazette.example|Gazette du Port"},
	"topics": {
		"doc_id|scheme|code|label|rank",
		"a|cap|10|Transportation|1", "a|cap|1|Macroeconomics|2", "b|cap|10|Transportation|1", "c|cap|1|Macroeconomics|1", "d|cap|||1",
	},
	"quotes":     {"doc_id|speaker_name|text", "a|Ann Roe|no", "b|Bo Marsh|non", "b|Bo Marsh|si", "c|Ann Roe|yes"},
	"people":     {"person_id|name", "ann roe|Ann Roe", "bo marsh|Bo Marsh"},
	"duplicates": {"doc_id|cluster_id|relation", "d|a|syndicated", "c|b|revision"},
	"rejects":    {"source_uri|doc_id", "x.html|a"},
}

func day(t *testing.T, read func(string) (schema.Date, error), s string) schema.Date {
	t.Helper()
	d, err := read(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ids(t *testing.T, s string) *IDs {
	t.Helper()
	read, err := ReadIDs(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func query(t *testing.T, s string) *Query {
	t.Helper()
	q, err := ParseQuery(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestConditions(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Selection
		want string
	}{
		{"outlet by name", Selection{Outlets: []string{"the lantern"}}, "ac"},
		{"outlet by site", Selection{Outlets: []string{"lantern.example", "Gazette du Port"}}, "abc"},
		{"from", Selection{From: day(t, FirstDay, "2024-02")}, "bd"},
		{"to, the day itself included", Selection{To: day(t, LastDay, "2024-01-31")}, "a"},
		{"to a month", Selection{To: day(t, LastDay, "2024-02")}, "ab"},
		{"to a year", Selection{To: day(t, LastDay, "2025")}, "abd"},
		{"language", Selection{Languages: []string{"fr"}}, "b"},
		{"topic by code, the best one", Selection{Topics: []string{"1"}}, "c"},
		{"topic with its codebook", Selection{Topics: []string{"cap:10"}}, "ab"},
		{"topic by name", Selection{Topics: []string{"transportation", "macroeconomics"}}, "abc"},
		{"stories: a revision is another one", Selection{Stories: true}, "abc"},
		{"the first of a story among those wanted", Selection{Stories: true, From: day(t, FirstDay, "2025")}, "d"},
		{"ids", Selection{IDs: ids(t, "doc_id\nb\n\nd\nnowhere\n")}, "bd"},
		{"words", Selection{Match: query(t, "ferr* AND NOT money")}, "ad"},
		{"all together", Selection{Match: query(t, "ferry"), Outlets: []string{"The Lantern"}, Topics: []string{"10"}}, "a"},
	} {
		v, err := Of(harbour, &c.s, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := ""
		for row, err := range v.Rows("articles", "title", "doc_id") {
			if err != nil {
				t.Fatal(err)
			}
			got += row[1].Str
		}
		if r := v.Record(); got != c.want || r.Articles != int64(len(got)) || r.Articles+r.LeftOut != 4 {
			t.Errorf("%s: %s (%d and %d left out), want %s", c.name, got, r.Articles, r.LeftOut, c.want)
		}
	}
}

// The tables beside the articles have the rows of those that were chosen, whatever columns are read.
func TestViewOfOtherTables(t *testing.T) {
	v, err := Of(harbour, &Selection{Languages: []string{"fr"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	read := func(table string, columns ...string) (out []string) {
		for row, err := range v.Rows(table, columns...) {
			if err != nil {
				return append(out, err.Error())
			}
			line := ""
			for _, cell := range row {
				line += cell.Str + "|"
			}
			out = append(out, line)
		}
		return out
	}
	for name, c := range map[string]struct{ got, want []string }{
		"some columns":  {read("quotes", "text"), []string{"non|", "si|"}},
		"all columns":   {read("quotes"), []string{"b|Bo Marsh|non|", "b|Bo Marsh|si|"}},
		"doc_id last":   {read("quotes", "text", "doc_id"), []string{"non|b|", "si|b|"}},
		"people, whole": {read("people", "name"), []string{"Ann Roe|", "Bo Marsh|"}},
		"rejects":       {read("rejects"), []string{"the selection has no table rejects"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, table := range v.Tables() {
		if table.Name == "rejects" {
			t.Error("rejects are no articles")
		}
	}
}

func TestRecord(t *testing.T) {
	s := Selection{From: day(t, FirstDay, "2024"), IDs: ids(t, "a\nc\nzz"), Match: query(t, "ferr*"), Outlets: []string{"The Lantern"}}
	v, err := Of(harbour, &s, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "Selection: outlet The Lantern; from 2024-01-01; doc_id one of 3; match ferr*. 1 articles, 3 left out, of which 1 have no date; 1 ids are of no article."
	if got := v.Record().String(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestConditionsThatCannotHold(t *testing.T) {
	bare := rows{"articles": harbour["articles"]}
	for _, c := range []struct {
		ds   rows
		s    Selection
		want string
	}{
		{harbour, Selection{Outlets: []string{"The Lantern", "Lanternn"}}, `no article of the dataset has the outlet "Lanternn"; 'dsbuild stats --by outlet'`},
		{harbour, Selection{Topics: []string{"99"}}, `no article of the dataset has the topic "99"`},
		{harbour, Selection{Languages: []string{"fr"}, Match: query(t, "ferry")}, "none of the 4 articles is left: Selection: language fr; match ferry."},
		{bare, Selection{Stories: true}, "--stories: there is no table duplicates"},
		{bare, Selection{Topics: []string{"1"}}, "--topic: there is no table topics"},
		{rows{"articles": {"doc_id|title", "a|b"}}, Selection{Match: query(t, "b")}, "the table articles has no column text"},
		{rows{"quotes": harbour["quotes"]}, Selection{Match: query(t, "b")}, "there is no table articles"},
	} {
		if _, err := Of(c.ds, &c.s, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	for in, want := range map[string]string{
		"2024-02-29": "2024-02-29 2024-02-29", "2024-02": "2024-02-01 2024-02-29", "1999": "1999-01-01 1999-12-31", "2023-12": "2023-12-01 2023-12-31",
	} {
		if got := day(t, FirstDay, in).String() + " " + day(t, LastDay, in).String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	for _, in := range []string{"", "2023-02-29", "1.2.2024", "24", "2024-13", "yesterday"} {
		if _, err := LastDay(in); err == nil {
			t.Errorf("%q is a day", in)
		}
	}
}

func TestReadIDs(t *testing.T) {
	got := ids(t, "\ufeffdoc_id\r\n\"a1\"\r\n a2 \na1\n")
	if diff := cmp.Diff([]string{"a1", "a2"}, got.ids); diff != "" || got.Count != 2 || len(got.SHA256) != 64 {
		t.Error(diff, got)
	}
	for in, want := range map[string]string{"": "it has no doc_id", "doc_id\n": "it has no doc_id", "a\nb c\n": `line 2: "b c" is no doc_id`} {
		if _, err := ReadIDs(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}
