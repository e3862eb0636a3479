package validate

import (
	"fmt"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// paragraphsOf returns a table of paragraphs and the rows of one article.
func paragraphsOf(texts ...string) (*tableState, []record) {
	t := &tableState{def: schema.TableByName("paragraphs")}
	t.columns = columnsOf(t.def)
	rows := make([]record, len(texts))
	for i, s := range texts {
		rows[i].cells = make([]schema.Value, len(t.def.Columns))
		rows[i].cells[t.columns.text] = schema.Value{Valid: true, Str: s}
	}
	return t, rows
}

// TestRecurringAmongMany drowns a line of a site in more paragraphs than the
// table has places for.
func TestRecurringAmongMany(t *testing.T) {
	const line = "Write to us with what you know of this story."
	var r recurring
	for article := range int64(30_000) {
		texts := make([]string, 12)
		for i := range texts {
			texts[i] = fmt.Sprintf("Paragraph %d of article %d, which is said nowhere else.", i, article)
		}
		if article%10 == 3 {
			texts[5], texts[6] = line, line // twice in an article counts once
		}
		table, rows := paragraphsOf(texts...)
		rows[5].row = article
		r.note("a.example", article, table, rows)
		if article%3 == 0 {
			table, rows = paragraphsOf("A second site says something else every day: " + fmt.Sprint(article))
			r.note("b.example", article, table, rows)
		}
	}
	found := r.found()
	if len(found) != 1 || found[0].head != line || found[0].site.name != "a.example" || found[0].site.articles != 30_000 {
		t.Fatalf("found %+v", found)
	}
	if n := found[0].count; n > 3000 || n < 2000 {
		t.Errorf("counted in %d of 3000 articles", n)
	}
}

func TestRecurringHasThresholds(t *testing.T) {
	const line = "Write to us with what you know of this story."
	for _, tc := range []struct {
		in, of int64
		line   string
		found  int
	}{
		{recurringIn, 100, line, 1},
		{recurringIn - 1, 100, line, 0},
		{recurringIn, recurringIn*recurringOf + 1, line, 0},
		{50, 100, "Read more", 0},
	} {
		var r recurring
		for article := range tc.of {
			table, rows := paragraphsOf(fmt.Sprintf("The first paragraph of article %d is its own.", article))
			if article < tc.in {
				table, rows = paragraphsOf(tc.line)
			}
			r.note("a.example", article, table, rows)
		}
		if got := r.found(); len(got) != tc.found {
			t.Errorf("%d of %d articles: found %v", tc.in, tc.of, got)
		}
	}
}
