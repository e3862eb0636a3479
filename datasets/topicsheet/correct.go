package topicsheet

import (
	"fmt"
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// Corrected yields the rows of the table topics with the codes that people gave: in a row of method human at rank 1, the
// rows of the machine behind it. Codes that people gave earlier make room. A sheet of an article that the table does
// not have is an error.
func Corrected(ds Source, t *schema.Table, c *Coding, cb *Codebook) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		x := corrector{place: positionsOf(t), scheme: c.Scheme, given: c.Given(), labels: cb.labels()}
		for row, err := range ds.Rows("topics") {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, out := range x.rows(row) {
				if !yield(out, nil) {
					return
				}
			}
		}
		for _, r := range c.Rows {
			if _, left := x.given[r.DocID]; left {
				yield(nil, fmt.Errorf("%s: line %d: the dataset has no article %s that the codebook %s coded; "+
					"the sheet is of another dataset",
					c.Name, r.line, r.DocID, c.Scheme))
				return
			}
		}
	}
}

// corrector is where in the table the correction is.
type corrector struct {
	place
	scheme string
	given  map[string]string // codes of articles that are still to come
	labels map[string]string
	doc    string // the article that was corrected last
	shift  int64  // of its rows that follow
}

// rows are those that take the place of a row.
func (x *corrector) rows(row []schema.Value) (out [][]schema.Value) {
	doc := row[x.place.doc].Str
	code, first := x.given[doc]
	switch {
	case row[x.place.scheme].Str != x.scheme, !first && doc != x.doc:
		return [][]schema.Value{row}
	case first:
		x.doc, x.shift = doc, 1
		delete(x.given, doc)
		out = append(out, x.person(row, code, x.labels[code]))
	}
	if row[x.method].Str == string(schema.MethodHuman) { // somebody's earlier code, which had a rank of its own
		x.shift = 0
		return out
	}
	behind := slices.Clone(row)
	behind[x.rank].Int += x.shift
	return append(out, behind)
}

// place is where columns of topics stand.
type place struct{ doc, scheme, code, label, rank, method, outcome int }

func positionsOf(t *schema.Table) place {
	of := func(name string) int { _, i := t.Column(name); return i }
	return place{of("doc_id"), of("scheme"), of("code"), of("label"), of("rank"), of("method"), of("outcome")}
}

// person is the row of the code that a person gave the article of another row.
func (p place) person(row []schema.Value, code, label string) []schema.Value {
	out := make([]schema.Value, len(row))
	out[p.doc], out[p.scheme] = row[p.doc], row[p.scheme]
	out[p.rank] = schema.Value{Valid: true, Int: 1}
	word := func(s string) schema.Value { return schema.Value{Valid: true, Str: s} }
	out[p.method] = word(string(schema.MethodHuman))
	out[p.outcome] = word(None)
	if code != None {
		out[p.outcome], out[p.code], out[p.label] = word(string(schema.OutcomeCoded)), word(code), word(label)
	}
	return out
}
