package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// short is the most words of a marked span that is a term unless a cue says otherwise.
const short = 2

// leftovers gives the marked spans of a paragraph that no cue claimed to the
// speaker before or behind them. Sentences are [first, last), rows from base on.
func (a *annotator) leftovers(first, last, base int) {
	known := len(a.rows) // rows [base, known) have a cue and are sorted
	prev, next, direct := -1, base, -1
	for si := first; si < last; si++ {
		s := a.t.Sentences[si]
		a.si = si
		alone := a.alone(s)
		for i := s.First; i < s.Last; i++ {
			if a.t.Tokens[i].Kind != words.Quoted || a.used[a.t.Tokens[i].Mark] {
				continue
			}
			for next < known && a.rows[next].span.Start < int(a.t.Tokens[i].Start) {
				if a.rows[next].subject.ok() {
					prev = next
				}
				if a.rows[next].kind == schema.QuoteDirect {
					direct = next
				}
				next++
			}
			ahead := -1
			if next < known && a.rows[next].subject.ok() {
				ahead = next
			}
			if alone && prev >= 0 && direct >= 0 && a.rows[direct].sentence == a.rows[prev].sentence {
				prev = direct // “…,” said Roe, who said that …. “…”
			}
			a.leftover(i, s, base, prev, ahead, alone)
			if k := len(a.rows) - 1; a.rows[k].kind != schema.QuoteNotSpeech {
				prev, direct = k, k
			}
		}
	}
}

// alone reports whether a sentence is nothing but marked spans.
func (a *annotator) alone(s words.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if k := a.t.Tokens[i].Kind; k == words.Word || k == words.Number {
			return false
		}
	}
	return true
}

func (a *annotator) leftover(i int, s words.Sentence, base, prev, next int, alone bool) {
	m := a.t.Tokens[i].Mark
	n := a.wordCount(m)
	if !alone && (n <= short || a.term(i) || a.modifies(i) && (prev < 0 || a.rows[prev].sentence != a.si)) || alone && n == 1 && prev < 0 && next < 0 {
		a.notSpeech(i)
		return
	}
	if p := a.dashed(i); p.ok() {
		a.direct(i, nil, schema.RuleDash, a.statements)
		a.rows[len(a.rows)-1].subject = p
		return
	}
	if c, ok := a.unknownCue(i, s); ok {
		a.direct(i, &c, schema.RuleCueAfter, a.statements)
		a.rows[len(a.rows)-1].firm = false
		return
	}
	like, rule, statement := -1, schema.RuleMarksOnly, a.statements
	subject := none
	lead := none
	if alone {
		lead = a.lead(prev)
	}
	switch {
	case a.goesOn(i, base):
		like, rule, statement = base-1, schema.RuleReopened, a.rows[base-1].statement
	case lead.ok():
		subject, rule = lead, schema.RuleCueBefore
	case prev >= 0:
		like, rule = prev, schema.RuleCarried
		if alone && a.rows[prev].kind == schema.QuoteDirect {
			statement = a.rows[prev].statement
		}
	case next >= 0:
		like, rule = next, schema.RuleCarried
		if alone && a.rows[next].kind == schema.QuoteDirect {
			statement = a.rows[next].statement
		}
	case base > 0 && alone:
		like, rule = base-1, schema.RuleCarried
	}
	a.direct(i, nil, rule, statement)
	r := &a.rows[len(a.rows)-1]
	r.like, r.subject = like, subject
	if subject.ok() || rule == schema.RuleReopened {
		return
	}
	if like < 0 || !alone && a.rows[like].sentence != r.sentence {
		if p := a.owner(i, s); p.ok() {
			r.like, r.subject, r.rule = -1, p, schema.RuleMarksOnly
		}
	}
	if r.like < 0 && !r.subject.ok() && base > 0 {
		r.like, r.rule = base-1, schema.RuleCarried
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
		a.rows[k].like, a.rows[k].subject, a.rows[k].rule = base, none, schema.RuleReopened
	}
}

// lead returns who the sentence before introduces: the subject of "Roe agreed."
// or "She put it this way:", where that sentence has no speech of its own. prev
// is the row before in this paragraph.
func (a *annotator) lead(prev int) phrase {
	if a.si == 0 || prev >= 0 && a.rows[prev].sentence >= a.si-1 {
		return none
	}
	s := a.t.Sentences[a.si-1]
	colon := a.t.Tokens[s.Last-1].Kind == words.Colon
	if a.alone(s) || !colon && len(a.rows) > 0 && a.rows[len(a.rows)-1].sentence == a.si-1 {
		return none
	}
	p := a.leadSubject(s)
	if p.kind == namePhrase && !a.names.Entities[p.entity].Person && !colon {
		return none
	}
	if p.kind == nounPhrase && !colon && !a.t.Tokens[p.head].Is(words.Role) {
		return none
	}
	return p
}

// leadSubject returns the subject of the last cue of a sentence, or of the sentence.
func (a *annotator) leadSubject(s words.Sentence) phrase {
	var found []cue
	for i := max(s.First, s.Last-reach); i < s.Last; i++ {
		if !a.t.Tokens[i].Is(words.Cue) || a.names.At(i) != nil && a.t.Tokens[i].Upper {
			continue
		}
		if c, ok := a.cueAt(i, s); ok {
			a.subject(&c, found, s)
			found = append(found, c)
		}
	}
	if n := len(found); n > 0 && found[n-1].subject.ok() {
		return found[n-1].subject
	}
	return a.clauseSubject(s.First, min(s.Last, s.First+reach), s)
}

