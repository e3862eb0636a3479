package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/quality"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// filled is a bar of how many articles have a field, by where the values come from.
type filled struct {
	Field string
	Share string
	Parts []segment
}

// readers are the fields that a reader of the page sees too. The others, such as
// digests and counts, are in the table of numbers.
var readers = []string{
	"text", "title", "subtitle", "authors", "publisher", "site", "section", "keywords", "language", "url", "canonical_url",
	"published_date", "published_at", "modified_at", "retrieved_at", "is_free",
}

// Filled are the fields that articles may lack, and the user's own.
func (v *view) Filled() []filled {
	var list []filled
	for _, f := range v.Stats.Fill {
		if slices.Contains(readers, f.Field) || strings.HasPrefix(f.Field, "x_") {
			list = append(list, filled{Field: cell(f.Field), Share: percent(f.Share), Parts: v.parts(f)})
		}
	}
	return list
}

// parts are the places where the values of a field were found; one part where
// nothing says so.
func (v *view) parts(f stats.Fill) []segment {
	counts, names := []int64{}, []string{}
	left := f.Filled
	for _, e := range v.evidence(f.Field) {
		n := min(e.Count, left)
		counts, names, left = append(counts, n), append(names, e.Name), left-n
	}
	counts, names = append(counts, left), append(names, "")
	return segmentsOf(counts, f.Of, func(i int) string { return "e-" + evidenceClass(names[i]) }, func(i int) string {
		if names[i] == "" {
			return number(counts[i])
		}
		return names[i] + ": " + number(counts[i])
	})
}

func (v *view) evidence(field string) []schema.Count {
	if v.Figures == nil {
		return nil
	}
	for _, e := range v.Figures.Evidence {
		if e.Field == field {
			return e.From
		}
	}
	return nil
}

// evidenceClass groups the places by what a reader may expect of them.
func evidenceClass(evidence string) string {
	switch schema.Evidence(evidence) {
	case schema.EvidenceIndex, schema.EvidenceRecord, schema.EvidenceSaver:
		return "given"
	case schema.EvidenceJSONLD, schema.EvidenceOpenGraph, schema.EvidenceMeta, schema.EvidenceTime:
		return "stated"
	case schema.EvidenceByline, schema.EvidenceH1:
		return "printed"
	case schema.EvidenceURL, schema.EvidenceText:
		return "inferred"
	}
	return "none"
}

// FillTable has the numbers of Filled.
func (v *view) FillTable() *grid {
	g := &grid{
		Name: "fill", Caption: "Articles that have a field", Head: []string{"field", "articles", "of", "live blogs among them"},
		Text: 1,
	}
	for _, f := range v.Stats.Fill {
		g.Rows = append(g.Rows, []string{cell(f.Field), number(f.Filled), number(f.Of), number(f.LiveBlogs)})
	}
	return g
}

// EvidenceTable says where the values of each field were found.
func (v *view) EvidenceTable() *grid {
	if v.Figures == nil || len(v.Figures.Evidence) == 0 {
		return nil
	}
	g := &grid{
		Name: "evidence", Caption: "Where the values were found", Head: []string{"field", "found in", "what that is", "articles"},
		Text: 3,
	}
	for _, e := range v.Figures.Evidence {
		for _, from := range e.From {
			g.Rows = append(g.Rows, []string{cell(e.Field), cell(from.Name), meaning("evidence", from.Name), number(from.Count)})
		}
	}
	return g
}

// histogram is a chart of the values of a column.
type histogram struct {
	Name, Doc, About string
	Columns          []column
	Labels           []label
}

// Confidences are charts of how sure values are.
func (v *view) Confidences() []histogram {
	if v.Figures == nil {
		return nil
	}
	var list []histogram
	for i := range v.Figures.Confidences {
		h := &v.Figures.Confidences[i]
		d := v.draw(h, func(b figures.Bin) string { return decimal(b.From) + " to " + decimal(b.Below) }, func(b figures.Bin) string {
			if b.Below <= figures.LowConfidence {
				return "low"
			}
			return "high"
		})
		d.Labels = []label{{X: "0", Text: "0", Anchor: "start"}, {X: "50", Text: "0.5", Anchor: "middle"}, {X: "100", Text: "1", Anchor: "end"}}
		list = append(list, d)
	}
	return list
}

