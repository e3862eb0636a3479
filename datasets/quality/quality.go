// Package quality has the measured quality of dsbuild as data: one list, from which
// reports and methods take it. README.md and the cards of the models have the same
// figures among others; a test compares them.
//
// In: nothing. Out: figures with what they were measured on. Laws: a figure stands in
// the document that it names, with its interval; a share of a known number of things
// has an interval.
package quality

import (
	"math"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/interval"
)

// Layer is the part of a dataset that a figure is about.
type Layer string

// The layers.
const (
	Text     Layer = "text"
	Metadata Layer = "metadata"
	Pages    Layer = "pages"
	Quotes   Layer = "quotes"
	Topics   Layer = "topics"
)

// Figure is one measurement.
type Figure struct {
	Layer Layer
	What  string
	On    string
	Value float64 // a share or an F1, from 0 to 1
	// Low and High are the 95 % interval; both 0 where none was computed.
	Low, High float64
	// Source is the document that has the figure, and Row words of its line.
	Source, Row string
}

// Interval reports whether the figure has one.
func (f *Figure) Interval() bool { return f.High > 0 }

// Decimal writes a value with three decimals, without the first 0.
func Decimal(v float64) string {
	s := strconv.FormatFloat(math.Round(v*1e3)/1e3, 'f', 3, 64)
	return strings.TrimPrefix(s, "0")
}

// Range is the interval in words; "" where there is none.
func (f *Figure) Range() string {
	if !f.Interval() {
		return ""
	}
	return Decimal(f.Low) + " to " + Decimal(f.High)
}

// counted is a figure that is a share of n things, with its interval (Wilson).
func counted(n int64, f Figure) Figure {
	f.Low, f.High = interval.Wilson(int64(math.Round(f.Value*float64(n))), n)
	return f
}

const (
	readme     = "README.md"
	blocks     = "docs/models/block.md"
	listing    = "docs/models/listing.md"
	quotes     = "docs/models/quote.md"
	unseen     = "92 articles from HTML, of sites that nobody had looked at"
	unseenRow  = "| 92 articles of sites that nobody had looked at | HTML |"
	listingRow = "| listing and collection (wcxb) | 134 |"
	topicRow   = "Topics on 207 whole articles"
	wcxb       = "531 articles of wcxb, by models that saw none of their sites"
	wcxbHTML   = wcxb + ", from HTML"
	wcxbDumps  = wcxb + ", from page text"
	polnear    = "84 articles of PolNeAR (US politics)"
	publishers = "30 whole news articles of other publishers, 2023 to 2026"
)

// Figures are those that hold for pages or articles as a user has them. What nobody had
// looked at stands first: it is the most honest.
var Figures = []Figure{
	{Text, "words of the article's text (F1)", unseen, .953, 0, 0, readme, unseenRow},
	counted(92, Figure{Text, "texts exactly right", unseen, .424, 0, 0, readme, unseenRow}),
	{Text, "paragraphs (F1)", unseen, .874, 0, 0, readme, unseenRow},
	{Text, "words of the article's text (F1)", wcxbHTML, .954, .944, .962, blocks, "| wcxb (531) | body F1 |"},
	{Text, "paragraphs (F1)", wcxbHTML, .866, .846, .890, blocks, "| wcxb (531) | paragraph F1 |"},
	{Text, "words of the article's text (F1)", wcxbDumps, .915, .905, .926, blocks, "| wcxb (531) | body F1 |"},
	{Text, "paragraphs (F1)", wcxbDumps, .775, .741, .805, blocks, "| wcxb (531) | paragraph F1 |"},
	{Metadata, "title", unseen, .989, 0, 0, readme, unseenRow},
	{Metadata, "authors (F1)", unseen, .816, 0, 0, readme, unseenRow},
	{Metadata, "day of publication", unseen, .966, 0, 0, readme, unseenRow},
	{Pages, "lists of other pages recognised", "134 lists of wcxb, from HTML", .71, 0, 0, listing, listingRow},
	{Pages, "lists of other pages recognised", "134 lists of wcxb, from page text", .40, 0, 0, listing, listingRow},
	{Quotes, "quotes found (F1)", polnear, .987, .979, .993, quotes, "| segments of three words and more: detection F1 |"},
	{Quotes, "quotes found with the right speaker (F1)", polnear, .929, .905, .951, quotes, "| … end to end F1 | 88 |"},
	{Quotes, "statements reported without marks (F1; two human coders: .779)", polnear, .733, .706, .755, quotes, "| indirect: easy F1 |"},
	{Quotes, "quotes found (F1)", publishers, .984, 0, 0, quotes, "| other publishers: detection F1 |"},
	{Quotes, "quotes found with the right speaker (F1)", publishers, .952, 0, 0, quotes, "| … end to end F1 | .86 |"},
	counted(207, Figure{Topics, "the right major code, or rightly none", "207 whole articles", .908, 0, 0, readme, topicRow}),
}
