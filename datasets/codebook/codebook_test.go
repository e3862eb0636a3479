package codebook

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// book is the codebook of a dataset that is written.
func book(t *testing.T, outcomes []schema.Outcome, o datasets.Options) *Book {
	t.Helper()
	b := &Book{}
	o.Beside = func(d *datasets.Dataset) (map[string][]byte, error) {
		r, err := stats.Collect(context.Background(), d, stats.Options{})
		b.Manifest, b.Tables, b.Stats = d.Manifest(), d.Tables(), r
		return nil, err
	}
	w, err := datasets.Create(filepath.Join(t.TempDir(), "out"), o)
	if err != nil {
		t.Fatal(err)
	}
	summary := schema.NewSummary(schema.ReadSummary{Pages: int64(len(outcomes))}, schema.ConvertSummary{})
	if _, err := outcometest.Store(w, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	return b
}

// Every column of every table is in both forms, with its meaning; the second time with equal bytes.
func TestEveryColumn(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(3, 40)
	o := datasets.Options{UserColumns: outcometest.UserColumns(), With: []string{"blocks"}}
	b, again := book(t, outcomes, o), book(t, outcomes, o)
	page, err := b.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if second, err := again.HTML(); err != nil || !bytes.Equal(page, second) || !bytes.Equal(b.Markdown(), again.Markdown()) {
		t.Error("the second codebook has other bytes", err)
	}
	var want, inMarkdown []string
	for _, table := range b.Tables {
		for i := range table.Columns {
			want = append(want, table.Name+"."+table.Columns[i].Name)
		}
	}
	table, columns := "", false
	for line := range strings.SplitSeq(strings.ReplaceAll(string(b.Markdown()), `\_`, "_"), "\n") {
		name, ok := strings.CutPrefix(line, "## ")
		switch {
		case ok:
			table = name
		case strings.HasPrefix(line, "| column |"):
			columns = true
		case !strings.HasPrefix(line, "|"):
			columns = false
		case columns && !strings.HasPrefix(line, "|--"):
			cells := strings.Split(line, " | ")
			inMarkdown = append(inMarkdown, table+"."+strings.TrimPrefix(cells[0], "| "))
			if len(cells) != 6 || cells[1] == "" {
				t.Errorf("%s: %q", table, line)
			}
		}
	}
	if diff := cmp.Diff(want, inMarkdown); diff != "" {
		t.Error(diff)
	}
	var inHTML []string
	for _, section := range elements(parsed(t, page), "section") {
		for _, grid := range elements(section, "table") {
			if rows := elements(grid, "tr"); len(elements(rows[0], "th")) == 5 {
				for _, row := range rows[1:] {
					inHTML = append(inHTML, attribute(section, "id")+"."+shown(elements(row, "th")[0]))
				}
			}
		}
	}
	if diff := cmp.Diff(want, inHTML); diff != "" {
		t.Error(diff)
	}
}

func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	n, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func elements(n *html.Node, name string) []*html.Node {
	var list []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			list = append(list, d)
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func shown(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// A word of a vocabulary has its rows; one that no row has 0; where only the most frequent
// are counted, the rest is not known.
func TestWordCounts(t *testing.T) {
	c := schema.Column{Name: "kind", Vocabulary: &schema.Vocabulary{Terms: []schema.Term{{Code: "news"}, {Code: "opinion"}, {Code: "list"}}}}
	top := []stats.TopValue{{Value: "news", Count: 1200}, {Value: "list", Count: 3}}
	for _, of := range []struct {
		what string
		c    *stats.ColumnStats
		want map[string]string
	}{
		{"all are counted", &stats.ColumnStats{Top: top, Distinct: stats.Distinct{Count: 2, Exact: true}}, map[string]string{"news": "1,200", "list": "3", "opinion": "0"}},
		{"there are more", &stats.ColumnStats{Top: top[:1], Distinct: stats.Distinct{Count: 2, Exact: true}}, map[string]string{"news": "1,200", "list": "", "opinion": ""}},
		{"no row has one", &stats.ColumnStats{Distinct: stats.Distinct{Exact: true}}, map[string]string{"news": "0", "list": "0", "opinion": "0"}},
		{"it was not counted", nil, map[string]string{"news": "", "list": "", "opinion": ""}},
	} {
		got := map[string]string{}
		for _, w := range words(&c, of.c).Rows {
			got[w.Code] = w.Count
		}
		if !maps.Equal(got, of.want) {
			t.Errorf("%s: %v, want %v", of.what, got, of.want)
		}
	}
}

func TestFilled(t *testing.T) {
	for _, c := range []struct {
		values, empty, rows int64
		want                string
	}{
		{0, 0, 0, ""},
		{0, 0, 10, "0 %"},
		{10, 0, 10, "100 %"},
		{1000, 300, 1000, "70 %"},
		{1, 0, 100_000, "< 0.1 %"},
		{99_999, 0, 100_000, "> 99.9 %"},
	} {
		if got := filled(&stats.ColumnStats{Values: c.values, Empty: &c.empty}, c.rows); got != c.want {
			t.Errorf("%d of %d is %q, want %q", c.values, c.rows, got, c.want)
		}
	}
}

// Text of pages, of a recipe and of an index stays text in both forms.
func TestHostile(t *testing.T) {
	const evil = "</td></table><script>alert(1)</script>| [a](javascript:b) `c` \u202e"
	a := &schema.Article{ID: "a", Text: "One."}
	a.Title, a.Publisher, a.User = evil, evil, []schema.Value{{Valid: true, Str: evil}}
	b := book(t, []schema.Outcome{{Article: a}}, datasets.Options{
		Identity:    datasets.Identity{Title: evil, Version: evil, Tool: evil},
		UserColumns: []schema.UserColumn{{Name: "x_" + evil, Doc: evil}},
	})
	page, err := b.HTML()
	if err != nil {
		t.Fatal(err)
	}
	document := parsed(t, page)
	if len(elements(document, "script")) > 0 || bytes.Contains(page, []byte("\u202e")) {
		t.Error("the page has a script, or turns its text")
	}
	if n := strings.Count(shown(document), "</td></table><script>alert(1)</script>"); n < 4 {
		t.Errorf("the text is shown %d times", n)
	}
	markdown := strings.ReplaceAll(string(b.Markdown()), `\<`, "")
	for _, bad := range []string{"<script", "\u202e", "| [a]", "[a]("} {
		if strings.Contains(markdown, bad) {
			t.Errorf("CODEBOOK.md has %q", bad)
		}
	}
}

// Without rows, and without statistics, there is still a codebook.
func TestEmpty(t *testing.T) {
	b := book(t, nil, datasets.Options{})
	for _, of := range []*stats.Report{b.Stats, {}} {
		b.Stats = of
		page, err := b.HTML()
		if err != nil || !strings.Contains(string(page), "word_count") || !strings.Contains(string(b.Markdown()), `word\_count`) {
			t.Errorf("%v: %.200s", err, page)
		}
	}
}
