package quote

import (
	"slices"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/turns"
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

// dashed is who stands behind a dash behind the marked span of token i, in its own text.
func (a *annotator) dashed(i int) phrase.Phrase {
	p := a.read.Dashed(i)
	if p.OK() {
		if behind := a.t.Sentences[a.t.SentenceOf(i+1)].Paragraph; behind != a.t.Sentences[a.draft.Sentence].Paragraph && a.breaks(behind) {
			return phrase.None
		}
	}
	return p
}
