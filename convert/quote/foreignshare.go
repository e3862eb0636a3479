package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file gives marked spans that no cue claims a speaker, in languages whose clauses are not read.

// share emits the marked span of token i with the speaker of a dash behind it, of its own sentence,
// or of the attribution beside it, near.
func (a foreign) share(i int, s words.Sentence, near int, alone bool) {
	const few = 3
	t := a.t.Tokens
	if a.all.addSigned(i) || a.untold(i, s, near) {
		return
	}
	if p, rule := a.ownSubject(i, s, near, alone); p.OK() {
		a.addOwn(i, p, rule)
		return
	}
	if p := a.toldBehind(s, alone); p.OK() {
		a.addOwn(i, p, schema.RuleCueAfter)
		return
	}
	if p := a.toldNext(i, s, near, alone); p.OK() {
		a.addOwn(i, p, schema.RuleCueAfter)
		return
	}
	if p := a.lead(near, alone); p.OK() {
		a.addOwn(i, p, schema.RuleCarried)
		return
	}
	if near < 0 && (alone || a.terms.WordCount(t[i].Mark) > few) {
		if k := a.spokeBefore(len(a.draft.Found)); k >= 0 && a.draft.Found[k].Paragraph >= s.Paragraph-few {
			near = k
		}
	}
	if near >= 0 {
		o := &a.draft.Found[near]
		statement := a.draft.Statements
		if alone && o.Kind == schema.QuoteDirect && o.Span.Start < int(t[i].Start) && o.Paragraph == s.Paragraph {
			statement = o.Statement
		}
		a.draft.AddDirect(i, nil, schema.RuleCarried, statement)
		a.draft.Last().SameSpeakerAs = near
		return
	}
	p := phrase.None
	if a.waitsForVerb(i, s) || alone && a.terms.SentenceLike(t[i].Mark) && a.ends(i, s) && a.draft.Sentence > a.all.fence.sentence {
		p = phrase.AbsentAt(i)
	}
	a.addOwn(i, p, schema.RuleMarksOnly)
}

// toldBehind returns who speaks by the sentence behind one in marks alone: "„…“ Das sagte Roe".
func (a foreign) toldBehind(s words.Sentence, alone bool) phrase.Phrase {
	const most = 6 // tokens before the verb
	t := a.t.Tokens
	si := a.draft.Sentence + 1
	if !alone || si >= len(a.t.Sentences) || a.t.Sentences[si].Paragraph != s.Paragraph {
		return phrase.None
	}
	next := a.t.Sentences[si]
	if !t[next.First].IsWord(words.Determiner|words.It|words.Adverb) || t[next.First].Is(words.Preposition) {
		return phrase.None
	}
	for k := len(a.draft.Found) - 1; k >= 0 && a.draft.Found[k].Paragraph == s.Paragraph; k-- {
		if a.draft.Found[k].Sentence == si {
			return phrase.None // something else is said in it
		}
	}
	for i := next.First + 1; i < min(next.Last, next.First+1+most); i++ {
		if !t[i].IsWord(words.Say) || t[i].Upper {
			continue
		}
		if p := a.in.Behind(i+1, next.Last); p.OK() {
			return p
		}
	}
	return phrase.None
}

// toldNext returns the person whom the sentence behind the marks that open a text is about, as in "« J’arrête. » Dans
// sa cour, Jan Roe compte".
func (a foreign) toldNext(i int, s words.Sentence, near int, alone bool) phrase.Phrase {
	si := a.draft.Sentence + 1
	if !alone || near >= 0 || len(a.draft.Found) > a.all.fence.found || si >= len(a.t.Sentences) || !a.ends(i, s) ||
		a.t.Sentences[si].Paragraph != s.Paragraph {
		return phrase.None
	}
	next := a.t.Sentences[si]
	if p := a.in.FirstPhrase(next.First, next.Last); p.Kind == phrase.Name && a.person(p) {
		return p
	}
	return phrase.None
}

