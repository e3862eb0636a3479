package coref

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file finds which body "la empresa", "die Behörde", "el Ministerio" and "la fédération" mean, in
// languages whose clauses are not read.

// mostSentences is how far back a body is looked for.
const mostSentences = 12

// theBody returns the body whose name begins with the noun of a description, "Federación de Regantes" for "la
// federación"; -1 none.
func (v *Resolver) theBody(p phrase.Phrase) int {
	if p.Last != p.Head+1 || v.several(p) {
		return -1
	}
	return v.shortened(v.t.String(p.Head), p.First)
}

// generic resolves a noun that stands for any body, "la empresa": what a sentence before is about, where that
// is a body; else the body that was named last. It reports whether there is one.
func (v *Resolver) generic(out *Voice, p phrase.Phrase, sentence int) bool {
	if !v.t.Tokens[p.Head].Is(words.Generic) || p.Last != p.Head+1 || v.several(p) {
		return false
	}
	for si := sentence; si >= max(0, sentence-mostSentences); si-- {
		q := v.subjectOf(si)
		if !q.OK() || q.First >= p.First {
			continue
		}
		switch q.Kind {
		case phrase.Name:
			if e := &v.names.Entities[q.Entity]; firmLike(e) {
				v.Fill(out, q.Entity, schema.ResolvedNominal)
				out.Kind = schema.SpeakerOrganisation
				return true
			}
		case phrase.Noun:
			if v.isBody(q.Head) && !v.t.Tokens[q.Head].Is(words.Generic) && v.t.Tokens[q.First].Is(words.Determiner) {
				out.Name, out.Kind, out.Resolution = v.t.Printed(q.First, q.Last), schema.SpeakerOrganisation, schema.ResolvedNominal
				return true
			}
		default:
		}
	}
	if e := v.recall(p.First, sentence, 0, organised, 0); e >= 0 {
		v.Fill(out, e, schema.ResolvedNominal)
		return true
	}
	return false
}

// firmLike reports whether a name may be a body's: nothing says that it is a person's.
func firmLike(e *names.Entity) bool {
	return !e.Place && (!e.Person || !e.Sure && e.Gender == 0 && e.Full())
}

// isBody reports whether the noun of token i is a body that speaks, and nobody's office.
func (v *Resolver) isBody(i int) bool {
	t := &v.t.Tokens[i]
	if t.Is(words.Role) || t.Kind != words.Word {
		return false
	}
	return t.Is(words.Body) || t.Upper && v.t.Language.NounCapitals && v.t.Language.Ends(strings.ToLower(v.t.String(i)), words.Body)
}

// shortened returns the body whose name begins with a word that stands for it, "Federación de Regantes" for
// "la Federación"; -1 none. token is where that stands.
func (v *Resolver) shortened(word string, token int) int {
	const back = 60 // mentions that are looked at
	word = strings.ToLower(word) + " "
	list := v.names.In(0, token)
	for k := len(list) - 1; k >= max(0, len(list)-back); k-- {
		e := &v.names.Entities[list[k].Entity]
		if !(e.Person && e.Sure) && strings.HasPrefix(strings.ToLower(e.Name), word) {
			return list[k].Entity
		}
	}
	return -1
}
