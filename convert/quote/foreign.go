package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file reads languages other than English. Where their verbs of speech are
// known, the marked spans get their speakers; where they are not, marked spans
// that read like speech are all that is found.

// foreign fills the rows of a text in another language.
func (a *annotator) foreign(cues bool) {
	for p := 0; p+1 < len(a.cut); p++ {
		if a.turn(p) {
			continue
		}
		base := len(a.rows)
		for si := a.cut[p]; si < a.cut[p+1]; si++ {
			a.si = si
			if cues {
				a.attribute(a.t.Sentences[si])
			}
		}
		a.reorder(base)
		a.remaining(a.cut[p], a.cut[p+1], base, cues)
		a.reorder(base)
		a.rejoin(p, base)
	}
}

// attribute gives the marked spans of a sentence to its cues.
func (a *annotator) attribute(s words.Sentence) {
	t := a.t.Tokens
	a.cues = a.cues[:0]
	for i := s.First; i < s.Last; i++ {
		if t[i].Kind == words.Word && t[i].Is(words.Say|words.According) && (!t[i].Upper || i == s.First || t[i-1].Kind != words.Word) && a.names.At(i) == nil {
			if c, ok := a.foreignCue(i, s); ok {
				a.cues = append(a.cues, c)
			}
		}
	}
	for k := range a.cues {
		from, to := s.First, s.Last
		if k > 0 {
			from = a.cues[k-1].last
		}
		if k+1 < len(a.cues) {
			to = a.cues[k+1].first
			if a.cues[k+1].inverted && to > from { // “…” said Y belongs to Y
				for to > a.cues[k].last && t[to-1].Kind != words.Quoted {
					to--
				}
				to--
			}
		}
		a.claim(&a.cues[k], from, to)
	}
}

// foreignCue reads the verb, or "according to", at token i with its subject.
func (a *annotator) foreignCue(i int, s words.Sentence) (cue, bool) {
	t := a.t.Tokens
	c := cue{first: i, last: i + 1, verb: i, class: t[i].Class, subject: none}
	behind := a.behindMarks(i, s)
	if t[i].Is(words.According) && !t[i].Is(words.Say) {
		c.inverted = true
		if c.subject = a.phraseFrom(a.skip(i+1, s.Last), s.Last); !c.subject.ok() || c.subject.kind == pronounPhrase && !behind {
			return c, false
		}
		return c, behind || i == s.First || t[i-1].Kind != words.Word || !t[i].Is(words.Adverb)
	}
	for c.first > s.First && t[c.first-1].Kind == words.Word && t[c.first-1].Is(words.Auxiliary|words.Object|words.Adverb) && !t[c.first-1].Upper {
		c.first--
	}
	behind = a.behindMarks(c.first, s)
	if i > s.First+1 && c.first == i && a.t.Lexicon.Joined() && t[i-1].Is(words.Pronoun) && t[i-2].Is(words.Auxiliary) { // "a-t-elle dit"
		c.first, c.inverted = i-2, true
		c.subject = phrase{first: i - 1, last: i, head: i - 1, entity: -1, kind: pronounPhrase}
		return c, true
	}
	if c.first > s.First && c.first == i && t[i-1].Kind == words.Word && t[i-1].Is(words.Determiner|words.Preposition) {
		return c, false // "le dit accord"
	}
	opens := c.first == s.First || t[c.first-1].Kind != words.Word && t[c.first-1].Kind != words.Number
	if opens || behind { // said X
		if p := a.phraseFrom(a.skip(c.last, s.Last), min(s.Last, c.last+reach)); p.ok() {
			c.subject, c.inverted = p, true
			return c, true
		}
	}
	if p := a.phraseBefore(s.First, c.first); p.ok() {
		c.subject = p
		return c, true
	}
	if behind && a.t.Lexicon.Subjectless { // "«…», dijo."
		c.subject = phrase{first: i, last: i, head: i, entity: -1, kind: absentPhrase}
		return c, true
	}
	return c, false
}

