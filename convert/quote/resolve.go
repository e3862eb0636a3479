package quote

import (
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// voice is a resolved speaker.
type voice struct {
	mention    schema.Span
	name       string
	entity     int // -1: described, not named
	kind       schema.SpeakerKind
	role       string
	resolution schema.SpeakerResolution
}

// carried is the voice of a row that shares it with another.
func (v voice) carried() voice {
	if v.name != "" || !v.mention.Empty() {
		v.resolution = schema.ResolvedCarried
	}
	return v
}

// resolver gives phrases names, in the order of the text.
type resolver struct {
	a        *annotator
	body     int // that spoke last
	last     voice
	roles    map[int]string
	spoke    []spoken              // in the order of the text
	subjects map[int]phrase.Phrase // by sentence
	called   map[string]int        // by description: whom it meant before
}

func newResolver(a *annotator) *resolver {
	return &resolver{a: a, body: -1, last: voice{entity: -1}, roles: map[int]string{}, subjects: map[int]phrase.Phrase{}, called: map[string]int{}}
}

// voice resolves a phrase that speaks.
func (v *resolver) voice(p phrase.Phrase, sentence int) voice {
	out := voice{entity: -1}
	if !p.OK() {
		return out
	}
	if p.Kind == phrase.Absent {
		if e := v.recall(p.First, sentence, 0, surePerson, 0); e >= 0 {
			v.fill(&out, e, schema.ResolvedCarried)
		}
		v.heard(&out, sentence)
		return out
	}
	if p.Kind == phrase.Noun {
		p = v.endsInName(p)
	}
	out.mention = v.a.t.Span(p.First, p.Last)
	switch p.Kind {
	case phrase.Name:
		v.named(&out, p, sentence)
	case phrase.Pronoun:
		v.pronoun(&out, p, sentence)
	case phrase.Who:
		p.First, p.Last, p.Kind = p.What[0], p.What[1], p.ForKind
		if p.Kind == phrase.Name {
			v.named(&out, p, sentence)
		} else {
			v.noun(&out, p, sentence)
		}
		out.resolution = schema.ResolvedPronoun
	default:
		v.noun(&out, p, sentence)
	}
	v.heard(&out, sentence)
	return out
}

// endsInName takes a phrase such as "Norway’s minister of ports Jane Roe" for her name.
func (v *resolver) endsInName(p phrase.Phrase) phrase.Phrase {
	m := v.a.names.At(p.Last - 1)
	if m == nil || m.Last != p.Last || m.First <= p.First || !v.a.names.Entities[m.Entity].Person {
		return p
	}
	before := &v.a.t.Tokens[m.First-1]
	if m.First > p.Head && before.Kind == words.Word && !before.Is(words.Function) && before.Kind != words.Possessive {
		p.Kind, p.Entity = phrase.Name, m.Entity
	}
	return p
}

// introduction is the phrase that names somebody first.
func (v *resolver) introduction(entity int) phrase.Phrase {
	m := v.a.names.At(v.a.names.Entities[entity].Born)
	if m == nil {
		return phrase.None
	}
	from := v.a.t.Sentences[v.a.t.SentenceOf(m.First)].First
	return v.a.read.Premodified(phrase.Phrase{First: m.First, Last: m.Last, Head: m.Last - 1, Entity: entity, Kind: phrase.Name}, from)
}

// heard remembers who spoke.
func (v *resolver) heard(out *voice, sentence int) {
	if out.name == "" {
		return
	}
	v.last = *out
	switch {
	case out.entity < 0:
		return
	case !v.a.names.Entities[out.entity].Person:
		v.body = out.entity
	}
	v.spoke = append(v.spoke, spoken{sentence, out.entity})
}

func (v *resolver) named(out *voice, p phrase.Phrase, sentence int) {
	e := &v.a.names.Entities[p.Entity]
	if t := &v.a.t.Tokens[p.Last-1]; !e.Full() && t.Is(words.Pronoun|words.Function|words.Starter) && !t.Is(words.FirstName|words.Body) {
		return // "It", "I", "AND": a mention, but no name
	}
	if v.demonym(p) && v.calledAfterPlace(out, p, sentence) {
		return
	}
	out.entity, out.name = p.Entity, e.Name
	out.resolution = schema.ResolvedExplicit
	if m := v.a.names.At(p.Last - 1); m != nil && v.a.t.Printed(m.Name, m.Last) != e.Name {
		out.resolution = schema.ResolvedSurname
	}
	v.learnRole(p)
	out.kind = kindOf(e)
}

// learnRole notes what the text says of somebody who speaks: at this mention,
// or where it names the speaker first.
func (v *resolver) learnRole(p phrase.Phrase) {
	e := &v.a.names.Entities[p.Entity]
	if v.roles[p.Entity] != "" || !e.Person && e.Sure {
		return
	}
	r := v.a.role(p)
	if q := v.introduction(p.Entity); r == "" && q.OK() && q.Last <= p.First {
		r = v.a.role(q)
	}
	if r != "" {
		v.roles[p.Entity] = r
		e.Person = true // only people have roles
	}
}

// pronoun resolves "he", "she", "they", "it".
func (v *resolver) pronoun(out *voice, p phrase.Phrase, sentence int) {
	class := v.a.t.Tokens[p.First].Class
	e := -1
	switch {
	case class&words.He != 0:
		e = v.recall(p.First, sentence, words.Male, person(words.Male), 0)
	case class&words.She != 0:
		e = v.recall(p.First, sentence, words.Female, person(words.Female), 0)
	case class&words.It != 0:
		e = v.body
	case v.a.t.String(p.First) == "they" || v.a.t.String(p.First) == "They":
		if v.last.entity < 0 && v.last.name != "" {
			out.name, out.kind, out.resolution = v.last.name, v.last.kind, schema.ResolvedPronoun
			return
		}
	}
	if e < 0 {
		return // a mention, but no name
	}
	v.fill(out, e, schema.ResolvedPronoun)
}

func (v *resolver) fill(out *voice, e int, how schema.SpeakerResolution) {
	ent := &v.a.names.Entities[e]
	out.entity, out.name, out.resolution = e, ent.Name, how
	if p := v.introduction(e); p.OK() {
		v.learnRole(p)
	}
	out.kind = kindOf(ent)
}

func kindOf(e *names.Entity) schema.SpeakerKind {
	switch {
	case e.Person:
		return schema.SpeakerPerson
	case e.Group:
		return schema.SpeakerGroup
	}
	return schema.SpeakerOrganisation
}

// role reads who a named person is: the words before the name, or the
// apposition behind it.
func (a *annotator) role(p phrase.Phrase) string {
	m := a.names.At(p.Last - 1)
	if m == nil {
		return ""
	}
	if r := a.apposition(m.Last); r != "" {
		return r
	}
	first, last := a.roleBefore(p.First, m.Name)
	if first >= last && m.First > 1 && a.t.Tokens[m.First-1].Kind == words.Comma { // "the board’s chair, Jane Roe,"
		if q := a.read.NounEndingAtRole(m.First-2, a.t.Sentences[a.t.SentenceOf(m.First)].First); q.OK() && q.First < q.Head {
			first, last = a.roleBefore(q.First, m.First-1)
		}
	}
	if first >= last {
		return ""
	}
	switch r := a.t.Printed(first, last); r {
	case "Mr.", "Mrs.", "Ms.", "Miss", "Mr", "Mrs", "Ms", "Dr.", "Dr":
		return ""
	default:
		return r
	}
}

// roleBefore cuts what stands between the start of a phrase and the name in it
// to the role: tokens [first, last), in which there is somebody's office or calling.
func (a *annotator) roleBefore(from, name int) (first, last int) {
	t := a.t.Tokens
	last = name
	for last > from && t[last-1].Kind != words.Word {
		last--
	}
	calling := false
	for first = last; first > from; first-- {
		tok := &t[first-1]
		if tok.Kind == words.Word && !tok.Upper && (tok.Is(words.Function&^words.Preposition) || tok.Is(words.Cue) && !tok.Is(words.Role)) || tok.Kind != words.Word && tok.Kind != words.Possessive && tok.Kind != words.Number {
			break
		}
		calling = calling || tok.Kind == words.Word && (tok.Is(words.Role|words.Title) || names.RoleLike(strings.ToLower(a.t.String(first-1))))
	}
	for first < last && (t[first].Is(words.Preposition) || t[first].Kind == words.Possessive || t[first].Is(words.Determiner)) && !t[first].Caps {
		first++
	}
	if !calling {
		return last, last
	}
	return first, last
}

// apposition reads ", lecturer in water law at the Hill Institute" at token i.
func (a *annotator) apposition(i int) string {
	const longest = 25
	t := a.t.Tokens
	if i+1 >= len(t) || strings.HasSuffix(a.t.String(i+1), "ing") || t[i].Kind != words.Comma || t[i+1].Kind != words.Word || t[i+1].Is(words.Function&^words.Determiner) {
		return ""
	}
	role := false
	j := i + 1
	for ; j < len(t) && j < i+longest; j++ {
		tok := &t[j]
		if tok.Kind != words.Word && tok.Kind != words.Number && tok.Kind != words.Possessive || tok.Is(words.Who|words.Pronoun|words.Auxiliary|words.Be) && tok.Kind == words.Word && !tok.Upper {
			break
		}
		if tok.Is(words.Cue) && !tok.Upper && !tok.Is(words.Role|words.Paper|words.Base) || t[j].Kind == words.Word && tok.Is(words.Ing) && tok.Is(words.Cue) {
			break
		}
		role = role || tok.Is(words.Role|words.Title)
	}
	if !role || j >= i+longest || j < len(t) && a.t.SentenceOf(i) != a.t.SentenceOf(j-1) {
		return ""
	}
	for j > i+1 && (t[j-1].Is(words.Conjunction|words.Preposition) && t[j-1].Kind == words.Word || t[j-1].Kind == words.Possessive) {
		j--
	}
	return a.t.Printed(i+1, j)
}

// speakers numbers the speakers in the order in which they are first heard.
type speakers struct {
	ids  map[string]int
	list []schema.Speaker
}

// add counts a quote of so many words for its speaker.
func (s *speakers) add(q *schema.Quote, v *voice, words int) {
	if v.name == "" {
		return
	}
	key := strings.ToLower(v.name)
	if v.entity >= 0 {
		key = "#" + strconv.Itoa(v.entity)
	}
	i, ok := s.ids[key]
	if !ok {
		i = len(s.list)
		s.ids[key] = i
		s.list = append(s.list, schema.Speaker{ID: "s" + strconv.Itoa(i+1), Name: v.name, Kind: v.kind, Role: v.role})
	}
	sp := &s.list[i]
	if sp.Role == "" {
		sp.Role = v.role
	}
	q.SpeakerID = sp.ID
	if q.Kind != schema.QuoteNotSpeech {
		sp.QuoteCount++
		sp.QuotedWords += words
	}
}
