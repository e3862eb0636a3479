package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Silent reports whether a cue says that somebody did not speak, or that nobody did: "did not say",
// "declined to say", "no one said", "said nothing of it". It reports nothing then, unless words in
// marks stand behind it.
func (r *Reader) Silent(c *Cue) bool {
	return negated(r.t, c) || withheld(r.t, c) || nobody(r.t, c) || nothing(r.t, c) || r.toBe(c) || r.Printed(*c) || author(r.t, c) ||
		proverb(r.t, c.Verb, 0)
}

// at returns token i as it stands in the text, "" where there is none.
func at(t *words.Text, i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	return t.String(i)
}

// negated reports "did not say", "has not yet said".
func negated(t *words.Text, c *Cue) bool {
	from := c.First
	if from > 1 && t.String(from-1) == "yet" {
		from -= 2
	}
	for i := from; i < c.Verb; i++ {
		if negates(t.String(i)) {
			return true
		}
	}
	return false
}

func negates(w string) bool {
	return w == "not" || w == "never" || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t")
}

// withheld reports "declined to comment", "unable to say", "without saying".
func withheld(t *words.Text, c *Cue) bool {
	if withholds(t.String(c.Verb)) && at(t, c.Verb+1) == "to" {
		next := at(t, c.Verb+2)
		refused := strings.HasPrefix(t.String(c.Verb), "refus") // who refuses to disclose something takes a position
		return speaks(next) || !refused && conceals(next) || next == "be" && conceals(at(t, c.Verb+3))
	}
	switch at(t, c.First-1) {
	case "without":
		return true
	case "to":
		return withholds(at(t, c.First-2))
	}
	return false
}

// withholds reports words before "to say" that say that nothing was said.
func withholds(w string) bool {
	switch w {
	case "declined", "declines", "declining", "decline", "refused", "refuses", "refusing", "refuse", "failed", "fails", "failing", "unable", "unwilling", "reluctant", "yet", "neglected", "forgot":
		return true
	}
	return false
}

// speaks reports what somebody declines who does not speak.
func speaks(w string) bool {
	switch w {
	case "comment", "say", "answer", "respond", "reply", "speak", "talk", "elaborate", "explain":
		return true
	}
	return false
}

// conceals reports what somebody declines who does not speak of something.
func conceals(w string) bool {
	switch w {
	case "discuss", "identify", "disclose", "name", "reveal", "confirm", "specify", "provide", "give", "address", "interviewed", "identified", "named", "quoted", "drawn":
		return true
	}
	return false
}

// nobody reports a subject that is nobody: "no one", "none of them", "neither Roe nor Doe".
func nobody(t *words.Text, c *Cue) bool {
	if anybody(t, c.First-1) {
		return true
	}
	p := c.Subject
	if c.Inverted || !p.OK() || p.First >= c.First || c.First-p.First >= Reach {
		return none(at(t, c.First-1))
	}
	before := at(t, p.First-1)
	return none(at(t, p.First)) || none(before) || before == "nor" || before == "of" && none(at(t, p.First-2))
}

// anybody reports "I don't think anyone said".
func anybody(t *words.Text, first int) bool {
	const near = 4
	switch at(t, first) {
	case "anyone", "anybody":
	default:
		return false
	}
	for i := first - 1; i >= max(0, first-near); i-- {
		if negates(t.String(i)) {
			return true
		}
	}
	return false
}

func none(w string) bool {
	switch w {
	case "no", "No", "nobody", "Nobody", "none", "None", "neither", "Neither", "nothing", "Nothing":
		return true
	}
	return false
}

// nothing reports "said nothing of it", but not "said nothing had changed".
func nothing(t *words.Text, c *Cue) bool {
	if c.Class&words.Say == 0 || at(t, c.Last) != "nothing" {
		return false
	}
	i := c.Last + 1
	if i >= len(t.Tokens) || t.Tokens[i].Kind != words.Word {
		return true
	}
	switch t.String(i) {
	case "to", "else", "more", "further", "new":
		return true
	}
	return t.Tokens[i].Is(words.Preposition | words.Day)
}

// toBe reports "said by its maker to be safe", which describes, and quotes nobody's words.
func (r *Reader) toBe(c *Cue) bool {
	if c.Passive || !r.t.Tokens[c.Verb].Is(words.Past) || at(r.t, c.Verb+1) != "by" {
		return false
	}
	p := r.StartingAt(c.Verb+2, min(len(r.t.Tokens), c.Verb+Reach))
	return p.OK() && at(r.t, p.Last) == "to"
}

// Printed reports a cue whose subject is a headline or caption: what it "says" is printed, and no
// quoted speech.
func (r *Reader) Printed(c Cue) bool {
	p := c.Subject
	return p.OK() && p.Kind == Noun && inPrint(r.t.String(p.Head)) || inPrint(at(r.t, c.First-1))
}

func inPrint(w string) bool {
	switch w {
	case "headline", "headlines", "caption", "captions", "subtitle", "subheading", "captioned", "headlined":
		return true
	}
	return false
}

// author reports "I must say", "we say goodbye": who writes does not quote. "I said" does.
func author(t *words.Text, c *Cue) bool {
	if c.Class&words.Say == 0 || t.Tokens[c.Verb].Is(words.Past|words.Ing) {
		return false
	}
	ok, short := self(t, c.Subject)
	if !ok {
		return false
	}
	for i := c.First; i < c.Verb; i++ {
		switch t.String(i) {
		case "must", "would", "can", "could", "might":
			return true
		}
	}
	return short == "d" || c.Subject.Last == c.Verb || have(t, c)
}

// self reports whether a phrase is "I" or "we", and returns what is drawn together with it, "d" of "I’d".
func self(t *words.Text, p Phrase) (ok bool, short string) {
	if p.Kind != Pronoun {
		return false, ""
	}
	w, short, _ := strings.Cut(strings.ReplaceAll(t.String(p.First), "’", "'"), "'")
	return w == "I" || w == "We" || w == "we", short
}

// have reports "have to say".
func have(t *words.Text, c *Cue) bool {
	return at(t, c.First-1) == "to" && (at(t, c.First-2) == "have" || at(t, c.First-2) == "had")
}

// proverb reports whether token i is the noun in "an old saying", which nobody says.
func proverb(text *words.Text, i, first int) bool {
	if i <= first || text.String(i) != "saying" {
		return false
	}
	t := text.Tokens
	switch text.String(i - 1) {
	case "the", "an", "a":
		return true
	}
	old := t[i-1].IsWord(words.Demonym)
	switch text.String(i - 1) {
	case "old", "popular", "local", "famous", "familiar", "common", "ancient", "well-known", "favourite", "favorite", "wise":
		old = true
	}
	return old && i-1 > first && t[i-2].IsWord(words.Determiner)
}
