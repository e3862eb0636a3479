package quote

import (
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// block emits a paragraph without marks that a cue and a colon before it
// introduce; it reports whether the paragraph is one.
func (a *annotator) block(p int) bool {
	if a.paragraphStart[p] <= a.fence.sentence || a.paragraphStart[p] == a.paragraphStart[p+1] ||
		a.paragraphStart[p-1] == a.paragraphStart[p] {
		return false
	}
	t := a.t.Tokens
	before := a.t.Sentences[a.paragraphStart[p]-1]
	if t[before.Last-1].Kind != words.Colon || a.anyMarks(p) {
		return false
	}
	const near = 12 // tokens between the cue and the colon
	for i := before.Last - 2; i >= max(before.First, before.Last-near); i-- {
		if !t[i].Is(words.Say | words.Tell) {
			continue
		}
		if c, ok := a.read.CueAt(i, before); ok && c.Class&(words.Say|words.Tell) != 0 {
			if a.read.Subject(&c, nil, before); !c.Subject.OK() {
				return false
			}
			a.draft.Sentence = a.paragraphStart[p]
			a.whole(p, &c)
			return true
		}
	}
	return false
}

func (a *annotator) anyMarks(p int) bool {
	for si := a.paragraphStart[p]; si < a.paragraphStart[p+1]; si++ {
		for i := a.t.Sentences[si].First; i < a.t.Sentences[si].Last; i++ {
			if a.t.Tokens[i].Kind == words.Quoted {
				return true
			}
		}
	}
	return false
}

// whole emits a paragraph that the cue before it introduces.
func (a *annotator) whole(p int, c *phrase.Cue) {
	first, last := a.t.Sentences[a.paragraphStart[p]].First, a.t.Sentences[a.paragraphStart[p+1]-1].Last-1
	a.draft.Add(attribution.Attribution{
		Span: schema.Span{Start: int(a.t.Tokens[first].Start), End: int(a.t.Tokens[last].End)}, Kind: schema.QuoteDirect,
		Rule:      schema.RuleBlockQuote,
		Statement: a.draft.Statements, Cue: c.Span(a.t), Subject: c.Subject, Token: first, SameSpeakerAs: -1, Firm: true,
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
		case !strings.ContainsRune(" .-'’", r):
			return 0
		}
	}
	if letters < len("RO") {
		return 0
	}
	rest := strings.TrimLeft(s[colon+1:], " ")
	return len(s) - len(rest)
}
