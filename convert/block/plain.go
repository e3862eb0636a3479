package block

import (
	"math/bits"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// The names of classes and the tags of a page say much about what a block is, and on
// some pages they say wrong: all paragraphs stand in "sidebar-grid", in an aside, in
// what is hidden until a script runs. So what was kept is compared with what the page
// plainly has: what the rules keep of it without any names.

const (
	// fewPlain is the fewest letters of plain text by which a page is judged: three or four paragraphs.
	fewPlain = 500
	// So many tenths are most of all running text: who keeps that lost nothing.
	mostText = 6
	// A name that speaks against more than one part in so many of what was not kept is to blame.
	blamePart = 5
	// A part in so many of what was kept is much.
	suspectPart = 5
	// Who keeps less than one part in so many of the plain text has lost it to names.
	littleText = 5
)

// Missing says how far what was kept is from what the page plainly has.
type Missing struct {
	Plain int // words of running text that stand together and are neither teasers nor remarks
	Kept  int // how many of them were kept
}

// Any reports whether text may be missing: less than half of it was kept.
func (m Missing) Any() bool { return 2*m.Kept < m.Plain }

// Missing returns what may be missing of the last page.
func (r *Reader) Missing() Missing { return r.missing }

// reconsider judges a page again without names where names took much of its running
// text, and takes that verdict where it keeps more of what the page plainly has.
func (r *Reader) reconsider(d *markup.Doc, v *rule.HTMLView) {
	all, kept := r.weighVetoes(v)
	if all < fewPlain || kept*10 >= all*mostText && r.alike*suspectPart <= kept {
		return
	}
	title := v.TitleAt
	named, sure := append(r.named[:0], r.cutter.Page.Units...), r.learner.confidence
	r.named = named
	v, _ = r.decided(d, r.blamed(v), true)
	m := r.compare(named)
	if r.byName(named) && (r.alike*suspectPart > kept || kept < fewPlain && m.Kept*littleText < m.Plain && !r.before(title, named)) {
		if r.learnable() {
			r.learner.judgeHTML(or(r.HTMLModel, htmlModel), v)
		}
		if b := r.count(r.cutter.Page.Units); b.Kept > m.Kept {
			r.missing = b
			return
		}
	}
	r.missing = m
	copy(r.cutter.Page.Units, named)
	r.learner.html.Live.Forget()
	r.learner.confidence = sure
}

// weighVetoes returns how much running text a page has, and how much of it was kept. It
// notes what names speak against, and how much of that looks like what was kept.
func (r *Reader) weighVetoes(v *rule.HTMLView) (all, kept int32) {
	r.vetoed = unit.Grow(r.vetoed, len(v.Units))
	if r.looks == nil {
		r.looks = map[uint64]struct{}{}
	}
	clear(r.looks)
	for i := range v.Units {
		u := &v.Units[i]
		r.vetoed[i] = v.Junk[u.Parent] != 0
		if v.Good[i] {
			all += u.Size
			if u.Kept() {
				kept += u.Size
				r.looks[v.Signature(u.Parent)] = struct{}{}
			}
		}
	}
	r.alike = 0
	for i := range v.Units {
		if u := &v.Units[i]; v.Good[i] && r.vetoed[i] && !u.Kept() && !v.Junk[u.Parent].Has(lexicon.Hidden, lexicon.Modal, lexicon.Consent) {
			if _, ok := r.looks[v.Signature(u.Parent)]; ok {
				r.alike += u.Size
			}
		}
	}
	return all, kept
}

// blamed returns the groups of names that speak against a good part of the running text
// that was not kept.
func (r *Reader) blamed(v *rule.HTMLView) (blame lexicon.Tokens) {
	var mass [lexicon.TokenCount]int32
	all := int32(0)
	for i := range v.Units {
		u := &v.Units[i]
		if !v.Good[i] || u.Kept() {
			continue
		}
		all += u.Size
		for t := v.Junk[u.Parent]; t != 0; t &= t - 1 {
			mass[bits.TrailingZeros64(uint64(t))] += u.Size
		}
	}
	for g, m := range mass {
		if m*blamePart > all {
			blame |= 1 << g
		}
	}
	return blame
}

// compare finds the text that the page plainly has, and what was kept of it.
func (r *Reader) compare(named []unit.Unit) Missing {
	r.plain = unit.Grow(r.plain, len(named))
	size := int32(0)
	for i := range r.cutter.Page.Units {
		u := &r.cutter.Page.Units[i]
		if r.plain[i] = u.Kept(); r.plain[i] {
			size += u.Size
		}
	}
	if size < fewPlain {
		return Missing{}
	}
	return r.count(named)
}

// before reports whether what was kept by names stands between the headline and the
// plain text that was not: it is the article, and the rest another one or remarks.
func (r *Reader) before(title int, named []unit.Unit) bool {
	size := int32(0)
	for i := title + 1; i < len(named) && (named[i].Kept() || !r.plain[i]); i++ {
		if named[i].Kept() {
			size += named[i].Size
		}
	}
	return size >= fewPlain/4
}

// byName reports whether most of the plain text that was not kept was dropped for a name.
func (r *Reader) byName(named []unit.Unit) bool {
	vetoed, all := int32(0), int32(0)
	for i := range named {
		if r.plain[i] && !named[i].Kept() {
			all += named[i].Size
			if r.vetoed[i] {
				vetoed += named[i].Size
			}
		}
	}
	return vetoed*2 > all
}

// count counts the words of the plain text, and those kept, there or in another copy
// of the same words: pages hold their text for small screens and again for large ones.
func (r *Reader) count(units []unit.Unit) (m Missing) {
	kept := map[uint64]bool{} // by hash; few pages are counted
	for i := range units {
		if units[i].Kept() {
			kept[units[i].Hash] = true
		}
	}
	for i := range units {
		if r.plain[i] {
			m.Plain += int(units[i].Words)
			if kept[units[i].Hash] {
				m.Kept += int(units[i].Words)
			}
		}
	}
	return m
}
