package methods

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/schema"
)

// text says how the text of articles was made.
func (m *Methods) text() section {
	s := section{heading: "Text"}
	p := "Each page was cut into blocks (headings, paragraphs, list items, captions, navigation and others). Rules and a learned " +
		"classifier decided which blocks are text of the article; " +
		"each of the others was dropped with a reason. The text of an article is its headings, paragraphs, list items, block quotes, table rows and preformatted lines, joined by blank lines, " +
		"in Unicode NFC, without title, deck, captions and words on the author. Positions count Unicode code points of that text."
	switch m.Manifest.Options["site_lines"] {
	case "drop":
		p += " The pages were read once before, and lines that recur on other pages of their site were left out."
	case "keep":
		p += " Lines that recur on other pages of their site were not looked for."
	}
	if m.Manifest.Options["keep"] == "all" {
		p += " Pages that are no articles (lists, forums, products) were kept: page_type names them."
	}
	if n := m.Manifest.Options["sample"]; n != "" && n != "0" {
		p += " Only the first " + name(n) + " pages of the input were read."
	}
	s.paragraphs = append(s.paragraphs, p)
	return s
}

// metadata says where values come from.
func (m *Methods) metadata() section {
	s := section{heading: "Metadata"}
	if m.Figures == nil {
		return s
	}
	s.paragraphs = append(s.paragraphs, "Title, authors, dates and other metadata were chosen among all candidates of a page by a "+
		"score; every chosen value keeps where it was found (table metadata). "+
		"A day is as printed, in the outlet's own time; an instant is given only where time and zone are stated. Articles that have a value, and where it was found:")
	for _, f := range m.Stats.Fill {
		if !slices.Contains([]string{"title", "authors", "publisher", "published_date", "section", "language"}, f.Field) {
			continue
		}
		item := []string{fmt.Sprintf("%s: %s of %s (%s)", f.Field, say.Number(f.Filled), say.Number(f.Of), say.Percent(f.Share))}
		for _, e := range m.Figures.Evidence {
			if e.Field != f.Field {
				continue
			}
			var from []string
			for _, c := range e.From {
				from = append(from, name(c.Name)+" "+say.Number(c.Count))
			}
			item = append(item, strings.Join(from, ", "))
		}
		s.items = append(s.items, strings.Join(item, "; "))
	}
	return s
}

// annotator returns a stage that added a layer; nil where the dataset was made without.
func (m *Methods) annotator(layer string) *schema.Annotator {
	for i := range m.Manifest.Annotators {
		if a := &m.Manifest.Annotators[i]; a.Name == layer {
			return a
		}
	}
	return nil
}

// about names an annotator with what decides.
func about(a *schema.Annotator) string {
	s := "version " + name(a.Version)
	if a.Hash != "" {
		s += fmt.Sprintf(", weights or data with SHA-256 %.12s…", a.Hash)
	}
	return s
}

func (m *Methods) quotes() section {
	s := section{heading: "Quotes and speakers"}
	a := m.annotator("quotes")
	if a == nil {
		s.paragraphs = append(s.paragraphs, "The dataset has no quotes: they were left out.")
		return s
	}
	p := "Quotes were found by rules and learned weights (" + about(a) + "): spans in quote marks, statements reported without marks, " +
		"and the noun phrase that names the speaker, which pronouns and short names are resolved to. " +
		"A quote is direct (all of it in marks), mixed (a part) or indirect (none)."
	if model := m.Manifest.Options["quote_model"]; model != "" {
		p += " The weights are the project's own (" + name(model) + ")."
	}
	if t := m.Manifest.Options[datasets.OptionThreshold]; t != "" {
		p += fmt.Sprintf(" What has a confidence of being speech of at least %s is counted (%s); the rest are candidates and in no count (%s).",
			name(t), say.Count(m.Manifest.Rows("quotes"), "quote"), say.Number(m.Manifest.Rows("quote_candidates")))
	}
	s.paragraphs = append(s.paragraphs, p)
	if q := m.Stats.Quoting; q != nil && len(q.Kinds) > 0 {
		s.paragraphs = append(s.paragraphs, fmt.Sprintf("%s of %s hold a quote. By kind of speaker: %s.", say.Number(q.Quoted),
			say.Count(q.Articles, "article"), kinds(q)))
	}
	if n := m.Manifest.Rows("people"); n > 0 {
		p := fmt.Sprintf("Names of all articles were put together as %s by stated rules: spellings and initials of one name, never by who "+
			"was talked about; possible homonyms are marked, not parted.", say.CountOf(n, "person or body", "persons and bodies"))
		if c := m.Manifest.Corrections; c != nil {
			p += fmt.Sprintf(" %s of a file of corrections (%s, SHA-256 %.12s…) changed that.", say.Count(int64(c.Rows), "row"),
				name(c.File), c.SHA256)
		}
		s.paragraphs = append(s.paragraphs, p)
	}
	return s
}

