package quote

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// noun resolves "the senator" and "the ministry", or keeps the description.
func (v *resolver) noun(out *voice, p phrase, sentence int) {
	t := v.a.t
	if p.last == p.first+1 && t.Tokens[p.first].Is(words.Determiner) && !v.a.pronominal(p.first) {
		return // "my": a mention that describes nobody
	}
	out.name, out.kind = v.a.t.Printed(p.first, p.last), schema.SpeakerUnnamed
	if v.ofPlace(p) {
		out.kind = schema.SpeakerOrganisation
	}
	if e := v.paper(p); e >= 0 {
		v.fill(out, e, schema.ResolvedNominal)
		return
	}
	if !slices.Contains(definite, strings.ToLower(t.String(p.first))) || p.head <= p.first {
		return
	}
	named, at := v.calledSo(p)
	if q := v.introduced(p); q.ok() && q.first > at {
		out.name, out.resolution = v.a.t.Printed(q.first, q.last), schema.ResolvedNominal
		return
	}
	if named < 0 && t.Lexicon == nil {
		named = v.standsFor(p, sentence)
	}
	if named >= 0 {
		v.called[strings.ToLower(out.name)] = named
		v.fill(out, named, schema.ResolvedNominal)
	}
}

// definite are the articles of what the text has spoken of before.
var definite = []string{"the", "der", "die", "das", "le", "la", "l'", "l’", "les", "el", "los", "las"}

// calledSo returns whom the text calls by the noun of "the NOUN", and the
// token where it last did; -1 nobody. Words before the noun must agree: "the
// prime minister" is no other minister.
func (v *resolver) calledSo(p phrase) (entity, token int) {
	t := v.a.t
	if p.last != p.head+1 {
		return -1, -1
	}
	pair := false
	if e, ok := v.called[strings.ToLower(v.a.t.Printed(p.first, p.last))]; ok {
		return e, p.first - 1
	}
	for i := p.first + 1; i < p.head; i++ {
		if !t.Tokens[i].Is(words.Demonym) {
			pair = true
			break
		}
	}
	entity, token = v.a.names.Noun(t, p.head, pair)
	if entity < 0 && pair && !manifold(strings.ToLower(t.String(p.head))) {
		entity, token = v.a.names.Noun(t, p.head, false)
	}
	if entity < 0 {
		return -1, -1
	}
	head := &t.Tokens[p.head]
	if person := v.a.names.Entities[entity].Person; person != head.Is(words.Role) || person && head.Is(words.Plural) {
		return -1, -1
	}
	return entity, token
}

// ofPlace reports "Norway's foreign ministry", "the Hull police": one body, if
// not by its name.
func (v *resolver) ofPlace(p phrase) bool {
	t := v.a.t.Tokens
	if !t[p.head].Is(words.Body) || t[p.head].Is(words.Role) && t[p.head].Is(words.Plural) && p.head == p.first {
		return false
	}
	for i := p.first; i < p.head; i++ {
		if t[i].Kind == words.Word && t[i].Upper && (t[i].Is(words.Place|words.Demonym) || v.a.names.At(i) != nil) {
			return true
		}
	}
	return false
}

