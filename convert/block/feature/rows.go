package feature

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// Rows are the features of the units of a page, one column a feature, as small
// integers: the trees compare and nothing else, so that every CPU decides alike.
type Rows struct {
	N     int
	Cells []int16  // column by column
	at    int      // the next column's first cell
	Names []string // of the columns, where they are wanted
	Named bool

	tags []uint8 // per unit: what its element is
	sums sums
}

// sums are prefix sums over the units.
type sums struct {
	size, linked, good, closed []int32
}

// MaxColumns is more than any form of page and stage has. The memory of all columns
// is there before the first is handed out, so that none moves while it is written.
const MaxColumns = 320

func (r *Rows) reset(n int) {
	r.N, r.at, r.Names = n, 0, r.Names[:0]
	if cap(r.Cells) < n*MaxColumns {
		r.Cells = make([]int16, 0, (n+n/4)*MaxColumns)
	}
	r.Cells = r.Cells[:0]
}

// column begins a feature and returns its cells, which may hold anything. The parts
// of its name are put together only where names are wanted.
func (r *Rows) column(name ...string) []int16 {
	from := r.at
	r.at += r.N
	r.Cells = r.Cells[:r.at]
	if r.Named {
		r.Names = append(r.Names, strings.Join(name, ""))
	}
	return r.Cells[from:r.at:r.at]
}

// scale is 8 times the binary logarithm of x+1, by its three highest bits.
func scale(x int32) int16 {
	if x <= 0 {
		return 0
	}
	v := uint32(x) + 1
	n := bits.Len32(v)
	return int16((n-1)*8) + int16(v<<(32-n)>>28&7)
}

// share is a/b in hundredths, or -1 where b is nothing.
func share(a, b int32) int16 {
	if b <= 0 {
		return -1
	}
	return int16(int64(a) * 100 / int64(b))
}

func bit(b bool) int16 {
	if b {
		return 1
	}
	return 0
}

func within(x, low, high int32) int16 { return int16(min(max(x, low), high)) }

// own writes what the words of each unit alone say.
func (r *Rows) own(p *unit.Page) {
	units := p.Units
	size, words, wordLen := r.column("size"), r.column("words"), r.column("word_length")
	linked, links := r.column("linked"), r.column("links")
	commas, ends, digits, capped := r.column("commas"), r.column("ends"), r.column("digits"), r.column("capped")
	form, lines, first, dup, head := r.column("form"), r.column("lines"), r.column("first"), r.column("dup"), r.column("head")
	boiler, level, kind := r.column("boilerplate"), r.column("level"), r.column("kind")
	commaShare := r.column("comma_share")
	for i := range units {
		u := &units[i]
		size[i], words[i], wordLen[i] = scale(u.Size), scale(u.Words), within(u.Size*10/max(u.Words, 1), 0, 300)
		linked[i], links[i] = share(u.LinkSize, u.Size), within(u.Links[1]-u.Links[0], 0, 50)
		commas[i], ends[i], digits[i], capped[i] = within(u.Commas, 0, 100), within(u.Ends, 0, 100), share(u.Digits, u.Size),
			share(u.Capped, u.Words)
		commaShare[i] = within(u.Commas*1000/max(u.Size, 1), 0, 500)
		form[i] = bit(u.Closed) | bit(u.Colon)<<1 | bit(u.Lower)<<2
		lines[i] = within(u.Lines, 0, 60)
		first[i] = firstClass(p.Bytes(u))
		dup[i] = bit(u.Earlier >= 0)<<1 | bit(u.Again) | bit(u.Near >= 0)<<2
		head[i] = bit(p.Heads.Has(u.Hash))
		level[i], kind[i] = int16(u.Level), unit.KindCode(u)
		boiler[i] = boilerCode(u)
	}
	for g := range lexicon.PhraseCount {
		c := r.column("says_", lexicon.PhraseName(g))
		for i := range units {
			c[i] = int16(units[i].Phrases >> g & 1)
		}
	}
}

// boilerCode numbers what the phrases of a unit say it is, 0 where they say nothing.
func boilerCode(u *unit.Unit) int16 {
	if b, ok := rule.Boilerplate(u); ok {
		return reasonCode(b.Reason)
	}
	return 0
}