func kinds(q *stats.QuoteStats) string {
	var parts []string
	for _, k := range q.Kinds {
		kind := "no speaker found"
		if k.Kind != nil && *k.Kind != "" {
			kind = name(*k.Kind)
		}
		parts = append(parts, kind+" "+say.Number(k.Quotes))
	}
	return strings.Join(parts, ", ")
}

func (m *Methods) topics() section {
	s := section{heading: "Topics"}
	for i := range m.Manifest.Annotators {
		if a := &m.Manifest.Annotators[i]; a.Name == "topics" {
			s.paragraphs = append(s.paragraphs, m.coded(a))
		}
	}
	if s.paragraphs == nil {
		s.paragraphs = []string{"The dataset has no topics: they were left out."}
	}
	return s
}

// measuredCodebook is the one whose keywords were measured on texts that people coded.
const measuredCodebook = "cap"

// learned reports whether a model gave the codes: the hash of an annotator is that of the model too.
func learned(a *schema.Annotator) bool { return a.Codebook != "" && a.Hash != a.Codebook }

// coded says what was coded by one codebook.
func (m *Methods) coded(a *schema.Annotator) string {
	by := "words of"
	if learned(a) {
		by = "a trained model (" + name(m.Manifest.Options["topic_model"]) + ") for"
	}
	p := "Articles were coded by " + by + " the codebook " + name(a.Scheme) + " (" + about(a)
	if n := len(a.Codes); n > 0 {
		p += ", " + say.Count(int64(n), "code")
	}
	p += ")."
	switch {
	case learned(a):
		p += " How often the model was right on texts that it did not learn from stands in what dsbuild topics train printed of it, and not here."
	case a.Scheme != measuredCodebook:
		p += " How often these labels are right was not measured."
	}
	p += " Where the evidence is too weak or too mixed the coder abstains, and where nothing of the codebook's subject is found it says so."
	at := slices.IndexFunc(m.Stats.Agendas, func(of stats.Agenda) bool { return of.Codebook == a.Scheme })
	if at < 0 {
		return p
	}
	of := &m.Stats.Agendas[at]
	parts := []string{fmt.Sprintf(" Of %s %s have a code", say.Count(of.Articles, "article"), say.Number(of.Coded))}
	for _, outcome := range slices.Sorted(maps.Keys(of.Outcomes)) {
		parts = append(parts, name(outcome)+" "+say.Number(of.Outcomes[outcome]))
	}
	return p + strings.Join(parts, "; ") + "."
}

// made says with what, so that it can be made again.
func (m *Methods) made() section {
	s := section{heading: "Versions, hash, citation"}
	d := m.Manifest
	s.paragraphs = append(s.paragraphs,
		fmt.Sprintf("dsbuild %s, schema %s (hash %.12s…). The same input bytes and options give the same bytes on every machine; SHA-256 "+
			"of the tables: %s.", name(d.DsbuildVersion), name(d.SchemaVersion), d.SchemaHash, d.TablesDigest()))
	var options []string
	for _, key := range slices.Sorted(maps.Keys(d.Options)) {
		if v := d.Options[key]; v != "" {
			options = append(options, name(key)+"="+name(v))
		}
	}
	if len(options) > 0 {
		s.paragraphs = append(s.paragraphs, "Options: "+strings.Join(options, ", ")+".")
	}
	s.paragraphs = append(s.paragraphs, "Cite as: "+cite.Line(d))
	if missing := cite.Missing(d); len(missing) > 0 {
		s.paragraphs = append(s.paragraphs, "The recipe does not state: "+strings.Join(missing, "; ")+".")
	}
	return s
}