// demonym reports "the Kentuckian": somebody called after where he is from.
func (v *resolver) demonym(p phrase) bool {
	t := v.a.t
	at := p.last - 1
	if p.last-p.first > 2 || at == 0 || !strings.EqualFold(t.String(at-1), "the") {
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
func (v *resolver) calledAfterPlace(out *voice, p phrase, sentence int) bool {
	some := func(e *names.Entity) (int, bool) { return 0, e.Person && e.Full() }
	e := v.recall(p.first, sentence, 0, some, standsOut)
	if e >= 0 {
		v.fill(out, e, schema.ResolvedNominal)
	}
	return e >= 0
}

// manifold reports offices of which a government has several.
func manifold(role string) bool {
	return role == "minister" || role == "secretary" || role == "president"
}

// standsFor returns whom or what "the actor", "the 40-year-old", "the company"
// means where the text calls nobody so: who stood out just before. -1: nobody.
func (v *resolver) standsFor(p phrase, sentence int) int {
	tok := &v.a.t.Tokens[p.head]
	for i := p.first; i < p.head; i++ {
		if v.a.t.Tokens[i].Kind == words.Possessive {
			return -1
		}
	}
	word := strings.ToLower(v.a.t.String(p.head))
	switch {
	case tok.Is(words.Plural):
		return -1
	case tok.Is(words.Role) && p.last == p.head+1 && !official(word), strings.HasSuffix(word, "-year-old"), strings.HasPrefix(word, "mother-of"), strings.HasPrefix(word, "father-of"):
		gender := tok.Class & (words.Male | words.Female)
		if gender == words.Male|words.Female {
			gender = 0
		}
		some := func(e *names.Entity) (int, bool) {
			bonus, fits := person(gender)(e)
			return bonus, fits && e.Person
		}
		return v.recall(p.first, sentence, gender, some, standsOut)
	case corporate(word) && p.last == p.head+1:
		return v.recall(p.first, sentence, 0, body(word), 0)
	}
	return -1
}

// body weighs companies, agencies and the like; those whose name says that
// they are an agency are no company.
func body(noun string) weigher {
	return func(e *names.Entity) (int, bool) {
		if e.Person || e.Place || len(e.Name) <= 2 {
			return 0, false
		}
		public := slices.ContainsFunc(strings.Fields(e.Name), func(w string) bool {
			return slices.Contains([]string{"Department", "Agency", "Administration", "Bureau", "Service", "Office", "Commission", "Authority", "Ministry", "Council"}, w)
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

// corporate reports nouns for a body that its name need not hold.
func corporate(noun string) bool {
	switch noun {
	case "company", "group", "agency", "organization", "organisation", "firm", "bank", "newspaper", "outlet", "network", "nonprofit", "charity", "publication",
		"startup", "retailer", "airline", "manufacturer", "union", "publisher", "studio", "label", "brand", "chain", "club", "magazine":
		return true
	}
	return false
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
func (v *resolver) introduced(p phrase) phrase {
	const back = 600 // tokens
	t := v.a.t
	head := &t.Tokens[p.head]
	if !head.Is(words.Role) || p.last != p.head+1 {
		return none
	}
	for i := p.first - 1; i >= max(0, p.first-back); i-- {
		if t.Tokens[i].Hash != head.Hash || t.Tokens[i].Kind != words.Word || v.a.names.At(i) != nil {
			continue
		}
		s := t.Sentences[v.a.t.SentenceOf(i)]
		q := v.a.nounEndingAt(i, s.First)
		if !q.ok() || !v.indefinite(q, head.Is(words.Plural)) || !v.agrees(p, q) {
			continue
		}
		if i+1 < s.Last && !slices.Contains([]string{"in", "on"}, t.String(i+1)) {
			q = v.a.extended(q, s.Last)
		}
		if q.kind == nounPhrase {
			return q
		}
	}
	return none
}

// agrees reports whether the words before the noun of p stand in q as well.
func (v *resolver) agrees(p, q phrase) bool {
	t := v.a.t.Tokens
	for i := p.first + 1; i < p.head; i++ {
		found := false
		for j := q.first; j < q.head; j++ {
			found = found || t[j].Hash == t[i].Hash
		}
		if !found {
			return false
		}
	}
	return true
}

// indefinite reports whether a phrase speaks of somebody for the first time.
func (v *resolver) indefinite(q phrase, plural bool) bool {
	first := &v.a.t.Tokens[q.first]
	switch strings.ToLower(v.a.t.String(q.first)) {
	case "a", "an", "one", "another", "two", "three", "several", "some", "ein", "eine", "einer", "un", "une", "una", "unos", "unas":
		return true
	}
	return plural && first.Kind == words.Word && !first.Is(words.Determiner)
}

// paper returns whose paper a phrase is: "Roe's letter" speaks for Roe, "the
// Harbour Office report" for the office. -1: nobody's.
func (v *resolver) paper(p phrase) int {
	t := v.a.t.Tokens
	if !t[p.head].Is(words.Paper) {
		return -1
	}
	for i := p.first + 1; i <= p.head; i++ {
		if t[i].Kind == words.Possessive || i == p.head {
			if m := v.a.names.At(i - 1); m != nil {
				return m.Entity
			}
		}
	}
	return -1
}
