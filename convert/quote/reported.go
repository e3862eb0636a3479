package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// In some languages a form of the verb says that what it tells is somebody else's: "Die Brücke sei
// undicht." Such a sentence needs no verb of speech.

// reportedFrom reports whether a verb in tokens [from, to) reports by its form.
func (a foreign) reportedFrom(from, to int) bool { return a.reportedAt(from, to) >= 0 }

// reportedAt returns the first verb in tokens [from, to) that reports by its form; -1 none.
func (a foreign) reportedAt(from, to int) int {
	t := a.t.Tokens
	self := false
	for i := from; i < to; i++ {
		self = self || t[i].IsWord(words.Self) && !t[i].Is(words.Reported)
	}
	for i := from; i < to; i++ {
		if !t[i].IsWord(words.Reported) || t[i].Upper && i > from {
			continue
		}
		if !(self && t[i].Is(words.Self)) && !(i > from && t[i-1].Is(words.Subordinate)) { // "ich habe", "als sei"
			return i
		}
	}
	return -1
}

// reportedSentence adds a sentence that reports by the form of its verb and has no cue, with the
// speaker of the statement before it or, where there is none, whom it or the sentence before is
// about. base is the first attribution of the sentence.
func (a foreign) reportedSentence(si, base int) {
	s := a.t.Sentences[si]
	t := a.t.Tokens
	for i := s.First; i+1 < s.Last; i++ {
		if t[i].Kind == words.Colon && t[i+1].Kind == words.Quoted {
			s.Last = i // what stands behind it is said, too
		}
	}
	at := a.reportedAt(s.First, s.Last)
	if len(a.draft.Found) > base || at < 0 {
		return
	}
	from, to, subject := a.reportedPart(at, s)
	like := -1
	if a.answered(si) {
		subject = phrase.None
	} else {
		if !subject.OK() {
			subject, like = a.reporter(si)
		}
		if like < 0 && (!subject.OK() || t[at].Is(words.Self) && subject.Kind == phrase.Noun) { // a form that "ich" has, too
			return
		}
	}
	statement := a.draft.Statements
	if like >= 0 && a.draft.Found[like].Kind != schema.QuoteDirect && a.draft.Found[like].Sentence == si-1 &&
		a.draft.Found[like].Statement >= 0 {
		statement = a.draft.Found[like].Statement
	}
	c := phrase.Cue{First: s.First, Last: s.First, Verb: s.First, Subject: subject}
	if a.draft.AddClause(from, to, &c, schema.RuleCarried, statement, base) {
		for k := base; k < len(a.draft.Found); k++ {
			r := &a.draft.Found[k]
			r.SameSpeakerAs, r.Cue, r.Firm = like, schema.Span{}, false
		}
	}
}

// answered reports whether a sentence is what who writes has asked somebody, as in "Ob die Brücke halte?
// „Ja“, sagt Roe".
func (a foreign) answered(si int) bool {
	const near = 2 // sentences
	t := a.t.Tokens
	s := a.t.Sentences[si]
	if !a.t.Asks(s) || !t[s.First].IsWord(words.Ask|words.Who) {
		return false
	}
	for k := si + 1; k <= si+near && k < len(a.t.Sentences) && a.t.Sentences[k].Paragraph == s.Paragraph; k++ {
		if t[a.t.Sentences[k].First].Kind == words.Quoted {
			return true
		}
	}
	return false
}

// reportedPart returns the part of a sentence that the verb at token at reports, and who else the
// sentence is about: "Roe bat um Geduld, die Brücke sei gesperrt", "Kritik, die Brücke sei
// gesperrt, wies Roe zurück".
func (a foreign) reportedPart(at int, s words.Sentence) (from, to int, subject phrase.Phrase) {
	t := a.t.Tokens
	comma := at - 1
	for comma > s.First && t[comma].Kind != words.Comma {
		comma--
	}
	if comma <= s.First || t[comma+1].IsWord(words.Who|words.Conjunction) {
		return s.First, s.Last, phrase.None
	}
	if p := a.in.FirstPhrase(s.First, comma); p.Kind == phrase.Name && a.person(p) && p.Last < comma {
		return comma + 1, s.Last, p
	}
	end := at
	for end < s.Last && t[end].Kind != words.Comma {
		end++
	}
	if end+1 >= s.Last || !t[end+1].Plain() || t[end+1].IsWord(words.Subordinate|words.That|words.Who|words.Conjunction|words.Determiner) {
		return s.First, s.Last, phrase.None
	}
	if p := a.in.FirstPhrase(end+1, s.Last); p.Kind == phrase.Name && a.person(p) {
		return comma + 1, end, p
	}
	return s.First, s.Last, phrase.None
}

// person reports whether a name is a person's.
func (a foreign) person(p phrase.Phrase) bool { return a.names.Entities[p.Entity].Person }

// someone reports whether a phrase is the name of a person, or "he" or "she".
func (a foreign) someone(p phrase.Phrase) bool {
	return p.Kind == phrase.Name && a.person(p) || p.Kind == phrase.Pronoun && a.t.Tokens[p.First].Is(words.He|words.She)
}

// reporter returns who goes on to speak in sentence si: the attribution that has the speaker, or
// whom the sentence before is about.
func (a foreign) reporter(si int) (p phrase.Phrase, like int) {
	const back, few = 2, 4 // sentences, attributions
	like = -1
	for k := len(a.draft.Found) - 1; k >= max(a.all.fence.found, len(a.draft.Found)-few) && like < 0; k-- {
		if a.draft.Found[k].Sentence < si-back {
			break
		}
		if a.hasVoice(k) {
			like = k
		}
	}
	if si <= a.all.fence.sentence || like >= 0 && a.draft.Found[like].Sentence >= si-1 {
		return phrase.None, like
	}
	before := a.t.Sentences[si-1]
	q := a.in.FirstPhrase(before.First, before.Last)
	if a.someone(q) || q.Kind == phrase.Noun && a.in.Human(q) {
		return q, -1
	}
	return phrase.None, like
}
