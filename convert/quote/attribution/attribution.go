// Package attribution holds what has been found of a text: which spans are speech, and
// which phrase speaks.
//
// In: content, as ranges of tokens, with the cue that reports it. Out: a Draft, which lists
// the attributions. Laws: a marked span is claimed once; a span lies inside one sentence or
// one paragraph and ends at tokens; nothing is taken back but by Release.
package attribution

import (
	"slices"
	"sort"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// Attribution is one span of speech while its speaker is still a phrase.
type Attribution struct {
	Span          schema.Span
	Kind          schema.QuoteKind
	Rule          schema.QuoteRule
	Statement     int
	Paragraph     int
	Sentence      int
	Marked        int // words in marks
	Cue           schema.Span
	Subject       phrase.Phrase
	Token         int   // where the cue or, without one, the span stands
	SameSpeakerAs int   // the attribution that has its speaker; -1: it has its own, or none
	Firm          bool  // a rule found it by its cue
	Unsaid        bool  // nobody says it, where clauses are read: "announced a task force", "one could say that …"
	Score         int32 // of the weights, 0 where they were not asked
	Sure          int32 // how sure its speaker is, in 1/1000; 0 where the weights were not asked
	Turn          int   // of a transcript: its paragraph, from 1; 0 none
}

// Draft is what has been found of a text so far, and how far the sentence at hand is read.
type Draft struct {
	Text  *words.Text
	Read  *phrase.Reader
	Terms *phrase.Terms

	Found      []Attribution
	Claimed    []bool       // by mark: it belongs to an attribution
	Statements int          // how many there are
	Sentence   int          // the one at hand
	Done       int          // of it: tokens before this one are read
	Cues       []phrase.Cue // of it
}

// NewDraft returns an empty draft that appends to memory.
func NewDraft(t *words.Text, r *phrase.Reader, x *phrase.Terms, memory []Attribution) *Draft {
	return &Draft{Text: t, Read: r, Terms: x, Found: memory[:0], Claimed: make([]bool, len(t.Marks))}
}

// Add adds an attribution of the sentence at hand.
func (d *Draft) Add(r Attribution) {
	r.Paragraph, r.Sentence = d.Text.Sentences[d.Sentence].Paragraph, d.Sentence
	if r.Statement == d.Statements {
		d.Statements++
	}
	d.Found = append(d.Found, r)
}

// Last returns the attribution that was added last; there is one.
func (d *Draft) Last() *Attribution { return &d.Found[len(d.Found)-1] }

// AddDirect adds the marked span of token i, unless it is claimed. Without a cue its
// speaker is to be found elsewhere.
func (d *Draft) AddDirect(i int, c *phrase.Cue, rule schema.QuoteRule, statement int) {
	m := d.Text.Tokens[i].Mark
	if d.Claimed[m] {
		return
	}
	d.Claimed[m] = true
	r := Attribution{
		Span: d.Text.Marks[m].Inner, Kind: schema.QuoteDirect, Rule: rule, Statement: statement, Marked: d.Terms.WordCount(m),
		Subject: phrase.None, Token: i, SameSpeakerAs: -1, Firm: c != nil,
	}
	if c != nil {
		r.Cue, r.Subject, r.Token = c.Span(d.Text), c.Subject, c.First
	}
	d.Add(r)
}

// addMarked adds the marked spans of tokens [from, to) as what a cue reports.
func (d *Draft) addMarked(from, to int, c *phrase.Cue, rule schema.QuoteRule, statement int) {
	for i := from; i < to; i++ {
		if d.Text.Tokens[i].Kind == words.Quoted {
			d.AddDirect(i, c, rule, statement)
		}
	}
}

// addPart adds tokens [from, to), which hold n, as one span that a cue reports: as mixed where part of
// it stands in marks. The marked spans in it that are no terms are claimed.
func (d *Draft) addPart(from, to int, n content, c *phrase.Cue, rule schema.QuoteRule, statement int) {
	kind := schema.QuoteMixed
	if n.quotes == 0 {
		kind = schema.QuoteIndirect
	}
	for i := from; i < to; i++ {
		if t := &d.Text.Tokens[i]; t.Kind == words.Quoted {
			d.Claimed[t.Mark] = !d.Terms.Term(i)
		}
	}
	d.Add(Attribution{
		Span: d.Text.Span(from, to), Kind: kind, Rule: rule, Statement: statement, Marked: n.marked,
		Cue: c.Span(d.Text), Subject: c.Subject, Token: c.First, SameSpeakerAs: -1, Firm: true,
		Unsaid: d.Text.Language.Clauses && phrase.Unsaid(d.Read, c, from, to, n.quotes > 0),
	})
}

// AddNotSpeech adds the marked span of token i as words that nobody says.
func (d *Draft) AddNotSpeech(i int) {
	m := d.Text.Tokens[i].Mark
	d.Claimed[m] = true
	d.Add(Attribution{
		Span: d.Text.Marks[m].Inner, Kind: schema.QuoteNotSpeech, Rule: schema.RuleTerm, Statement: -1,
		Marked: d.Terms.WordCount(m), Subject: phrase.None, Token: i, SameSpeakerAs: -1,
	})
}

// dropped is the statement of attributions that are taken back.
const dropped = -2

// Release takes an attribution back, with the marked spans in it.
func (d *Draft) Release(k int, s words.Sentence) {
	r := &d.Found[k]
	for i := s.First; i < s.Last; i++ {
		if t := &d.Text.Tokens[i]; t.Kind == words.Quoted && int(t.Start) < r.Span.End && r.Span.Start < int(t.End) {
			d.Claimed[t.Mark] = false
		}
	}
	r.Statement = dropped
}

// DropReleased takes out the attributions from base on that were taken back.
func (d *Draft) DropReleased(base int) {
	d.Found = append(d.Found[:base], slices.DeleteFunc(d.Found[base:], func(r Attribution) bool { return r.Statement == dropped })...)
}

// Taken reports whether an attribution of the sentence, those from base on, holds a part of tokens [from, to).
func (d *Draft) Taken(from, to, base int) bool {
	start, end := int(d.Text.Tokens[from].Start), int(d.Text.Tokens[to-1].End)
	for r := base; r < len(d.Found); r++ {
		if d.Found[r].Statement != dropped && d.Found[r].Span.Start < end && start < d.Found[r].Span.End {
			return true
		}
	}
	return false
}

// Sort sorts the attributions from base on by start and keeps references between them.
func (d *Draft) Sort(base int) {
	n := len(d.Found) - base
	if n < 2 {
		return
	}
	order, place, old := make([]int, n), make([]int, n), append([]Attribution(nil), d.Found[base:]...)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return old[order[i]].Span.Start < old[order[j]].Span.Start })
	for i, o := range order {
		d.Found[base+i] = old[o]
		place[o] = i
	}
	for i := base; i < len(d.Found); i++ {
		if like := d.Found[i].SameSpeakerAs; like >= base {
			d.Found[i].SameSpeakerAs = base + place[like-base]
		}
	}
}

// IsCue reports whether token i is the main word of a cue of the sentence at hand.
func (d *Draft) IsCue(i int) bool {
	for k := range d.Cues {
		if d.Cues[k].Verb == i {
			return true
		}
	}
	return false
}

// Neighbours are the attributions around a marked span of a paragraph; -1 none.
type Neighbours struct {
	Base   int  // first of the paragraph
	Prev   int  // the one before with a speaker
	Direct int  // the direct quote before
	Next   int  // the one behind
	Known  int  // [Base, Known) have a cue and are sorted
	Alone  bool // the sentence is nothing but marked spans
}