// behindMarks reports whether a marked span stands before token i, with or without a comma.
func (a *annotator) behindMarks(i int, s words.Sentence) bool {
	t := a.t.Tokens
	return i > s.First && (t[i-1].Kind == words.Quoted || i-1 > s.First && t[i-1].Kind != words.Word && t[i-2].Kind == words.Quoted)
}

// skip passes over what may stand between a verb and its subject.
func (a *annotator) skip(i, to int) int {
	const most = 4
	t := a.t.Tokens
	for k := 0; k < most && i < to && t[i].Kind == words.Word && t[i].Is(words.Day|words.Adverb|words.Object) && !t[i].Is(words.Determiner) && a.names.At(i) == nil; k++ {
		i++
	}
	return i
}

// claim emits the marked spans of tokens [from, to) that a cue reports: the
// nearest before it, and those behind it.
func (a *annotator) claim(c *cue, from, to int) {
	t := a.t.Tokens
	statement, rule := a.statements, schema.RuleCueBefore
	if c.class&words.According != 0 && c.class&words.Say == 0 {
		rule = schema.RuleAccordingTo
	}
	edge := c.first
	if c.subject.ok() && !c.inverted {
		edge = min(edge, c.subject.first)
	}
	before := -1
	for i := edge - 1; i >= from && before < 0; i-- {
		if t[i].Kind == words.Quoted {
			before = i
		} else if t[i].Kind == words.Word {
			break
		}
	}
	if before >= 0 && (a.used[t[before].Mark] || before > from && t[before-1].Kind == words.Word && t[before-1].Is(words.Determiner)) {
		before = -1 // taken, or "the “Post” reports"
	}
	if before >= 0 {
		if rule == schema.RuleCueBefore {
			rule = schema.RuleCueAfter
		}
		a.direct(before, c, rule, statement)
		rule = schema.RuleCueBetween
	}
	said := before >= 0
	for i := max(c.last, c.subject.last); i < to; i++ {
		if t[i].Kind != words.Quoted || a.used[t[i].Mark] || a.quotesTerm(i) {
			continue
		}
		introduced := t[i-1].Kind == words.Colon || t[i-1].Kind == words.Comma && said
		if a.wordCount(t[i].Mark) > short || introduced {
			a.direct(i, c, rule, statement)
		}
	}
}

// spokeBefore returns the last row before row k that has a speaker; -1 none near.
func (a *annotator) spokeBefore(k int) int {
	const back = 8
	for i := k - 1; i >= max(0, k-back); i-- {
		if a.hasVoice(i) {
			return i
		}
	}
	return -1
}

// phraseFrom returns the noun phrase that begins at token i, with what hangs on it.
func (a *annotator) phraseFrom(i, to int) phrase {
	p := a.nominal(i, to)
	t := a.t.Tokens
	for k := 0; k < 3 && p.kind == nounPhrase && p.last+1 < to && a.binds(p.last); k++ {
		q := a.nominal(p.last+1, to)
		if !q.ok() && t[p.last+1].Kind == words.Word && t[p.last+1].Class&(words.Function|words.Day) == 0 {
			p.last += 2 // "ministre de la santé", "Sprecher für Verkehr"
			continue
		}
		if !q.ok() || q.kind == pronounPhrase {
			break
		}
		p.last = q.last
	}
	return a.apposed(p, to)
}

// binds reports whether token i joins two nouns into one phrase: "de", "des", "für".
func (a *annotator) binds(i int) bool {
	switch a.t.String(i) {
	case "de", "du", "des", "d'", "d’", "del", "von", "vom", "der", "für", "pour", "para", "à", "au", "en", "aus", "beim", "bei", "im", "in":
		return true
	}
	return false
}

