package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// spoken is a person and the sentence in which that person spoke.
type spoken struct{ sentence, entity int }

// How much speaks for a person whom a pronoun may mean. The figures were tried
// on the development parts, where a few more or less change nothing.
const (
	perSentence = 20 // a sentence farther away
	asSubject   = 30
	asSpeaker   = 35
	sameGender  = 15 // known, not only possible
	introduced  = 20 // "Jane Doe, who"
	owning      = 20 // against "Doe's boat"
	governed    = 12 // against "with Doe"

	farthest = 8  // sentences of text that a pronoun reaches back over
	mostBack = 40 // sentences that are looked at
)

// recall returns the person that a pronoun or a description of a gender (0: any)
// means at a token: of those named or heard in the sentences before, the one
// that stands out. -1: nobody.
func (v *resolver) recall(at, sentence int, gender words.Class) int {
	best, most := -1, 0
	try := func(e, score int) {
		if score > most && v.fits(e, gender) {
			if v.a.names.Entities[e].Gender == gender && gender != 0 {
				score += sameGender
			}
			if score > most {
				best, most = e, score
			}
		}
	}
	heard := len(v.spoke)
	for si, away := sentence, 0; si >= 0 && si > sentence-mostBack && away <= farthest; si-- {
		s := v.a.t.Sentences[si]
		near := 2*asSpeaker + (farthest-away)*perSentence
		for ; heard > 0 && v.spoke[heard-1].sentence >= si; heard-- {
			if v.spoke[heard-1].sentence == si {
				try(v.spoke[heard-1].entity, near+asSpeaker)
			}
		}
		subject := v.subjectOf(si)
		for _, m := range v.a.names.In(s.First, min(s.Last, at)) {
			try(m.Entity, near+v.standing(m, subject))
		}
		if !v.a.alone(s) && !v.goesOn(subject, gender) {
			away++
		}
	}
	return best
}

// fits reports whether an entity may be a person of a gender.
func (v *resolver) fits(e int, gender words.Class) bool {
	ent := &v.a.names.Entities[e]
	return (ent.Person || !ent.Sure) && (gender == 0 || ent.Gender == 0 || ent.Gender == gender)
}

// standing weighs the place of a mention in its sentence.
func (v *resolver) standing(m names.Mention, subject phrase) int {
	t := v.a.t.Tokens
	score := 0
	switch {
	case subject.kind == namePhrase && m.Last == subject.last:
		score = asSubject
	case m.First > 0 && t[m.First-1].Is(words.Preposition) && t[m.First-1].Kind == words.Word:
		score = -governed
	}
	switch e := &v.a.names.Entities[m.Entity]; {
	case m.Last >= len(t):
	case t[m.Last].Kind == words.Possessive:
		score -= owning
	case t[m.Last].Kind == words.Comma && e.Born == m.First && e.Full():
		score += introduced
	}
	return score
}

// subjectOf returns what a sentence is about.
func (v *resolver) subjectOf(si int) phrase {
	p, ok := v.subjects[si]
	if !ok {
		s := v.a.t.Sentences[si]
		p = v.a.clauseSubject(s.First, min(s.Last, s.First+reach), s)
		v.subjects[si] = p
	}
	return p
}

// goesOn reports whether the subject of a sentence is a pronoun of the gender:
// whom it means stays in mind over it.
func (v *resolver) goesOn(subject phrase, gender words.Class) bool {
	if subject.kind != pronounPhrase {
		return false
	}
	c := v.a.t.Tokens[subject.first].Class
	return c&words.He != 0 && gender != words.Female || c&words.She != 0 && gender != words.Male
}
