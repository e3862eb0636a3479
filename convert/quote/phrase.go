package quote

import "github.com/dsbuild/dsbuild/convert/quote/words"

// phraseKind is what a noun phrase is.
type phraseKind uint8

const (
	noPhrase phraseKind = iota
	namePhrase
	pronounPhrase
	nounPhrase   // "a spokesman", "officials"
	whoPhrase    // "who", for the phrase before it
	absentPhrase // a verb without subject, in languages that allow it
)

// phrase is a noun phrase: tokens [first, last).
type phrase struct {
	first, last int
	head        int // the noun of a nounPhrase
	entity      int // of the names index; -1 where none
	kind        phraseKind
	what        [2]int // of a whoPhrase: the tokens of the phrase it stands for
	forKind     phraseKind
}

var none = phrase{entity: -1}

func (p phrase) ok() bool { return p.kind != noPhrase }

// reach is how many tokens a search for a subject may go: longer sentences are
// lists, and hostile input must not make it quadratic.
const reach = 60

// endingAt returns the noun phrase whose last token is i.
func (a *annotator) endingAt(i, from int) phrase {
	if i < from {
		return none
	}
	t := a.t.Tokens
	if t[i].Kind == words.Close {
		for j := i - 1; j >= max(from, i-8); j-- {
			if t[j].Kind == words.Open {
				return a.endingAt(j-1, from)
			}
		}
		return none
	}
	if m := a.names.At(i); m != nil && m.Last == i+1 && m.First >= from {
		return a.premodified(phrase{first: m.First, last: m.Last, head: i, entity: m.Entity, kind: namePhrase}, from)
	}
	if t[i].Is(words.Pronoun) && !(t[i].Caps && t[i].End-t[i].Start > 1) {
		return phrase{first: i, last: i + 1, head: i, entity: -1, kind: pronounPhrase}
	}
	if t[i].Kind != words.Word && t[i].Kind != words.Number {
		return none
	}
	return a.nounEndingAt(i, from)
}

// premodified extends a name over the role before it: "campaign manager Jane
// Roe", "Hill Institute president Jane Roe", "retired Army Col. Jane Roe".
func (a *annotator) premodified(p phrase, from int) phrase {
	t := a.t.Tokens
	j := p.first - 1
	if j >= from && t[j].Is(words.Determiner) && t[j].Kind == words.Word {
		p.first = j // "the Lake Foundation"
		return p
	}
	if j < from || t[j].Kind != words.Word {
		return p
	}
	if !t[j].Is(words.Role) && t[p.first].Class&words.Title == 0 {
		return a.determined(p, j, from)
	}
	for j >= from && j >= p.first-7 && (t[j].Kind == words.Word && (t[j].Class&(words.Function|words.Cue) == 0 || a.names.At(j) != nil) || t[j].Kind == words.Possessive) {
		j--
	}
	if j >= from && t[j].Is(words.Determiner) {
		j--
	}
	p.first = j + 1
	return p
}

// determined extends a name over the common nouns before it and their determiner:
// "the news site Hull Today".
func (a *annotator) determined(p phrase, j, from int) phrase {
	const most = 3
	t := a.t.Tokens
	k := j
	for k > from && k > j-most && t[k].Kind == words.Word && !t[k].Upper && t[k].Class&(words.Function|words.Cue) == 0 {
		k--
	}
	if k < j && t[k].Is(words.Determiner) && t[k].Kind == words.Word {
		p.first = k
	}
	return p
}

// nounEndingAt finds a phrase that ends with a common noun.
func (a *annotator) nounEndingAt(i, from int) phrase {
	const longest = 8
	t := a.t.Tokens
	if t[i].Is(words.Function&^words.Determiner) || t[i].Is(words.Day) {
		return none
	}
	j := i
	for ; j >= from && j > i-longest; j-- {
		tok := &t[j]
		if tok.Kind == words.Possessive {
			continue
		}
		if tok.Is(words.Determiner) || tok.Kind != words.Word && tok.Kind != words.Number && tok.Kind != words.Quoted || tok.Is(words.Function) && j < i {
			break
		}
	}
	p := phrase{first: j + 1, last: i + 1, head: i, entity: -1, kind: nounPhrase}
	if j >= from && j < len(t) && t[j].Is(words.Determiner) {
		p.first = j
		return p
	}
	if p.first > i {
		return none
	}
	if t[p.first].Kind == words.Quoted && p.first < i {
		p.first++
	}
	if t[i].Is(words.Role|words.Paper|words.Demonym) || p.first <= i && a.hasPossessive(p) || a.atClauseStart(p.first, from) && endsInS(a.t.String(i)) {
		return p
	}
	return none
}

func (a *annotator) hasPossessive(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if a.t.Tokens[i].Kind == words.Possessive {
			return true
		}
	}
	return false
}

