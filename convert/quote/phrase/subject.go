package phrase

import (
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// LeadSubject returns the subject of the last cue of a sentence, or of the sentence.
func (r *Reader) LeadSubject(s words.Sentence) Phrase {
	found := r.Cues(nil, max(s.First, s.Last-Reach), s)
	if n := len(found); n > 0 && found[n-1].Subject.OK() {
		return found[n-1].Subject
	}
	return r.ClauseSubject(s.First, min(s.Last, s.First+Reach), s)
}

// Owner is who words in marks without a cue belong to: the subject of their sentence.
func (r *Reader) Owner(i int, s words.Sentence) Phrase {
	return r.ClauseSubject(max(s.First, i-Reach), i, s)
}

// Subject finds who speaks, and whether the speaker stands behind the cue.
func (r *Reader) Subject(c *Cue, earlier []Cue, s words.Sentence) {
	if c.Passive {
		return
	}
	if c.Class&words.According != 0 {
		c.Subject = r.Extended(r.StartingAt(c.Last, s.Last), s.Last)
		if !c.Subject.OK() {
			c.Subject = plainNoun(r.t, c.Last, s.Last)
		}
		c.Inverted = true
		return
	}
	t := r.t.Tokens
	j := c.First - 1
	for j >= s.First && t[j].Kind == words.Word && (t[j].Is(words.Day) || t[j].Is(words.Adverb)) {
		j--
	}
	if mayInvert(r.t, c, j, s) {
		from := c.Last
		if r.Particle(from) {
			from++ // "chimed in Roe"
		}
		if p := r.Extended(r.StartingAt(from, s.Last), s.Last); p.OK() && r.soleAfter(p, j, s) {
			nameOnly := p.Kind == Name && !wordAt(r.t, p.Last, s)
			if nameOnly || !r.apposedBefore(j, s) {
				c.Subject, c.Inverted = p, true
				return
			}
		}
	}
	c.Subject = r.LeftSubject(j, c, earlier, s)
}

// plainNoun reads a noun phrase of common words without a determiner: "exit polls".
func plainNoun(t *words.Text, i, to int) Phrase {
	const most = 4
	j := i
	for j < to && j < i+most && t.Tokens[j].Kind == words.Word && t.Tokens[j].Class&(words.Function|words.Day) == 0 {
		j++
	}
	if j == i {
		return None
	}
	return Phrase{First: i, Last: j, Head: j - 1, Entity: -1, Kind: Noun}
}

// mayInvert reports whether "said X" can stand here: behind a marked span, or
// behind a clause and its comma.
func mayInvert(t *words.Text, c *Cue, j int, s words.Sentence) bool {
	if c.Last < s.Last && t.Tokens[c.Last].Is(words.That) {
		return false
	}
	if c.Class&(words.Say|words.Ask) == 0 || c.First < c.Verb || t.Tokens[c.Verb].Is(words.Ing) || c.Last >= s.Last {
		return false
	}
	return j < s.First || t.Tokens[j].Kind == words.Comma || t.Tokens[j].Kind == words.Quoted || t.Tokens[j].Kind == words.Dash
}

// Particle reports the second word of verbs such as "shot back" and "chimed in".
func (r *Reader) Particle(i int) bool {
	switch r.t.String(i) {
	case "back", "in", "out", "up":
		return true
	}
	return false
}

func wordAt(t *words.Text, i int, s words.Sentence) bool {
	return i < s.Last && t.Tokens[i].Kind == words.Word
}

// soleAfter reports whether no clause goes on behind the phrase p, which then
// is the speaker: "said Roe", but not "said Roe was ill". j is the token before the cue.
func (r *Reader) soleAfter(p Phrase, j int, s words.Sentence) bool {
	t := r.t.Tokens
	if p.Last >= s.Last || t[p.Last].Kind != words.Word {
		return true
	}
	if p.Kind == Pronoun {
		return false
	}
	if j >= s.First && t[j].Kind == words.Quoted || t[p.Last].Is(words.Who) {
		return true
	}
	if quotedBefore(r.t, j, s) {
		return !t[p.Last].Is(words.Auxiliary | words.Be)
	}
	return p.Kind == Name && t[p.Last].Is(words.Preposition|words.Day)
}

// apposedBefore reports whether what ends with the comma or dash at token j is a subject
// and its apposition, "Roe, a teacher," or "Roe — a teacher —", so that no clause stands there.
func (r *Reader) apposedBefore(j int, s words.Sentence) bool {
	t := r.t.Tokens
	if j <= s.First || t[j].Kind != words.Comma && t[j].Kind != words.Dash || t[j-1].Kind == words.Quoted {
		return false
	}
	p := r.StartingAt(max(r.Dateline(s), j-Reach), j)
	if !p.OK() {
		return false
	}
	p = r.Extended(p, j)
	return p.Last <= j && t[p.Last].Kind == t[j].Kind && (p.Last < j || p.Kind == Name && t[j].Kind == words.Comma)
}

// quotedBefore reports whether token j is a comma behind a marked span.
func quotedBefore(t *words.Text, j int, s words.Sentence) bool {
	return j > s.First && t.Tokens[j].Kind == words.Comma && t.Tokens[j-1].Kind == words.Quoted
}

// Extended lets a noun phrase take what hangs on it: "a spokesman for the ministry, Jane Roe".
func (r *Reader) Extended(p Phrase, to int) Phrase {
	t := r.t.Tokens
	if p.Kind != Noun {
		return p
	}
	for k := 0; k < 4 && p.Last < to && t[p.Last].IsWord(words.Preposition); k++ {
		if !binds(r.t, p.Last) {
			return p
		}
		q := r.StartingAt(p.Last+1, to)
		if !q.OK() && p.Last+1 < to && t[p.Last+1].Kind == words.Word && t[p.Last+1].Class&(words.Function|words.Cue|words.Day) == 0 {
			p.Last += 2 // "minister of energy"
			continue
		}
		if !q.OK() || q.Kind == Pronoun {
			break
		}
		p.Last = q.Last
		if q.Kind == Name && q.First < r.nameStart(q) { // "minister of ports Jane Roe"
			p.Entity, p.Kind = q.Entity, Name
			return p
		}
	}
	return r.apposed(p, to)
}

// nameStart returns where the name of a phrase that ends in a name begins, behind a
// lower-case role; without such a role it is the start of the phrase.
func (r *Reader) nameStart(q Phrase) int {
	m := r.names.At(q.Last - 1)
	if m == nil || m.First <= q.First || !r.t.Tokens[m.First-1].Is(words.Role) {
		return q.First
	}
	return m.First
}

// apposed joins a noun phrase and the name behind it: "his lawyer, Jane Roe".
func (r *Reader) apposed(p Phrase, to int) Phrase {
	t := r.t.Tokens
	i := p.Last
	if i < to && t[i].Kind == words.Comma {
		if t[p.Head].Is(words.Paper) {
			return p // "according to the report, Roe left"
		}
		i++
	}
	if i < to {
		if m := r.names.At(i); m != nil && m.First == i && r.names.Entities[m.Entity].Person {
			ends := m.Last >= to
			owns := !ends && t[m.Last].Kind == words.Possessive
			if sole := i == p.Last || ends || t[m.Last].Kind != words.Word; sole && !owns {
				p.Last, p.Entity, p.Kind = m.Last, m.Entity, Name
			}
		}
	}
	return p
}

// whoSubject reads ", who said": the phrase is the pronoun, the speaker what it stands for.
func (r *Reader) whoSubject(j, from int, s words.Sentence) Phrase {
	i := j
	if k := max(i-1, s.First); i > s.First && (r.t.Tokens[k].Kind == words.Comma || r.t.Tokens[k].Kind == words.Dash) {
		i--
	}
	p := r.climb(r.endingAt(i-1, from), from)
	if !p.OK() {
		p = r.commaSubject(from, i)
	}
	if !p.OK() {
		p = r.ClauseSubject(from, j, s)
	}
	if !p.OK() || p.Kind == Pronoun || r.t.Tokens[j].Kind != words.Word {
		return p
	}
	return Phrase{First: j, Last: j + 1, Head: p.Head, Entity: p.Entity, Kind: Who, What: [2]int{p.First, p.Last}, ForKind: p.Kind}
}

// climb goes from the end of a phrase to its head: "the head of the board" -> "the head".
func (r *Reader) climb(p Phrase, from int) Phrase {
	t := r.t.Tokens
	for k := 0; k < 4 && p.OK() && p.First > from && t[p.First-1].IsWord(words.Preposition); k++ {
		q := r.endingAt(p.First-2, from)
		if !q.OK() && p.First-3 >= from {
			q = left{r}.acted(p.First-2, from)
		}
		if !q.OK() {
			break
		}
		last := p.Last
		p = q
		if q.Kind == Noun {
			p.Last = last
		}
	}
	if p.Kind == Name && p.First > from+1 && t[p.First-1].Kind == words.Comma {
		// "his lawyer, Jane Roe": the phrase takes both.
		if q := r.NounEndingAtRole(p.First-2, from); q.OK() {
			p.First = q.First
		}
	}
	return p
}

// NounEndingAtRole is NounEndingAt for phrases about people only.
func (r *Reader) NounEndingAtRole(i, from int) Phrase {
	if i < from || r.names.At(i) != nil {
		return None
	}
	if t := &r.t.Tokens[i]; !t.IsWord(words.Role) || t.Is(words.Plural) {
		return None
	}
	return r.NounEndingAt(i, from)
}

// commaSubject handles "X, a teacher of Y, said": the subject before an
// apposition or relative clause that ends at token j.
func (r *Reader) commaSubject(from, j int) Phrase {
	t := r.t.Tokens
	for k := j - 1; k > from; k-- {
		if t[k].Kind == words.Quoted && k > from+1 || t[k].Kind == words.Semicolon {
			break
		}
		if t[k].Kind != words.Comma && t[k].Kind != words.Dash && t[k].Kind != words.Open {
			continue
		}
		p := r.climb(r.endingAt(k-1, from), from)
		if !p.OK() {
			continue
		}
		if opensClause(r.t, p.First, from) || t[k].Kind == words.Open && p.Kind == Name {
			if p.Kind == Noun && p.Last == k && t[p.Head].Is(words.Role|words.Title) {
				return r.apposed(p, j) // "Its chair, Jane Roe, said"
			}
			return p
		}
	}
	return None
}

// opensClause reports whether a subject can begin at token i.
func opensClause(t *words.Text, i, from int) bool {
	if i <= from {
		return true
	}
	tok := &t.Tokens[i-1]
	apart := tok.Kind != words.Word && tok.Kind != words.Possessive && tok.Kind != words.Comma
	return apart || tok.Is(words.Conjunction|words.That|words.Subordinate|words.Adverb|words.Starter)
}

// ClauseSubject returns the first noun phrase of the clause that token to belongs to.
func (r *Reader) ClauseSubject(from, to int, s words.Sentence) Phrase {
	intro := false
	for i := max(r.clauseStart(from, to), r.Dateline(s)); i < to; {
		if r.introduces(i) {
			i, intro = nextComma(r.t, i+1, to)+1, true
			continue
		}
		p := r.StartingAt(i, to)
		switch {
		case !p.OK():
			i++
		case intro && r.place(p, to):
			i = p.Last + 1
		default:
			return r.Extended(p, to)
		}
	}
	return None
}

// clauseStart returns where the clause that ends before token to begins.
func (r *Reader) clauseStart(from, to int) int {
	t := r.t.Tokens
	for i := to - 1; i >= from; i-- {
		if t[i].Kind == words.Semicolon {
			return i + 1
		}
		marked := t[i].Kind == words.Quoted && i > from && i+1 < to
		if marked && (t[i+1].Is(words.Conjunction) || r.StartingAt(i+1, to).OK()) {
			return i + 1
		}
	}
	return from
}

// introduces reports whether a part that ends with a comma may begin at token
// i and is not the subject: "In Bergen, Roe …", "Asked why, Roe …".
func (r *Reader) introduces(i int) bool {
	t := &r.t.Tokens[i]
	return t.Kind == words.Word && (t.Is(words.Preposition|words.Subordinate|words.Ing) && r.names.At(i) == nil || t.Upper && t.Is(words.Cue))
}

func nextComma(t *words.Text, i, to int) int {
	for i < to && t.Tokens[i].Kind != words.Comma {
		i++
	}
	return i
}

// place reports "Norway," in "Speaking in Bergen, Norway, on Monday, Roe …".
func (r *Reader) place(p Phrase, to int) bool {
	t := r.t.Tokens
	return p.Kind == Name && p.Last+1 < to && t[p.Last].Kind == words.Comma &&
		(r.StartingAt(p.Last+1, to).Kind == Name || t[p.Last+1].Is(words.Preposition|words.Day|words.Subordinate))
}
