package quote

import (
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// Turns are read only where there are several of them: a single "Note: …" is none.
const (
	leastTurns = 4
	turnShare  = 4 // at least one paragraph in four is a turn
	longestWho = 5 // tokens before the colon
	leastSaid  = 4 // tokens behind it: "Votes: 512" is a list
)

// turnHead returns the colon of a paragraph that begins "JANE ROE:", or 0.
func (a *annotator) turnHead(p int) int {
	if a.cut[p] == a.cut[p+1] {
		return 0
	}
	s := a.t.Sentences[a.cut[p]]
	t := a.t.Tokens
	for i := s.First; i < s.Last && i <= s.First+longestWho; i++ {
		if t[i].Kind == words.Colon {
			if i == s.First || i+leastSaid >= a.t.Sentences[a.cut[p+1]-1].Last || t[i+1].Kind != words.Word {
				return 0
			}
			return i
		}
		if t[i].Kind != words.Word || !t[i].Upper || t[i].Is(words.Starter) && !t[i].Caps {
			return 0
		}
	}
	return 0
}

// findTurns marks the paragraphs that are turns of a transcript.
func (a *annotator) findTurns() {
	n := len(a.cut) - 1
	a.turns = make([]int, n)
	count := 0
	who := map[string]int{}
	for p := range n {
		if a.turns[p] = a.turnHead(p); a.turns[p] > 0 {
			count++
			who[a.text(a.t.Sentences[a.cut[p]].First, a.turns[p])]++
		}
	}
	repeated := 0
	for _, k := range who {
		if k > 1 {
			repeated++
		}
	}
	if count < leastTurns || count*turnShare < n || repeated == 0 || len(who) < 2 {
		clear(a.turns)
	}
}

// turn emits a whole turn; it reports whether the paragraph is one.
func (a *annotator) turn(p int) bool {
	colon := a.turns[p]
	if colon == 0 {
		return false
	}
	a.si = a.cut[p]
	first := a.t.Sentences[a.si].First
	who := phrase{first: first, last: colon, head: colon - 1, entity: -1, kind: nounPhrase}
	if m := a.names.At(colon - 1); m != nil {
		who.entity, who.kind = m.Entity, namePhrase
	}
	a.whole(p, colon+1, who, schema.RuleTurn, schema.Span{})
	return true
}

// block emits a paragraph without marks that a cue and a colon before it
// introduce; it reports whether the paragraph is one.
func (a *annotator) block(p int) bool {
	if p == 0 || a.cut[p] == a.cut[p+1] || a.cut[p-1] == a.cut[p] {
		return false
	}
	t := a.t.Tokens
	before := a.t.Sentences[a.cut[p]-1]
	if t[before.Last-1].Kind != words.Colon || a.anyMarks(p) {
		return false
	}
	const near = 12 // tokens between the cue and the colon
	for i := before.Last - 2; i >= max(before.First, before.Last-near); i-- {
		if !t[i].Is(words.Say | words.Tell) {
			continue
		}
		if c, ok := a.cueAt(i, before); ok && c.class&(words.Say|words.Tell) != 0 {
			if a.subject(&c, nil, before); !c.subject.ok() {
				return false
			}
			a.si = a.cut[p]
			a.whole(p, a.t.Sentences[a.si].First, c.subject, schema.RuleBlockQuote, a.cueSpan(&c))
			return true
		}
	}
	return false
}

func (a *annotator) anyMarks(p int) bool {
	for si := a.cut[p]; si < a.cut[p+1]; si++ {
		for i := a.t.Sentences[si].First; i < a.t.Sentences[si].Last; i++ {
			if a.t.Tokens[i].Kind == words.Quoted {
				return true
			}
		}
	}
	return false
}

// whole emits the rest of a paragraph from a token on.
func (a *annotator) whole(p, from int, who phrase, rule schema.QuoteRule, cue schema.Span) {
	last := a.t.Sentences[a.cut[p+1]-1].Last - 1
	a.emit(row{
		span: schema.Span{Start: int(a.t.Tokens[from].Start), End: int(a.t.Tokens[last].End)}, kind: schema.QuoteDirect, rule: rule,
		statement: a.statements, cue: cue, subject: who, token: from, like: -1, firm: true,
	})
}

// unquoteHeads lets marked spans that begin "ROE:", as transcripts inside marks
// do, begin behind the colon, where there are several of them.
func (a *annotator) unquoteHeads() {
	var found []int
	for k := range a.t.Marks {
		if m := &a.t.Marks[k]; headEnd(a.t.Body[m.Inner.Start:m.Inner.End]) > 0 {
			found = append(found, k)
		}
	}
	if len(found) < 2 {
		return
	}
	for _, k := range found {
		m := &a.t.Marks[k]
		m.Inner.Start += headEnd(a.t.Body[m.Inner.Start:m.Inner.End])
		m.Outer.Start = m.Inner.Start
	}
}

// headEnd returns where the words behind "JANE ROE: " begin, 0 where s begins otherwise.
func headEnd(s string) int {
	const longest = 40
	colon := strings.IndexByte(s[:min(len(s), longest)], ':')
	if colon < len("RO") || colon+2 >= len(s) || s[colon+1] != ' ' {
		return 0
	}
	letters := 0
	for _, r := range s[:colon] {
		switch {
		case unicode.IsUpper(r):
			letters++
		case r != ' ' && r != '.' && r != '-' && r != '\'' && r != '’':
			return 0
		}
	}
	if letters < len("RO") {
		return 0
	}
	rest := strings.TrimLeft(s[colon+1:], " ")
	return len(s) - len(rest)
}
