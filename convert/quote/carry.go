package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// neighbours are the rows around a marked span of a paragraph; -1 none.
type neighbours struct {
	base   int  // first row of the paragraph
	prev   int  // the row before with a speaker
	direct int  // the direct quote before
	next   int  // the row behind
	known  int  // rows [base, known) have a cue and are sorted
	alone  bool // the sentence is nothing but marked spans
}

// unclaimed walks over the marked spans of sentences [first, last) that no cue claimed,
// with their neighbours among the rows from base on. Each is to become a row; where it
// has a voice, spans behind it may go on with it.
func (a *annotator) unclaimed(first, last, base int, row func(i int, s words.Sentence, n neighbours), voice func(k int) bool) {
	t := a.t.Tokens
	n := neighbours{base: base, prev: -1, direct: -1, next: base, known: len(a.rows)}
	for si := first; si < last; si++ {
		s := a.t.Sentences[si]
		a.si = si
		n.alone = a.t.Alone(s)
		for i := s.First; i < s.Last; i++ {
			if t[i].Kind != words.Quoted || a.used[t[i].Mark] {
				continue
			}
			a.pass(&n, int(t[i].Start))
			row(i, s, n)
			if k := len(a.rows) - 1; voice(k) {
				n.prev, n.direct = k, k
			}
		}
	}
}

// leftovers gives the marked spans of a paragraph that no cue claimed to the
// speaker before or behind them. Sentences are [first, last), rows from base on.
func (a *annotator) leftovers(first, last, base int) {
	a.unclaimed(first, last, base, a.leftover, func(k int) bool { return a.rows[k].kind != schema.QuoteNotSpeech })
}

// pass moves on to the marked span that begins at start.
func (a *annotator) pass(n *neighbours, start int) {
	for n.next < n.known && a.rows[n.next].span.Start < start {
		if a.rows[n.next].subject.OK() {
			n.prev = n.next
		}
		if a.rows[n.next].kind == schema.QuoteDirect {
			n.direct = n.next
		}
		n.next++
	}
	if n.alone && n.prev >= 0 && n.direct >= 0 && a.rows[n.direct].sentence == a.rows[n.prev].sentence {
		n.prev = n.direct // “…,” said Roe, who said that …. “…”
	}
}

// leftover emits the marked span of token i, which no cue claimed.
func (a *annotator) leftover(i int, s words.Sentence, n neighbours) {
	if n.next >= n.known || !a.rows[n.next].subject.OK() {
		n.next = -1
	}
	unspoken, score := a.unspoken(i, s, n, a.noSpeech(i, n))
	if unspoken {
		a.notSpeech(i)
		a.rows[len(a.rows)-1].score = score
		return
	}
	if p := a.read.Dashed(i); p.OK() {
		a.direct(i, nil, schema.RuleDash, a.statements)
		a.rows[len(a.rows)-1].subject = p
		a.rows[len(a.rows)-1].score = score
		return
	}
	if c, ok := a.unknownCue(i, s); ok {
		a.direct(i, &c, schema.RuleCueAfter, a.statements)
		a.rows[len(a.rows)-1].firm = false
		a.rows[len(a.rows)-1].score = score
		return
	}
	a.carry(i, s, n)
	a.rows[len(a.rows)-1].score = score
}

// noSpeech reports whether the marked span of token i is a term rather than speech.
func (a *annotator) noSpeech(i int, n neighbours) bool {
	count := a.terms.WordCount(a.t.Tokens[i].Mark)
	if n.alone {
		return count == 1 && n.prev < 0 && n.next < 0
	}
	return count <= phrase.Short || a.terms.Term(i) || a.terms.Modifies(i) && (n.prev < 0 || a.rows[n.prev].sentence != a.si)
}

// carry emits the marked span of token i with the speaker of a row near it, or
// with one its sentence or the one before names.
func (a *annotator) carry(i int, s words.Sentence, n neighbours) {
	like, rule, statement := -1, schema.RuleMarksOnly, a.statements
	subject, lead := phrase.None, phrase.None
	if n.alone {
		lead = a.lead(n.prev)
	}
	near := n.prev
	if near < 0 {
		near = n.next
	}
	switch {
	case a.goesOn(i, n.base):
		like, rule, statement = n.base-1, schema.RuleReopened, a.rows[n.base-1].statement
	case lead.OK():
		subject, rule = lead, schema.RuleCueBefore
	case near >= 0:
		like, rule = near, schema.RuleCarried
	case n.base > 0 && n.alone:
		like, rule = n.base-1, schema.RuleCarried
	}
	a.direct(i, nil, rule, statement)
	r := &a.rows[len(a.rows)-1]
	r.like, r.subject = like, subject
	if !subject.OK() && rule != schema.RuleReopened {
		a.own(r, i, s, n)
	}
	if r.rule == schema.RuleCarried && a.rows[r.like].statement >= 0 && a.joins(i, s, n, r) {
		r.statement = a.rows[r.like].statement
	}
}

