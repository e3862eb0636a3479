// Package topicsheet is the part that people have in coding articles by topic.
//
// In: a dataset whose articles a machine has coded by a codebook; later the sheets that people
// filled in. Out: articles drawn for people to code, as many of each code of the machine's as can be,
// in one HTML file or as CSV; how far coders agree with each other and with the machine; the
// share of each topic, corrected for what the machine gets wrong; the dataset with their codes. Laws:
// the same dataset, number and seed give the same texts, in the same order; nothing in a sheet tells
// what the machine made of a text; each row says how likely it was to be drawn; the file loads nothing.
package topicsheet

import (
	"fmt"
	"iter"
	"strings"

	"github.com/dsbuild/dsbuild/internal/marksheet"
	"github.com/dsbuild/dsbuild/schema"
)

// Source is a dataset: datasets.Dataset is one.
type Source interface {
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
}

// Codebook is the codes that a coder may give.
type Codebook struct {
	Scheme string // its name, as the column scheme has it
	Codes  []Code
}

// Code is one of them.
type Code struct{ Code, Label, Description, Parent string }

// labels are those of the codes.
func (cb *Codebook) labels() map[string]string {
	labels := map[string]string{}
	for _, c := range cb.Codes {
		labels[c.Code] = c.Label
	}
	return labels
}

// None is what a coder gives a text that has no topic of the codebook.
const None = string(schema.OutcomeNoPolicy)

// Row is one text to code.
type Row struct {
	DocID                  string
	Probability            float64 // of being drawn
	Title, Date, Text, URL string
}

// machine is what a machine made of an article: its code, or the outcome that says why there is none.
type machine struct{ doc, stratum string }

// coded yields what the machine made of each article by a codebook, in the order of the table. In a dataset
// that people have corrected it stands behind their codes.
func coded(ds Source, scheme string) iter.Seq2[machine, error] {
	return func(yield func(machine, error) bool) {
		last := ""
		for c, err := range ds.Rows("topics", "doc_id", "scheme", "code", "outcome", "method") {
			if err != nil {
				yield(machine{}, err)
				return
			}
			if c[1].Str != scheme || c[0].Str == last || c[4].Str == string(schema.MethodHuman) {
				continue
			}
			last = c[0].Str
			if !yield(machine{last, stratum(c[2], c[3])}, nil) {
				return
			}
		}
	}
}

func stratum(code, outcome schema.Value) string {
	if code.Valid {
		return code.Str
	}
	return outcome.Str
}

// Draw draws articles, up to perCode of each code that the machine gave and of each outcome without a code.
func Draw(ds Source, scheme string, perCode int, seed uint64) ([]Row, error) {
	draw := marksheet.NewDraw[string](perCode, seed)
	for m, err := range coded(ds, scheme) {
		if err != nil {
			return nil, err
		}
		draw.Add(m.stratum, m.doc, m.doc)
	}
	shares := map[string]int{}
	for stratum, n := range draw.Counts() {
		shares[stratum] = min(n, perCode)
	}
	at := map[string]int{}
	var rows []Row
	for i, d := range draw.Take(shares) {
		at[d.Value] = i
		rows = append(rows, Row{DocID: d.Value, Probability: d.Probability})
	}
	for c, err := range ds.Rows("articles", "doc_id", "title", "published_date", "text", "url") {
		if err != nil {
			return nil, err
		}
		if i, ok := at[c[0].Str]; ok {
			r := &rows[i]
			r.Title, r.Date, r.Text, r.URL = c[1].Str, marksheet.Date(c[2]), cut(c[3].Str), c[4].Str
			delete(at, c[0].Str)
		}
	}
	for doc := range at {
		return nil, fmt.Errorf("topics: article %s and %d more are missing in the table articles; dsbuild validate says more",
			doc, len(at)-1)
	}
	return rows, nil
}

// cut shortens a text to what a cell of a spreadsheet takes, and a reader needs to tell its topic.
func cut(body string) string {
	const most = 12_000 // bytes
	if len(body) <= most {
		return body
	}
	end := strings.LastIndex(body[:most], "\n\n")
	if end < most/2 {
		end = most
	}
	return strings.ToValidUTF8(body[:end], "") + "\n\n[…]"
}