func (a *annotator) atClauseStart(i, from int) bool {
	return i == from || a.t.Tokens[i-1].Kind != words.Word || a.t.Tokens[i-1].Is(words.Conjunction|words.That)
}

func endsInS(w string) bool { return len(w) > 3 && w[len(w)-1] == 's' }

// startingAt returns the noun phrase that begins at token i.
func (a *annotator) startingAt(i, to int) phrase {
	t := a.t.Tokens
	if i >= to {
		return none
	}
	if m := a.names.At(i); m != nil && m.First == i {
		if m.Last < to && t[m.Last].Kind == words.Possessive {
			return a.nounFrom(i, m.Last+1, to)
		}
		p := phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
		return a.namedRole(p, to)
	}
	if t[i].Is(words.Pronoun) && !t[i].Is(words.Determiner) {
		return phrase{first: i, last: i + 1, head: i, entity: -1, kind: pronounPhrase}
	}
	if t[i].Kind == words.Number || t[i].Is(words.Determiner) {
		return a.nounFrom(i, i+1, to)
	}
	if t[i].Kind != words.Word || t[i].Is(words.Function|words.Day) {
		return none
	}
	return a.bareFrom(i, to)
}

// bareFrom reads a noun phrase without determiner: "officials", "retired
// Army Col. Jane Roe", "environmental activist Jane Roe".
func (a *annotator) bareFrom(i, to int) phrase {
	const longest = 9
	t := a.t.Tokens
	role := -1
	for j := i; j < to && j < i+longest && (t[j].Kind == words.Word || t[j].Kind == words.Number); j++ {
		if m := a.names.At(j); m != nil && j > i && m.First == j {
			if m.Last < to && t[m.Last].Kind == words.Possessive {
				break
			}
			p := a.namedRole(phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}, to)
			return p
		}
		if t[j].Is(words.Function) || t[j].Is(words.Cue) && t[j].Is(words.Past|words.Present) && j > i && !t[j].Is(words.Role|words.Paper) {
			break
		}
		if t[j].Is(words.Role | words.Paper) {
			role = j
		}
	}
	if role < 0 {
		return none
	}
	return phrase{first: i, last: role + 1, head: role, entity: -1, kind: nounPhrase}
}

// namedRole extends "Rovers" to "Rovers captain Jane Roe": a name, a role and a name are one person.
func (a *annotator) namedRole(p phrase, to int) phrase {
	t := a.t.Tokens
	for j := p.last; j < to && j < p.last+5 && t[j].Kind == words.Word; j++ {
		if m := a.names.At(j); m != nil && m.First == j {
			if j > p.last && t[j-1].Is(words.Role) {
				return phrase{first: p.first, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
			}
			break
		}
		if t[j].Is(words.Function | words.Cue) {
			break
		}
		if t[j].Is(words.Role) && (j+1 >= to || a.names.At(j+1) == nil && !t[j+1].Is(words.Role)) {
			return phrase{first: p.first, last: j + 1, head: j, entity: -1, kind: nounPhrase}
		}
	}
	return p
}

// nounFrom reads the noun phrase first..., whose words behind the determiner begin at i.
func (a *annotator) nounFrom(first, i, to int) phrase {
	const longest = 9
	t := a.t.Tokens
	j := i
	for ; j < to && j < i+longest; j++ {
		tok := &t[j]
		if m := a.names.At(j); m != nil && m.First == j {
			if j > i && t[j-1].Is(words.Role) || m.Last < to && t[m.Last].Kind != words.Word && t[m.Last].Kind != words.Possessive || m.Last >= to || t[m.Last].Is(words.Function|words.Cue) {
				return phrase{first: first, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
			}
			j = m.Last - 1
			continue
		}
		if tok.Kind == words.Possessive || tok.Kind == words.Quoted {
			continue
		}
		if tok.Kind != words.Word && tok.Kind != words.Number || tok.Is(words.Function&^words.Determiner) || tok.Is(words.Day) || tok.Is(words.Cue) && tok.Is(words.Past|words.Present) && j > i && !tok.Is(words.Paper) {
			break
		}
	}
	if j == i || t[j-1].Kind == words.Quoted {
		if first < i && t[first].Is(words.Determiner) && !t[first].Is(words.Preposition) && j == i && a.pronominal(first) {
			return phrase{first: first, last: i, head: first, entity: -1, kind: nounPhrase}
		}
		return none
	}
	return phrase{first: first, last: j, head: j - 1, entity: -1, kind: nounPhrase}
}

// pronominal reports whether a determiner can stand alone: "one", "some", "many".
func (a *annotator) pronominal(i int) bool {
	switch a.t.String(i) {
	case "the", "The", "a", "A", "an", "An", "his", "His", "her", "Her", "its", "Its", "their", "Their", "our", "Our", "my", "My", "your", "every", "no", "No":
		return false
	}
	return true
}
