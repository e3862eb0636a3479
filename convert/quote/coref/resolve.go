// Package coref finds whom a phrase means: whose name "Roe", "she" and "the minister" stand for.
//
// In: a text, its names, and the phrases that speak, in the order of the text. Out: a Voice
// for each, with name, kind, role and how it was found. Laws: whom a phrase means depends on
// the text and on who spoke before it only; a phrase that means nobody keeps its mention;
// no search goes farther back than a bound, so that time is linear in the text.
package coref

import (
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// Voice is a resolved speaker.
type Voice struct {
	Mention    schema.Span
	Name       string
	Entity     int // -1: described, not named
	Kind       schema.SpeakerKind
	Role       string
	Resolution schema.SpeakerResolution
}

// Carried is the voice of an attribution that shares it with another.
func (v Voice) Carried() Voice {
	if v.Name != "" || !v.Mention.Empty() {
		v.Resolution = schema.ResolvedCarried
	}
	return v
}

// Resolver gives phrases names, in the order of the text.
type Resolver struct {
	t        *words.Text
	names    *names.Index
	read     *phrase.Reader
	body     int // that spoke last
	last     Voice
	roles    map[int]string
	spoke    []spoken               // in the order of the text
	voiced   map[*names.Entity]bool // who has spoken
	heard    heard                  // the latest voice and its sentence, whoever it is
	subjects map[int]phrase.Phrase  // by sentence
	called   map[string]int         // by description: whom it meant before
	dead     map[int]bool           // of whom the text says that they died; nil not looked
	they     int8                   // whether "they" may be one person by the text's own words: 0 not looked, 1 no, 2 yes
}

// New returns the resolver of a text, its names and the reader of its phrases.
func New(t *words.Text, n *names.Index, r *phrase.Reader) *Resolver {
	return &Resolver{
		t: t, names: n, read: r, body: -1, last: Voice{Entity: -1}, roles: map[int]string{}, subjects: map[int]phrase.Phrase{},
		voiced: map[*names.Entity]bool{}, called: map[string]int{}, heard: heard{sentence: -1},
	}
}

// Voice resolves a phrase that speaks.
func (v *Resolver) Voice(p phrase.Phrase, sentence int) Voice {
	out := Voice{Entity: -1}
	if !p.OK() {
		return out
	}
	if p.Kind == phrase.Absent {
		v.absent(&out, p, sentence)
		v.Heard(&out, sentence)
		return out
	}
	if p.Kind == phrase.Noun && v.t.Language.Clauses {
		p = v.endsInName(p)
	}
	out.Mention = v.t.Span(p.First, p.Last)
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
		out.Resolution = schema.ResolvedPronoun
	default:
		v.noun(&out, p, sentence)
	}
	v.Heard(&out, sentence)
	if out.Name != "" {
		v.hears(p, sentence, &out)
	}
	return out
}

// Role returns what the text says that an entity is, "" where it does not.
func (v *Resolver) Role(entity int) string { return v.roles[entity] }

// endsInName takes a phrase such as "Norway’s minister of ports Jane Roe" for her name.
func (v *Resolver) endsInName(p phrase.Phrase) phrase.Phrase {
	m := v.names.At(p.Last - 1)
	if m == nil || m.Last != p.Last || m.First <= p.First || !v.names.Entities[m.Entity].Person {
		return p
	}
	before := &v.t.Tokens[m.First-1]
	if m.First > p.Head && before.Kind == words.Word && !before.Is(words.Function) && before.Kind != words.Possessive {
		p.Kind, p.Entity = phrase.Name, m.Entity
	}
	return p
}

// introduction is the phrase that names somebody first.
func (v *Resolver) introduction(entity int) phrase.Phrase {
	m := v.names.At(v.names.Entities[entity].Born)
	if m == nil {
		return phrase.None
	}
	from := v.t.Sentences[v.t.SentenceOf(m.First)].First
	return v.read.Premodified(phrase.Phrase{First: m.First, Last: m.Last, Head: m.Last - 1, Entity: entity, Kind: phrase.Name}, from)
}

