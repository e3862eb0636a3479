package phrase

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Some verbs that report with a clause report nothing with another complement: "claimed two awards",
// "referred him to a clinic", "cemented himself". Here only grammar decides; what the words mean is
// left to the weights.

// Idle reports whether a verb that may report says nothing of what stands behind it, marks or not.
func (r *Reader) Idle(c *Cue, s words.Sentence) bool {
	return r.reflexive(c) || r.moves(c) || r.wins(c, s) || r.refers(c, s) || knownAs(r.t, c) || r.imperative(c, s) || wishes(r.t, c) ||
		isToSay(r.t, c) || r.freeRelative(c, s) || r.shownBy(c) || r.writer(c) || whatIsCalled(r.t, c) || gets(r.t, c) ||
		whenAsked(r.t, c, s)
}

// whenAsked reports "when asked why": somebody was asked, and nobody is named who asks.
func whenAsked(t *words.Text, c *Cue, s words.Sentence) bool {
	if c.Verb == s.First || t.Tokens[c.Verb].Is(words.Ing) || !t.Tokens[c.Verb].Is(words.Past) {
		return false
	}
	switch at(t, c.Verb-1) {
	case "when", "once", "if", "after", "until", "unless":
		return true
	}
	return false
}

// listed reports whether the verb of a cue is in the lists of words that report.
func listed(t *words.Text, c *Cue) bool { return t.Tokens[c.Verb].Is(words.Cue) }

// reflexive reports "cemented himself": but for the verbs that say what somebody holds himself for,
// nobody says anything of himself so.
func (r *Reader) reflexive(c *Cue) bool {
	w := at(r.t, c.Last)
	if !strings.HasSuffix(w, "self") && !strings.HasSuffix(w, "selves") || w == "self" || listed(r.t, c) {
		return false
	}
	switch stem(r.t.String(c.Verb)) {
	case "consider", "see", "saw", "seen", "think", "thought", "view", "regard", "feel", "felt", "fanci", "fancy", "believ", "find", "found":
		return false
	}
	return true
}

// stem takes the ending of a regular form off a verb.
func stem(w string) string {
	for _, ending := range []string{"ing", "ed", "es", "s", "e"} {
		if s, ok := strings.CutSuffix(w, ending); ok && len(s) > 2 {
			return s
		}
	}
	return w
}

// moves reports "referred him to a clinic", "called them first to see".
func (r *Reader) moves(c *Cue) bool {
	t := r.t
	i := c.Last
	switch stem(t.String(c.Verb)) {
	case "call", "referr", "refer":
	default:
		return false
	}
	switch at(t, i) {
	case "him", "her", "them", "me", "us", "you":
	default:
		return false
	}
	for i++; i < len(t.Tokens) && t.Tokens[i].IsWord(words.Adverb); i++ {
	}
	switch at(t, i) {
	case "to", "into", "back", "home", "over":
		return true
	}
	return false
}

// wins reports "claimed two awards", which are taken and not said, and "denied nine counts of fraud", a plea.
func (r *Reader) wins(c *Cue, s words.Sentence) bool {
	const near = 7 // tokens up to the noun
	is := taken
	switch stem(r.t.String(c.Verb)) {
	case "claim":
	case "deny", "deni", "admit", "admitt", "fac":
		is = charged
	default:
		return false
	}
	for i := c.Last; i < min(s.Last, c.Last+near); i++ {
		tok := &r.t.Tokens[i]
		owner := tok.Is(words.Determiner) // "her"
		if tok.Is(words.Be|words.Auxiliary|words.That|words.Who|words.Object|words.Subordinate|words.Cue|words.Cliche) && !owner ||
			tok.Kind != words.Word && tok.Kind != words.Number && tok.Kind != words.Possessive {
			return false
		}
		if is(r.t.String(i)) {
			next := i + 1
			return next >= s.Last || !r.t.Tokens[next].Plain() ||
				r.t.Tokens[next].IsWord(words.Preposition|words.Conjunction|words.Adverb|words.Day) || at(r.t, next) == "as"
		}
	}
	return false
}

// taken reports what somebody claims who wins, dies, insures or earns.
func taken(w string) bool {
	return slices.Contains([]string{
		"award", "awards", "title", "titles", "medal", "medals", "trophy", "trophies", "prize", "prizes", "crown", "championship", "championships", "gold", "silver", "bronze",
		"win", "wins", "spot", "place", "seat", "seats", "wicket", "wickets", "life", "lives", "scalp", "scalps", "points", "lead", "benefit", "benefits", "refund", "refunds", "expenses", "asylum",
	}, w)
}

// charged reports what somebody denies or admits in court.
func charged(w string) bool {
	return slices.Contains([]string{"count", "counts", "charge", "charges", "offence", "offences", "offense", "offenses"}, w)
}

// refers reports "referring to the plan": without marks, and without "as", it only names something.
func (r *Reader) refers(c *Cue, s words.Sentence) bool {
	if r.t.String(c.Verb) != "referring" || at(r.t, c.Last) != "to" {
		return false
	}
	for i := c.Last + 1; i < s.Last; i++ {
		if tok := &r.t.Tokens[i]; tok.Kind == words.Quoted || r.t.String(i) == "as" || tok.Is(words.That|words.Cue) {
			return false
		}
	}
	return true
}

