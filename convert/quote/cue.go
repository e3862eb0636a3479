package quote

import "github.com/dsbuild/dsbuild/convert/quote/words"

// cue is a word group that reports speech: tokens [first, last), verb its main word.
type cue struct {
	first, last, verb int
	class             words.Class
	subject           phrase
	inverted          bool // "said X"
	passive           bool // "described by X as"
	learned           bool // a model decided that it reports what stands behind it
}

// cueAt returns the cue whose main word is token i.
func (a *annotator) cueAt(i int, s words.Sentence) (cue, bool) {
	t := a.t.Tokens
	tok := &t[i]
	c := cue{first: i, last: i + 1, verb: i, class: tok.Class, subject: none}
	if tok.Is(words.According) {
		if i+1 < s.Last && a.t.String(i+1) == "to" {
			c.last = i + 2
			return c, true
		}
		return c, false
	}
	put := tok.Is(words.Say) && tok.Is(words.Cliche)
	if put && (i+1 >= s.Last || !t[i+1].Is(words.It)) {
		return c, false // "put" is a cue in "put it" only
	}
	if tok.Upper && (i > s.First && t[i-1].Kind == words.Word || !tok.Is(words.Ing) && i > s.First) || i+1 < s.Last && t[i+1].Kind == words.Possessive {
		return c, false
	}
	for c.first > s.First && t[c.first-1].Kind == words.Word && t[c.first-1].Is(words.Auxiliary|words.Adverb|words.Be) && !t[c.first-1].Is(words.FirstName) {
		c.first--
	}
	if tok.Is(words.Past) && i+1 < s.Last && a.t.String(i+1) == "by" {
		return a.byCue(c, s)
	}
	if !a.verbal(c, s) {
		return c, false
	}
	if put {
		c.last++
	}
	for c.last < s.Last && c.last < i+4 && t[c.last].Is(words.Adverb) && t[c.last].Kind == words.Word {
		c.last++
	}
	return c, true
}

// byCue reads "described by X as", "asked by X whether".
func (a *annotator) byCue(c cue, s words.Sentence) (cue, bool) {
	p := a.startingAt(c.verb+2, s.Last)
	if !p.ok() || p.last >= s.Last {
		return c, false
	}
	c.passive, c.inverted, c.subject = true, true, p
	next := &a.t.Tokens[p.last]
	switch w := a.t.String(p.last); {
	case next.Kind == words.Quoted, w == "as" && c.class&words.Call != 0:
		return c, true
	case c.class&words.Ask != 0 && (w == "whether" || w == "if" || w == "how" || w == "why"):
		return c, true
	}
	return c, false
}

// verbal reports whether the word of a cue is used as a verb that reports.
func (a *annotator) verbal(c cue, s words.Sentence) bool {
	t := a.t.Tokens
	tok := &t[c.verb]
	before := c.first - 1
	if before < s.First {
		if tok.Is(words.Ing) || c.first < c.verb || !tok.Upper {
			return true
		}
		p := a.startingAt(c.last, s.Last) // "Added Jane Roe: “…”"
		return tok.Is(words.Past|words.Present) && p.ok() && p.last+1 < s.Last && a.t.Tokens[p.last].Kind != words.Word && a.t.Tokens[p.last+1].Kind == words.Quoted
	}
	p := &t[before]
	if c.verb+1 < s.Last && tok.Is(words.Past) && (a.t.String(c.verb+1) == "by" || tok.Is(words.Say) && a.saidToBe(c.verb+1, s)) && !a.isPointTo(c.verb) {
		return false
	}
	passive := false
	for i := c.first; i < c.verb; i++ {
		if t[i].Is(words.Be) {
			passive = true
		}
	}
	if passive && tok.Is(words.Past) && !tok.Is(words.Ing) {
		return false
	}
	if p.Kind == words.Possessive || p.Is(words.Determiner) && !tok.Is(words.Ing) && !a.pronominal(before) {
		return false
	}
	if tok.Is(words.Ing) {
		return true
	}
	if p.Is(words.Preposition) && p.Kind == words.Word && !(a.t.String(before) == "to" && a.wentOn(before)) {
		return false
	}
	return a.agrees(c, before)
}

// saidToBe reports "to be", "to have" at token i.
func (a *annotator) saidToBe(i int, s words.Sentence) bool {
	return a.t.String(i) == "to" && (i+1 >= s.Last || a.t.Tokens[i+1].Is(words.Be|words.Base|words.Auxiliary) || !a.startingAt(i+1, s.Last).ok())
}

// isPointTo keeps "pointed to", "replied to" and "wrote to" as verbs.
func (a *annotator) isPointTo(i int) bool {
	switch a.t.String(i) {
	case "pointed", "replied", "responded", "wrote", "read":
		return true
	}
	return false
}

// wentOn reports "went on to", "continued to" before token i.
func (a *annotator) wentOn(i int) bool {
	if i < 2 {
		return false
	}
	w := a.t.String(i - 1)
	return w == "on" && (a.t.String(i-2) == "went" || a.t.String(i-2) == "goes" || a.t.String(i-2) == "going") || w == "continued"
}

// agrees checks forms that may be nouns: their subject must stand before them.
func (a *annotator) agrees(c cue, before int) bool {
	t := a.t.Tokens
	tok, p := &t[c.verb], &t[before]
	if tok.Is(words.Past) && !tok.Is(words.Base) || c.first < c.verb {
		return true
	}
	switch a.t.String(c.verb) {
	case "say", "argue", "tell", "insist", "believe", "suggest", "says", "tells", "argues", "insists", "writes", "asks", "adds", "explains", "describes", "suggests", "read":
		return true
	}
	named := a.names.At(before) != nil
	if tok.Is(words.Body) && !named && !p.Is(words.Pronoun|words.Paper|words.Who) { // "member states"
		return false
	}
	if tok.Is(words.Base) {
		return p.Is(words.They|words.Who) || p.Is(words.Plural)
	}
	return named || p.Is(words.He|words.She|words.It|words.Who|words.Role|words.Paper|words.Body|words.Find) || p.Kind == words.Comma || p.Kind == words.Quoted || p.Kind == words.Close
}

// Reports reports whether an English cue has a word that lists know to report speech.
func Reports(cue string) bool {
	const longest = 20 // words
	found := false
	var english *words.Lexicon
	english.Each(cue, longest, func(_ uint32, class words.Class) { found = found || class&words.Cue != 0 })
	return found
}