// own lets the row r of the marked span of token i belong to the subject of
// its sentence, where its speaker would come from another one.
func (a *annotator) own(r *row, i int, s words.Sentence, n neighbours) {
	if r.like < 0 || !n.alone && a.rows[r.like].sentence != r.sentence {
		if p := a.read.Owner(i, s); p.OK() {
			r.like, r.subject, r.rule = -1, p, schema.RuleMarksOnly
			if p.Last == i-1 && a.t.Tokens[i-1].Kind == words.Colon {
				r.rule = schema.RuleTurn // "Roe: “…”"
			}
		}
	}
	if r.like < 0 && !r.subject.OK() && n.base > 0 {
		r.like, r.rule = n.base-1, schema.RuleCarried
	}
}

// goesOn reports whether the marked span of token i opens its paragraph and
// goes on with a statement that the paragraph before left open.
func (a *annotator) goesOn(i, base int) bool {
	p := a.t.Sentences[a.si].Paragraph
	if base == 0 || !a.reopened[p] || i != a.t.Sentences[a.cut[p]].First {
		return false
	}
	last := &a.rows[base-1]
	return last.paragraph == p-1 && last.kind == schema.QuoteDirect
}

// rejoin makes one statement of a reopened one whose cue stands in paragraph
// p, and gives its speaker to the part before, where that has none of its own.
func (a *annotator) rejoin(p, base int) {
	if base == 0 || base >= len(a.rows) || !a.reopened[p] {
		return
	}
	first, last := &a.rows[base], &a.rows[base-1]
	if !first.firm || first.kind != schema.QuoteDirect || last.kind != schema.QuoteDirect || last.paragraph != p-1 || first.token < 0 {
		return
	}
	from, to := first.statement, last.statement
	for k := base; k < len(a.rows); k++ {
		if a.rows[k].statement == from {
			a.rows[k].statement = to
		}
	}
	for k := base - 1; k >= 0 && a.rows[k].statement == to && !a.rows[k].firm; k-- {
		a.rows[k].like, a.rows[k].subject, a.rows[k].rule = base, phrase.None, schema.RuleReopened
	}
}

// lead returns who the sentence before introduces: the subject of "Roe agreed."
// or "She put it this way:", where that sentence has no speech of its own. prev
// is the row before in this paragraph.
func (a *annotator) lead(prev int) phrase.Phrase {
	if a.si == 0 || prev >= 0 && a.rows[prev].sentence >= a.si-1 {
		return phrase.None
	}
	s := a.t.Sentences[a.si-1]
	colon := a.t.Tokens[s.Last-1].Kind == words.Colon
	if a.t.Alone(s) || !colon && len(a.rows) > 0 && a.rows[len(a.rows)-1].sentence == a.si-1 {
		return phrase.None
	}
	p := a.read.LeadSubject(s)
	if p.Kind == phrase.Name && !a.names.Entities[p.Entity].Person && !colon {
		return phrase.None
	}
	if p.Kind == phrase.Noun && !colon && !a.t.Tokens[p.Head].Is(words.Role) {
		return phrase.None
	}
	return p
}

// unknownCue reads "“…,” Jane Roe quipped" and "“…,” quipped Jane Roe" with a verb
// no list has: the mark waits for a speaker, and the sentence begins with one.
func (a *annotator) unknownCue(i int, s words.Sentence) (phrase.Cue, bool) {
	t := a.t.Tokens
	if !a.terms.Waits(i) || i > s.First && t[i-1].Kind == words.Word {
		return phrase.Cue{}, false
	}
	k := i + 1
	for k < s.Last && t[k].Kind != words.Word {
		k++
	}
	if p := a.read.StartingAt(k, s.Last); p.OK() {
		p = a.read.Extended(p, s.Last)
		verb := p.Last
		for verb < s.Last && verb < p.Last+phrase.Reach && (t[verb].Kind != words.Word || t[verb].Is(words.Adverb)) {
			verb++
		}
		if verb >= s.Last {
			return phrase.Cue{}, false
		}
		return phrase.Cue{First: verb, Last: verb + 1, Verb: verb, Subject: p}, true
	}
	if k+1 < s.Last && !t[k].Upper && !t[k].Is(words.Function) {
		if p := a.read.StartingAt(k+1, s.Last); p.OK() {
			return phrase.Cue{First: k, Last: k + 1, Verb: k, Subject: a.read.Extended(p, s.Last), Inverted: true}, true
		}
	}
	return phrase.Cue{}, false
}

func (a *annotator) notSpeech(i int) {
	m := a.t.Tokens[i].Mark
	a.used[m] = true
	a.emit(row{span: a.t.Marks[m].Inner, kind: schema.QuoteNotSpeech, rule: schema.RuleTerm, statement: -1, marked: a.terms.WordCount(m), subject: phrase.None, token: i, like: -1})
}