// firstClass says what a unit's first character is.
func firstClass(t []byte) int16 {
	c, _ := utf8.DecodeRune(t)
	switch {
	case c >= 'a' && c <= 'z':
		return 1
	case c >= 'A' && c <= 'Z':
		return 2
	case c >= '0' && c <= '9':
		return 3
	case c == '"' || c == '“' || c == '„' || c == '«' || c == '‘' || c == '\'':
		return 4
	case c == '(' || c == '[':
		return 5
	case c == '*' || c == '†' || c == '+' || c == '#' || c == '@' || c == '©':
		return 6
	case c < utf8.RuneSelf:
		return 7
	case unicode.IsUpper(c):
		return 8
	case unicode.IsLetter(c):
		return 9
	}
	return 10
}

var reasonOrder = [...]schema.BlockReason{
	schema.ReasonBody, schema.ReasonMetadata, schema.ReasonHidden, schema.ReasonBoilerplate, schema.ReasonLinks, schema.ReasonForm, schema.ReasonBeforeBody,
	schema.ReasonAfterBody, schema.ReasonRelated, schema.ReasonComments, schema.ReasonCaption, schema.ReasonEmbed, schema.ReasonBio, schema.ReasonRepeated, schema.ReasonLowScore,
}

func reasonCode(b schema.BlockReason) int16 {
	for i, r := range reasonOrder {
		if r == b {
			return int16(i + 1)
		}
	}
	return 0
}

var kindOrder = [...]schema.BlockKind{
	schema.KindTitle, schema.KindDeck, schema.KindByline, schema.KindDate, schema.KindHeading, schema.KindParagraph, schema.KindListItem, schema.KindBlockQuote,
	schema.KindTableRow, schema.KindPreformatted, schema.KindCaption, schema.KindEmbed, schema.KindBio, schema.KindPromo, schema.KindNavigation, schema.KindComment, schema.KindOther,
}

func verdictCode(k schema.BlockKind) int16 {
	for i, o := range kindOrder {
		if o == k {
			return int16(i + 1)
		}
	}
	return 0
}

// ruled writes what the rules decided about each unit and its neighbours.
func (r *Rows) ruled(p *unit.Page) {
	units := p.Units
	reason, kind, points := r.column("rule_reason"), r.column("rule_kind"), r.column("rule_points")
	first, last := r.column("rule_from_first"), r.column("rule_from_last")
	before, total := r.column("rule_before"), int32(0)
	from, to := int32(-1), int32(-1)
	for i := range units {
		u := &units[i]
		reason[i], kind[i], points[i] = reasonCode(u.Reason), verdictCode(u.Kind), int16(u.Points)
		if u.Kept() {
			if from < 0 {
				from = int32(i)
			}
			to = int32(i)
			total += u.Size
		}
	}
	sum := int32(0)
	for i := range units {
		first[i], last[i] = within(int32(i)-from, -60, 60), within(int32(i)-to, -60, 60)
		before[i] = share(sum, total)
		if units[i].Kept() {
			sum += units[i].Size
		}
	}
	pages := r.column("rule_total")
	for i := range units {
		pages[i] = scale(total)
	}
	for _, d := range [...]int{-2, -1, 1, 2} {
		c := r.column("rule_reason", offset(d))
		for i := range units {
			c[i] = -1
			if j := i + d; j >= 0 && j < len(units) {
				c[i] = reason[j]
			}
		}
	}
	r.labelled(p)
	r.nearest(p, "kept", func(u *unit.Unit, _ int) bool { return u.Kept() })
	r.nearest(p, "meta", func(u *unit.Unit, _ int) bool { return u.Kind == schema.KindByline || u.Kind == schema.KindDate })
	r.nearest(p, "title", func(u *unit.Unit, _ int) bool { return u.Kind == schema.KindTitle })
	r.nearest(p, "related", func(u *unit.Unit, _ int) bool { return u.Reason == schema.ReasonRelated })
	r.nearest(p, "comments", func(u *unit.Unit, _ int) bool { return u.Reason == schema.ReasonComments })
}

// offset names the place of a neighbour, at most four away.
func offset(d int) string {
	return [...]string{"-4", "-3", "-2", "-1", "+0", "+1", "+2", "+3", "+4"}[d+4]
}

// nearest writes how many units before and behind each the nearest is that is so.
func (r *Rows) nearest(p *unit.Page, name string, is func(*unit.Unit, int) bool) {
	before, behind := r.column(name, "_units_before"), r.column(name, "_units_behind")
	n := len(p.Units)
	d := int16(40)
	for i := range n {
		before[i] = d
		if is(&p.Units[i], i) {
			d = 0
		}
		d = min(d+1, 40)
	}
	d = 40
	for i := n - 1; i >= 0; i-- {
		behind[i] = d
		if is(&p.Units[i], i) {
			d = 0
		}
		d = min(d+1, 40)
	}
}

