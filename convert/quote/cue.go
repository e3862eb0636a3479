package quote

import "github.com/dsbuild/dsbuild/convert/quote/words"

// cue is a word group that reports speech: tokens [first, last), verb its main word.
type cue struct {
	first, last, verb int
	class             words.Class
	subject           phrase
	inverted          bool // "said X"
	passive           bool // "described by X as"
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
	if c.verb+1 < s.Last && tok.Is(words.Past) && (a.t.String(c.verb+1) == "by" || a.t.String(c.verb+1) == "to" && tok.Is(words.Say)) && !a.isPointTo(c.verb) {
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

// subject finds who speaks, and whether the speaker stands behind the cue.
func (a *annotator) subject(c *cue, earlier []cue, s words.Sentence) {
	if c.passive {
		return
	}
	if c.class&words.According != 0 {
		c.subject = a.extended(a.startingAt(c.last, s.Last), s.Last)
		c.inverted = true
		return
	}
	t := a.t.Tokens
	j := c.first - 1
	for j >= s.First && t[j].Kind == words.Word && (t[j].Is(words.Day) || t[j].Is(words.Adverb)) {
		j--
	}
	if a.mayInvert(c, j, s) {
		if p := a.extended(a.startingAt(c.last, s.Last), s.Last); p.ok() && a.soleAfter(p, j, s) && (p.kind == namePhrase && !a.wordAt(p.last, s) || !a.apposedBefore(j, s)) {
			c.subject, c.inverted = p, true
			return
		}
	}
	c.subject = a.leftSubject(j, c, earlier, s)
}

// mayInvert reports whether "said X" can stand here: behind a marked span, or
// behind a clause and its comma.
func (a *annotator) mayInvert(c *cue, j int, s words.Sentence) bool {
	t := a.t.Tokens
	if c.last < s.Last && t[c.last].Is(words.That) {
		return false
	}
	if c.class&(words.Say|words.Ask) == 0 || c.first < c.verb || t[c.verb].Is(words.Ing) || c.last >= s.Last {
		return false
	}
	return j < s.First || t[j].Kind == words.Comma || t[j].Kind == words.Quoted || t[j].Kind == words.Dash
}

func (a *annotator) wordAt(i int, s words.Sentence) bool {
	return i < s.Last && a.t.Tokens[i].Kind == words.Word
}

// soleAfter reports whether no clause goes on behind the phrase p, which then
// is the speaker: "said Roe", but not "said Roe was ill". j is the token before the cue.
func (a *annotator) soleAfter(p phrase, j int, s words.Sentence) bool {
	t := a.t.Tokens
	if p.last >= s.Last || t[p.last].Kind != words.Word {
		return true
	}
	if p.kind == pronounPhrase {
		return false
	}
	if j >= s.First && t[j].Kind == words.Quoted || t[p.last].Is(words.Who) {
		return true
	}
	if a.quotedBefore(j, s) {
		return !t[p.last].Is(words.Auxiliary | words.Be)
	}
	return p.kind == namePhrase && t[p.last].Is(words.Preposition|words.Day)
}

// apposedBefore reports whether what ends with the comma at token j is a
// subject and its apposition, "Roe, a teacher," so that no clause stands there.
func (a *annotator) apposedBefore(j int, s words.Sentence) bool {
	t := a.t.Tokens
	if j <= s.First || t[j].Kind != words.Comma || t[j-1].Kind == words.Quoted {
		return false
	}
	p := a.startingAt(max(s.First, j-reach), j)
	if !p.ok() {
		return false
	}
	p = a.extended(p, j)
	return p.last <= j && t[p.last].Kind == words.Comma && (p.last < j || p.kind == namePhrase)
}

// quotedBefore reports whether token j is a comma behind a marked span.
func (a *annotator) quotedBefore(j int, s words.Sentence) bool {
	return j > s.First && a.t.Tokens[j].Kind == words.Comma && a.t.Tokens[j-1].Kind == words.Quoted
}

// extended lets a noun phrase take what hangs on it: "a spokesman for the ministry, Jane Roe".
func (a *annotator) extended(p phrase, to int) phrase {
	t := a.t.Tokens
	if p.kind != nounPhrase {
		return p
	}
	for k := 0; k < 4 && p.last < to && t[p.last].Is(words.Preposition) && t[p.last].Kind == words.Word; k++ {
		switch a.t.String(p.last) {
		case "of", "for", "from", "at", "with", "in", "on":
		default:
			return p
		}
		q := a.startingAt(p.last+1, to)
		if !q.ok() && p.last+1 < to && t[p.last+1].Kind == words.Word && t[p.last+1].Class&(words.Function|words.Cue|words.Day) == 0 {
			p.last += 2 // "minister of energy"
			continue
		}
		if !q.ok() || q.kind == pronounPhrase {
			break
		}
		p.last = q.last
		if q.kind == namePhrase && q.first < nameStart(a, q) { // "minister of ports Jane Roe"
			p.entity, p.kind = q.entity, namePhrase
			return p
		}
	}
	return a.apposed(p, to)
}

// nameStart returns where the name of a phrase that ends in a name begins, behind a
// lower-case role; without such a role it is the start of the phrase.
func nameStart(a *annotator, q phrase) int {
	m := a.names.At(q.last - 1)
	if m == nil || m.First <= q.first || !a.t.Tokens[m.First-1].Is(words.Role) {
		return q.first
	}
	return m.First
}

// apposed joins a noun phrase and the name behind it: "his lawyer, Jane Roe".
func (a *annotator) apposed(p phrase, to int) phrase {
	t := a.t.Tokens
	i := p.last
	if i < to && t[i].Kind == words.Comma {
		i++
	}
	if i < to {
		if m := a.names.At(i); m != nil && m.First == i && a.names.Entities[m.Entity].Person && !(m.Last < to && t[m.Last].Kind == words.Possessive) &&
			(i == p.last || m.Last >= to || t[m.Last].Kind != words.Word) {
			p.last, p.entity, p.kind = m.Last, m.Entity, namePhrase
		}
	}
	return p
}

// leftSubject finds the subject that stands before token j+1.
func (a *annotator) leftSubject(j int, c *cue, earlier []cue, s words.Sentence) phrase {
	t := a.t.Tokens
	if j < s.First {
		return none
	}
	from := max(s.First, j-reach)
	tok := &t[j]
	switch {
	case tok.Is(words.Who) || tok.Is(words.That) && tok.Kind == words.Word:
		return a.whoSubject(j, from, s)
	case t[c.verb].Is(words.Ing) && c.first == c.verb && a.absolute(j, from):
		return a.climb(a.endingAt(j, from), from)
	case t[c.verb].Is(words.Ing) && c.first == c.verb, tok.Is(words.Conjunction) && tok.Kind == words.Word:
		if len(earlier) > 0 && earlier[len(earlier)-1].subject.ok() {
			return earlier[len(earlier)-1].subject
		}
		return a.clauseSubject(from, j, s)
	case tok.Kind == words.Comma || tok.Kind == words.Dash || tok.Kind == words.Close:
		if p := a.commaSubject(from, j, s); p.ok() {
			return p
		}
		return a.clauseSubject(from, j, s)
	case tok.Kind == words.Quoted:
		return none
	}
	p := a.climb(a.endingAt(j, from), from)
	if !p.ok() {
		p = a.clauseSubject(from, j+1, s)
	}
	return p
}

// absolute reports "with critics saying": the participle has a subject of its own.
func (a *annotator) absolute(j, from int) bool {
	p := a.climb(a.endingAt(j, from), from)
	return p.ok() && p.first > from && a.t.String(p.first-1) == "with"
}

// whoSubject reads ", who said": the phrase is the pronoun, the speaker what it stands for.
func (a *annotator) whoSubject(j, from int, s words.Sentence) phrase {
	i := j
	if k := max(i-1, s.First); i > s.First && (a.t.Tokens[k].Kind == words.Comma || a.t.Tokens[k].Kind == words.Dash) {
		i--
	}
	p := a.climb(a.endingAt(i-1, from), from)
	if !p.ok() {
		p = a.commaSubject(from, i, s)
	}
	if !p.ok() {
		p = a.clauseSubject(from, j, s)
	}
	if !p.ok() || p.kind == pronounPhrase || a.t.Tokens[j].Kind != words.Word {
		return p
	}
	return phrase{first: j, last: j + 1, head: p.head, entity: p.entity, kind: whoPhrase, what: [2]int{p.first, p.last}, forKind: p.kind}
}

// climb goes from the end of a phrase to its head: "the head of the board" -> "the head".
func (a *annotator) climb(p phrase, from int) phrase {
	t := a.t.Tokens
	for k := 0; k < 4 && p.ok() && p.first > from && t[p.first-1].Is(words.Preposition) && t[p.first-1].Kind == words.Word; k++ {
		q := a.endingAt(p.first-2, from)
		if !q.ok() {
			break
		}
		last := p.last
		p = q
		if q.kind == nounPhrase {
			p.last = last
		}
	}
	if p.kind == namePhrase && p.first > from+1 && t[p.first-1].Kind == words.Comma {
		// "his lawyer, Jane Roe": the phrase takes both.
		if q := a.nounEndingAtRole(p.first-2, from); q.ok() {
			p.first = q.first
		}
	}
	return p
}

// nounEndingAtRole is nounEndingAt for phrases about people only.
func (a *annotator) nounEndingAtRole(i, from int) phrase {
	if i < from || a.t.Tokens[i].Kind != words.Word || !a.t.Tokens[i].Is(words.Role) || a.names.At(i) != nil {
		return none
	}
	return a.nounEndingAt(i, from)
}

// commaSubject handles "X, a teacher of Y, said": the subject before an
// apposition or relative clause that ends at token j.
func (a *annotator) commaSubject(from, j int, s words.Sentence) phrase {
	t := a.t.Tokens
	for k := j - 1; k > from; k-- {
		if t[k].Kind == words.Quoted && k > from+1 || t[k].Kind == words.Semicolon {
			break
		}
		if t[k].Kind != words.Comma && t[k].Kind != words.Dash && t[k].Kind != words.Open {
			continue
		}
		p := a.climb(a.endingAt(k-1, from), from)
		if !p.ok() {
			continue
		}
		if a.opensClause(p.first, from) || t[k].Kind == words.Open && p.kind == namePhrase {
			return p
		}
	}
	return none
}

// opensClause reports whether a subject can begin at token i.
func (a *annotator) opensClause(i, from int) bool {
	if i <= from {
		return true
	}
	t := &a.t.Tokens[i-1]
	return t.Kind != words.Word && t.Kind != words.Possessive && t.Kind != words.Comma || t.Is(words.Conjunction|words.That|words.Subordinate|words.Adverb|words.Starter)
}

// clauseSubject returns the first noun phrase of the clause that token to belongs to.
func (a *annotator) clauseSubject(from, to int, s words.Sentence) phrase {
	t := a.t.Tokens
	start := from
	for i := to - 1; i >= from; i-- {
		if t[i].Kind == words.Semicolon || t[i].Kind == words.Quoted && i+1 < to && (t[i+1].Is(words.Conjunction) || a.startingAt(i+1, to).ok()) && i > from {
			start = i + 1
			break
		}
	}
	intro := false
	for i := start; i < to; {
		if t[i].Kind == words.Word && t[i].Is(words.Preposition|words.Subordinate|words.Ing) && a.names.At(i) == nil || t[i].Kind == words.Word && t[i].Upper && t[i].Is(words.Cue) {
			next := i + 1
			for next < to && t[next].Kind != words.Comma {
				next++
			}
			if next+1 < to {
				i, intro = next+1, true
				continue
			}
			return none
		}
		if p := a.startingAt(i, to); p.ok() {
			if intro && p.kind == namePhrase && p.last+1 < to && t[p.last].Kind == words.Comma &&
				(a.startingAt(p.last+1, to).kind == namePhrase || t[p.last+1].Is(words.Preposition|words.Day|words.Subordinate)) {
				i = p.last + 1 // "Speaking in Bergen, Norway, on Monday, Roe …"
				continue
			}
			if i == s.First && p.kind == namePhrase && a.dateline(p.last, to) > 0 {
				i = a.dateline(p.last, to)
				continue
			}
			return a.extended(p, to)
		}
		i++
	}
	return none
}

// dateline returns where the sentence behind "LONDON (AP) —" begins, or 0.
func (a *annotator) dateline(i, to int) int {
	const longest = 8
	for j := i; j < to && j < i+longest; j++ {
		if a.t.Tokens[j].Kind == words.Dash {
			return j + 1
		}
		if a.t.Tokens[j].Kind == words.Word && !a.t.Tokens[j].Upper {
			return 0
		}
	}
	return 0
}
