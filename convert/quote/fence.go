package quote

import (
	"slices"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/schema"
)

// fence is where the text at hand begins, in a text that is several: no statement and
// no speaker of a statement comes from before it.
type fence struct {
	found    int // attributions
	sentence int
	turn     int // the turn of a transcript that was under way, -1 for none
}

// breaks reports whether another text begins with paragraph p: an entry of a live blog.
func (a *annotator) breaks(p int) bool {
	_, found := slices.BinarySearch(a.splits, p)
	return found
}

// begin notes that paragraph p is read next.
func (a *annotator) begin(p int) {
	if p > 0 && !a.breaks(p) {
		return
	}
	a.fence = fence{found: len(a.draft.Found), sentence: a.paragraphStart[p], turn: -1}
	if p > 0 && a.record != nil && a.record.Lines[p].Kind == turns.More {
		a.fence.turn = a.record.Lines[p].Turn
	}
}

// addSigned adds the marked span of token i as words of whoever is named beside it; it reports
// whether somebody is.
func (a *annotator) addSigned(i int) bool {
	p := a.signed(i)
	if p.OK() {
		a.draft.AddDirect(i, nil, schema.RuleDash, a.draft.Statements)
		a.draft.Last().Subject = p
	}
	return p.OK()
}

// signed is who is named beside the marked span of token i and not in its sentence, in its
// own text: behind a dash, or in the paragraph below or above.
func (a *annotator) signed(i int) phrase.Phrase {
	p := a.read.Dashed(i)
	if !p.OK() {
		p = a.read.Lines().Signed(i)
	}
	if p.OK() {
		here, there := a.t.Sentences[a.draft.Sentence].Paragraph, a.t.Sentences[a.t.SentenceOf(p.First)].Paragraph
		if here != there && a.breaks(max(here, there)) {
			return phrase.None
		}
	}
	return p
}