// nominal returns the noun phrase that begins at token i, without what hangs on it.
func (a *annotator) nominal(i, to int) phrase {
	t := a.t.Tokens
	if i >= to {
		return none
	}
	if m := a.names.At(i); m != nil {
		if m.First != i {
			return none
		}
		return phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
	}
	if t[i].Kind != words.Word && t[i].Kind != words.Number {
		return none
	}
	if t[i].Is(words.Pronoun) && !t[i].Is(words.Determiner) {
		return phrase{first: i, last: i + 1, head: i, entity: -1, kind: pronounPhrase}
	}
	if !t[i].Is(words.Determiner) && !a.isRole(i) {
		return none
	}
	return a.described(i, to)
}

// described returns the noun phrase that begins at token i with an article or a role.
func (a *annotator) described(i, to int) phrase {
	const longest = 7
	t := a.t.Tokens
	role, j := -1, i
	if t[i].Is(words.Determiner) {
		j++
	}
	least := j + 1
	for ; j < to && j < i+longest && (t[j].Kind == words.Word || t[j].Kind == words.Number); j++ {
		if m := a.names.At(j); m != nil && m.First == j {
			if a.names.Entities[m.Entity].Person || role < 0 {
				return phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
			}
			break
		}
		if a.endsNoun(j) || role >= 0 && j > role+2 {
			break
		}
		if a.isRole(j) {
			role = j
		}
	}
	if j < least {
		return none
	}
	head := j - 1
	if role >= 0 {
		head = role
	}
	return phrase{first: i, last: j, head: head, entity: -1, kind: nounPhrase}
}

// endsNoun reports whether token i is no part of a noun phrase.
func (a *annotator) endsNoun(i int) bool {
	t := &a.t.Tokens[i]
	return t.Is(words.Function|words.Day|words.Cue) && !(t.Is(words.Adverb) && t.Upper)
}

// isRole reports whether a word is a person's role or a body that speaks.
func (a *annotator) isRole(i int) bool {
	t := &a.t.Tokens[i]
	return t.Kind == words.Word && (t.Is(words.Role|words.Body|words.Paper) || t.Upper && a.t.Lexicon.Nouns && names.Occupation(strings.ToLower(a.t.String(i))))
}

// phraseBefore returns the first noun phrase of the clause that ends before a
// verb: not one behind a preposition, and not one of an aside.
func (a *annotator) phraseBefore(from, to int) phrase {
	t := a.t.Tokens
	from = max(from, to-reach)
	for i := to - 1; i >= from; i-- {
		if k := t[i].Kind; k == words.Quoted || k == words.Semicolon || k == words.Colon {
			from = i + 1
			break
		}
	}
	for i := from; i < to; {
		if t[i].Kind == words.Word && t[i].Is(words.Preposition) && !t[i].Is(words.Determiner) && a.names.At(i) == nil {
			if p := a.nominal(i+1, to); p.ok() {
				i = p.last
			} else {
				i++
			}
			continue
		}
		if p := a.phraseFrom(i, to); p.ok() && a.speaks(p) {
			return p
		}
		i++
	}
	return none
}

// speaks reports whether a phrase before a verb can be its subject: it names
// somebody, or says what somebody is, and is no object.
func (a *annotator) speaks(p phrase) bool {
	if p.kind != nounPhrase {
		return true
	}
	if a.t.Lexicon.Nouns && a.t.Tokens[p.first].Is(words.Determiner) {
		if w := a.t.String(p.first); w[len(w)-1] == 'n' || w[len(w)-1] == 'm' { // "den", "einem"
			return false
		}
	}
	return a.isRole(p.head)
}

// remaining emits the marked spans of sentences [first, last) that no cue
// claimed: as those of the statement beside them, or as speech of nobody known,
// or as no speech.
func (a *annotator) remaining(first, last, base int, cues bool) {
	a.unclaimed(first, last, base, func(i int, s words.Sentence, n neighbours) {
		near := n.prev
		if near < 0 && n.next < n.known && a.hasVoice(n.next) {
			near = n.next
		}
		switch {
		case a.quotesTerm(i) || !a.speechLike(i, n.alone, near >= 0):
			a.notSpeech(i)
		case !cues:
			a.direct(i, nil, schema.RuleMarksOnly, a.statements)
		case a.goesOn(i, base):
			a.direct(i, nil, schema.RuleReopened, a.rows[base-1].statement)
			a.rows[len(a.rows)-1].like = base - 1
		default:
			a.share(i, s, near, n.alone)
		}
	}, a.hasVoice)
}

