package coref

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// noun resolves "the senator" and "the ministry", or keeps the description.
func (v *Resolver) noun(out *Voice, p phrase.Phrase, sentence int) {
	t := v.t
	if p.Last == p.First+1 && t.Tokens[p.First].Is(words.Determiner) && !v.read.Pronominal(p.First) {
		return // "my": a mention that describes nobody
	}
	out.Name, out.Kind = v.t.Printed(p.First, p.Last), schema.SpeakerUnnamed
	if v.ofPlace(p) {
		out.Kind = schema.SpeakerOrganisation
	}
	e := v.papers().author(p, sentence)
	if e < 0 && t.Language.Clauses {
		e = v.spelledOut(p, sentence)
	}
	if e >= 0 {
		v.Fill(out, e, schema.ResolvedNominal)
		return
	}
	if !t.Tokens[p.First].Is(words.Definite) || p.Head <= p.First {
		return
	}
	named, at := -1, -1
	introduced := v.presented
	if t.Language.Clauses {
		named, at = v.calledSo(p)
		introduced = v.introduced
	}
	if q := introduced(p); q.OK() && q.First > at {
		out.Name, out.Resolution = v.t.Printed(q.First, q.Last), schema.ResolvedNominal
		return
	}
	switch {
	case named >= 0:
	case t.Language.Clauses:
		named = v.standsFor(p, sentence)
	case v.isBody(p.Head):
		if named = v.introducedAs(p); named >= 0 && !v.several(p) { // "der Landesrat"
			break
		}
		if named = v.theBody(p); named < 0 && v.generic(out, p, sentence) {
			return
		}
	default:
		named = v.described(p, sentence)
	}
	if named >= 0 {
		v.called[strings.ToLower(out.Name)] = named
		v.Fill(out, named, schema.ResolvedNominal)
	}
}

// spelledOut returns whom the text names for a phrase beside it or elsewhere: the maker of "the statement", "her
// opponent", "the Rossian minister", "the group, Hull Voices,", a lead's "an expert". -1: nobody.
func (v *Resolver) spelledOut(p phrase.Phrase, sentence int) int {
	t := v.t.Tokens
	if e := v.issuer(p); e >= 0 {
		return e
	}
	if p.Head > p.First && t[p.First].IsWord(words.Determiner) {
		e := v.related(p)
		if e < 0 && t[p.First].Is(words.Definite) {
			e = v.ofCountry(p)
		}
		if e >= 0 {
			return e
		}
	}
	if e := v.apposedBody(p); e >= 0 {
		return e
	}
	if t[p.First].Is(words.Indefinite) {
		return v.namedNext(p, sentence)
	}
	return -1
}

// apposedBody returns the body whose name stands between commas behind "the group"; -1 none.
func (v *Resolver) apposedBody(p phrase.Phrase) int {
	t := v.t.Tokens
	if p.Last+1 >= len(t) || t[p.Last].Kind != words.Comma || !t[p.Head].IsWord(words.Generic|words.Body) {
		return -1
	}
	m := v.names.At(p.Last + 1)
	if m == nil || m.First != p.Last+1 || m.Last >= len(t) || t[m.Last].Kind != words.Comma || v.names.Entities[m.Entity].Person {
		return -1
	}
	return m.Entity
}

// calledSo returns whom the text calls by the noun of "the NOUN", and the
// token where it last did; -1 nobody. Words before the noun must agree: "the
// prime minister" is no other minister.
func (v *Resolver) calledSo(p phrase.Phrase) (entity, token int) {
	t := v.t
	if p.Last != p.Head+1 {
		return -1, -1
	}
	pair := false
	if e, ok := v.called[strings.ToLower(v.t.Printed(p.First, p.Last))]; ok {
		return e, p.First - 1
	}
	for i := p.First + 1; i < p.Head; i++ {
		if !t.Tokens[i].Is(words.Demonym) {
			pair = true
			break
		}
	}
	entity, token = v.names.Noun(t, p.Head, pair)
	if entity < 0 && pair && !manifold(strings.ToLower(t.String(p.Head))) {
		entity, token = v.names.Noun(t, p.Head, false)
	}
	if entity < 0 {
		return -1, -1
	}
	head := &t.Tokens[p.Head]
	if person := v.names.Entities[entity].Person; person != head.Is(words.Role|words.Title) || person && head.Is(words.Plural) {
		return -1, -1
	}
	return entity, token
}

// ofPlace reports "Norway's foreign ministry", "the Hull police": one body, if
// not by its name.
func (v *Resolver) ofPlace(p phrase.Phrase) bool {
	t := v.t.Tokens
	if !t[p.Head].Is(words.Body) || t[p.Head].Is(words.Role) && t[p.Head].Is(words.Plural) && p.Head == p.First {
		return false
	}
	for i := p.First; i < p.Head; i++ {
		if t[i].Kind == words.Word && t[i].Upper && (t[i].Is(words.Place|words.Demonym) || v.names.At(i) != nil) {
			return true
		}
	}
	return false
}

// demonym reports "the Kentuckian": somebody called after where he is from.
func (v *Resolver) demonym(p phrase.Phrase) bool {
	t := v.t
	at := p.Last - 1
	if p.Last-p.First > 2 || at == 0 || !strings.EqualFold(t.String(at-1), "the") {
		return false
	}
	w := t.String(at)
	for _, end := range [...]string{"ian", "can", "ese", "ino", "ite", "nder"} {
		if strings.HasSuffix(w, end) && !t.Tokens[at].Is(words.FirstName) {
			return true
		}
	}
	return false
}