// lead returns the person whom the sentence before a sentence in marks alone is about, where nobody is
// heard in it: "Roe freut sich. „…“".
func (a foreign) lead(near int, alone bool) phrase.Phrase {
	si := a.draft.Sentence
	if !alone || si <= a.all.fence.sentence || near >= 0 && a.draft.Found[near].Sentence >= si-1 {
		return phrase.None
	}
	s := a.t.Sentences[si-1]
	if a.t.Alone(s) || s.Paragraph != a.t.Sentences[si].Paragraph {
		return phrase.None
	}
	p := a.in.FirstPhrase(s.First, s.Last)
	if a.someone(p) {
		return p
	}
	if head := p.Head; p.Kind == phrase.Noun && a.t.Tokens[p.First].Is(words.Definite) && a.t.Tokens[head].Is(words.Role) &&
		!a.t.Tokens[head].Is(words.Plural) {
		return p
	}
	return phrase.None
}

// addOwn emits the marked span of token i as what a phrase says.
func (a foreign) addOwn(i int, p phrase.Phrase, rule schema.QuoteRule) {
	a.draft.AddDirect(i, nil, rule, a.draft.Statements)
	a.draft.Last().Subject = p
}

// inView returns the person of "Para Ana Roe, «…»" before the marked span of token i.
func (a foreign) inView(i int, s words.Sentence) phrase.Phrase {
	t := a.t.Tokens
	if i < s.First+3 || t[i-1].Kind != words.Comma || !t[s.First].IsWord(words.Preposition) {
		return phrase.None
	}
	p := a.in.PhraseFrom(s.First+1, i-1)
	if p.Last != i-1 || p.Kind != phrase.Name || !a.person(p) {
		return phrase.None
	}
	return p
}

// ends reports whether a sentence ends with the marked span of token i, inside the marks or behind them.
func (a foreign) ends(i int, s words.Sentence) bool {
	t := a.t.Tokens
	return a.terms.Ends(t[i].Mark) || i+1 < s.Last && t[i+1].Kind == words.Stop
}

// waitsForVerb reports whether a verb that no list has, without subject, follows the marked span of
// token i, as in "«…», acertó a decir" at the end of a text.
func (a foreign) waitsForVerb(i int, s words.Sentence) bool {
	t := a.t.Tokens
	waits := i+2 < s.Last && t[i+1].Kind == words.Comma && t[i+2].Kind == words.Word && !t[i+2].Upper && !t[i+2].Is(words.Function)
	return i == s.First && waits && a.t.Language.NoSubjects
}

// ownSubject returns whom the sentence of the marked span of token i is about, where that speaks: before
// a colon, or where nobody else is heard in the sentence.
func (a foreign) ownSubject(i int, s words.Sentence, near int, alone bool) (phrase.Phrase, schema.QuoteRule) {
	t := a.t.Tokens
	if i > s.First && t[i-1].Kind == words.Colon { // "Roe: “…”"
		p := a.in.FirstPhrase(s.First, i-1)
		opens := p.OK() && (p.First == s.First || t[p.First-1].Kind == words.Comma)
		if p.Kind == phrase.Name || p.Kind == phrase.Pronoun || p.Kind == phrase.Noun &&
			(a.in.Human(p) || opens && t[p.First].Is(words.Indefinite)) {
			return p, schema.RuleCueBefore
		}
	}
	if p := a.inView(i, s); p.OK() {
		return p, schema.RuleAccordingTo
	}
	if alone || near >= 0 && a.draft.Found[near].Sentence == a.draft.Sentence {
		return phrase.None, ""
	}
	p := a.in.PhraseBefore(s.First, i)
	if a.someone(p) || p.Kind == phrase.Noun && a.in.Human(p) {
		return p, schema.RuleMarksOnly
	}
	return phrase.None, ""
}