// knownAs reports "known as", "known on the quay as".
func knownAs(t *words.Text, c *Cue) bool {
	const near = 6
	if w := t.String(c.Verb); w != "known" && w != "Known" {
		return false
	}
	for i := c.Last; i < min(len(t.Tokens), c.Last+near); i++ {
		if w := t.String(i); w == "as" || w == "for" {
			return true
		}
		if t.Tokens[i].Is(words.That) || !t.Tokens[i].Plain() {
			return false
		}
	}
	return false
}

// imperative reports "Think about …", "Note that …": the reader is told to.
func (r *Reader) imperative(c *Cue, s words.Sentence) bool {
	if c.Verb != s.First || c.Subject.OK() || c.Class&words.According != 0 {
		return false
	}
	switch r.t.String(c.Verb) {
	case "Think", "Note", "Remember", "Imagine", "Suppose", "Consider", "Look", "See", "Keep", "Recall", "Assume", "Bear", "Mind", "Read", "Ask", "Tell", "Say", "Believe", "Know", "Guess", "Decide", "Learn", "Expect":
		return true
	}
	return false
}

// wishes reports "you may wish to": what is allowed to somebody is nobody's wish.
func wishes(t *words.Text, c *Cue) bool {
	switch t.String(c.Verb) {
	case "wish", "want", "like", "choose", "prefer", "opt", "decide", "elect":
	default:
		return false
	}
	for i := c.First - 1; i < c.Verb; i++ {
		if w := at(t, i); w == "may" || w == "might" {
			return true
		}
	}
	return false
}

// isToSay reports "that is to say", "all of this is to say that".
func isToSay(t *words.Text, c *Cue) bool {
	if t.String(c.Verb) != "say" || at(t, c.Verb-1) != "to" {
		return false
	}
	if w := at(t, c.Verb-2); w != "is" && w != "was" {
		return false
	}
	switch at(t, c.Verb-3) {
	case "this", "This", "that", "That", "which", "Which":
		return true
	}
	return false
}

// freeRelative reports "What Roe is saying is wrong": it speaks of words, and quotes none.
func (r *Reader) freeRelative(c *Cue, s words.Sentence) bool {
	if c.Last >= s.Last || !r.t.Tokens[c.Last].Is(words.Be) || c.Class&(words.Say|words.Tell|words.Ask) == 0 {
		return false
	}
	next := c.Last + 1 // "What Roe says is that …" tells what it is
	if next >= s.Last || !r.t.Tokens[next].Plain() || r.t.Tokens[next].Is(words.That) || r.StartingAt(next, s.Last).OK() {
		return false
	}
	const near = 8
	for i := c.First - 1; i >= max(s.First, c.First-near); i-- {
		if w := r.t.String(i); w == "What" || w == "what" {
			return true
		}
	}
	return false
}

// shownBy reports "can be seen by observing …": who writes observes.
func (r *Reader) shownBy(c *Cue) bool {
	t := r.t
	if !strings.HasSuffix(t.String(c.Verb), "ing") || at(t, c.First-1) != "by" || c.First < 4 {
		return false
	}
	participle := at(t, c.First-2)
	if !strings.HasSuffix(participle, "ed") && participle != "seen" && participle != "shown" && participle != "found" &&
		participle != "done" && participle != "known" {
		return false
	}
	return t.Tokens[c.First-3].Is(words.Be) || t.Tokens[c.First-4].Is(words.Be)
}

// writer reports "we talk about", "we discussed the bridge": who writes says what the text is about. What
// he knows, believes or hopes, in a clause, is left to the weights.
func (r *Reader) writer(c *Cue) bool {
	if ok, _ := self(r.t, c.Subject); !ok || c.Subject.First >= c.First {
		return false
	}
	switch at(r.t, c.Last) {
	case "about", "at", "through", "for", "over":
		return true
	}
	return talks(r.t.String(c.Verb))
}

// talks reports verbs of the lists that say what a text is about.
func talks(w string) bool {
	switch w {
	case "discuss", "discussed", "discussing", "read", "outline", "outlined", "mention", "mentioned":
		return true
	}
	return false
}

// whatIsCalled reports "what is called “…”", "what’s known as": a term.
func whatIsCalled(t *words.Text, c *Cue) bool {
	switch t.String(c.Verb) {
	case "called", "termed", "dubbed", "labelled", "labeled":
	default:
		return false
	}
	switch w := strings.ReplaceAll(at(t, c.Verb-1), "’", "'"); w {
	case "what's", "What's":
		return true
	case "is", "are", "was", "were", "be":
		before := at(t, c.Verb-2)
		return before == "what" || before == "What"
	case "'s":
		return at(t, c.Verb-2) == "what"
	}
	return false
}

// gets reports "get stressed if": a passive, whose subject says nothing.
func gets(t *words.Text, c *Cue) bool {
	if !strings.HasSuffix(t.String(c.Verb), "ed") {
		return false
	}
	switch at(t, c.Verb-1) {
	case "get", "gets", "got", "getting", "gotten", "become", "becomes", "became":
		return true
	}
	return false
}
