package quote

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// answers returns the attribution whose speaker says the marked span at hand, where that
// is a turn without a name in an exchange of two: “Does it leak?” Roe asked. / “Since May,”
// said Doe. / “And who pays?” The turn belongs to who did not speak in the one before. -1
// where it is none.
func (a *annotator) answers(n attribution.Neighbours) int {
	here := a.t.Sentences[a.draft.Sentence].Paragraph
	if !n.Alone || here < 2 || n.Base < a.fence.found+2 || n.Prev >= n.Base || n.Next >= 0 || !a.brief(here) || !a.lone(here) ||
		a.reopened[here] {
		return -1
	}
	if !a.brief(here-1) || !a.brief(here-2) { // and so have few attributions
		return -1
	}
	last := n.Base - 1
	first := last
	for first > a.fence.found && a.draft.Found[first].Paragraph == here-1 {
		first--
	}
	o, other := &a.draft.Found[last], &a.draft.Found[first]
	if o.Paragraph != here-1 || other.Paragraph != here-2 || o.Kind != schema.QuoteDirect || other.Kind != schema.QuoteDirect {
		return -1
	}
	if !a.differ(a.voiceOf(last), a.voiceOf(first)) {
		return -1
	}
	asked := a.asks(o) || a.asks(other)
	goesOn := here+2 < len(a.paragraphStart) && a.brief(here+1) && a.lone(here+1) && !a.breaks(here+1)
	if asked || goesOn || !a.draft.Found[last].Firm && a.lone(here-1) {
		return first
	}
	return -1
}

// lone reports whether a paragraph is nothing but marked spans.
func (a *annotator) lone(p int) bool {
	for si := a.paragraphStart[p]; si < a.paragraphStart[p+1]; si++ {
		if !a.t.Alone(a.t.Sentences[si]) {
			return false
		}
	}
	return a.paragraphStart[p] < a.paragraphStart[p+1]
}

// brief reports whether a paragraph is as short as the turns of an exchange are.
func (a *annotator) brief(p int) bool {
	const longest = 200 // bytes
	first, end := a.paragraphStart[p], a.paragraphStart[p+1]
	if first >= end {
		return false
	}
	s := a.t.Sentences
	return a.t.Tokens[s[end-1].Last-1].End-a.t.Tokens[s[first].First].Start <= longest
}

// asks reports whether an attribution ends with a question mark.
func (a *annotator) asks(r *attribution.Attribution) bool {
	return strings.HasSuffix(a.t.Body[r.Span.Start:r.Span.End], "?")
}

// voiceOf returns the phrase that speaks in attribution k, or in the one whose speaker it has.
func (a *annotator) voiceOf(k int) phrase.Phrase {
	const most = 40 // turns
	for range most {
		like := a.draft.Found[k].SameSpeakerAs
		if like < 0 {
			return a.draft.Found[k].Subject
		}
		k = like
	}
	return phrase.None
}

// differ reports whether two phrases surely mean two people.
func (a *annotator) differ(p, q phrase.Phrase) bool {
	t := a.t.Tokens
	switch {
	case p.Kind == phrase.Name && q.Kind == phrase.Name:
		return p.Entity != q.Entity
	case p.Kind == phrase.Pronoun && q.Kind == phrase.Pronoun:
		return t[p.First].Is(words.He) && t[q.First].Is(words.She) || t[p.First].Is(words.She) && t[q.First].Is(words.He)
	}
	return a.calling(p) && q.Kind == phrase.Name || a.calling(q) && p.Kind == phrase.Name
}

// calling reports "the clerk": beside a name, in the turn before or behind, somebody else.
func (a *annotator) calling(p phrase.Phrase) bool {
	head := &a.t.Tokens[max(p.Head, 0)]
	return p.Kind == phrase.Noun && head.IsWord(words.Role) && !head.Is(words.Plural)
}
