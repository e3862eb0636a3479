package coref

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// described returns the person whom "la ministre", "der Forscher", "die 34-Jährige" means, in
// languages whose articles and nouns tell the gender: who stood out just before. -1: nobody.
func (v *Resolver) described(p phrase.Phrase, sentence int) int {
	const shortest = 5 // "34-J"
	head := &v.t.Tokens[p.Head]
	aged := head.Kind == words.Number && head.End-head.Start >= shortest
	role := head.Is(words.Role) && !head.Is(words.Plural) || head.Upper && v.t.Language.Ends(strings.ToLower(v.t.String(p.Head)), words.Role)
	if !aged && !role || p.Last > p.Head+1 { // "le maire de Roe" is somebody else
		return -1
	}
	gender := head.Class.Gender()
	if g := v.t.Tokens[p.First].Class.Gender(); gender == 0 {
		gender = g
	}
	some := func(e *names.Entity) (int, bool) {
		bonus, fits := person(gender)(e)
		return bonus, fits && e.Person && (e.Sure || e.Full())
	}
	return v.recall(p.First, sentence, gender, some, 0)
}

// presented returns the phrase that first spoke of whom "der Sprecher" means, "ein Sprecher der
// Feuerwehr": the latest one with the same noun and an article for somebody new.
func (v *Resolver) presented(p phrase.Phrase) phrase.Phrase {
	const back, before = 600, 3 // tokens
	t := v.t.Tokens
	for i := p.First - 1; i > max(0, p.First-back); i-- {
		if t[i].Hash != t[p.Head].Hash || t[i].Kind != words.Word || v.names.At(i) != nil {
			continue
		}
		s := v.t.Sentences[v.t.SentenceOf(i)]
		for k := i - 1; k >= max(s.First, i-before); k-- {
			if t[k].Is(words.Indefinite) {
				return v.read.ForeignPhrase(k, s.Last)
			}
			if !t[k].Plain() || t[k].Is(words.Function) {
				break
			}
		}
	}
	return phrase.None
}