// place writes where each unit stands among the others; good marks running text.
func (r *Rows) place(p *unit.Page, good []bool) {
	units := p.Units
	n := int32(len(units))
	r.sums.size, r.sums.linked, r.sums.good = unit.Grow(r.sums.size, len(units)+1), unit.Grow(r.sums.linked, len(units)+1),
		unit.Grow(r.sums.good, len(units)+1)
	r.sums.closed = unit.Grow(r.sums.closed, len(units)+1)
	s := &r.sums
	firstGood, lastGood, goods := int32(-1), int32(-1), int32(0)
	for i := range units {
		u := &units[i]
		s.size[i+1], s.linked[i+1], s.good[i+1] = s.size[i]+u.Size, s.linked[i]+u.LinkSize, s.good[i]
		s.closed[i+1] = s.closed[i] + int32(bit(u.Closed))
		if good[i] {
			s.good[i+1] += u.Size
			goods++
			if firstGood < 0 {
				firstGood = int32(i)
			}
			lastGood = int32(i)
		}
	}
	at, text := r.column("at"), r.column("text_before")
	before, behind := r.column("good_before"), r.column("good_behind")
	first, last := r.column("from_first_good"), r.column("from_last_good")
	isGood, units1, total, mean := r.column("good"), r.column("units"), r.column("good_total"), r.column("good_mean")
	toMean := r.column("size_to_mean")
	for i := range units {
		at[i], text[i] = share(int32(i), n), share(s.size[i], s.size[n])
		before[i], behind[i] = share(s.good[i], s.good[n]), share(s.good[n]-s.good[i+1], s.good[n])
		first[i], last[i] = within(int32(i)-firstGood, -40, 60), within(int32(i)-lastGood, -60, 40)
		isGood[i], units1[i], total[i] = bit(good[i]), scale(n), scale(s.good[n])
		mean[i] = scale(s.good[n] / max(goods, 1))
		toMean[i] = within(units[i].Size*20/max(s.good[n]/max(goods, 1), 1), 0, 200)
	}
	r.nearest(p, "good", func(_ *unit.Unit, i int) bool { return good[i] })
}

// around writes what the neighbours of each unit are like. same tells how alike two
// units' places are.
func (r *Rows) around(p *unit.Page, same func(i, j int) int16) {
	units := p.Units
	for _, d := range [...]int{-3, -2, -1, 1, 2, 3} {
		o := offset(d)
		size, linked, form, kin := r.column("size", o), r.column("linked", o), r.column("form", o), r.column("same", o)
		tag := r.column("tag", o)
		for i := range units {
			j := i + d
			if j < 0 || j >= len(units) {
				size[i], linked[i], form[i], kin[i], tag[i] = -1, -1, -1, -1, -1
				continue
			}
			u := &units[j]
			size[i], linked[i] = scale(u.Size), share(u.LinkSize, u.Size)
			form[i] = bit(u.Closed) | bit(u.Colon)<<1 | bit(u.Lower)<<2
			kin[i] = same(i, j)
			tag[i] = int16(r.tags[j])
		}
	}
}

// headed writes what the heading or label above each unit says, how far away it is
// and how much text stands between.
func (r *Rows) headed(p *unit.Page, is func(u *unit.Unit) bool) {
	says, distance, level, size, boiled := r.column("above_says"), r.column("above_distance"), r.column("above_level"), r.column("above_size"),
		r.column("above_text")
	at, text, saying := -1, int32(0), int16(-1)
	for i := range p.Units {
		u := &p.Units[i]
		says[i], distance[i], level[i], size[i], boiled[i] = saying, 60, -1, -1, scale(text)
		if at >= 0 {
			a := &p.Units[at]
			distance[i], level[i], size[i] = within(int32(i-at), 0, 60), int16(a.Level), scale(a.Size)
		}
		text += u.Size
		if is(u) {
			at, text, saying = i, 0, boilerCode(u)
		}
	}
}

// labelled writes how far above the nearest short unit is that announces something else than
// the text: related stories, comments, newsletters, the author.
func (r *Rows) labelled(p *unit.Page) {
	r.nearest(p, "label", func(u *unit.Unit, _ int) bool {
		return u.Size < 70 && u.Phrases.Has(lexicon.Related, lexicon.Newsletter, lexicon.Follow, lexicon.Bio, lexicon.Comments, lexicon.Tagged,
			lexicon.Share)
	})
}
