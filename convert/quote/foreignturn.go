package quote

import (
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file gives turns of talk of which nothing tells who speaks, and headlines, their speaker.

// repeated gives what stands above a text in marks, and of which nobody is said to have said it, to who says it in
// the text.
func (a foreign) repeated() {
	const headline, least = 2, 16 // paragraphs; bytes
	for k := range a.draft.Found {
		r := &a.draft.Found[k]
		if r.Paragraph > headline {
			return
		}
		said := strings.TrimRight(a.t.Body[r.Span.Start:r.Span.End], ".,!?… ")
		if r.Kind != schema.QuoteDirect || r.Subject.OK() || r.SameSpeakerAs >= 0 || len(said) < least {
			continue
		}
		for o := k + 1; o < len(a.draft.Found); o++ {
			q := &a.draft.Found[o]
			if q.Paragraph > r.Paragraph && a.hasVoice(o) && strings.Contains(a.t.Body[q.Span.Start:q.Span.End], said) {
				r.SameSpeakerAs, r.Rule = o, schema.RuleCarried
				break
			}
		}
	}
}

// takesTurn gives the turn of talk of paragraph p, of which the text tells no more than "—contesta—", to who
// spoke two turns before or, where the turn before has nobody's name, to who answers.
func (a foreign) takesTurn(p, base int) {
	dashed := a.all.dashed
	if dashed == nil || !dashed[p] || p == 0 || !a.behindDash(p-1) || base == a.all.fence.found || a.voiceIn(p-1, base) >= 0 {
		return
	}
	like := -1
	if p > 1 && dashed[p-2] {
		like = a.voiceIn(p-2, base)
	}
	for k := base; k < len(a.draft.Found); k++ {
		r := &a.draft.Found[k]
		if r.Kind != schema.QuoteDirect || r.SameSpeakerAs >= 0 || r.Subject.OK() && r.Subject.Kind != phrase.Absent {
			continue
		}
		switch {
		case like >= 0:
			r.SameSpeakerAs, r.Subject = like, phrase.None
		case r.Subject.OK():
			r.Subject.ForKind = phrase.Pronoun
		}
	}
}

// behindDash reports whether paragraph p is a turn of talk, with or without marks in it.
func (a foreign) behindDash(p int) bool {
	first := a.all.paragraphStart[p]
	if a.all.dashed[p] || first >= a.all.paragraphStart[p+1] {
		return a.all.dashed[p]
	}
	r, _ := utf8.DecodeRuneInString(a.t.Body[a.t.Tokens[a.t.Sentences[first].First].Start:])
	return turnDash(r)
}

// voiceIn returns the last attribution of paragraph p, before attribution base, that has a voice; -1 none.
func (a foreign) voiceIn(p, base int) int {
	for k := base - 1; k >= a.all.fence.found && a.draft.Found[k].Paragraph >= p; k-- {
		if a.draft.Found[k].Paragraph == p && a.hasVoice(k) {
			return k
		}
	}
	return -1
}

// untold adds the turn of talk behind a dash that the marked span of token i is, where nothing tells who
// speaks: who spoke two turns before or, where there is no such turn, somebody else than before. It
// reports whether it is one.
func (a foreign) untold(i int, s words.Sentence, near int) bool {
	p := s.Paragraph
	if a.all.dashed == nil || !a.all.dashed[p] || near >= 0 && a.draft.Found[near].Paragraph == p {
		return false
	}
	a.draft.AddDirect(i, nil, schema.RuleMarksOnly, a.draft.Statements)
	r := a.draft.Last()
	if p == 0 || !a.behindDash(p-1) {
		return true
	}
	asks := strings.HasSuffix(a.t.Body[:a.t.Marks[a.t.Tokens[i].Mark].Inner.End], "?")
	if p > 1 && a.behindDash(p-2) && (a.all.dashed[p-2] || asks) {
		if k := a.voiceIn(p-2, len(a.draft.Found)-1); k >= 0 {
			r.SameSpeakerAs, r.Rule = k, schema.RuleCarried
		}
		return true
	}
	r.Subject = phrase.AbsentAt(i)
	r.Subject.ForKind = phrase.Pronoun
	return true
}
