// Package selection chooses articles of a dataset and shows the dataset with them alone.
//
// In: a dataset, and what is wanted: outlets, days, languages, topics, ids, words. Out: a view with
// the same tables, which the packages that read datasets take for one, and a record of what was
// asked and how many articles it left out. Laws: an article is chosen where every condition holds;
// rows of an article come where it does, in their order; tables that are not about single articles
// (people, outlets) stay whole; rejects, which are no articles, do not come; the same dataset and
// conditions choose the same articles; memory grows by some 32 bytes an article that is chosen.
package selection

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is what is selected from: *datasets.Dataset and *datasets.Loose are.
type Dataset interface {
	// Tables returns the tables that are written.
	Tables() []*schema.Table
	// Rows yields the rows of a table with the columns in the order given (none: all).
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
	// StoredType returns how files that dsbuild did not write store a column, or "".
	StoredType(table, column string) string
}

// Selection says which articles are wanted. Its zero value wants all.
type Selection struct {
	Outlets   []string    // names as the table outlets has them, publishers or sites
	From, To  schema.Date // published_date, both days included
	Languages []string
	Topics    []string // the best code of a codebook: CODE, SCHEME:CODE or the label
	Stories   bool     // of copies of one story, the first alone
	IDs       *IDs
	Match     *Query // words of title and text
}

// Empty reports whether all articles are wanted.
func (s *Selection) Empty() bool {
	return len(s.Outlets)+len(s.Languages)+len(s.Topics) == 0 &&
		s.From.IsZero() && s.To.IsZero() && !s.Stories && s.IDs == nil && s.Match == nil
}

// Record is what was asked, and how many articles that left; it stands in what is written.
type Record struct {
	Outlets   []string `json:"outlet,omitempty"`
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Languages []string `json:"language,omitempty"`
	Topics    []string `json:"topic,omitempty"`
	Stories   bool     `json:"stories,omitempty"`
	IDs       *IDs     `json:"doc_ids,omitempty"`
	Match     string   `json:"match,omitempty"`
	Articles  int64    `json:"articles"`
	LeftOut   int64    `json:"articles_left_out"`
	// Undated is how many of those have no published_date, where days were asked for.
	Undated int64 `json:"left_out_without_date,omitempty"`
	// Unknown is how many ids are of no article of the dataset.
	Unknown int64 `json:"ids_of_no_article,omitempty"`
}

// String says it in one sentence.
func (r *Record) String() string {
	var asked []string
	add := func(name, value string) {
		if value != "" {
			asked = append(asked, name+" "+value)
		}
	}
	add("outlet", strings.Join(r.Outlets, " or "))
	add("from", r.From)
	add("to", r.To)
	add("language", strings.Join(r.Languages, " or "))
	add("topic", strings.Join(r.Topics, " or "))
	if r.Stories {
		asked = append(asked, "one article a story")
	}
	if r.IDs != nil {
		add("doc_id", fmt.Sprintf("one of %d", r.IDs.Count))
	}
	add("match", r.Match)
	out := fmt.Sprintf("Selection: %s. %d articles, %d left out", strings.Join(asked, "; "), r.Articles, r.LeftOut)
	if r.Undated > 0 {
		out += fmt.Sprintf(", of which %d have no date", r.Undated)
	}
	if r.Unknown > 0 {
		out += fmt.Sprintf("; %d ids are of no article", r.Unknown)
	}
	return out + "."
}

func (s *Selection) record() Record {
	r := Record{
		Outlets: s.Outlets, From: s.From.String(), To: s.To.String(), Languages: s.Languages, Topics: s.Topics,
		Stories: s.Stories, IDs: s.IDs,
	}
	if s.Match != nil {
		r.Match = s.Match.String()
	}
	return r
}

// FirstDay reads YYYY-MM-DD, YYYY-MM or YYYY as the first day that it means.
func FirstDay(s string) (schema.Date, error) {
	at, _, err := period(s)
	return schema.DateOf(at), err
}

// LastDay reads the same as the last day that it means.
func LastDay(s string) (schema.Date, error) {
	_, end, err := period(s)
	return schema.DateOf(end), err
}

func period(s string) (first, last time.Time, err error) {
	for _, l := range []struct {
		layout      string
		year, month int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		if first, err = time.Parse(l.layout, s); err == nil {
			if last = first; l.year+l.month > 0 {
				last = first.AddDate(l.year, l.month, -1)
			}
			return first, last, nil
		}
	}
	return time.Time{}, time.Time{}, fmt.Errorf("%q is no day: write YYYY-MM-DD, YYYY-MM or YYYY", s)
}

// View is a dataset with the articles that were chosen.
type View struct {
	ds     Dataset
	chosen map[xxh3.Uint128]struct{}
	record Record
}

// Record says what was asked, and what it left.
func (v *View) Record() *Record { return &v.record }

// Has reports whether an article was chosen.
func (v *View) Has(id string) bool {
	_, ok := v.chosen[xxh3.HashString128(id)]
	return ok
}

// apart are the tables about pages that are no articles.
const apart = "rejects"

// Tables returns the tables of the dataset but rejects.
func (v *View) Tables() []*schema.Table {
	return slices.DeleteFunc(slices.Clone(v.ds.Tables()), func(t *schema.Table) bool { return t.Name == apart })
}

// StoredType is that of the dataset.
func (v *View) StoredType(table, column string) string { return v.ds.StoredType(table, column) }

// Rows yields the rows of a table that are of chosen articles; all rows of a table
// without a doc_id.
func (v *View) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	t := schema.Find(v.ds.Tables(), name)
	if t == nil || name == apart {
		return func(yield func([]schema.Value, error) bool) {
			yield(nil, fmt.Errorf("the selection has no table %s", name))
		}
	}
	_, at := t.Column(docID)
	if at < 0 {
		return v.ds.Rows(name, columns...)
	}
	read := columns
	if len(columns) > 0 {
		if at = slices.Index(columns, docID); at < 0 {
			at = len(columns)
			read = append(slices.Clone(columns), docID)
		}
	}
	return func(yield func([]schema.Value, error) bool) {
		for row, err := range v.ds.Rows(name, read...) {
			if err != nil {
				yield(nil, err)
				return
			}
			if _, ok := v.chosen[xxh3.HashString128(row[at].Str)]; !ok {
				continue
			}
			if len(columns) > 0 {
				row = row[:len(columns)]
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

const docID = "doc_id"

// Of reads the articles and chooses. A condition that the dataset cannot answer is an
// error, and so are an outlet, language or topic that no article has, and a choice of none.
// reading, where it is not nil, is called from time to time while rows are read.
func Of(ds Dataset, s *Selection, reading func()) (*View, error) {
	c := chooser{ds: ds, s: s, reading: reading, view: &View{ds: ds, chosen: map[xxh3.Uint128]struct{}{}, record: s.record()}}
	err := c.prepare()
	if err == nil {
		err = c.read()
	}
	if err != nil {
		return nil, fmt.Errorf("select articles: %w", err)
	}
	return c.view, nil
}
