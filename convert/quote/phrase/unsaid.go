package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Some words that a verb of speech stands beside are reported by nobody. They are noted all the same, since coded
// articles have them as attributions, and count as no quotes.

// Unsaid reports whether nobody said what stands in tokens [from, to), which c seems to report: who writes speaks of
// words, repeats himself or says what anybody could say, or the verb has an object and no clause.
func Unsaid(r *Reader, c *Cue, from, to int, marked bool) bool {
	if isCalled(r.t, c, from, to) || thanksTo(r.t, c) || phrased(r.t, c) {
		return true
	}
	return !marked && (asBefore(r.t, c) || anyoneCould(r.t, c) || unconfirmed(r.t, c, from) || object(r, c, from, to))
}

// unconfirmed reports "refused to confirm that".
func unconfirmed(t *words.Text, c *Cue, from int) bool {
	if strings.HasPrefix(t.String(c.Verb), "refus") {
		return at(t, from) == "to" && at(t, from+1) == "confirm"
	}
	return t.String(c.Verb) == "confirm" && at(t, c.First-1) == "to" && strings.HasPrefix(at(t, c.First-2), "refus")
}

// asBefore reports "as I said", "as we noted above": who writes repeats himself.
func asBefore(t *words.Text, c *Cue) bool {
	ok, _ := self(t, c.Subject)
	return ok && strings.EqualFold(at(t, c.Subject.First-1), "as")
}

// anyoneCould reports "one could say that", "you might argue that": nobody says it.
func anyoneCould(t *words.Text, c *Cue) bool {
	const near = 4 // tokens from the subject to the verb
	switch t.String(c.Verb) {
	case "say", "argue", "claim", "object", "suggest", "add", "assume", "conclude", "think", "wonder", "ask":
	default:
		return false
	}
	may := false
	for i := c.Verb - 1; i >= max(0, c.Verb-near); i-- {
		switch w := t.String(i); w {
		case "could", "might", "may", "can":
			may = true
		case "One", "one", "You", "you":
			return may && (i == 0 || !t.Tokens[i-1].IsWord(words.Determiner|words.Preposition))
		default:
			if !t.Tokens[i].IsWord(words.Adverb | words.Auxiliary) {
				return false
			}
		}
	}
	return false
}

// phrased reports words in which who writes speaks of wording: "it's fair to say", "suffice it to say", "a polite way
// of saying".
func phrased(t *words.Text, c *Cue) bool {
	switch strings.ToLower(t.String(c.Verb)) {
	case "say", "saying", "argue", "arguing", "suggest", "suggesting", "put", "putting", "conclude", "note", "assume", "call", "describe":
	default:
		return false
	}
	i := c.Verb - 1
	if at(t, i) == "of" {
		return at(t, i-1) == "way" || at(t, i-1) == "ways"
	}
	if at(t, i) != "to" {
		return false
	}
	switch i--; strings.ToLower(at(t, i)) {
	case "way", "ways", "needless", "suffice", "safe", "enough":
		return true
	case "it":
		return strings.EqualFold(at(t, i-1), "suffice")
	}
	for i--; i >= 0 && t.Tokens[i].IsWord(words.Adverb); i-- { // "it is only fair to say"
	}
	if i > 0 && (t.Tokens[i].Is(words.Be) || t.Tokens[i].IsWord(words.Adverb)) && t.Tokens[i-1].Is(words.Auxiliary) { // "it would be fair"
		i--
	}
	if t.Tokens[max(i, 0)].Is(words.Be | words.Auxiliary) {
		i--
	}
	switch strings.ReplaceAll(strings.ToLower(at(t, i)), "’", "'") {
	case "it", "it's", "'s":
		return true
	}
	return false
}

// isCalled reports "is called “…”", "are also termed “…”": a term, unless somebody is named who calls it so.
func isCalled(t *words.Text, c *Cue, from, to int) bool {
	if !gaveName(t.String(c.Verb)) {
		return false
	}
	be := false
	for i := c.First; i < c.Verb; i++ {
		be = be || t.Tokens[i].Is(words.Be)
	}
	for i := from; i < to; i++ {
		if t.String(i) == "by" {
			return false
		}
	}
	return be && !c.Passive
}

// thanksTo reports "thanks to the new boat", which thanks nobody.
func thanksTo(t *words.Text, c *Cue) bool {
	return t.String(c.Verb) == "thanks" && at(t, c.Last) == "to"
}
