package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds where the content behind a cue ends: before another cue's, and before what the writer goes on with.

// regionEnd returns where the content behind cue k ends. outer: the whole
// sentence is the content of a later "…, X said".
func (a *annotator) regionEnd(k, f int, s words.Sentence) (end int, outer bool) {
	t := a.t.Tokens
	next := k + 1
	closes, within := a.inserted(k, s)
	for i := f; i < s.Last; i++ {
		tok := &t[i]
		for next < len(a.draft.Cues) && a.draft.Cues[next].First < i {
			next++
		}
		switch {
		case tok.Kind == words.Semicolon, tok.Kind == words.Colon && i+1 < s.Last && t[i+1].Kind == words.Quoted:
			return i, false
		case i > f && (within && tok.Kind == closes || a.contrasts(i, next, s)):
			return i, false
		case tok.Kind == words.Quoted && a.cueFollows(i+1, next):
			if i > f && a.terms.SentenceLike(tok.Mark) {
				return i, false // “…” belongs to the cue behind it
			}
			return i + 1, false
		case tok.Kind == words.Quoted && a.terms.Waits(i) && i+1 < s.Last && a.opposes(i+1):
			return i + 1, false // “…,” but
		case tok.Kind == words.Dash && t[s.First].IsWord(words.Subordinate) && a.cueFollows(i+1, next):
			return i, false // "While Roe said … — …, — Doe said"
		case tok.Kind == words.Comma && i+1 < s.Last:
			if stop, out := a.commaEnds(i, next, s); stop {
				return i, out
			}
		case next < len(a.draft.Cues) && tok.IsWord(words.Conjunction) && a.draft.Cues[next].First == i+1 &&
			t[a.draft.Cues[next].Verb].Is(words.Past|words.Present|words.Ing):
			return i, false
		}
		if next < len(a.draft.Cues) && a.draft.Cues[next].Class&words.According != 0 && a.draft.Cues[next].First == i && i > f {
			return i, true
		}
	}
	return s.Last, false
}

// inserted returns whether cue k stands with its subject in an insertion, as in "Four men — all of whom say it
// leaks — came", and the token that ends it.
func (a *annotator) inserted(k int, s words.Sentence) (closes words.Kind, ok bool) {
	const longest = 12 // tokens from its start to the cue
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	for i := c.First - 1; i > s.First && i >= c.First-longest; i-- {
		switch t[i].Kind {
		case words.Open:
			return words.Close, true
		case words.Dash:
			return words.Dash, i > s.First+1 && c.Subject.OK() && (c.Subject.First > i || c.Subject.Kind == phrase.Who && c.Subject.First < i)
		case words.Close, words.Quoted, words.Semicolon:
			return 0, false
		default:
		}
	}
	return 0, false
}

// contrasts reports whether at token i, without a comma, begins what is no part of what was said: "while
// Roe wrote that", which has a cue of its own, the one given as next; or "when asked why".
func (a *annotator) contrasts(i, next int, s words.Sentence) bool {
	t := a.t.Tokens
	if i+1 >= s.Last {
		return false
	}
	switch a.t.String(i) {
	case "while", "whereas":
		return next < len(a.draft.Cues) && a.draft.Cues[next].Subject.OK() && a.draft.Cues[next].Subject.First == i+1 &&
			!a.draft.Cues[next].Inverted && t[i+1].Upper
	case "when", "after":
		switch a.t.String(i + 1) {
		case "asked", "pressed", "questioned", "challenged", "quizzed":
			return true
		}
	}
	return false
}

// cueFollows reports whether "X said" begins at token i, with the given next cue.
func (a *annotator) cueFollows(i, next int) bool {
	if next >= len(a.draft.Cues) {
		return false
	}
	c := &a.draft.Cues[next]
	if c.Class&(words.Say|words.Tell|words.Ask) == 0 || a.t.Tokens[c.Verb].Is(words.Ing) {
		return false
	}
	return c.Inverted && c.First == i || !c.Inverted && c.Subject.OK() && c.Subject.First == i
}

// wordsOf reports "she put it", "Roe calls it" at token i: ", as she put it" speaks of the words.
func (a *annotator) wordsOf(i int, s words.Sentence) bool {
	p := a.read.StartingAt(i, s.Last)
	if !p.OK() || p.Kind == phrase.Noun || p.Last+1 >= s.Last || !a.t.Tokens[p.Last+1].Is(words.It) {
		return false
	}
	switch a.t.String(p.Last) {
	case "put", "puts", "called", "calls", "described", "describes", "termed", "phrased", "framed":
		return true
	}
	return false
}

// opposes reports "but" and the like at token i, which after a comma begin what is not part of what was said.
func (a *annotator) opposes(i int) bool {
	switch a.t.String(i) {
	case "but", "while", "although", "though", "whereas":
		return true
	}
	return false
}

// manner reports "without giving details", "referring to the bridge" at token i: what is told of who spoke.
func (a *annotator) manner(i int, s words.Sentence) bool {
	if i+1 >= s.Last {
		return false
	}
	next := a.t.String(i + 1)
	if a.t.String(i) != "without" {
		return next == "to"
	}
	switch next {
	case "elaborating", "giving", "providing", "offering", "naming", "specifying", "explaining", "saying", "identifying", "going", "citing", "mentioning",
		"detailing", "presenting", "disclosing", "adding":
		return true
	}
	return false
}

// commaEnds reports whether the comma at i ends the content before it.
func (a *annotator) commaEnds(i, next int, s words.Sentence) (stop, outer bool) {
	t := a.t.Tokens
	if a.opposes(i + 1) {
		return true, false
	}
	switch a.t.String(i + 1) {
	case "as":
		if a.wordsOf(i+2, s) {
			return true, false
		}
	case "with":
		if next < len(a.draft.Cues) && t[a.draft.Cues[next].Verb].Is(words.Ing) && a.draft.Cues[next].Subject.First == i+2 {
			return true, false
		}
	case "without", "referring", "alluding":
		if a.manner(i+1, s) {
			return true, false
		}
	}
	if t[s.First].IsWord(words.Subordinate) && a.read.StartingAt(i+1, s.Last).OK() {
		return true, false // "While Roe said …, the board …"
	}
	if next >= len(a.draft.Cues) {
		return false, false
	}
	c := &a.draft.Cues[next]
	at := c.First
	if !c.Inverted && c.Subject.OK() && c.Subject.First > i {
		at = c.Subject.First
	}
	if at != i+1 && !(at == i+2 && t[i+1].Is(words.Conjunction|words.Adverb)) {
		return false, false
	}
	if t[c.Verb].Is(words.Ing) || at == i+2 {
		return true, false
	}
	if first := &t[s.First]; first.IsWord(words.Subordinate|words.Preposition) && first.Upper && !c.Inverted {
		return true, false // "After Roe said …, Doe said …"
	}
	tail := a.read.Tail(c, s)
	nothingBehind := tail >= s.Last || !t[tail].Plain()
	if c.Class&words.According != 0 || c.Class&words.Say != 0 && nothingBehind {
		return true, true
	}
	return false, false
}