// calledAfterPlace resolves a person who is called after a place: who stood out just before.
func (v *Resolver) calledAfterPlace(out *Voice, p phrase.Phrase, sentence int) bool {
	some := func(e *names.Entity) (int, bool) { return 0, e.Person && e.Full() }
	e := v.recall(p.First, sentence, 0, some, standsOut)
	if e >= 0 {
		v.Fill(out, e, schema.ResolvedNominal)
	}
	return e >= 0
}

// manifold reports offices of which a government has several.
func manifold(role string) bool {
	return role == "minister" || role == "secretary" || role == "president"
}

// standsFor returns whom or what "the actor", "the 40-year-old", "the company"
// means where the text calls nobody so: who stood out just before. -1: nobody.
func (v *Resolver) standsFor(p phrase.Phrase, sentence int) int {
	tok := &v.t.Tokens[p.Head]
	for i := p.First; i < p.Head; i++ {
		if v.t.Tokens[i].Kind == words.Possessive {
			return -1
		}
	}
	word := strings.ToLower(v.t.String(p.Head))
	bare := p.Last == p.Head+1
	called := tok.Is(words.Role) && bare && !official(word)
	parent := strings.HasPrefix(word, "mother-of") || strings.HasPrefix(word, "father-of")
	switch {
	case tok.Is(words.Plural):
		return -1
	case called, parent, strings.HasSuffix(word, "-year-old"):
		gender := tok.Class.Gender()
		some := func(e *names.Entity) (int, bool) {
			bonus, fits := person(gender)(e)
			return bonus, fits && e.Person && !v.spokeIn(sentence, e)
		}
		return v.recall(p.First, sentence, gender, some, standsOut)
	case tok.Is(words.Generic) && bare:
		return v.recall(p.First, sentence, 0, body(word), 0)
	}
	return -1
}

// spokeIn reports whether somebody spoke in a sentence by another cue: in "Roe says it leaks, but the clerk says" the
// clerk is somebody else.
func (v *Resolver) spokeIn(sentence int, e *names.Entity) bool {
	for k := len(v.spoke) - 1; k >= 0 && v.spoke[k].sentence == sentence; k-- {
		if &v.names.Entities[v.spoke[k].entity] == e {
			return true
		}
	}
	return false
}

// body weighs companies, agencies and the like; those whose name says that
// they are an agency are no company.
func body(noun string) weigher {
	return func(e *names.Entity) (int, bool) {
		if e.Person || e.Place || len(e.Name) <= 2 {
			return 0, false
		}
		public := slices.ContainsFunc(strings.Fields(e.Name), func(w string) bool {
			return slices.Contains([]string{
				"Department", "Agency", "Administration", "Bureau", "Service", "Office", "Commission", "Authority",
				"Ministry", "Council",
			}, w)
		})
		switch noun {
		case "agency":
			return perSentence * 3 * boolInt(public), true
		case "company", "firm", "bank", "startup", "retailer", "airline", "manufacturer", "brand", "chain":
			return 0, !public
		}
		return 0, true
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// official reports roles whose bearers are often left without a name: "the
// spokesman" need not be the person named before.
func official(role string) bool {
	switch role {
	case "spokesman", "spokeswoman", "spokesperson", "official", "officer", "source", "judge", "prosecutor", "lawyer", "attorney", "expert", "insider",
		"reporter", "police", "witness", "critic", "user", "reviewer", "customer", "reader", "interviewer", "moderator", "narrator", "victim", "staffer", "aide":
		return true
	}
	return false
}

// introduced returns the phrase that first spoke of what "the spokesman" or
// "the researchers" means, "a spokesman for the ministry": the latest phrase
// with the same noun that is not definite.
func (v *Resolver) introduced(p phrase.Phrase) phrase.Phrase {
	const back = 600 // tokens
	t := v.t
	head := &t.Tokens[p.Head]
	if !head.Is(words.Role) || p.Last != p.Head+1 {
		return phrase.None
	}
	for i := p.First - 1; i >= max(0, p.First-back); i-- {
		if t.Tokens[i].Hash != head.Hash || t.Tokens[i].Kind != words.Word || v.names.At(i) != nil {
			continue
		}
		s := t.Sentences[v.t.SentenceOf(i)]
		q := v.read.NounEndingAt(i, s.First)
		if !q.OK() || !v.indefinite(q, head.Is(words.Plural)) || !v.agrees(p, q) {
			continue
		}
		if i+1 < s.Last && !slices.Contains([]string{"in", "on"}, t.String(i+1)) {
			q = v.read.Extended(q, s.Last)
		}
		if q.Kind == phrase.Noun {
			return q
		}
	}
	return phrase.None
}

// agrees reports whether the words before the noun of p stand in q as well.
func (v *Resolver) agrees(p, q phrase.Phrase) bool {
	t := v.t.Tokens
	for i := p.First + 1; i < p.Head; i++ {
		found := false
		for j := q.First; j < q.Head; j++ {
			found = found || t[j].Hash == t[i].Hash
		}
		if !found {
			return false
		}
	}
	return true
}

// indefinite reports whether a phrase speaks of somebody for the first time.
func (v *Resolver) indefinite(q phrase.Phrase, plural bool) bool {
	first := &v.t.Tokens[q.First]
	if first.Is(words.Indefinite) {
		return true
	}
	return plural && first.Kind == words.Word && !first.Is(words.Determiner)
}