// Heard remembers who spoke.
func (v *Resolver) Heard(out *Voice, sentence int) {
	if out.Name == "" {
		return
	}
	v.last = *out
	switch {
	case out.Entity < 0:
		return
	case !v.names.Entities[out.Entity].Person:
		v.body = out.Entity
	}
	v.voiced[&v.names.Entities[out.Entity]] = true
	v.spoke = append(v.spoke, spoken{sentence, out.Entity})
}

func (v *Resolver) named(out *Voice, p phrase.Phrase, sentence int) {
	e := &v.names.Entities[p.Entity]
	if t := &v.t.Tokens[p.Last-1]; !e.Full() && t.Is(words.Pronoun|words.Function|words.Starter) && !t.Is(words.FirstName|words.Body) {
		return // "It", "I", "AND": a mention, but no name
	}
	if v.demonym(p) && v.calledAfterPlace(out, p, sentence) {
		return
	}
	if !e.Full() && !v.t.Language.Clauses && v.t.Tokens[p.Last-1].Is(words.Body) {
		if body := v.shortened(e.Name, p.First); body >= 0 {
			p.Entity, e = body, &v.names.Entities[body]
		}
	}
	if other := v.namesake(p); other != p.Entity {
		p.Entity, e = other, &v.names.Entities[other]
	}
	out.Entity, out.Name = p.Entity, e.Name
	out.Resolution = schema.ResolvedExplicit
	if m := v.names.At(p.Last - 1); m != nil && v.t.Printed(m.Name, m.Ends) != e.Name {
		out.Resolution = schema.ResolvedSurname
	}
	v.learnRole(p)
	out.Kind = kindOf(e)
}

// learnRole notes what the text says of somebody who speaks: at this mention,
// or where it names the speaker first.
func (v *Resolver) learnRole(p phrase.Phrase) {
	e := &v.names.Entities[p.Entity]
	if v.roles[p.Entity] != "" || !e.Person && e.Sure {
		return
	}
	r := v.role(p)
	if q := v.introduction(p.Entity); r == "" && q.OK() && q.Last <= p.First {
		r = v.role(q)
	}
	if r != "" {
		v.roles[p.Entity] = r
		e.Person = true // only people have roles
	}
}

// pronoun resolves "he", "she", "they", "it".
func (v *Resolver) pronoun(out *Voice, p phrase.Phrase, sentence int) {
	class := v.t.Tokens[p.First].Class
	if gender := genderOf(class); gender != 0 && !v.t.Language.Clauses && v.unnamedBefore(out, gender, sentence) {
		return
	}
	if !v.t.Language.Clauses {
		p, sentence = v.goneOn(p, sentence)
	}
	e := -1
	switch {
	case class&words.He != 0:
		e = v.recall(p.First, sentence, words.Male, v.another(p, v.suits(words.Male)), 0)
	case class&words.She != 0:
		e = v.recall(p.First, sentence, words.Female, v.another(p, v.suits(words.Female)), 0)
	case class&words.It != 0:
		e = v.body
	case v.t.String(p.First) == "they" || v.t.String(p.First) == "They":
		if v.last.Entity < 0 && v.last.Name != "" {
			out.Name, out.Kind, out.Resolution = v.last.Name, v.last.Kind, schema.ResolvedPronoun
			return
		}
		e = v.singular(p.First, sentence)
	}
	if e < 0 {
		return // a mention, but no name
	}
	v.Fill(out, e, schema.ResolvedPronoun)
}

// suits weighs whom a pronoun of a gender may mean.
func (v *Resolver) suits(gender words.Class) weigher {
	if v.t.Language.Clauses {
		return person(gender)
	}
	return likely(gender)
}

// genderOf returns the gender of "he" and "she", 0 of other pronouns.
func genderOf(class words.Class) words.Class {
	switch {
	case class&words.He != 0:
		return words.Male
	case class&words.She != 0:
		return words.Female
	}
	return 0
}

// Fill makes a voice that of an entity.
func (v *Resolver) Fill(out *Voice, e int, how schema.SpeakerResolution) {
	ent := &v.names.Entities[e]
	out.Entity, out.Name, out.Resolution = e, ent.Name, how
	if p := v.introduction(e); p.OK() {
		v.learnRole(p)
	}
	out.Kind = kindOf(ent)
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
