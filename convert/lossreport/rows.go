package lossreport

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// maxRows is how many blocks of a page are drawn: browsers stay quick, and nobody reads more.
	maxRows = 4000
	// maxFolded is how many blocks of one fold are drawn on a page that has more than maxRows.
	maxFolded = 25
	// maxDropped and maxKept are the code points of a block that are drawn.
	maxDropped, maxKept = 1500, 20_000
	// foldFrom is the length from which a run of dropped blocks is folded.
	foldFrom = 3
)

// item is one line of the drawing: a row, or a fold of rows.
type item struct {
	Row  *rowView
	Fold *foldView
}

// rowView is one block beside what became of it.
type rowView struct {
	Index              int
	Class              string // how it is coloured
	Kind, Reason, Path string
	Score              string
	Text, Cut          string
	Doubt              string   // why it is worth a look, "" it is not
	Goes               []goesTo // the columns its words stand in, for metadata
	Paragraphs         []paragraphView
}

// goesTo is a metadata column with its value. Where the block does not state
// the value, it was taken for metadata, and the column says something else.
type goesTo struct {
	Field, Value string
	Stated       bool
}

// paragraphView is one paragraph as it stands in the dataset.
type paragraphView struct {
	N       int // paragraph_index
	Kind    string
	Level   int
	Pieces  []piece
	Cut     string
	Foreign bool // the dataset does not have it
}

// foldView is a run of dropped blocks that are not worth a look each.
type foldView struct {
	Summary, Head string
	Rows          []*rowView
	Hidden        string // how many of them are not drawn
}

// segment is a run of blocks of one colour on the strip above a page.
type segment struct {
	X, Width int
	Class    string
	Title    string
	First    int // block it leads to
}

// rows builds the lines of one page.
type rows struct {
	v          *pageView
	blocks     []schema.Block
	article    *schema.Article
	paragraphs map[int][]paragraphView // by index of the block
	doubts     doubts
	words      []int    // of the blocks
	lower      []string // of the blocks, made when something is looked for
	drawn      int
	left       int // blocks that are not drawn
	leftKept   int
}

func newRows(p *Page, v *pageView) *rows {
	t := p.Trace
	r := &rows{v: v, blocks: t.Blocks, article: t.Article, paragraphs: map[int][]paragraphView{}, words: make([]int, len(t.Blocks))}
	for i := range r.blocks {
		b := &r.blocks[i]
		n := text.Words(b.Text)
		r.words[i] = n
		v.Words += n
		v.chars += len(b.Text)
		if b.Kept {
			v.Kept += n
			v.keptChars += len(b.Text)
			v.KeptBlocks++
		}
		v.reasons[string(b.Reason)]++
		v.kinds[string(b.Kind)]++
	}
	v.Blocks = len(r.blocks)
	if r.article != nil {
		r.cut(p.Stored)
	}
	r.doubts = newDoubts(r.blocks, v.Title)
	return r
}

// cut lists the paragraphs that were cut from each block.
func (r *rows) cut(s *Stored) {
	var stored map[string]bool
	if s != nil && !s.Rejected && s.Text != r.article.Text {
		stored = map[string]bool{}
		for paragraph := range strings.SplitSeq(s.Text, "\n\n") {
			stored[paragraph] = true
		}
	}
	quotes, counted := r.article.AllQuotes(), r.article.Said()
	for i, p := range r.article.Paragraphs {
		words := r.article.Text[p.Start:p.End]
		v := paragraphView{N: i, Kind: string(p.Kind), Level: p.HeadingLevel, Foreign: stored != nil && !stored[words]}
		var head string
		if head, v.Cut = cutText(words, maxKept); v.Cut != "" {
			head = strings.TrimSuffix(head, "…")
		}
		first, _ := slices.BinarySearchFunc(quotes, p.Start, func(q schema.Quote, at int) int { return q.Start - at })
		last := first
		for last < len(quotes) && quotes[last].Start < p.End {
			last++
		}
		v.Pieces = pieces(r.article.Text, p.Start, p.Start+len(head), quotes[first:last], counted)
		r.paragraphs[p.Block] = append(r.paragraphs[p.Block], v)
	}
}

