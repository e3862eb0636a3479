package compare

import (
	"context"
	"fmt"
	"iter"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// row is one row by column; what is not there is NULL.
type row map[string]any

// tables is a dataset by table.
type tables map[string][]row

func (d tables) Tables() []*schema.Table {
	var all []*schema.Table
	for _, t := range schema.Tables(nil) {
		if d[t.Name] != nil {
			all = append(all, t)
		}
	}
	return all
}

func (d tables) Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		cells := make([]schema.Value, len(columns))
		for _, r := range d[table] {
			for i, name := range columns {
				cells[i] = value(r[name])
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

func value(v any) schema.Value {
	switch v := v.(type) {
	case string:
		return schema.Value{Valid: true, Str: v}
	case int:
		return schema.Value{Valid: true, Int: int64(v)}
	case float64:
		return schema.Value{Valid: true, Float: v}
	case []string:
		return schema.Value{Valid: true, List: v}
	}
	return schema.Value{}
}

func compared(t *testing.T, older, newer tables) *Report {
	t.Helper()
	r, err := Compare(context.Background(), older, newer, Options{Scratch: t.TempDir(), Examples: 2})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestArticles(t *testing.T) {
	older := tables{"articles": {
		{"doc_id": "a", "title": "A lock", "language": "en", "word_count": 10},
		{"doc_id": "b", "title": "A weir", "language": "en", "word_count": 20},
		{"doc_id": "c", "title": "A dam", "language": "de", "word_count": 30},
		{"doc_id": "d", "text": "The same words stand here, then a quay.", "authors": []string{}},
	}}
	newer := tables{"articles": {
		{"doc_id": "e", "title": "A pond", "language": "en", "word_count": 10},
		{"doc_id": "d", "text": "The same words stand here, then a pier.", "authors": []string{"Ann Roe"}},
		{"doc_id": "b", "title": "A weir", "language": "en", "word_count": 20, "section": "Town"},
		{"doc_id": "c", "title": "A dam", "word_count": 30},
	}}
	got := compared(t, older, newer)
	want := &Report{Verdict: schema.Major, OnlyOld: []string{}, OnlyNew: []string{}, Tables: []Table{{
		Name: "articles", Key: "doc_id", Rows: [2]int64{4, 4}, Added: 1, Removed: 1, Changed: 3,
		New: []Example{{Key: "e", New: "A pond"}}, Gone: []Example{{Key: "a", Old: "A lock"}},
		Columns: []Column{
			{Name: "text", Changed: 1, Examples: []Example{{"d", "… stand here, then a quay.", "… stand here, then a pier."}}},
			{Name: "authors", Changed: 1, Examples: []Example{{"d", "[]", `["Ann Roe"]`}}},
			{Name: "section", Changed: 1, Filled: 1, Examples: []Example{{"b", "NULL", "Town"}}},
			{Name: "language", Changed: 1, Emptied: 1, Examples: []Example{{"c", "de", "NULL"}}},
		},
		Shifts: []Shift{
			{Column: "section", Values: []ValueCount{{"NULL", [2]int64{4, 3}}, {"Town", [2]int64{0, 1}}}},
			{Column: "language", Values: []ValueCount{{"NULL", [2]int64{1, 2}}, {"de", [2]int64{1, 0}}}},
		},
	}}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Column{}, "Unit")); diff != "" {
		t.Error(diff)
	}
}

// A verdict is what the change means for a figure computed before.
func TestVerdict(t *testing.T) {
	article := row{"doc_id": "a", "title": "A lock"}
	quotes := []row{{"doc_id": "a", "quote_index": 0, "speaker_name": "Ann Roe"}, {"doc_id": "a", "quote_index": 1, "speaker_name": "Bo Lund"}}
	swapped := []row{{"doc_id": "a", "quote_index": 0, "speaker_name": "Bo Lund"}, {"doc_id": "a", "quote_index": 1, "speaker_name": "Ann Roe"}}
	person := row{"person_id": "ann roe", "quote_count": 1}
	for name, c := range map[string]struct {
		older, newer tables
		want         schema.Verdict
	}{
		"nothing":           {tables{"articles": {article}}, tables{"articles": {article}}, schema.Same},
		"an article more":   {tables{"articles": {article}}, tables{"articles": {article, {"doc_id": "b"}}}, schema.Minor},
		"an article less":   {tables{"articles": {article, {"doc_id": "b"}}}, tables{"articles": {article}}, schema.Major},
		"filled":            {tables{"articles": {{"doc_id": "a"}}}, tables{"articles": {article}}, schema.Minor},
		"emptied":           {tables{"articles": {article}}, tables{"articles": {{"doc_id": "a"}}}, schema.Major},
		"another value":     {tables{"articles": {article}}, tables{"articles": {{"doc_id": "a", "title": "A dam"}}}, schema.Major},
		"lies elsewhere":    {tables{"articles": {{"doc_id": "a", "source_uri": "x"}}}, tables{"articles": {{"doc_id": "a", "source_uri": "y"}}}, schema.Patch},
		"rows in exchange":  {tables{"quotes": quotes}, tables{"quotes": swapped}, schema.Major},
		"a row less":        {tables{"quotes": quotes}, tables{"quotes": quotes[:1]}, schema.Major},
		"a person less":     {tables{"people": {person}}, tables{"people": {}}, schema.Minor},
		"a person's counts": {tables{"people": {person}}, tables{"people": {{"person_id": "ann roe", "quote_count": 2}}}, schema.Minor},
		"a reject less":     {tables{"rejects": {{"doc_id": "a"}}}, tables{"rejects": {}}, schema.Minor},
		"a table less":      {tables{"articles": {article}, "topics": {}}, tables{"articles": {article}}, schema.Major},
		"a table more":      {tables{"articles": {article}}, tables{"articles": {article}, "topics": {}}, schema.Minor},
		"an empty list":     {tables{"articles": {{"doc_id": "a", "authors": []string{}}}}, tables{"articles": {{"doc_id": "a"}}}, schema.Major},
		"a list cut anew":   {tables{"articles": {{"doc_id": "a", "authors": []string{"ab", "c"}}}}, tables{"articles": {{"doc_id": "a", "authors": []string{"a", "bc"}}}}, schema.Major},
	} {
		if got := compared(t, c.older, c.newer).Verdict; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// many is a dataset of n articles; every tenth has the title of its wave.
func many(n, from, wave int) tables {
	d := tables{}
	for i := from; i < n; i++ {
		title := "steady"
		if i%10 == 0 {
			title = fmt.Sprint("wave ", wave)
		}
		d["articles"] = append(d["articles"], row{"doc_id": fmt.Sprintf("%05d", i), "title": title})
	}
	return d
}

// Which keys changed does not depend on their order.
func TestOrder(t *testing.T) {
	older, newer := many(500, 0, 1), many(520, 7, 2)
	want := compared(t, older, newer)
	if table := want.Tables[0]; table.Added != 20 || table.Removed != 7 || table.Changed != 49 || table.Same != 444 {
		t.Errorf("counts are %+v", table)
	}
	slices.Reverse(newer["articles"])
	if diff := cmp.Diff(want, compared(t, older, newer)); diff != "" {
		t.Error(diff)
	}
}

// What memory does not hold comes back from the file, keys whose rows stand apart too.
func TestSpill(t *testing.T) {
	dir := t.TempDir()
	small, large := &spill{dir: dir, width: 2, limit: 100}, &spill{dir: dir, width: 2}
	for round := range 3 {
		for i := range 400 {
			for _, s := range []*spill{small, large} {
				if err := s.add(fmt.Sprint("key ", i), []uint64{uint64(i), uint64(round)}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	keys := 0
	for bucket := range buckets {
		got, err := small.load(bucket)
		if err != nil {
			t.Fatal(err)
		}
		want, err := large.load(bucket)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		keys += len(got)
	}
	if keys != 400 || small.file == nil || large.file != nil {
		t.Errorf("%d keys; files %v and %v", keys, small.file != nil, large.file != nil)
	}
	small.close()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestHeads(t *testing.T) {
	for _, c := range [][4]string{
		{"one", "two", "one", "two"},
		{"", "x", "", "x"},
		{"ééééééééééééééééééééééa", "ééééééééééééééééééééééb", "…ééééééééééééééééééééa", "…ééééééééééééééééééééb"},
		{"aaaaaaaaaaaaaaaaaaaaaaé", "aaaaaaaaaaaaaaaaaaaaaaè", "…aaaaaaaaaaaaaaaaaaaé", "…aaaaaaaaaaaaaaaaaaaè"},
		{"same, then more", "same", "same, then more", "same"},
	} {
		if was, is := heads(c[0], c[1]); was != c[2] || is != c[3] {
			t.Errorf("heads of %q and %q are %q and %q", c[0], c[1], was, is)
		}
	}
}

func TestNextVersion(t *testing.T) {
	for _, c := range []struct {
		older   string
		verdict schema.Verdict
		want    string
	}{
		{"1.0.0", schema.Major, "2.0.0"},
		{"1.2", schema.Minor, "1.3"},
		{"1.2.3", schema.Minor, "1.3.0"},
		{"1.2.3", schema.Patch, "1.2.4"},
		{"0.2.1", schema.Major, "0.3.0"},
		{"0.2.1", schema.Minor, "0.2.2"},
		{"1.0.0", schema.Same, "1.0.0"},
		{"spring", schema.Major, ""},
		{"", schema.Major, ""},
	} {
		if got := NextVersion(c.older, c.verdict); got != c.want {
			t.Errorf("after %q, %s: %q, want %q", c.older, c.verdict, got, c.want)
		}
	}
}

func TestHowMade(t *testing.T) {
	older := &datasets.Manifest{DsbuildVersion: "1", Options: map[string]string{"map": "", "keep": "articles"}}
	newer := &datasets.Manifest{DsbuildVersion: "2", Options: map[string]string{"map": "", "keep": "all"}}
	want := []Made{{"dsbuild", "1", "2"}, {"option keep", "articles", "all"}}
	if diff := cmp.Diff(want, HowMade(older, newer)); diff != "" {
		t.Error(diff)
	}
}