func (v *view) draw(h *figures.Histogram, name, class func(figures.Bin) string) histogram {
	counts, most, below := make([]int64, len(h.Bins)), int64(0), int64(0)
	for i, b := range h.Bins {
		counts[i], most = b.Count, max(most, b.Count)
		if class(b) == "low" {
			below += b.Count
		}
	}
	d := histogram{Name: h.Column, Doc: confidenceDoc(h.Column), About: count(h.Values, "value")}
	if below > 0 {
		d.About += ", " + number(below) + " below " + decimal(figures.LowConfidence)
	}
	d.Columns = columnsOf(counts, most, func(i int) string { return class(h.Bins[i]) }, func(i int) string {
		return name(h.Bins[i]) + ": " + number(counts[i])
	})
	return d
}

func confidenceDoc(column string) string {
	for _, t := range schema.Tables(nil) {
		if c, _ := t.Column(column); c != nil {
			return c.Doc
		}
	}
	return ""
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// ConfidenceTable has the numbers of Confidences.
func (v *view) ConfidenceTable() *grid {
	g := &grid{Name: "confidence", Caption: "Confidences in classes", Head: []string{"from", "below"}, Text: 2}
	if v.Figures == nil || len(v.Figures.Confidences) == 0 {
		return g
	}
	for _, h := range v.Figures.Confidences {
		g.Head = append(g.Head, h.Column)
	}
	for i, b := range v.Figures.Confidences[0].Bins {
		row := []string{decimal(b.From), decimal(b.Below)}
		for _, h := range v.Figures.Confidences {
			row = append(row, number(h.Bins[i].Count))
		}
		g.Rows = append(g.Rows, row)
	}
	row := []string{"NULL", ""}
	for _, h := range v.Figures.Confidences {
		row = append(row, number(h.Nulls))
	}
	g.Rows = append(g.Rows, row)
	return g
}

// FindingTable are the remarks on articles.
func (v *view) FindingTable() *grid {
	if v.Figures == nil || len(v.Figures.Findings) == 0 {
		return nil
	}
	g := &grid{Name: "findings", Caption: "Remarks on articles", Head: []string{"finding", "what it means", "articles"}, Text: 2}
	for _, c := range v.Figures.Findings {
		g.Rows = append(g.Rows, []string{cell(c.Name), meaning("finding", c.Name), number(c.Count)})
	}
	return g
}

// DoubtfulTable names articles whose text is to be looked at first.
func (v *view) DoubtfulTable() *grid {
	if v.Figures == nil || v.Figures.Doubtful.Count == 0 {
		return nil
	}
	d := &v.Figures.Doubtful
	g := &grid{
		Name: "doubtful", Caption: "Articles in doubt", Head: []string{"doc_id", "title", "outlet", "why", "body_confidence", "words"},
		Text: 4,
	}
	for i := range d.First {
		a := &d.First[i]
		why := "low confidence"
		for _, f := range a.Findings {
			if f == string(schema.FindingTextMayBeMissing) {
				why = f
			}
		}
		g.Rows = append(g.Rows, []string{cell(a.ID), cell(a.Title), outletName(a.Outlet), why, confidence(a.Confidence), number(a.Words)})
	}
	if left := d.Count - int64(len(d.First)); left > 0 {
		g.More = "and " + number(left) + " more"
	}
	return g
}

func confidence(c schema.Opt[float64]) string {
	if !c.OK {
		return ""
	}
	return decimal(c.V)
}

// Audited is what people found right who read pages again; nil where nobody did.
func (v *view) Audited() *grid {
	a := v.Stats.Audit
	if a == nil {
		return nil
	}
	g := &grid{
		Name: "audit", Caption: "What people found right who read pages again",
		Head: []string{"field", "right", "of", "share right", "95 % interval"}, Text: 1,
	}
	for _, f := range a.Fields {
		g.Rows = append(g.Rows, []string{
			cell(f.Field), number(f.Right), number(f.Marked), percent(f.Share),
			percent(f.Low) + " to " + percent(f.High),
		})
	}
	if a.Elsewhere > 0 {
		g.More = count(a.Elsewhere, "mark") + " of articles that the dataset does not have, in no count"
	}
	return g
}

// hundredths writes a figure as a percentage with one decimal.
func hundredths(v float64) string { return strconv.FormatFloat(100*v, 'f', 1, 64) + " %" }

func between(f *quality.Figure) string {
	if !f.Interval() {
		return ""
	}
	return hundredths(f.Low) + " to " + hundredths(f.High)
}

// Measured are the figures that dsbuild reached where the truth is known.
func (v *view) Measured() *grid {
	g := &grid{
		Name: "measured", Caption: "What dsbuild reached on pages whose right reading is known",
		Head: []string{"what", "on", "figure", "95 % interval"}, Text: 2,
	}
	for i := range quality.Figures {
		f := &quality.Figures[i]
		g.Rows = append(g.Rows, []string{f.What, f.On, hundredths(f.Value), between(f)})
	}
	return g
}
