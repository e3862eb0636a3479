package quote

import (
	"sort"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// transcript is a text that is one, with the voices of its speakers.
type transcript struct {
	*turns.Transcript
	entities []int // by speaker: of the names index; -1 none
}

// findTurns reads the text as a transcript.
func (a *annotator) findTurns(paragraphs []schema.Span) {
	found := turns.Find(a.t.Body, paragraphs)
	if found == nil {
		return
	}
	a.record = &transcript{Transcript: found, entities: make([]int, len(found.Speakers))}
	for i := range found.Speakers {
		s := &found.Speakers[i]
		switch {
		case s.Answer:
			a.record.entities[i] = a.guest()
		case s.Name == "" || s.Office:
			a.record.entities[i] = -1
		default:
			e := a.names.Person(s.Name)
			if e >= 0 && a.names.Entities[e].Name != s.Name && a.names.Entities[e].Name == strings.ToUpper(a.names.Entities[e].Name) {
				e = -1 // more than the name, since all of it is in capitals
			}
			a.record.entities[i] = e
		}
	}
}

// guest returns whom an introduction before the first turn presents: the one person
// it names in full; -1 where that is nobody or several.
func (a *annotator) guest() int {
	first := 0
	for a.record.Lines[first].Kind == turns.None {
		first++
	}
	if a.paragraphStart[first] == a.paragraphStart[len(a.paragraphStart)-1] {
		return -1
	}
	guest := -1
	for _, m := range a.names.In(0, a.t.Sentences[a.paragraphStart[first]].First) {
		if e := &a.names.Entities[m.Entity]; e.Person && e.Full() && m.Entity != guest {
			if guest >= 0 {
				return -1
			}
			guest = m.Entity
		}
	}
	return guest
}

// turn emits what paragraph p says in a transcript; it reports whether the
// paragraph is done with.
func (a *annotator) turn(p int) bool {
	if a.record == nil {
		return false
	}
	l := &a.record.Lines[p]
	switch l.Kind {
	case turns.None:
		return false
	case turns.Label, turns.Note, turns.Heading:
		return true
	case turns.More:
		if l.Turn == a.fence.turn {
			return false
		}
	case turns.Begin:
	}
	token := sort.Search(len(a.t.Tokens), func(i int) bool { return int(a.t.Tokens[i].Start) >= l.Said.Start })
	if token == len(a.t.Tokens) || int(a.t.Tokens[token].Start) >= l.Said.End {
		return true // no word of it
	}
	r := attribution.Attribution{
		Span: l.Said, Kind: schema.QuoteDirect, Rule: schema.RuleTranscript, Statement: a.draft.Statements, Subject: phrase.None,
		Token: token, SameSpeakerAs: -1, Firm: true, Turn: p + 1,
	}
	if t := &a.t.Tokens[token]; t.Kind == words.Quoted && int(t.End) >= l.Said.End {
		r.Span, r.Marked = a.t.Marks[t.Mark].Inner, a.terms.WordCount(t.Mark)
	}
	if n := len(a.draft.Found); n > 0 && a.draft.Found[n-1].Turn > 0 && a.record.Lines[a.draft.Found[n-1].Turn-1].Turn == l.Turn {
		r.Statement = a.draft.Found[n-1].Statement
	}
	for i := token; i < len(a.t.Tokens) && int(a.t.Tokens[i].Start) < l.Said.End; i++ {
		if t := &a.t.Tokens[i]; t.Kind == words.Quoted {
			a.draft.Claimed[t.Mark] = true // quoted by who speaks
		}
	}
	a.draft.Sentence = a.t.SentenceOf(token)
	a.draft.Add(r)
	return true
}

// said is the voice of a turn of a transcript.
func (a *annotator) said(v *coref.Resolver, r *attribution.Attribution) coref.Voice {
	t := a.record
	l := &t.Lines[r.Turn-1]
	s := &t.Speakers[l.Speaker]
	out := coref.Voice{Entity: t.entities[l.Speaker], Mention: a.label(r.Turn - 1), Role: s.Role}
	printed := a.t.Body[out.Mention.Start:out.Mention.End]
	switch {
	case out.Entity >= 0:
		v.Fill(&out, out.Entity, schema.ResolvedSurname)
		out.Kind = schema.SpeakerPerson
	case s.Name != "":
		out.Name, out.Kind, out.Resolution = s.Name, schema.SpeakerPerson, schema.ResolvedSurname
		if s.Office {
			out.Kind, out.Resolution = schema.SpeakerUnnamed, schema.ResolvedNone
		}
	default:
		return out // "Q": a mention, but no name
	}
	switch {
	case s.Answer:
		out.Resolution = schema.ResolvedNominal
	case l.Kind == turns.More && t.Lines[r.Turn-2].Kind != turns.Label:
		out.Resolution = schema.ResolvedCarried
	case !s.Office && strings.HasSuffix(text.Key(printed), text.Key(out.Name)):
		out.Resolution = schema.ResolvedExplicit
	}
	v.Heard(&out, r.Sentence)
	return out
}

// label returns where the label of a paragraph's turn names who speaks.
func (a *annotator) label(p int) schema.Span {
	turn := a.record.Lines[p].Turn
	for a.record.Lines[p].Turn != turn || a.record.Lines[p].Who.Empty() {
		p--
	}
	return a.record.Lines[p].Who
}
