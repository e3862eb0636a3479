package methods

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/inert"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// mostNamed is how many of a list are named; the others are counted.
const mostNamed = 12

// data says what was read and what of it is there.
func (m *Methods) data() section {
	s := section{heading: "Data"}
	var inputs []string
	files, bytes := int64(0), int64(0)
	for i, in := range m.Manifest.Inputs {
		files, bytes = files+in.Files, bytes+in.Bytes
		if i < mostNamed {
			inputs = append(inputs, fmt.Sprintf("%s (%s, SHA-256 %.12s…)", name(in.Root), say.Count(in.Files, "file"), in.SHA256))
		}
	}
	if left := len(m.Manifest.Inputs) - len(inputs); left > 0 {
		inputs = append(inputs, say.Number(int64(left))+" more")
	}
	about := cite.Title(m.Manifest)
	if v := cite.Facts(m.Manifest).Version; v != "" {
		about += ", version " + v + ","
	}
	s.paragraphs = append(s.paragraphs, fmt.Sprintf("%s was made from %s of %s bytes in %s: %s.", about, say.Count(files, "file"),
		say.Number(bytes), say.Count(int64(len(m.Manifest.Inputs)), "input"), strings.Join(inputs, "; ")))
	if x := m.Manifest.Index; x != nil {
		s.paragraphs = append(s.paragraphs, fmt.Sprintf("A spreadsheet of %s (%s, SHA-256 %.12s…) lay beside the pages: %s matched a page, "+
			"and %s had no row in it.",
			say.Count(x.Rows, "row"), name(x.File), x.SHA256, say.Number(x.Matched), say.Count(x.PagesWithoutRow, "page")))
	}
	s.paragraphs = append(s.paragraphs, m.holds())
	if formats := m.formats(); formats != "" {
		s.paragraphs = append(s.paragraphs, "Articles by what their record was: "+formats+".")
	}
	return s
}

// holds says what articles there are.
func (m *Methods) holds() string {
	f := m.Figures
	if f == nil {
		return "The tables could not be counted."
	}
	p := "The dataset holds " + say.Count(m.articles(), "article")
	if f.Outlets > 0 {
		p += " of " + say.Count(int64(f.Outlets), "outlet")
	}
	if when := f.Published(); when != "" {
		p += ", " + when
	} else {
		p += "; of none the month of publication is known"
	}
	sentences := []string{p + "."}
	for _, g := range []struct{ by, before, missing string }{
		{"language", "By language: ", "not known"},
		{"page_type", "By kind of page: ", "not told"},
	} {
		if list := m.grouped(g.by, g.missing); list != "" {
			sentences = append(sentences, g.before+list+".")
		}
	}
	return strings.Join(sentences, " ")
}

// grouped lists how many articles there are of each value of a column.
func (m *Methods) grouped(by, missing string) string {
	var parts []string
	for _, row := range m.Stats.GroupRows(by) {
		n, ok := row.Counts.Of(stats.Articles)
		if !ok || n == 0 {
			continue
		}
		key := missing
		if k := row.Keys[0]; k != nil {
			key = name(*k)
		}
		parts = append(parts, key+" "+say.Number(n))
	}
	if len(parts) > mostNamed {
		parts = append(parts[:mostNamed], say.Number(int64(len(parts)-mostNamed))+" more")
	}
	return strings.Join(parts, ", ")
}

// formats lists how many articles came from which kind of record.
func (m *Methods) formats() string {
	c := m.Stats.Column("articles", "source_format")
	if c == nil {
		return ""
	}
	var parts []string
	for _, v := range c.Top {
		code := name(fmt.Sprint(v.Value))
		parts = append(parts, fmt.Sprintf("%s (%s) %s", code, meaning("source_format", code), say.Number(v.Count)))
	}
	return strings.Join(parts, ", ")
}

func (m *Methods) articles() int64 {
	return m.Manifest.Counts.Articles
}

// name is a word of somebody else, short enough for a sentence.
func name(s string) string {
	const long = 80
	return text.Head(inert.Line(s), long)
}

// selection says what became of the pages.
func (m *Methods) selection() section {
	s := section{heading: "Selection"}
	c := m.Manifest.Counts
	s.paragraphs = append(s.paragraphs, fmt.Sprintf("Every page ends as exactly one article or one reject with a reason. Of %s, %s "+
		"became articles and %s did not:",
		say.Count(c.Pages, "page"), say.Number(c.Articles), say.Number(c.Rejects)))
	if c.Rejects == 0 {
		s.paragraphs[0] = fmt.Sprintf("Every page ends as exactly one article or one reject with a reason. All of %s became articles.",
			say.Count(c.Pages, "page"))
	}
	reasons := map[schema.RejectReason]int64{}
	var order []schema.RejectReason
	for _, r := range c.Reasons {
		if reasons[r.Reason] == 0 {
			order = append(order, r.Reason)
		}
		reasons[r.Reason] += r.Count
	}
	slices.SortStableFunc(order, func(a, b schema.RejectReason) int { return int(min(max(reasons[b]-reasons[a], -1), 1)) })
	for _, r := range order {
		s.items = append(s.items, fmt.Sprintf("%s, %s: %s", name(string(r)), meaning("reject_reason", string(r)), say.Number(reasons[r])))
	}
	s.after = m.kept()
	if len(s.items) == 0 {
		s.paragraphs, s.after = append(s.paragraphs, s.after), ""
	}
	return s
}

// kept says which articles are not whole or not of their own, and what a walk passed over.
func (m *Methods) kept() string {
	var parts []string
	if f := m.Figures; f != nil {
		for _, c := range f.Statuses {
			if c.Name != string(schema.TextFull) && c.Name != "" {
				parts = append(parts, fmt.Sprintf("text_status %s (%s), %s", name(c.Name), meaning("text_status", c.Name), say.Number(c.Count)))
			}
		}
		if f.Duplicates > 0 {
			parts = append(parts, "the normalised text of an earlier article (duplicate_of), "+say.Number(f.Duplicates)+"; these are in the "+
				"tables, and counts of unique articles leave them out")
		}
		if f.Captures > 0 {
			parts = append(parts, "further captures of a page that is there already (finding recapture), "+say.Number(f.Captures))
		}
	}
	if len(m.Manifest.Skipped) > 0 {
		n := int64(0)
		for _, c := range m.Manifest.Skipped {
			n += c.Count
		}
		parts = append(parts, "files beside the pages that were passed over and are in no count, "+say.Number(n))
	}
	if len(parts) == 0 {
		return "No article is known to lack a part of its text, and none repeats the text of another."
	}
	return "Besides: " + strings.Join(parts, "; ") + "."
}

// meaning is what a word of a vocabulary means.
func meaning(vocabulary, code string) string {
	if doc, ok := say.Meaning(vocabulary, code); ok {
		return doc
	}
	return "a word that this dsbuild does not know"
}
