package quote

import "github.com/dsbuild/dsbuild/convert/quote/words"

// subject finds who speaks, and whether the speaker stands behind the cue.
func (a *annotator) subject(c *cue, earlier []cue, s words.Sentence) {
	if c.passive {
		return
	}
	if c.class&words.According != 0 {
		c.subject = a.extended(a.startingAt(c.last, s.Last), s.Last)
		if !c.subject.ok() {
			c.subject = a.plainNoun(c.last, s.Last)
		}
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

// plainNoun reads a noun phrase of common words without a determiner: "exit polls".
func (a *annotator) plainNoun(i, to int) phrase {
	const most = 4
	t := a.t.Tokens
	j := i
	for j < to && j < i+most && t[j].Kind == words.Word && t[j].Class&(words.Function|words.Day) == 0 {
		j++
	}
	if j == i {
		return none
	}
	return phrase{first: i, last: j, head: j - 1, entity: -1, kind: nounPhrase}
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
		if q.kind == namePhrase && q.first < a.nameStart(q) { // "minister of ports Jane Roe"
			p.entity, p.kind = q.entity, namePhrase
			return p
		}
	}
	return a.apposed(p, to)
}

// nameStart returns where the name of a phrase that ends in a name begins, behind a
// lower-case role; without such a role it is the start of the phrase.
func (a *annotator) nameStart(q phrase) int {
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
		if p := a.commaSubject(from, j); p.ok() {
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
		p = a.commaSubject(from, i)
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
	if i < from || a.t.Tokens[i].Kind != words.Word || !a.t.Tokens[i].Is(words.Role) || a.t.Tokens[i].Is(words.Plural) || a.names.At(i) != nil {
		return none
	}
	return a.nounEndingAt(i, from)
}

// commaSubject handles "X, a teacher of Y, said": the subject before an
// apposition or relative clause that ends at token j.
func (a *annotator) commaSubject(from, j int) phrase {
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
			if p.kind == nounPhrase && p.last == k && t[p.head].Is(words.Role) {
				return a.apposed(p, j) // "Its chair, Jane Roe, said"
			}
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
	intro := false
	for i := a.clauseStart(from, to); i < to; {
		if a.introduces(i) {
			i, intro = a.nextComma(i+1, to)+1, true
			continue
		}
		p := a.startingAt(i, to)
		switch {
		case !p.ok():
			i++
		case intro && a.place(p, to):
			i = p.last + 1
		case i == s.First && p.kind == namePhrase && a.dateline(p.last, to) > 0:
			i = a.dateline(p.last, to)
		default:
			return a.extended(p, to)
		}
	}
	return none
}

// clauseStart returns where the clause that ends before token to begins.
func (a *annotator) clauseStart(from, to int) int {
	t := a.t.Tokens
	for i := to - 1; i >= from; i-- {
		if t[i].Kind == words.Semicolon || t[i].Kind == words.Quoted && i+1 < to && (t[i+1].Is(words.Conjunction) || a.startingAt(i+1, to).ok()) && i > from {
			return i + 1
		}
	}
	return from
}

// introduces reports whether a part that ends with a comma may begin at token
// i and is not the subject: "In Bergen, Roe …", "Asked why, Roe …".
func (a *annotator) introduces(i int) bool {
	t := &a.t.Tokens[i]
	return t.Kind == words.Word && (t.Is(words.Preposition|words.Subordinate|words.Ing) && a.names.At(i) == nil || t.Upper && t.Is(words.Cue))
}

func (a *annotator) nextComma(i, to int) int {
	for i < to && a.t.Tokens[i].Kind != words.Comma {
		i++
	}
	return i
}

// place reports "Norway," in "Speaking in Bergen, Norway, on Monday, Roe …".
func (a *annotator) place(p phrase, to int) bool {
	t := a.t.Tokens
	return p.kind == namePhrase && p.last+1 < to && t[p.last].Kind == words.Comma &&
		(a.startingAt(p.last+1, to).kind == namePhrase || t[p.last+1].Is(words.Preposition|words.Day|words.Subordinate))
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