// cutText is a text as far as it is drawn, and a remark on the rest.
func cutText(s string, n int) (head, rest string) {
	head, more := shorten(s, n)
	if more > 0 {
		rest = count(more, "more character")
	}
	return head, rest
}

func (r *rows) run() {
	for i := 0; i < len(r.blocks); {
		if n := r.foldable(i); n >= foldFrom {
			r.fold(i, n)
			i += n
			continue
		}
		r.single(i)
		i++
	}
	if r.left > 0 {
		r.v.Cut = fmt.Sprintf("This page has %s; the last %s, %s of them kept, are not drawn here. A build with --tables blocks writes them all.",
			count(len(r.blocks), "block"), commas(r.left), commas(r.leftKept))
	}
	r.strip()
}

// foldable is the length of the run of dropped blocks from i on.
func (r *rows) foldable(i int) int {
	n := 0
	for ; i < len(r.blocks); i++ {
		b := &r.blocks[i]
		stated := func(g goesTo) bool { return g.Stated }
		if b.Kept || r.doubts.of(i) != "" {
			break
		}
		if b.Reason == schema.ReasonMetadata && (r.lost(i) || slices.ContainsFunc(r.goes(b), stated)) {
			break
		}
		n++
	}
	return n
}

func (r *rows) single(i int) {
	if r.drawn >= maxRows {
		r.left++
		if r.blocks[i].Kept {
			r.leftKept++
		}
		return
	}
	r.drawn++
	r.v.Items = append(r.v.Items, item{Row: r.row(i)})
}

func (r *rows) fold(first, n int) {
	shown := n
	if len(r.blocks) > maxRows {
		shown = min(n, maxFolded)
	}
	if r.drawn >= maxRows {
		r.left += n
		return
	}
	f := &foldView{}
	words, tally, head := 0, map[string]int{}, []string{}
	for i := first; i < first+n; i++ {
		words += r.words[i]
		tally[string(r.blocks[i].Reason)]++
		if i < first+shown {
			f.Rows = append(f.Rows, r.row(i))
		}
		if len(head) < 12 {
			head = append(head, text.Head(strings.ReplaceAll(r.blocks[i].Text, "\n", " "), 40))
		}
	}
	r.drawn += shown
	if shown < n {
		f.Hidden = count(n-shown, "more block") + " of this run are not drawn here. A build with --tables blocks writes them all."
	}
	f.Summary = count(n, "block") + " dropped, " + count(words, "word") + ": " + tallied(tally)
	f.Head = strings.Join(head, " · ")
	r.v.Items = append(r.v.Items, item{Fold: f})
}

// tallied lists reasons with their numbers, the most frequent first.
func tallied(counts map[string]int) string {
	list := words("block_reason", counts)
	slices.SortStableFunc(list, func(a, b word) int { return b.Blocks - a.Blocks })
	parts := make([]string, len(list))
	for i, w := range list {
		parts[i] = w.Code + " " + strconv.Itoa(w.Blocks)
	}
	return strings.Join(parts, ", ")
}

func (r *rows) row(i int) *rowView {
	b := &r.blocks[i]
	v := &rowView{
		Index: b.Index, Class: class(b), Kind: string(b.Kind), Reason: string(b.Reason),
		Score: share(b.Score), Path: b.Path, Paragraphs: r.paragraphs[b.Index],
	}
	v.doubt(r, r.doubts.of(i))
	limit := maxDropped
	if b.Kept {
		limit = maxKept
	}
	v.Text, v.Cut = cutText(b.Text, limit)
	switch {
	case b.Reason == schema.ReasonMetadata:
		v.Goes = r.goes(b)
		if r.lost(i) {
			v.doubt(r, length(b.Text)+" went to the metadata, but no column has them")
		}
	case b.Kept && r.article == nil:
		// Of a reject nothing is stored: what would have been text.
		v.Paragraphs = []paragraphView{{N: -1, Kind: string(b.Kind), Level: b.Level, Pieces: []piece{{Text: v.Text}}, Cut: v.Cut}}
	case b.Kept && len(v.Paragraphs) == 0:
		v.doubt(r, "kept, but the article has no paragraph of it")
	}
	return v
}