// hasVoice reports whether row k has a speaker of its own or another's.
func (a *annotator) hasVoice(k int) bool {
	r := &a.rows[k]
	if e := r.subject.entity; e >= 0 && r.subject.kind == namePhrase && a.names.Entities[e].Place {
		return false // what a country said is seldom gone on with
	}
	return r.kind != schema.QuoteNotSpeech && (r.subject.ok() || r.like >= 0)
}

// share emits the marked span of token i with the speaker of the row beside
// it, of a dash behind it, or of a colon before it.
func (a *annotator) share(i int, s words.Sentence, near int, alone bool) {
	const few = 3
	t := a.t.Tokens
	if p := a.dashed(i); p.ok() {
		a.direct(i, nil, schema.RuleDash, a.statements)
		a.rows[len(a.rows)-1].subject = p
		return
	}
	statement := a.statements
	if near >= 0 && alone && a.rows[near].kind == schema.QuoteDirect && a.rows[near].span.Start < int(t[i].Start) {
		statement = a.rows[near].statement
	}
	if i > s.First && t[i-1].Kind == words.Colon { // "Roe: “…”"
		if p := a.phraseBefore(s.First, i-1); p.kind == namePhrase {
			a.direct(i, nil, schema.RuleCueBefore, a.statements)
			a.rows[len(a.rows)-1].subject = p
			return
		}
	}
	if near < 0 && (alone || a.wordCount(a.t.Tokens[i].Mark) > few) {
		if k := a.spokeBefore(len(a.rows)); k >= 0 && a.rows[k].paragraph >= a.t.Sentences[a.si].Paragraph-few {
			near = k
		}
	}
	if near >= 0 {
		a.direct(i, nil, schema.RuleCarried, statement)
		a.rows[len(a.rows)-1].like = near
		return
	}
	a.direct(i, nil, schema.RuleMarksOnly, statement)
}

// quotesTerm reports whether a word such as "titled" or "film" stands before
// the marked span of token i.
func (a *annotator) quotesTerm(i int) bool {
	const few = 6
	if i == a.t.Sentences[a.t.SentenceOf(i)].First || a.t.Tokens[i-1].Kind != words.Word || a.wordCount(a.t.Tokens[i].Mark) > few {
		return false
	}
	before := &a.t.Tokens[i-1]
	return before.Is(words.Term) && !before.Is(words.Say) || before.Upper && a.t.Lexicon != nil && a.t.Lexicon.Nouns && names.Work(strings.ToLower(a.t.String(i-1)))
}

// speechLike reports whether a marked span without a cue reads like speech: it
// is a sentence, or longer than a term is. known: somebody beside it speaks.
func (a *annotator) speechLike(i int, alone, known bool) bool {
	in := a.t.Marks[a.t.Tokens[i].Mark]
	last, _ := utf8.DecodeLastRuneInString(a.t.Body[in.Inner.Start:in.Inner.End])
	ends := slices.Contains([]rune{'.', '!', '?', '…', '。', '！', '？', ','}, last)
	n := a.wordCount(a.t.Tokens[i].Mark)
	if unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana) || last == '。' || last == '！' || last == '？' {
		const glyphs = 3 // a word, more or less
		n = utf8.RuneCountInString(a.t.Body[in.Inner.Start:in.Inner.End]) / glyphs
	}
	const long, few = 5, 3
	t := a.t.Tokens
	introduced := i > 0 && t[i-1].Kind == words.Colon || i+1 < len(t) && t[i+1].Kind == words.Comma
	switch {
	case in.Minor:
		return ends && n > long
	case known || alone || introduced:
		return n >= few || ends && n > 1
	}
	return n >= long || ends && n >= few
}
