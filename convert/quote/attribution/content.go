package attribution

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// AddContent adds the attributions of content tokens [from, to), which c reports; it reports
// whether there is one. trailing: the cue stands behind the content.
func (d *Draft) AddContent(from, to int, c *phrase.Cue, rule schema.QuoteRule, statement int, trailing bool) bool {
	t := d.Text.Tokens
	from, to = d.trim(from, to)
	if trailing {
		from = d.lastQuotes(from, to)
	}
	from = d.behindPreposition(from, to)
	if !trailing {
		from = d.behindAddressee(from, to, c)
	}
	n := d.content(from, to)
	introduced := from > 0 && (t[from-1].Kind == words.Comma || t[from-1].Kind == words.Colon)
	spoken := n.quotes > 0 || n.terms > 0 && (trailing || introduced)
	if n.plain == 0 && spoken {
		d.addMarked(from, to, c, rule, statement)
		return true
	}
	if n.quotes == 0 {
		if n.plain+n.terms < LeastIndirect || (!c.Learned || textual(d.Text.String(c.Verb))) && !d.indirect(from, c, trailing) {
			return false
		}
		if trailing && rule == schema.RuleCueAfter {
			rule = schema.RuleTrailing
		}
	}
	d.addPart(from, to, n, c, rule, statement)
	return true
}

// behindPreposition cuts a preposition off content that else stands in marks: who warns
// of “a revolving door and nobody there” says what is in them.
func (d *Draft) behindPreposition(from, to int) int {
	t := d.Text.Tokens
	if to-from == 2 && t[from].Is(words.Preposition) && t[from+1].Kind == words.Quoted && d.Terms.WordCount(t[from+1].Mark) >= LeastIndirect {
		return from + 1
	}
	return from
}

// behindAddressee cuts off whom or where somebody told a whole sentence in marks:
// told The Sun: “…”, posted on X: “…”. A clause before the marks is content and stays.
func (d *Draft) behindAddressee(from, to int, c *phrase.Cue) int {
	const most = 6 // tokens of a name or a place
	t := d.Text.Tokens
	q := to - 1
	if q-from < 2 || q-from > most {
		return from
	}
	introduced := t[q-1].Kind == words.Colon || t[q-1].Kind == words.Comma
	if t[q].Kind != words.Quoted || !introduced || !d.Terms.SentenceLike(t[q].Mark) {
		return from
	}
	for i := from; i < q-1; i++ {
		if t[i].Kind != words.Word && t[i].Kind != words.Number ||
			t[i].Is(words.Be|words.Auxiliary|words.Cue|words.That|words.Subordinate|words.They) {
			return from
		}
	}
	name := from
	if d.Text.String(from) == "the" {
		name++
	}
	switch {
	case t[from].Is(words.Preposition),
		c.Class&(words.Tell|words.Ask) != 0 && t[name].Upper,
		from > c.Last && q-from == 2: // the last word of "on her website"
		return q
	}
	return from
}

// LeastIndirect is the fewest words of reported speech without marks.
const LeastIndirect = 3

// trim cuts what is no content from the ends of tokens [from, to).
func (d *Draft) trim(from, to int) (first, last int) {
	t := d.Text.Tokens
	for from < to && (t[from].Kind != words.Open && !t[from].Content() || t[from].Is(words.Conjunction)) {
		from++
	}
	for to > from && t[to-1].Kind != words.Close && t[to-1].Kind != words.Possessive && !t[to-1].Content() &&
		!(to-1 > from && d.Text.Unit(to-1)) {
		to--
	}
	return from, to
}

// content counts what stands in a region.
type content struct {
	plain  int // words outside marks
	quotes int // marked spans that may be speech
	marked int // their words
	terms  int // marked spans that are terms
}

func (d *Draft) content(from, to int) content {
	t := d.Text.Tokens
	var n content
	for i := from; i < to; i++ {
		switch {
		case t[i].Kind == words.Quoted && d.Terms.Term(i):
			n.terms++
		case t[i].Kind == words.Quoted:
			n.quotes++
			n.marked += d.Terms.WordCount(t[i].Mark)
		case t[i].Kind == words.Word && !t[i].Is(words.That|words.Conjunction), t[i].Kind == words.Number:
			n.plain++
		}
	}
	return n
}

// lastQuotes cuts a trailing region down to a whole sentence in marks at its end.
func (d *Draft) lastQuotes(from, to int) int {
	t := d.Text.Tokens
	i := to - 1
	if i <= from || t[i].Kind != words.Quoted || !d.Terms.SentenceLike(t[i].Mark) {
		return from
	}
	if before := &t[i-1]; before.Pause() || before.Kind == words.Semicolon || before.Kind == words.Quoted {
		return i
	}
	return from
}

// indirect reports whether a cue without marks reports speech with the content at token from.
func (d *Draft) indirect(from int, c *phrase.Cue, trailing bool) bool {
	t := d.Text.Tokens
	if !c.Subject.OK() || d.Read.Silent(c) {
		return false
	}
	switch {
	case trailing || c.Class&words.According != 0:
		return true
	case t[from-1].IsWord(words.That):
		return true
	case c.Class&words.Ask != 0 && c.Class&words.Say == 0:
		return t[from].Is(words.Subordinate)
	case c.Class&words.Vow != 0 && d.Text.String(from) == "to":
		return true
	case c.Class&words.Tell != 0:
		return d.Read.StartingAt(from, from+phrase.Reach).OK() || t[from].Is(words.Subordinate)
	case c.Class&words.Say != 0:
		return !textual(d.Text.String(c.Verb)) && !d.objectOf(c, from)
	}
	return false
}

// objectOf reports whether token from opens what the verb is about, and no
// clause: "answered with duties", "warn about the winter".
func (d *Draft) objectOf(c *phrase.Cue, from int) bool {
	if from != c.Last {
		return false
	}
	switch d.Text.String(from) {
	case "with", "about":
		return true
	}
	return false
}

// textual reports verbs whose object is more often a text than what it says: "wrote a play".
func textual(verb string) bool {
	switch verb {
	case "write", "writes", "wrote", "written", "writing", "read", "reads", "reading", "pen", "penned", "posted", "blogged":
		return true
	}
	return false
}