// dashed reads "“…” — Jane Roe", in one paragraph or with the dash in the next.
func (a *annotator) dashed(i int) phrase {
	t := a.t.Tokens
	if i+2 >= len(t) || t[i+1].Kind != words.Dash {
		return none
	}
	end := a.t.Sentences[a.sentenceOf(i+1)].Last
	p := a.startingAt(i+2, end)
	if p.kind != namePhrase || p.last < end && t[p.last].Kind == words.Word && !t[p.last].Is(words.Preposition) {
		return none
	}
	return p
}

// modifies reports whether the marked span of token i stands before a noun, as in a “stand and fight” mood.
func (a *annotator) modifies(i int) bool {
	const few = 5
	t := a.t.Tokens
	return a.wordCount(t[i].Mark) <= few && i+1 < len(t) && t[i+1].Kind == words.Word && !t[i+1].Upper && !t[i+1].Is(words.Function|words.Cue) && t[i+1].Start > t[i].End
}

// unknownCue reads "“…,” Jane Roe quipped" and "“…,” quipped Jane Roe" with a verb
// no list has: the mark waits for a speaker, and the sentence begins with one.
func (a *annotator) unknownCue(i int, s words.Sentence) (cue, bool) {
	t := a.t.Tokens
	if !a.waits(i) || i > s.First && t[i-1].Kind == words.Word {
		return cue{}, false
	}
	k := i + 1
	for k < s.Last && t[k].Kind != words.Word {
		k++
	}
	if p := a.startingAt(k, s.Last); p.ok() {
		p = a.extended(p, s.Last)
		verb := p.last
		for verb < s.Last && verb < p.last+reach && (t[verb].Kind != words.Word || t[verb].Is(words.Adverb)) {
			verb++
		}
		if verb >= s.Last {
			return cue{}, false
		}
		return cue{first: verb, last: verb + 1, verb: verb, subject: p}, true
	}
	if k+1 < s.Last && !t[k].Upper && !t[k].Is(words.Function) {
		if p := a.startingAt(k+1, s.Last); p.ok() {
			return cue{first: k, last: k + 1, verb: k, subject: a.extended(p, s.Last), inverted: true}, true
		}
	}
	return cue{}, false
}

// owner is who words in marks without a cue belong to: the subject of their sentence.
func (a *annotator) owner(i int, s words.Sentence) phrase {
	return a.clauseSubject(max(s.First, i-reach), i, s)
}

func (a *annotator) notSpeech(i int) {
	m := a.t.Tokens[i].Mark
	a.used[m] = true
	a.emit(row{span: a.t.Marks[m].Inner, kind: schema.QuoteNotSpeech, rule: schema.RuleTerm, statement: -1, marked: a.wordCount(m), subject: none, token: i, like: -1})
}

// wordCount returns the words of a marked span.
func (a *annotator) wordCount(m int32) int {
	if a.count[m] == 0 {
		a.count[m] = int32(max(1, countWords(a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End])))
	}
	return int(a.count[m])
}

func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		space := unicode.IsSpace(r)
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

// sentenceLike reports whether a marked span begins as a sentence does.
func (a *annotator) sentenceLike(m int32) bool {
	in := a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End]
	r, _ := utf8.DecodeRuneInString(in)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '[' || r == '…' || r == '.'
}

// term reports whether the marked span of token i is a title or a term: every
// word of it is capitalised, or a word such as "titled" stands before it.
func (a *annotator) term(i int) bool {
	m := a.t.Tokens[i].Mark
	if a.kinds[m] == 0 {
		a.kinds[m] = 1
		if a.titled(a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End]) || a.named(i, m) {
			a.kinds[m] = 2
		}
	}
	return a.kinds[m] == 2
}

// titled reports whether every word but the small ones is capitalised.
func (a *annotator) titled(s string) bool {
	const longest = 120
	if len(s) > longest {
		return false
	}
	upper, lower, count := 0, 0, 0
	start := true
	for k, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			start = start || unicode.IsSpace(r) || r == '-' || r == '—'
			if (r == '?' || r == '!' || r == '.') && k+utf8.RuneLen(r) < len(s) && upper == 1 {
				return false
			}
			continue
		}
		if !start {
			continue
		}
		start = false
		count++
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			upper++
		case small(s[k:]):
		default:
			lower++
		}
	}
	return count >= 2 && upper >= 2 && lower == 0
}

// small reports whether s begins with a word that titles write in lower case.
func small(s string) bool {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	switch s[:n] {
	case "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "with", "and", "or", "but", "as", "vs", "v", "is", "it", "your", "into", "over":
		return true
	}
	return false
}

// named reports whether the words before token i introduce a title or term.
func (a *annotator) named(i int, m int32) bool {
	const few = 5
	first := a.t.Sentences[a.si].First
	if i <= first || a.wordCount(m) > few {
		return false
	}
	k := i - 1
	for k > first && (a.t.Tokens[k].Kind == words.Comma || a.t.Tokens[k].Kind == words.Stop) {
		k--
	}
	prev := &a.t.Tokens[k]
	if prev.Kind == words.Word && strings.HasSuffix(a.t.String(k), "a.k.a") {
		return true
	}
	return prev.Is(words.Term) && !prev.Is(words.Call) || k == i-1 && prev.Kind == words.Word && prev.Is(words.Determiner) && a.wordCount(m) <= short
}
