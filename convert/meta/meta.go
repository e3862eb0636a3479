// Package meta finds the metadata of a page.
//
// In: a page, its markup where it has one, and its typed blocks. Out: title,
// authors, dates, publisher, URL, language and the rest, each chosen among
// candidates that name their evidence. Laws: a value stands somewhere in the
// page, its record or its index row; evidence is weighed together, never taken
// in a fixed order; what disagrees with the choice stays among the candidates;
// the clock is never read; linear in the page.
package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/language"
	"github.com/dsbuild/dsbuild/convert/meta/lines"
	"github.com/dsbuild/dsbuild/convert/meta/linked"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Input is one page at the stage before its article is built.
type Input struct {
	Page   *schema.Page
	Doc    *markup.Doc    // nil for dumps and clean text
	Blocks []schema.Block // typed
}

// Options say what is kept. The zero value works.
type Options struct {
	EvidenceAll bool // keep every candidate; else the chosen ones and those that disagree
}

// Metadata is what is known of a page.
type Metadata struct {
	// Authors are never nil: they were looked for. Keywords are nil where the page has no place for them: dumps.
	schema.Metadata
	// Types are the types the page gives itself, as written: JSON-LD @type of
	// its main object, og:type.
	Types []string
	// Updates are the entries of a live blog, as the page's JSON-LD lists them.
	Updates    []linked.Update
	Candidates []schema.Candidate
	Findings   []schema.Finding
}

// finder is one search. Its stages run in the order of Find: each may use what
// those before it have settled.
type finder struct {
	in    Input
	pool  pool
	tags  tags.Tags
	ld    linked.Data
	lines lines.Lines
	m     *Metadata
	// order is how the page writes numeric dates, see dates.Options.
	order string
	// declared is the language the page states.
	declared string
	// siteKeys are keys of the names by which the site calls itself.
	siteKeys []string
	// people are the names that stand on lines of their own around the headline.
	people []lines.Person
}

// Find returns the metadata of a page.
func Find(in Input, opt Options) *Metadata {
	f := newFinder(in, opt)
	f.head()
	f.authors()
	f.dates()
	f.subtitle()
	f.section()
	f.keywords()
	f.free()
	f.types()
	f.m.Updates = f.ld.Updates
	f.m.Candidates, f.m.Findings = f.pool.candidates, f.pool.findings
	return f.m
}

func newFinder(in Input, opt Options) *finder {
	f := &finder{in: in, m: &Metadata{Metadata: schema.Metadata{Authors: []schema.Author{}}}, pool: pool{all: opt.EvidenceAll}}
	if in.Doc != nil {
		f.tags.Read(in.Doc)
		f.ld.Read(in.Doc, f.tags.Scripts, append(slices.Clone(f.tags.H1), f.tags.First("og:title"))...)
	}
	f.lines.Read(in.Blocks, in.Doc == nil)
	return f
}

// head settles what the authors depend on.
func (f *finder) head() {
	f.urls()
	f.language()
	f.publisher()
	f.title()
}

// stated returns the fields that the index row and the record state.
func (f *finder) stated() (index, record *schema.Fields) {
	record = &f.in.Page.Fields
	if f.in.Page.Index != nil {
		return &f.in.Page.Index.Fields, record
	}
	return nil, record
}

// given appends what the index row and the record state for a text field.
func (f *finder) given(all []candidate, get func(*schema.Fields) string) []candidate {
	index, record := f.stated()
	if index != nil {
		all = append(all, candidate{value: get(index), evidence: schema.EvidenceIndex, score: f.indexScore()})
	}
	return append(all, candidate{value: get(record), evidence: schema.EvidenceRecord, score: scoreRecord})
}

func (f *finder) indexScore() int {
	if f.in.Page.Index.Last {
		return scoreLast
	}
	return scoreIndex
}

// sample is how much kept text the language is found on.
const sample = 1500

func (f *finder) language() {
	html := language.Code(f.tags.Lang)
	og := language.Code(f.tags.First("og:locale"))
	if f.order = dateOrder(f.tags.Lang, f.tags.First("og:locale")); f.order == "" {
		f.order = siteOrder(f.m.Site)
	}
	linked := language.Code(f.ld.Language)
	switch {
	case html != "":
		f.declared = html
	case linked != "":
		f.declared = linked
	default:
		f.declared = og
	}
	var b strings.Builder
	for i := range f.in.Blocks {
		if x := &f.in.Blocks[i]; x.Kept && b.Len() < sample {
			b.WriteString(x.Text)
			b.WriteByte('\n')
		}
	}
	all := f.given(nil, func(x *schema.Fields) string { return language.Code(x.Language) })
	found, score := language.Detect(b.String(), f.declared)
	// The text decides, so it ranks above what the page says of itself: templates
	// declare "en" over pages in any language.
	all = append(all,
		candidate{value: found, evidence: schema.EvidenceText, score: int(100 * score)},
		candidate{value: html, evidence: schema.EvidenceMeta, score: 1},
		candidate{value: linked, evidence: schema.EvidenceJSONLD, score: 1},
		candidate{value: og, evidence: schema.EvidenceOpenGraph, score: 1},
	)
	best, ok := f.pool.choose("language", all)
	if !ok {
		return
	}
	f.m.Language = best.value
	switch best.evidence {
	case schema.EvidenceIndex, schema.EvidenceRecord: // stated by a person: no score
	case schema.EvidenceText:
		f.m.LanguageScore = schema.Some(schema.Round4(score))
	default:
		f.m.LanguageScore = schema.Some(declaredOnly)
	}
}

// declaredOnly is the score of a language that the page declares and its text,
// too short, neither confirms nor denies.
const declaredOnly = 0.5

// dateOrder tells the order of numeric dates from a tag like "en-GB".
func dateOrder(tags ...string) string {
	for _, tag := range tags {
		tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
		switch lang, region, _ := strings.Cut(tag, "-"); {
		case lang == "":
		case lang != "en":
			return "dmy"
		case region == "us" || region == "ph":
			return "mdy"
		case region != "":
			return "dmy"
		}
	}
	return ""
}

// siteOrder tells the order of numeric dates from the country of a site.
func siteOrder(site string) string {
	switch site[strings.LastIndexByte(site, '.')+1:] {
	case "uk", "ie", "au", "nz", "in", "pk", "za", "ng", "ke", "gh", "sg", "my", "hk", "mt", "cy":
		return "dmy"
	case "us", "gov", "mil":
		return "mdy"
	}
	return ""
}

// clean is text.Clean on one line, for values from markup.
func clean(s string) string { return text.Clean(s, false) }
