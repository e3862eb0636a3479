package share_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/datasets/share"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// original is a dataset of every column, some of whose pages are saved under their titles,
// and with names that are descriptions.
func original(t *testing.T, both bool) *datasets.Dataset {
	t.Helper()
	_, ds := originalOf(t, both)
	return ds
}

// originalOf returns the outcomes, too.
func originalOf(t *testing.T, both bool) ([]schema.Outcome, *datasets.Dataset) {
	t.Helper()
	outcomes, _ := outcometest.Outcomes(7, 40)
	for _, o := range slices.Clone(outcomes[:20]) { // twice each, so that two are left without the first
		if a := o.Article; a != nil && a.Text != "" && a.DuplicateOf == "" {
			for n := range 2 {
				again := *a
				again.ID, again.DuplicateOf, again.Source.Record = fmt.Sprint(a.ID, "-", n), a.ID, fmt.Sprint(n)
				outcomes = append(outcomes, schema.Outcome{Article: &again})
			}
		}
	}
	summary := outcometest.Summary(len(outcomes))
	for i, o := range outcomes {
		if a := o.Article; a != nil && i%5 == 0 && a.Text != "" {
			a.Title = head(a.Text, 60)
			a.Source.URI = "pages/" + a.Title + ".html"
		}
		if r := o.Reject; r != nil {
			r.Title = "A gate for the harbour of Lower Quay is not to be built, says its warden"
			r.Source.URI = "pages/" + r.Title + " - The Quay.html"
		}
	}
	dir := filepath.Join(t.TempDir(), "made")
	b, err := datasets.Create(dir, datasets.Options{
		UserColumns: outcometest.UserColumns(), With: []string{"blocks"}, Parquet: true, Arrow: both,
		Identity: datasets.Identity{Name: "test", Tool: "0.1.0", Options: map[string]string{datasets.OptionThreshold: "0.5"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	ds, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes, ds
}

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func derive(t *testing.T, ds *datasets.Dataset, o share.Options) (*datasets.Dataset, string) {
	t.Helper()
	dir := t.TempDir()
	o.Key = []byte("a key of this test")
	if _, err := share.Write(ds, dir, o); err != nil {
		t.Fatal(err)
	}
	out, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return out, dir
}

var every = []share.Options{
	{Rights: datasets.RightsNone},
	{Rights: datasets.RightsNone, Persons: datasets.PersonsDrop},
	{Rights: datasets.RightsNone, Persons: datasets.PersonsHash},
	{Rights: datasets.RightsSnippets, Snippet: 30},
	{Rights: datasets.RightsSnippets, Snippet: 30, Persons: datasets.PersonsDrop, Public: []string{"x_wave", "x_rank"}},
	{Rights: datasets.RightsHashes},
	{Rights: datasets.RightsHashes, Persons: datasets.PersonsKeep},
}

func name(o *share.Options) string { return o.Rights + " " + o.Persons }

const run = 40 // characters

// runs are all runs of characters in the texts of a dataset.
func runs(t *testing.T, ds *datasets.Dataset) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, table := range ds.Tables() {
		for row, err := range ds.Rows(table.Name) {
			if err != nil {
				t.Fatal(err)
			}
			for i := range table.Columns {
				if c := &table.Columns[i]; c.Rights != schema.RightsPublic && c.Unit != "URL" {
					for _, s := range append(row[i].List, row[i].Str) {
						eachRun(s, func(r string) { all[r] = true })
					}
				}
			}
		}
	}
	if len(all) < 1000 {
		t.Fatalf("only %d runs to look for", len(all))
	}
	return all
}

func eachRun(s string, do func(string)) {
	var at []int
	for i := range s {
		at = append(at, i)
	}
	at = append(at, len(s))
	for i := run; i < len(at); i++ {
		do(s[at[i-run]:at[i]])
	}
}

// TestNothingOfTheTextsLeaves looks for every run of 40 characters of the texts in every file
// as it is, and in every cell.
func TestNothingOfTheTextsLeaves(t *testing.T) {
	ds := original(t, true)
	secret := runs(t, ds)
	for _, o := range every {
		o.Beside = func(d *datasets.Dataset) (map[string][]byte, error) {
			return map[string][]byte{"beside.txt": fmt.Appendf(nil, "%v", slices.Collect(rowsOf(d, "articles")))}, nil
		}
		out, dir := derive(t, ds, o)
		look := func(where, s string) {
			eachRun(s, func(r string) {
				if secret[r] {
					t.Fatalf("%s: %s has %q", name(&o), where, r)
				}
			})
		}
		err := fs.WalkDir(os.DirFS(dir), ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(filepath.Join(dir, file))
			look(file, strings.ToValidUTF8(string(body), "?"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range out.Tables() {
			for row, err := range out.Rows(table.Name) {
				if err != nil {
					t.Fatal(err)
				}
				for i := range row {
					look(table.Name+"."+table.Columns[i].Name, row[i].Str)
					for _, s := range row[i].List {
						look(table.Name+"."+table.Columns[i].Name, s)
					}
				}
			}
		}
	}
}

func rowsOf(d *datasets.Dataset, table string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for row, err := range d.Rows(table) {
			if err != nil || !yield(fmt.Sprint(row)) {
				return
			}
		}
	}
}

// TestWhatStays compares the cells of derivatives with those of the dataset.
func TestWhatStays(t *testing.T) {
	ds := original(t, false)
	for _, o := range every {
		out, _ := derive(t, ds, o)
		if d := out.Manifest().Derived; d.Of != ds.Manifest().Digest || d.Rights != o.Rights {
			t.Errorf("%s: the manifest says %+v", name(&o), d)
		}
		digests := map[string]string{} // by text
		for _, table := range out.Tables() {
			next, stop := iter.Pull2(ds.Rows(table.Name))
			for row, err := range out.Rows(table.Name) {
				was, _, ok := next()
				if err != nil || !ok {
					t.Fatalf("%s: table %s: %v", name(&o), table.Name, err)
				}
				for i := range table.Columns {
					c := &table.Columns[i]
					compare(t, &o, table.Name, c, out.Manifest().Derived.Treatment(c), was[i], row[i], digests)
				}
			}
			if _, _, more := next(); more {
				t.Errorf("%s: table %s has too few rows", name(&o), table.Name)
			}
			stop()
		}
		if out.Table("people") == nil != (o.Persons == datasets.PersonsDrop) {
			t.Errorf("%s: people is there, or is not", name(&o))
		}
	}
}

func compare(t *testing.T, o *share.Options, table string, c *schema.Column, how datasets.Treatment, was, is schema.Value,
	digests map[string]string,
) {
	t.Helper()
	wrong := func(what string) { t.Fatalf("%s: %s.%s %s: %+v, of %+v", name(o), table, c.Name, what, is, was) }
	switch how {
	case datasets.Kept:
		if c.Name != "source_uri" && !cmp.Equal(was, is) {
			wrong("is kept, and differs")
		}
	case datasets.Dropped:
		if is.Valid {
			wrong("is left out, and there")
		}
	case datasets.Cut:
		if !strings.HasPrefix(was.Str, is.Str) || len([]rune(strings.Join(is.List, "")+is.Str)) > o.Snippet {
			wrong("is no beginning")
		}
	case datasets.Hashed:
		before, after := append(was.List, was.Str), append(is.List, is.Str)
		for i, s := range before {
			if !was.Valid || i >= len(before)-1 && was.List != nil {
				break
			}
			if had, ok := digests[s]; ok && had != after[i] || len(after[i]) != datasets.HashLength {
				wrong("is no digest")
			}
			digests[s] = after[i]
		}
	case datasets.Shortened:
		if len([]rune(is.Str)) > datasets.LongestName || len([]rune(was.Str)) <= datasets.LongestName && was.Str != is.Str {
			wrong("is too long, or changed")
		}
	}
}

// check wants a dataset without an error.
func check(t *testing.T, what, dir string) {
	t.Helper()
	r, err := validate.Run(context.Background(), []string{dir}, validate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Errorf("%s: %s %s.%s %q: %s", what, f.Rule, f.Table, f.Column, f.Value, f.Message)
	}
}

func TestDerivativesValidate(t *testing.T) {
	ds := original(t, true)
	for _, o := range every {
		_, dir := derive(t, ds, o)
		check(t, name(&o), dir)
	}
}

// TestSelected wants a choice of articles to be a dataset: nothing refers to what is not there,
// and people are counted again.
func TestSelected(t *testing.T) {
	ds := original(t, false)
	heads := map[string]bool{} // of duplicates
	for row, err := range ds.Rows("articles", "duplicate_of") {
		if err != nil {
			t.Fatal(err)
		}
		heads[row[0].Str] = row[0].Valid
	}
	var ids bytes.Buffer
	n := 0
	for row, err := range ds.Rows("articles", "doc_id") {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%3 != 1 && !heads[row[0].Str] {
			fmt.Fprintln(&ids, row[0].Str)
		}
	}
	if len(heads) < 3 {
		t.Fatalf("%d articles have duplicates", len(heads))
	}
	list, err := selection.ReadIDs(&ids)
	if err != nil {
		t.Fatal(err)
	}
	view, err := selection.Of(ds, &selection.Selection{IDs: list}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range every {
		o.Selected = view
		out, dir := derive(t, ds, o)
		check(t, name(&o), dir)
		m := out.Manifest()
		if m.Rows("articles") != int64(list.Count) || m.Rows("rejects") != 0 || m.Derived.Selected.LeftOut == 0 {
			t.Errorf("%s: %d articles, %d rejects, %+v", name(&o), m.Rows("articles"), m.Rows("rejects"), m.Derived.Selected)
		}
		if o.Persons != datasets.PersonsDrop {
			checkPeople(t, name(&o), out)
		}
	}
}

// checkPeople counts the speakers by their keys.
func checkPeople(t *testing.T, what string, ds *datasets.Dataset) {
	t.Helper()
	type sums struct{ articles, quotes, words int64 }
	said, seen := map[string]sums{}, map[string]bool{}
	person := map[string]string{}
	for row, err := range ds.Rows("people", "person_id", "keys") {
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range row[1].List {
			person[key] = row[0].Str
		}
	}
	for row, err := range ds.Rows("speakers", "doc_id", "speaker_key", "quote_count", "quoted_words") {
		if err != nil {
			t.Fatal(err)
		}
		if !row[1].Valid {
			continue
		}
		id := person[row[1].Str]
		of := said[id]
		if !seen[id+" "+row[0].Str] {
			seen[id+" "+row[0].Str] = true
			of.articles++
		}
		of.quotes, of.words = of.quotes+row[2].Int, of.words+row[3].Int
		said[id] = of
	}
	n := 0
	for row, err := range ds.Rows("people", "person_id", "article_count", "quote_count", "quoted_words") {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if is := (sums{row[1].Int, row[2].Int, row[3].Int}); is != said[row[0].Str] {
			t.Errorf("%s: people has %+v of %q, speakers %+v", what, is, row[0].Str, said[row[0].Str])
		}
	}
	if n == 0 || n != len(said) {
		t.Errorf("%s: %d people, %d who speak", what, n, len(said))
	}
}

// TestRefused wants what would be no derivative to be refused.
func TestRefused(t *testing.T) {
	ds := original(t, false)
	derived, _ := derive(t, ds, share.Options{Rights: datasets.RightsNone})
	for want, o := range map[string]share.Options{
		"no column x_cats":       {Rights: datasets.RightsNone, Public: []string{"x_cats"}},
		"digests need a key":     {Rights: datasets.RightsHashes},
		"is a derivative itself": {Rights: datasets.RightsNone},
	} {
		from := ds
		if strings.Contains(want, "derivative") {
			from = derived
		}
		if _, err := share.Write(from, t.TempDir(), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %q", err, want)
		}
	}
}

// TestSameBytes wants the same dataset, options and key to give the same bytes, and another
// key other ones.
func TestSameBytes(t *testing.T) {
	ds := original(t, false)
	digest := func(key string) string {
		m, err := share.Write(ds, t.TempDir(), share.Options{Rights: datasets.RightsHashes, Key: []byte(key)})
		if err != nil {
			t.Fatal(err)
		}
		return m.Digest
	}
	if one := digest("one"); one != digest("one") || one == digest("two") {
		t.Error("digests of files do not follow from the key alone")
	}
}
