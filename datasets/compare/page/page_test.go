package page

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/datasets/compare"
	"github.com/dsbuild/dsbuild/schema"
)

func drawn(t *testing.T, p *Page) (page string, shown string, tags map[string]int) {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	page = b.String()
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	tags = map[string]int{}
	var words strings.Builder
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			tags[n.Data]++
		case html.TextNode:
			words.WriteString(n.Data + " ")
		}
	}
	return page, strings.Join(strings.Fields(words.String()), " "), tags
}

// all has one of everything, with the text s wherever text may stand.
func all(s string) *Page {
	return &Page{
		Old: s, New: s, Verdict: schema.Major, Version: s,
		Made:    []compare.Made{{What: s, Old: s}},
		Schema:  []schema.Change{{Verdict: schema.Minor, Place: s, What: s, Old: s, New: s}},
		OnlyOld: []string{s}, OnlyNew: []string{s},
		Tables: []compare.Table{
			{Name: "links", Key: "doc_id", Same: 3},
			{
				Name: "articles", Key: "doc_id", Rows: [2]int64{1200, 1201}, Added: 3, Removed: 2, Changed: 5, Same: 1193,
				New:  []compare.Example{{Key: s, New: s}},
				Gone: []compare.Example{{Key: s, Old: s}, {Key: "b"}},
				Columns: []compare.Column{
					{Name: "title", Changed: 5, Filled: 2, Emptied: 1, Examples: []compare.Example{{Key: s, Old: s, New: s}, {Key: "c", New: "now"}}},
					{Name: "char_start", Unit: "code point", Changed: 4},
				},
				Shifts: []compare.Shift{
					{Column: "page_type", Values: []compare.ValueCount{{Value: s, Rows: [2]int64{50, 100}}, {Value: "opinion", Rows: [2]int64{7, 0}}}},
					{Column: "word_count", Means: &[2]float64{210.5, 212}},
				},
			},
		},
	}
}

func TestPage(t *testing.T) {
	page, shown, tags := drawn(t, all("Ferry"))
	for _, want := range []string{
		"major Figures that were computed from the older dataset may come out otherwise", "The same rows: links.", "1,193 same", "3 added", "2 removed",
		"2 more are not shown: --examples shows more", "title : 5 changed, 2 of them filled, 1 of them emptied", "c – now",
		"Places changed with what stands before them: char_start 4.", "Mean of word_count : 210.5 → 212", "opinion 7 → 0",
		"Tables of the older dataset only: Ferry.",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page does not say %q:\n%s", want, shown)
		}
	}
	for _, want := range []string{`class="was" width="50.00%"`, `class="is" y="10" width="100.00%"`, `class="removed" x="99.83%" width="0.17%"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not draw %s", want)
		}
	}
	if tags["script"]+tags["img"]+tags["link"] > 0 {
		t.Error(tags)
	}
	if again, _, _ := drawn(t, all("Ferry")); again != page {
		t.Error("the page differs the second time")
	}
}

// Text of pages and names of datasets open no element and turn no text.
func TestHostile(t *testing.T) {
	const evil = "</td></style><script>alert(1)</script>\u202e\x1b[1m"
	_, _, want := drawn(t, all("Ferry"))
	page, shown, tags := drawn(t, all(evil))
	for tag, n := range tags {
		if want[tag] != n {
			t.Errorf("%d times %s, want %d", n, tag, want[tag])
		}
	}
	if strings.ContainsAny(page, "\u202e\x1b") || strings.Count(shown, "<script>alert(1)</script>") < 12 {
		t.Errorf("%.2000s", shown)
	}
}

// Of many values those that moved most are drawn, and the rest is counted.
func TestManyValues(t *testing.T) {
	p := all("Ferry")
	p.Tables[1].Shifts[0].Values = make([]compare.ValueCount, valuesShown+1)
	if _, shown, _ := drawn(t, p); !strings.Contains(shown, "1 more value moved less: --format json has all") {
		t.Error(shown)
	}
}

// Datasets that hold the same are said to.
func TestSame(t *testing.T) {
	if _, shown, tags := drawn(t, &Page{Old: "a", New: "b", Tables: []compare.Table{{Name: "articles", Same: 4}}}); tags["section"] != 1 ||
		!strings.Contains(shown, "The datasets hold the same.") || !strings.Contains(shown, "The same rows: articles.") {
		t.Error(shown)
	}
}
