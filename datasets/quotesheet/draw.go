// Package quotesheet draws rows of the table quotes for people to judge, and counts what they found.
//
// In: a dataset; later the sheet with its marks. Out: rows, as many of each kind of quote as can be,
// in one HTML file to be marked in a browser, or as CSV; figures by kind with their intervals, and
// where two readers disagree. Laws: the same dataset, number and seed give the same rows; each row
// says how likely it was to be drawn, so that shares of all quotes can be told from the sheet; text
// of a page is shown as text; the file loads nothing.
package quotesheet

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/marksheet"
	"github.com/dsbuild/dsbuild/schema"
)

// Row is one quote with what a reader needs to judge it.
type Row struct {
	DocID       string
	Index       int32 // quote_index
	Kind        string
	Probability float64 // of being drawn
	Article     Article
	Context     Context
	Speaker     Speaker
	Speech      float64 // speech_confidence
}

// Article is where a quote stands.
type Article struct{ Title, Publisher, Date, URL string }

// Context is the words of a quote and what stands about them.
type Context struct{ Before, Text, After string }

// Speaker is whom dsbuild takes for the speaker.
type Speaker struct {
	Name, Mention, Role string
	Confidence          schema.Opt[float64]
}

// Source is a dataset: datasets.Dataset is one.
type Source interface {
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
}

// place is a row of quotes with its code points of articles.text.
type place struct {
	Row        Row
	start, end int
}

// Draw draws n rows of the table quotes, as many of each kind as can be, in an order that mixes the kinds.
func Draw(ds Source, n int, seed uint64) ([]Row, error) {
	draw := marksheet.NewDraw[*place](n, seed)
	for c, err := range ds.Rows("quotes", columns...) {
		if err != nil {
			return nil, err
		}
		p := &place{start: int(c[3].Int), end: int(c[4].Int), Row: Row{
			DocID: c[0].Str, Index: int32(c[1].Int), Kind: c[2].Str, Speech: c[8].Float,
			Speaker: Speaker{
				Name: c[5].Str, Mention: c[6].Str, Role: c[7].Str, Confidence: schema.Opt[float64]{V: c[9].Float, OK: c[9].Valid},
			},
		}}
		draw.Add(p.Row.Kind, p.Row.DocID+"\n"+strconv.Itoa(int(p.Row.Index)), p)
	}
	var all []*place
	for _, d := range draw.Take(shares(draw.Counts(), n)) {
		d.Value.Row.Probability = d.Probability
		all = append(all, d.Value)
	}
	if err := fill(ds, all); err != nil {
		return nil, err
	}
	rows := make([]Row, len(all))
	for i, p := range all {
		rows[i] = p.Row
	}
	return rows, nil
}

// columns are those of quotes that a row is made of.
var columns = []string{
	"doc_id", "quote_index", "kind", "char_start", "char_end", "speaker_name", "speaker", "speaker_role", "speech_confidence", "speaker_confidence",
}

// shares says how many of n rows each kind gets: as many as the others, or all where it has fewer.
func shares(counts map[string]int, n int) map[string]int {
	kinds := make([]string, 0, len(counts))
	for kind := range counts {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(cmp.Compare(counts[a], counts[b]), strings.Compare(a, b)) })
	out := map[string]int{}
	for i, kind := range kinds {
		out[kind] = min(counts[kind], n/(len(kinds)-i))
		n -= out[kind]
	}
	return out
}

// fill adds the words of each row and its article.
func fill(ds Source, all []*place) error {
	byDoc := map[string][]*place{}
	for _, d := range all {
		byDoc[d.Row.DocID] = append(byDoc[d.Row.DocID], d)
	}
	for c, err := range ds.Rows("articles", "doc_id", "text", "title", "publisher", "published_date", "url") {
		if err != nil {
			return err
		}
		list := byDoc[c[0].Str]
		if list == nil {
			continue
		}
		delete(byDoc, c[0].Str)
		at := starts(c[1].Str)
		for _, d := range list {
			d.Row.Article = Article{Title: c[2].Str, Publisher: c[3].Str, Date: marksheet.Date(c[4]), URL: c[5].Str}
			if d.start < 0 || d.end < d.start || d.end >= len(at) {
				return fmt.Errorf("quotes: row %d of article %s lies outside the text; dsbuild validate says more", d.Row.Index, d.Row.DocID)
			}
			d.Row.Context = context(c[1].Str, at[d.start], at[d.end])
		}
	}
	if len(byDoc) > 0 {
		return errors.New("quotes: there are rows of articles that the table articles does not have; dsbuild validate says more")
	}
	return nil
}

// context cuts what stands about a quote: enough to know who is meant.
func context(body string, start, end int) Context {
	const before, after = 2500, 800 // bytes
	from, to := 0, len(body)
	if start > before {
		if from = start - before; !strings.HasPrefix(body[from:], "\n\n") {
			if i := strings.Index(body[from:start], "\n\n"); i >= 0 {
				from += i + len("\n\n")
			}
		}
	}
	if to > end+after {
		to = end + after
		if i := strings.LastIndex(body[end:to], "\n\n"); i >= 0 {
			to = end + i
		}
	}
	return Context{strings.ToValidUTF8(body[from:start], ""), body[start:end], strings.ToValidUTF8(body[end:to], "")}
}

// starts returns the byte of each code point, and the length.
func starts(body string) []int {
	at := make([]int, 0, len(body)+1)
	for i := range body {
		at = append(at, i)
	}
	return append(at, len(body))
}
