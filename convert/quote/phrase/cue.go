package phrase

import (
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// Cue is a word group that reports speech: tokens [first, last), verb its main word.
type Cue struct {
	First, Last, Verb int
	Class             words.Class
	Subject           Phrase
	Inverted          bool // "said X"
	Passive           bool // "described by X as"
	Learned           bool // a model decided that it reports what stands behind it
}

// Cues appends the cues of a sentence from a token on, with their subjects, to an empty list.
func (r *Reader) Cues(list []Cue, from int, s words.Sentence) []Cue {
	for i := from; i < s.Last; i++ {
		if !r.t.Tokens[i].Is(words.Cue) || r.names.At(i) != nil && r.t.Tokens[i].Upper {
			continue
		}
		if c, ok := r.CueAt(i, s); ok {
			r.Subject(&c, list, s)
			list = append(list, c)
		}
	}
	return list
}

// CueAt returns the cue whose main word is token i.
func (r *Reader) CueAt(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	tok := &t[i]
	c := Cue{First: i, Last: i + 1, Verb: i, Class: tok.Class, Subject: None}
	if proverb(r.t, i, s.First) {
		return c, false
	}
	if tok.Is(words.According) {
		if i+1 < s.Last && r.t.String(i+1) == "to" {
			c.Last = i + 2
			return c, true
		}
		return c, false
	}
	put := tok.Is(words.Say) && tok.Is(words.Cliche)
	if put && (i+1 >= s.Last || !t[i+1].Is(words.It)) {
		return c, false // "put" is a cue in "put it" only
	}
	named := tok.Upper && i > s.First && (t[i-1].Kind == words.Word || !tok.Is(words.Ing))
	if named || i+1 < s.Last && t[i+1].Kind == words.Possessive {
		return c, false
	}
	for c.First > s.First && t[c.First-1].IsWord(words.Auxiliary|words.Adverb|words.Be) && !t[c.First-1].Is(words.FirstName) {
		c.First--
	}
	if tok.Is(words.Past) && i+1 < s.Last && r.t.String(i+1) == "by" {
		return r.byCue(c, s)
	}
	if !r.verbal(c, s) {
		return c, false
	}
	if put {
		c.Last++
	}
	for c.Last < s.Last && c.Last < i+4 && t[c.Last].IsWord(words.Adverb) && r.t.String(c.Last) != "not" { // "said not all came"
		c.Last++
	}
	return c, true
}

// byCue reads "described by X as", "asked by X whether".
func (r *Reader) byCue(c Cue, s words.Sentence) (Cue, bool) {
	p := r.StartingAt(c.Verb+2, s.Last)
	if !p.OK() || p.Last >= s.Last {
		return c, false
	}
	c.Passive, c.Inverted, c.Subject = true, true, p
	next := &r.t.Tokens[p.Last]
	switch w := r.t.String(p.Last); {
	case next.Kind == words.Quoted, w == "as" && c.Class&words.Call != 0:
		return c, true
	case w == "whether", w == "if", w == "how", w == "why":
		return c, c.Class&words.Ask != 0
	}
	return c, false
}

// verbal reports whether the word of a cue is used as a verb that reports.
func (r *Reader) verbal(c Cue, s words.Sentence) bool {
	t := r.t.Tokens
	tok := &t[c.Verb]
	before := c.First - 1
	if before < s.First {
		if tok.Is(words.Ing) || c.First < c.Verb || !tok.Upper {
			return true
		}
		p := r.StartingAt(c.Last, s.Last) // "Added Jane Roe: “…”"
		quoted := p.OK() && p.Last+1 < s.Last && t[p.Last].Kind != words.Word && t[p.Last+1].Kind == words.Quoted
		return quoted && tok.Is(words.Past|words.Present)
	}
	p := &t[before]
	if c.Verb+1 < s.Last && tok.Is(words.Past) && !isPointTo(r.t, c.Verb) {
		if r.t.String(c.Verb+1) == "by" || tok.Is(words.Say) && r.saidToBe(c.Verb+1, s) {
			return false
		}
	}
	passive := false
	for i := c.First; i < c.Verb; i++ {
		if t[i].Is(words.Be) {
			passive = true
		}
	}
	if passive && tok.Is(words.Past) && !tok.Is(words.Ing) {
		return false
	}
	if p.Kind == words.Possessive || p.Is(words.Determiner) && !tok.Is(words.Ing) && !r.Pronominal(before) {
		return false
	}
	if tok.Is(words.Ing) {
		return true
	}
	if p.IsWord(words.Preposition) && !(r.t.String(before) == "to" && wentOn(r.t, before)) {
		return false
	}
	return r.agrees(c, before)
}

// saidToBe reports "to be", "to have" at token i.
func (r *Reader) saidToBe(i int, s words.Sentence) bool {
	return r.t.String(i) == "to" &&
		(i+1 >= s.Last || r.t.Tokens[i+1].Is(words.Be|words.Base|words.Auxiliary) || !r.StartingAt(i+1, s.Last).OK())
}

// isPointTo keeps "pointed to", "replied to" and "wrote to" as verbs.
func isPointTo(t *words.Text, i int) bool {
	switch t.String(i) {
	case "pointed", "replied", "responded", "wrote", "read":
		return true
	}
	return false
}

// wentOn reports "went on to", "continued to" before token i.
func wentOn(t *words.Text, i int) bool {
	if i < 2 {
		return false
	}
	w := t.String(i - 1)
	return w == "on" && (t.String(i-2) == "went" || t.String(i-2) == "goes" || t.String(i-2) == "going") || w == "continued"
}

// agrees checks forms that may be nouns: their subject must stand before them.
func (r *Reader) agrees(c Cue, before int) bool {
	t := r.t.Tokens
	tok, p := &t[c.Verb], &t[before]
	if tok.Is(words.Past) && !tok.Is(words.Base) || c.First < c.Verb {
		return true
	}
	switch r.t.String(c.Verb) {
	case "put", "say", "argue", "tell", "insist", "believe", "suggest", "says", "tells", "argues", "insists", "writes", "asks", "adds", "explains", "describes", "suggests", "read":
		return true
	}
	named := r.names.At(before) != nil
	if tok.Is(words.Body) && !named && !p.Is(words.Pronoun|words.Paper|words.Who) { // "member states"
		return false
	}
	if tok.Is(words.Base) {
		return p.Is(words.They|words.Who) || p.Is(words.Plural)
	}
	aside := p.Kind == words.Comma || p.Kind == words.Quoted || p.Kind == words.Close
	return named || aside || p.Is(words.He|words.She|words.It|words.Who|words.Role|words.Paper|words.Body|words.Find)
}

// Reports reports whether an English cue has a word that lists know to report speech.
func Reports(cue string) bool {
	const longest = 20 // words
	found := false
	english, _ := words.For("")
	english.Each(cue, longest, func(_ uint32, class words.Class) { found = found || class&words.Cue != 0 })
	return found
}

// Describes reports whether an English word is a pronoun or says what somebody is, and so is no name.
func Describes(word string) bool {
	english, _ := words.For("")
	return english.Class(word)&(words.Function|words.It|words.Role|words.Title|words.Paper|words.Body) != 0
}

// Introduction reports whether tokens [from, to) are "In a long speech" and no clause.
func (r *Reader) Introduction(from, to int) bool {
	t := r.t.Tokens
	if from >= to || !t[from].Is(words.Preposition|words.Day) {
		return false
	}
	for i := from; i < to; i++ {
		verb := t[i].Is(words.Auxiliary|words.Be|words.Cliche) || t[i].Reports()
		if t[i].Kind == words.Quoted || t[i].Kind == words.Word && verb {
			return false
		}
	}
	return true
}

// Tail passes over what belongs to the cue: whom it was told, where and when.
func (r *Reader) Tail(c *Cue, s words.Sentence) int {
	const most = 6
	t := r.t.Tokens
	i := c.Last
	if c.Inverted {
		i = max(i, c.Subject.Last)
	}
	if c.Class&(words.Tell|words.Ask) != 0 && !c.Inverted && i < s.Last {
		i = r.pastAddressee(i, s)
	}
	if c.Class&words.According != 0 && c.First == s.First {
		return r.pastSource(i, s)
	}
	if c.Class&(words.Call|words.Judge|words.Vow) != 0 && c.Class&(words.Say|words.Tell|words.Ask) == 0 {
		return i
	}
	for range most {
		if i = r.pastBrackets(i, s); i >= s.Last || t[i].Kind != words.Word && t[i].Kind != words.Number {
			break
		}
		next := r.circumstance(i, s)
		if next == i && !r.asClause(i, s) {
			next = r.Aside(i, s)
		}
		if next == i {
			break
		}
		i = next
	}
	if c.Class&words.Say != 0 {
		return r.beforeThat(i, s)
	}
	return i
}

// pastBrackets passes over a few words in brackets where the clause begins behind them: "wrote on X (Twitter) that".
func (r *Reader) pastBrackets(i int, s words.Sentence) int {
	const longest = 5 // tokens, brackets included
	t := r.t.Tokens
	if i >= s.Last || t[i].Kind != words.Open {
		return i
	}
	for j := i + 1; j+1 < s.Last && j < i+longest; j++ {
		if t[j].Kind == words.Close && t[j+1].Is(words.That|words.Preposition|words.Day) {
			return j + 1
		}
	}
	return i
}

// beforeThat passes over phrases with prepositions from token i on, where "that" stands behind them: "wrote in a
// letter to all owners of dams that".
func (r *Reader) beforeThat(i int, s words.Sentence) int {
	const longest = 14
	t := r.t.Tokens
	if i >= s.Last || !t[i].IsWord(words.Preposition) {
		return i
	}
	for j := i + 1; j < s.Last && j < i+longest && t[j].Plain(); j++ {
		if t[j].Is(words.That) && !t[j-1].Is(words.Preposition|words.Determiner) {
			return j
		}
		verb := !t[j].Upper && t[j].Reports() && !t[j].Is(words.Paper|words.Role)
		if verb || t[j].Is(words.Auxiliary|words.Be|words.Who|words.Subordinate|words.Pronoun|words.Cliche) {
			break
		}
	}
	return i
}

// pastSource returns where the comma stands behind which a sentence begins to say what its source says, whose
// name ends at token i: "According to a study led by Roe in May, the …", "According to Roe, who left, the …".
func (r *Reader) pastSource(i int, s words.Sentence) int {
	const longest = 40
	t := r.t.Tokens
	comma := func(from int) int {
		for j := from; j < s.Last && j < i+longest; j++ {
			if t[j].Kind == words.Comma && j+1 < s.Last {
				return j
			}
		}
		return -1
	}
	at := i
	if i < s.Last && t[i].Kind == words.Word {
		if at = comma(i); at < 0 {
			return i
		}
	}
	if at >= s.Last || t[at].Kind != words.Comma || at+1 >= s.Last {
		return i
	}
	if !t[at+1].Is(words.Who) && !r.describing(at+1, s) {
		return at
	}
	if next := comma(at + 2); next >= 0 {
		return next
	}
	return i
}

// describing reports whether what begins at token i, behind a name and a comma, says who that is, up to
// another comma: "a professor of law at Hull,".
func (r *Reader) describing(i int, s words.Sentence) bool {
	p := r.StartingAt(i, s.Last)
	if p.Kind != Noun || !r.t.Tokens[p.Head].Is(words.Role|words.Title) || r.t.Tokens[p.First].Is(words.Definite) && p.Last == p.First+2 {
		return false
	}
	p = r.Extended(p, s.Last)
	return p.Last < s.Last && r.t.Tokens[p.Last].Kind == words.Comma
}

// pastAddressee passes over whom something was told.
func (r *Reader) pastAddressee(i int, s words.Sentence) int {
	if r.t.Tokens[i].Is(words.Object) {
		return i + 1
	}
	p := r.Extended(r.StartingAt(i, s.Last), s.Last)
	if !p.OK() {
		return i
	}
	i = p.Last
	if i < s.Last && r.t.Tokens[i].Kind == words.Possessive {
		if q := r.nounFrom(p.First, i+1, s.Last); q.OK() { // "told Roe's friends", but "told it's so"
			i = q.Last
		}
	}
	return numbered(r.t, i, s)
}

// numbered passes over the number in the name of a programme, and the words behind it:
// "told the Radio 5 breakfast programme".
func numbered(t *words.Text, i int, s words.Sentence) int {
	const most = 4
	if i+1 >= s.Last || t.Tokens[i].Kind != words.Number || !t.Tokens[i-1].Upper {
		return i
	}
	for last := min(i+most, s.Last); i < last; i++ {
		if tok := &t.Tokens[i]; tok.Kind != words.Number && (tok.Kind != words.Word || tok.Is(words.Function|words.Day|words.Cue)) {
			break
		}
	}
	return i
}

// Aside passes over one day, adverb or prepositional phrase.
func (r *Reader) Aside(i int, s words.Sentence) int {
	t := r.t.Tokens
	if t[i].Is(words.Day) {
		if i+1 < s.Last && (t[i+1].Kind == words.Number || partOfDay(r.t.String(i+1))) {
			return i + 2
		}
		return i + 1
	}
	if t[i].IsWord(words.Adverb) && r.t.String(i) != "not" {
		return i + 1
	}
	if !t[i].Is(words.Preposition) || i+1 >= s.Last || t[i].Kind != words.Word {
		return i
	}
	if t[i+1].Is(words.Day) {
		return r.Aside(i+1, s)
	}
	if t[i+1].Kind == words.Number {
		return i + 2
	}
	owned := t[i+1].Is(words.Determiner) && i+2 < s.Last && common(&t[i+2]) // "on her website"
	if t[i+1].Is(words.Object) && !owned {
		return i + 2
	}
	if t[i+1].Upper && t[i+1].End-t[i+1].Start == 1 && t[i].Is(words.Binds) {
		return i + 2 // "on X"
	}
	if p := r.StartingAt(i+1, s.Last); p.OK() {
		if p.Last < s.Last && t[p.Last].Kind == words.Possessive {
			if q := r.nounFrom(p.First, p.Last+1, s.Last); q.OK() {
				return q.Last
			}
		}
		return published(r.t, p.Last, s)
	}
	return i
}

// published passes over "posted" in "in a statement posted on Telegram".
func published(t *words.Text, i int, s words.Sentence) int {
	if i+1 >= s.Last || !t.Tokens[i-1].Is(words.Paper) || !t.Tokens[i+1].Is(words.Preposition|words.Day|words.Adverb|words.That) {
		return i
	}
	switch t.String(i) {
	case "posted", "released", "issued", "published", "sent", "emailed", "shared", "broadcast", "aired", "provided", "made":
		return i + 1
	}
	return i
}

func partOfDay(w string) bool {
	return w == "morning" || w == "afternoon" || w == "evening" || w == "night"
}

// Span returns where the words of a cue stand, up to its verb.
func (c *Cue) Span(t *words.Text) schema.Span {
	last := c.Verb + 1
	if c.Class&words.According != 0 {
		last = c.Last
	}
	return t.Span(c.First, last)
}