// doubt notes why a row is worth a look; the first reason stays.
func (v *rowView) doubt(r *rows, why string) {
	if why != "" && v.Doubt == "" {
		v.Doubt = why
		r.v.Doubts++
	}
}

// columnOf names the column in which a block of metadata ends.
var columnOf = map[schema.BlockKind]string{
	schema.KindTitle: "title", schema.KindDeck: "subtitle", schema.KindByline: "authors", schema.KindDate: "published_date",
}

// goes lists the columns that have the words of a block of metadata, and the
// one for its kind.
func (r *rows) goes(b *schema.Block) []goesTo {
	var list []goesTo
	words := strings.ToLower(b.Text)
	for i := range r.v.Fields {
		f := &r.v.Fields[i]
		g := goesTo{Field: f.Name}
		at := false
		for _, v := range f.Values {
			if !v.Chosen {
				continue
			}
			if g.Value != "" {
				g.Value += ", "
			}
			g.Value += v.Value
			at = at || v.Block == b.Index
			g.Stated = g.Stated || states(words, strings.ToLower(v.Value), f.Name)
		}
		if g.Value != "" && (at || f.Name == columnOf[b.Kind]) {
			list = append(list, g)
		}
	}
	return list
}

// states reports whether the words of a block state a value: a date by its year and day.
func states(words, value, field string) bool {
	if strings.Contains(words, value) || strings.Contains(value, words) {
		return true
	}
	for _, name := range parts(field, value) {
		if strings.Contains(words, name) {
			return true
		}
	}
	const day = len("2006-01-02")
	if field != "published_date" || len(value) != day {
		return false
	}
	return strings.Contains(words, value[:4]) && strings.Contains(words, strings.TrimPrefix(value[8:], "0"))
}

// parts are the single values of a field that joins several.
func parts(field, value string) []string {
	if field == "authors" || field == "keywords" {
		return strings.Split(value, "; ")
	}
	return []string{value}
}

// lost reports whether a block of metadata is long and no column has its words.
func (r *rows) lost(i int) bool { return long(r.blocks[i].Text) && !r.held(&r.blocks[i]) }

// held reports whether chosen values hold most of a block of metadata.
func (r *rows) held(b *schema.Block) bool {
	words, held := strings.ToLower(b.Text), 0
	for i := range r.v.Fields {
		for _, v := range r.v.Fields[i].Values {
			for _, value := range parts(r.v.Fields[i].Name, strings.ToLower(v.Value)) {
				switch {
				case !v.Chosen:
				case strings.Contains(value, words):
					return true
				case strings.Contains(words, value):
					held += len(value)
				}
			}
		}
	}
	return held*2 >= len(words)
}

// class says how a block is coloured: k for kept, m for metadata, d for dropped, and by its reason.
func class(b *schema.Block) string {
	state := "d"
	switch {
	case b.Kept:
		state = "k"
	case b.Reason == schema.ReasonMetadata:
		state = "m"
	}
	return state + " x-" + string(b.Reason)
}

// stripWidth is the width of the strip in its own units.
const stripWidth = 2000

// strip draws the page as one line: runs of blocks of one colour, as wide as their text is long.
func (r *rows) strip() {
	const least = 12 // characters: an empty block is there as well
	total := 0
	for i := range r.blocks {
		total += len(r.blocks[i].Text) + least
	}
	at := 0
	for i := 0; i < len(r.blocks); {
		j, size, words := i, 0, 0
		for ; j < len(r.blocks) && class(&r.blocks[j]) == class(&r.blocks[i]); j++ {
			size += len(r.blocks[j].Text) + least
			words += r.words[j]
		}
		b := &r.blocks[i]
		s := segment{X: at * stripWidth / total, Class: class(b), First: b.Index}
		at += size
		i, j = j, i
		if s.Width = at*stripWidth/total - s.X; s.Width == 0 {
			continue // narrower than a hair
		}
		s.Title = fmt.Sprintf("%s, %s: %s", count(i-j, "block"), count(words, "word"), b.Reason)
		r.v.Segments = append(r.v.Segments, s)
	}
}
