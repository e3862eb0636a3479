package coref

import (
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds who speaks in what is written or shown: "Roe's letter", "a study led by Jane Roe".

// papers finds the authors of statements, letters and studies. It has no state.
type papers struct {
	t     *words.Text
	names *names.Index
	read  *phrase.Reader
}

func (v *Resolver) papers() papers { return papers{v.t, v.names, v.read} }

// author returns whose paper a phrase is: "Roe's letter" speaks for Roe, "the Harbour Office report"
// for the office, "a study led by Jane Roe" for her, and "the statement" for who made one just before. -1: nobody's.
func (x papers) author(p phrase.Phrase, sentence int) int {
	t := x.t.Tokens
	if !t[p.Head].Is(words.Paper) {
		return -1
	}
	made := x.madeBy(p.Head, x.t.Sentences[sentence].Last)
	if made >= 0 && x.names.Entities[made].Person {
		return made // "the council report by Roe"
	}
	for i := p.First + 1; i <= p.Head; i++ {
		if t[i].Kind == words.Possessive || i == p.Head {
			if m := x.names.At(i - 1); m != nil {
				return m.Entity
			}
		}
	}
	return made
}

// madeBy returns whose name stands behind a paper at token head as its maker's: "a report by Roe", "a study led by
// Roe", "testimony from Roe". -1: nobody's.
func (x papers) madeBy(head, to int) int {
	i := head + 1
	if i+2 < to {
		switch x.t.String(i) {
		case "led", "conducted", "published", "written", "released", "issued", "authored", "signed", "compiled", "produced", "posted", "prepared":
			i++
		}
	}
	if i+1 >= to {
		return -1
	}
	switch w := x.t.String(i); {
	case w == "by", w == "from" && i == head+1:
	default:
		return -1
	}
	p := x.read.StartingAt(i+1, to)
	if p.Kind != phrase.Name || x.names.Entities[p.Entity].Place {
		return -1
	}
	return p.Entity
}

// issuer returns who made the statement that "the statement" means: of the latest sentence before with "a
// statement", who it was made by, else its subject where that made it. -1: nobody is named there.
func (v *Resolver) issuer(p phrase.Phrase) int {
	const back = 250 // tokens
	x := v.papers()
	t := x.t.Tokens
	if !t[p.First].IsWord(words.Definite) || p.Last != p.Head+1 || !t[p.Head].Is(words.Paper) || !t[p.Head].Is(words.Occasion) {
		return -1
	}
	for i := p.First - 1; i > max(0, p.First-back); i-- {
		if t[i].Hash != t[p.Head].Hash || t[i].Kind != words.Word {
			continue
		}
		si := x.t.SentenceOf(i)
		s := x.t.Sentences[si]
		q := x.read.NounEndingAt(i, s.First)
		if !q.OK() || q.First == s.First || !t[q.First].IsWord(words.Indefinite) {
			continue
		}
		if e := x.madeBy(i, s.Last); e >= 0 {
			return e
		}
		if !x.made(q.First - 1) {
			return -1
		}
		subject := x.read.ClauseSubject(s.First, min(s.Last, s.First+phrase.Reach), s)
		if subject.Kind == phrase.Noun && subject.Last < p.First {
			said := Voice{Entity: -1}
			v.noun(&said, subject, si)
			return said.Entity
		}
		if subject.Kind != phrase.Name || x.names.Entities[subject.Entity].Place {
			return -1
		}
		return subject.Entity
	}
	return -1
}

// made reports whether the word at token i says that a statement behind it is the subject's own.
func (x papers) made(i int) bool {
	switch x.t.String(i) {
	case "in", "In", "via", "issued", "released", "published", "posted", "sent", "wrote", "shared", "tweeted", "made", "emailed":
		return true
	}
	return false
}
