package validate

import (
	"fmt"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// paragraphsOf returns the rows of one article, of which texts are read alone.
func paragraphsOf(texts ...string) []row {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	defer b.Release()
	b.AppendValues(texts, nil)
	t := &tableState{def: schema.TableByName("paragraphs")}
	t.columns = columnsOf(t.def)
	t.columns.id = -1
	k := &chunk{Batch: &table.Batch{Len: len(texts), Columns: make([]table.Cells, len(t.def.Columns))}, t: t}
	k.Columns[t.columns.text] = table.NewCells(b.NewArray(), schema.Utf8)
	rows := make([]row, len(texts))
	for i := range rows {
		rows[i] = row{k, i}
	}
	return rows
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
		rows := paragraphsOf(texts...)
		rows[5].First = article
		r.note("a.example", article, rows[0].t.columns.text, rows)
		if article%3 == 0 {
			rows = paragraphsOf("A second site says something else every day: " + fmt.Sprint(article))
			r.note("b.example", article, rows[0].t.columns.text, rows)
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
			rows := paragraphsOf(fmt.Sprintf("The first paragraph of article %d is its own.", article))
			if article < tc.in {
				rows = paragraphsOf(tc.line)
			}
			r.note("a.example", article, rows[0].t.columns.text, rows)
		}
		if got := r.found(); len(got) != tc.found {
			t.Errorf("%d of %d articles: found %v", tc.in, tc.of, got)
		}
	}
}
