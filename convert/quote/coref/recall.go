package coref

import (
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// spoken is an entity and the sentence in which it spoke.
type spoken struct{ sentence, entity int }

// heard is a voice and the sentence in which it spoke, -1 where none has.
type heard struct {
	sentence int
	voice    Voice
}

// hears notes who spoke last, unless it is a thing: "une note".
func (v *Resolver) hears(p phrase.Phrase, sentence int, out *Voice) {
	if p.Kind != phrase.Noun || v.read.Foreign().Human(p) {
		v.heard = heard{sentence, *out}
	}
}

// How much speaks for a person whom a pronoun may mean. The figures were tried
// on the development parts, where a few more or less change nothing.
const (
	perSentence = 20 // a sentence farther away
	asSubject   = 30
	acting      = 20 // subject of another clause: a verb follows
	asSpeaker   = 35
	sameGender  = 15 // known, not only possible
	introduced  = 20 // "Jane Doe, who"
	owning      = 20 // against "Doe's boat"
	governed    = 12 // against "with Doe"
	silent      = 50 // against the dead, who are spoken of more than they speak

	// standsOut is the weight of the subject of a sentence two sentences back.
	standsOut = 2*asSpeaker + (farthest-2)*perSentence + asSubject

	farthest = 8  // sentences of text that a pronoun reaches back over
	mostBack = 40 // sentences that are looked at
)

// weigher says how well an entity suits a pronoun or description; false: not at all.
type weigher func(e *names.Entity) (bonus int, fits bool)

// person weighs persons of a gender; 0: any.
func person(gender words.Class) weigher {
	return func(e *names.Entity) (int, bool) {
		if gender != 0 && e.Gender == gender {
			return sameGender, len(e.Name) > 1
		}
		return 0, (e.Person || !e.Sure) && (gender == 0 || e.Gender == 0)
	}
}

// recall returns the entity that a pronoun or description means at a token: of
// those named or heard in the sentences before, the one that stands out, with
// a weight of more than least. gender is that of a pronoun, 0 none. -1: nobody.
func (v *Resolver) recall(at, sentence int, gender words.Class, weigh weigher, least int) int {
	best, most := -1, least
	try := func(e, score int) {
		if v.isDead(e) {
			score -= silent
		}
		if bonus, ok := weigh(&v.names.Entities[e]); ok && score+bonus > most {
			best, most = e, score+bonus
		}
	}
	heard := len(v.spoke)
	for si, away := sentence, 0; si >= 0 && si > sentence-mostBack && away <= farthest; si-- {
		s := v.t.Sentences[si]
		near := 2*asSpeaker + (farthest-away)*perSentence
		for ; heard > 0 && v.spoke[heard-1].sentence >= si; heard-- {
			if v.spoke[heard-1].sentence == si {
				try(v.spoke[heard-1].entity, near+asSpeaker)
			}
		}
		subject := v.subjectOf(si)
		for _, m := range v.names.In(s.First, min(s.Last, at)) {
			try(m.Entity, near+v.standing(m, subject))
		}
		if !v.t.Alone(s) && !v.goesOn(subject, gender) {
			away++
		}
	}
	return best
}

// standing weighs the place of a mention in its sentence.
func (v *Resolver) standing(m names.Mention, subject phrase.Phrase) int {
	t := v.t.Tokens
	score := 0
	switch {
	case subject.Kind == phrase.Name && m.Last == subject.Last:
		score = asSubject
	case m.First > 0 && t[m.First-1].IsWord(words.Preposition):
		score = -governed
	case !v.t.Language.Clauses && m.First > 1 && t[m.First-1].IsWord(words.Determiner) && t[m.First-2].IsWord(words.Preposition):
		score = -governed // "en la Fundación Roe"
	}
	switch e := &v.names.Entities[m.Entity]; {
	case m.Last >= len(t):
	case t[m.Last].Kind == words.Possessive:
		score -= owning
	case score < asSubject && t[m.Last].Is(words.Be|words.Auxiliary|words.Cliche|words.Past|words.Present):
		score += acting
	case t[m.Last].Kind == words.Comma && e.Born == m.First && e.Full():
		score += introduced
	}
	return score
}

// subjectOf returns what a sentence is about.
func (v *Resolver) subjectOf(si int) phrase.Phrase {
	p, ok := v.subjects[si]
	if !ok {
		s := v.t.Sentences[si]
		if last := min(s.Last, s.First+phrase.Reach); v.t.Language.Clauses {
			p = v.read.ClauseSubject(s.First, last, s)
		} else {
			p = v.read.Foreign().FirstPhrase(s.First, last)
		}
		v.subjects[si] = p
	}
	return p
}

// goesOn reports whether the subject of a sentence is a pronoun of the gender:
// whom it means stays in mind over it.
func (v *Resolver) goesOn(subject phrase.Phrase, gender words.Class) bool {
	if subject.Kind != phrase.Pronoun {
		return false
	}
	c := v.t.Tokens[subject.First].Class
	return c&words.He != 0 && gender != words.Female || c&words.She != 0 && gender != words.Male
}
