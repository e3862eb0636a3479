// Package phrase reads the noun phrases of a sentence, the word groups that report
// speech, and who is their subject.
//
// In: tokens and the names among them. Out: Phrase and Cue, which are ranges of tokens;
// None where nothing fits. Laws: nothing is kept from one call to the next, but for what
// Terms has counted; no search goes farther than Reach or its own small bound, so that
// time is linear in the text.
package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Kind is what a noun phrase is.
type Kind uint8

// The kinds of phrases.
const (
	Nothing Kind = iota
	Name
	Pronoun
	Noun   // "a spokesman", "officials"
	Who    // "who", for the phrase before it
	Absent // a verb without subject, in languages that allow it
)

// Phrase is a noun phrase: tokens [First, Last).
type Phrase struct {
	First, Last int
	Head        int // the noun of a Noun
	Entity      int // of the names index; -1 where none
	Kind        Kind
	What        [2]int // of a Who: the tokens of the phrase it stands for
	ForKind     Kind
	Answers     bool // it answers who spoke before
}

// None is no phrase.
var None = Phrase{Entity: -1}

// AbsentAt is the subject that is not there, of a verb or of words in marks at token i.
func AbsentAt(i int) Phrase { return Phrase{First: i, Last: i, Head: i, Entity: -1, Kind: Absent} }

// naming is the phrase from a token on that ends with a name.
func naming(first int, m *names.Mention) Phrase {
	return Phrase{First: first, Last: m.Last, Head: m.Last - 1, Entity: m.Entity, Kind: Name}
}

// OK reports whether there is a phrase.
func (p Phrase) OK() bool { return p.Kind != Nothing }

// Reader reads phrases. It has no state.
type Reader struct {
	t     *words.Text
	names *names.Index
}

// NewReader returns the reader of a text with its names.
func NewReader(t *words.Text, n *names.Index) *Reader { return &Reader{t, n} }

// Reach is how many tokens a search for a subject may go: longer sentences are
// lists, and hostile input must not make it quadratic.
const Reach = 60

// endingAt returns the noun phrase whose last token is i.
func (r *Reader) endingAt(i, from int) Phrase {
	if i < from {
		return None
	}
	t := r.t.Tokens
	if t[i].Kind == words.Close {
		for j := i - 1; j >= max(from, i-8); j-- {
			if t[j].Kind == words.Open {
				return r.endingAt(j-1, from)
			}
		}
		return None
	}
	if m := r.names.At(i); m != nil && m.Last == i+1 && m.First >= from {
		return r.Premodified(naming(m.First, m), from)
	}
	if t[i].Is(words.Pronoun) && !(t[i].Caps && t[i].End-t[i].Start > 1) {
		return Phrase{First: i, Last: i + 1, Head: i, Entity: -1, Kind: Pronoun}
	}
	if t[i].Kind != words.Word && t[i].Kind != words.Number {
		return None
	}
	return r.NounEndingAt(i, from)
}

// Premodified extends a name over the role before it: "campaign manager Jane
// Roe", "Hill Institute president Jane Roe", "retired Army Col. Jane Roe".
func (r *Reader) Premodified(p Phrase, from int) Phrase {
	t := r.t.Tokens
	j := p.First - 1
	if j >= from && t[j].IsWord(words.Determiner) {
		p.First = j // "the Lake Foundation"
		return p
	}
	if j < from || t[j].Kind != words.Word {
		return p
	}
	if !t[j].Is(words.Role) && t[p.First].Class&words.Title == 0 {
		return r.determined(p, j, from)
	}
	const most = 6 // tokens before the one before the name
	for least := max(from, p.First-1-most); j >= least && r.describes(j); {
		j--
	}
	if j >= from && t[j].Is(words.Determiner) {
		j--
	}
	p.First = j + 1
	return p
}

// describes reports whether token i may be part of what stands before a name.
func (r *Reader) describes(i int) bool {
	t := &r.t.Tokens[i]
	if t.Kind != words.Word {
		return t.Kind == words.Possessive
	}
	return !t.Is(words.Function|words.Cue) || r.names.At(i) != nil
}

// determined extends a name over the common nouns before it and their determiner:
// "the news site Hull Today".
func (r *Reader) determined(p Phrase, j, from int) Phrase {
	const most = 3
	t := r.t.Tokens
	if r.names.Entities[p.Entity].Person && (t[p.First].Is(words.Title) || t[j].Is(words.Paper) || !names.RoleLike(r.t.String(j))) {
		return p // "the letter Mr. Roe wrote"
	}
	k := j
	for least := max(from, j-most); k > least && common(&t[k]); {
		k--
	}
	if k < j && t[k].IsWord(words.Determiner) {
		p.First = k
	}
	return p
}

// common reports whether a token is a common word that may be a noun.
func common(t *words.Token) bool {
	return t.Kind == words.Word && !t.Upper && !t.Is(words.Function|words.Cue)
}

// NounEndingAt finds a phrase that ends with a common noun.
func (r *Reader) NounEndingAt(i, from int) Phrase {
	const longest = 8
	t := r.t.Tokens
	if t[i].Is(words.Function&^words.Determiner) || t[i].Is(words.Day) {
		return None
	}
	j := i
	for ; j >= from && j > i-longest; j-- {
		tok := &t[j]
		if tok.Kind == words.Possessive || j < i && r.ranks(j, i+1) {
			continue
		}
		if tok.Is(words.Determiner) || !tok.Content() || tok.Is(words.Function) && j < i {
			break
		}
	}
	if t[i].Kind == words.Word && endsInS(r.t.String(i)) {
		j = r.sharing(j, from)
	}
	p := Phrase{First: j + 1, Last: i + 1, Head: i, Entity: -1, Kind: Noun}
	if j >= from && j < len(t) && t[j].Is(words.Determiner) {
		p.First = j
		return p
	}
	if p.First > i {
		return None
	}
	if t[p.First].Kind == words.Quoted && p.First < i {
		p.First++
	}
	plural := atClauseStart(r.t, p.First, from) && endsInS(r.t.String(i))
	if t[i].Is(words.Role|words.Paper|words.Demonym) || plural || hasPossessive(r.t, p) {
		return p
	}
	return None
}

// sharing goes on from the "and" at token j over what shares the noun behind it: "the Norwegian and Danish
// ministries". It returns the token before the phrase.
func (r *Reader) sharing(j, from int) int {
	const land = words.Demonym | words.Place
	t := r.t.Tokens
	if j-2 < from || r.t.String(j) != "and" || !t[j+1].Upper || !t[j-1].Upper || !t[j-2].IsWord(words.Determiner) {
		return j
	}
	if t[j+1].Is(land) || t[j-1].Is(land) {
		return j - 2
	}
	return j
}

func hasPossessive(t *words.Text, p Phrase) bool {
	for i := p.First; i < p.Last; i++ {
		if t.Tokens[i].Kind == words.Possessive {
			return true
		}
	}
	return false
}

func atClauseStart(t *words.Text, i, from int) bool {
	return i == from || t.Tokens[i-1].Kind != words.Word || t.Tokens[i-1].Is(words.Conjunction|words.That)
}

func endsInS(w string) bool { return len(w) > 3 && w[len(w)-1] == 's' }

// StartingAt returns the noun phrase that begins at token i.
func (r *Reader) StartingAt(i, to int) Phrase {
	t := r.t.Tokens
	to = min(to, len(t))
	if i >= to {
		return None
	}
	if m := r.names.At(i); m != nil && m.First == i {
		if m.Last < to && t[m.Last].Kind == words.Possessive {
			return r.nounFrom(i, m.Last+1, to)
		}
		p := naming(i, m)
		return r.namedRole(p, to)
	}
	if t[i].Is(words.Pronoun) && !t[i].Is(words.Determiner) {
		return Phrase{First: i, Last: i + 1, Head: i, Entity: -1, Kind: Pronoun}
	}
	if t[i].Kind == words.Number && r.slash(i+1, to) && t[i+2].Kind == words.Number {
		return r.nounFrom(i, i+3, to) // "9/11 widow Jane Roe"
	}
	if t[i].Kind == words.Number || t[i].Is(words.Determiner) {
		return r.nounFrom(i, i+1, to)
	}
	if t[i].Kind != words.Word || t[i].Is(words.Function|words.Day) {
		return None
	}
	return r.bareFrom(i, to)
}

// bareFrom reads a noun phrase without determiner: "officials", "retired
// Army Col. Jane Roe", "environmental activist Jane Roe".
func (r *Reader) bareFrom(i, to int) Phrase {
	const longest = 9
	t := r.t.Tokens
	role := -1
	for j := i; j < to && j < i+longest && (t[j].Kind == words.Word || t[j].Kind == words.Number); j++ {
		if m := r.names.At(j); m != nil && j > i && m.First == j {
			if m.Last < to && t[m.Last].Kind == words.Possessive {
				break
			}
			p := r.namedRole(naming(i, m), to)
			return p
		}
		verb := t[j].Reports() && !t[j].Is(words.Role|words.Paper)
		if t[j].Is(words.Function) || verb && j > i {
			break
		}
		if t[j].Is(words.Role | words.Paper) {
			role = j
		}
	}
	if role < 0 {
		return None
	}
	return Phrase{First: i, Last: role + 1, Head: role, Entity: -1, Kind: Noun}
}

// namedRole extends "Rovers" to "Rovers captain Jane Roe": a name, a role and a name are one person.
func (r *Reader) namedRole(p Phrase, to int) Phrase {
	t := r.t.Tokens
	for j := p.Last; j < to && j < p.Last+5 && t[j].Kind == words.Word; j++ {
		if m := r.names.At(j); m != nil && m.First == j {
			if j > p.Last && t[j-1].Is(words.Role) {
				return naming(p.First, m)
			}
			break
		}
		if r.paperAt(j, to) {
			return Phrase{First: p.First, Last: j + 1, Head: j, Entity: -1, Kind: Noun}
		}
		if t[j].Is(words.Function | words.Cue) {
			break
		}
		if t[j].Is(words.Role) && (j+1 >= to || r.names.At(j+1) == nil && !t[j+1].Is(words.Role)) {
			return Phrase{First: p.First, Last: j + 1, Head: j, Entity: -1, Kind: Noun}
		}
	}
	return p
}

// paperAt reports whether token i, behind a name, is a word for a paper, "a Hull Post report said", and no verb.
func (r *Reader) paperAt(i, to int) bool {
	t := r.t.Tokens
	if i >= to || !t[i].IsWord(words.Paper) || t[i].Upper {
		return false
	}
	if i+1 >= to {
		return !t[i].Is(words.Cue)
	}
	next := &t[i+1]
	if next.Kind != words.Word {
		return !t[i].Is(words.Cue) || next.Kind == words.Comma
	}
	return next.Is(words.Cue|words.Auxiliary|words.Be) || next.Is(words.Preposition) && !t[i].Is(words.Cue) ||
		strings.HasSuffix(r.t.String(i+1), "ed")
}

// nounFrom reads the noun phrase first..., whose words behind the determiner begin at i.
func (r *Reader) nounFrom(first, i, to int) Phrase {
	const longest = 9
	t := r.t.Tokens
	j := i
	for ; j < to && j < i+longest; j++ {
		tok := &t[j]
		if m := r.names.At(j); m != nil && m.First == j {
			if j > i && t[j-1].Is(words.Role) || endsAt(r.t, m.Last, to) && !r.paperAt(m.Last, to) {
				return naming(first, m)
			}
			j = m.Last - 1
			continue
		}
		if tok.Kind == words.Possessive || tok.Kind == words.Quoted || r.passes(first, i, j, to) {
			continue
		}
		if !tok.Plain() || tok.Is(words.Function&^words.Determiner|words.Day|words.It) || j > i && r.acts(j) {
			break
		}
	}
	if j == i || t[j-1].Kind == words.Quoted {
		alone := first < i && j == i && t[first].Is(words.Determiner) && !t[first].Is(words.Preposition)
		if alone && r.Pronominal(first) {
			return Phrase{First: first, Last: i, Head: first, Entity: -1, Kind: Noun}
		}
		return None
	}
	return Phrase{First: first, Last: j, Head: j - 1, Entity: -1, Kind: Noun}
}

// acts reports whether token i, behind a noun, is its verb: "the group raised alarm".
func (r *Reader) acts(i int) bool {
	tok := &r.t.Tokens[i]
	if tok.Reports() && !tok.Is(words.Paper) {
		return true
	}
	return !tok.Upper && r.t.Tokens[i-1].IsWord(words.Generic) && strings.HasSuffix(r.t.String(i), "ed")
}

// passes reports whether a noun phrase goes on over token j, its words beginning at token i: the day of "an Oct. 26
// letter", the slash of "the H/O writer".
func (r *Reader) passes(first, i, j, to int) bool {
	tok := &r.t.Tokens[j]
	return j == i && first < i && tok.Upper && tok.Is(words.Day) || j > i && r.slash(j, to) || r.ranks(j, to)
}

// ranks reports the first word of "first lady", "first minister".
func (r *Reader) ranks(i, to int) bool {
	return i+1 < to && r.t.Tokens[i+1].IsWord(words.Role|words.Title) && strings.EqualFold(r.t.String(i), "first")
}

// slash reports whether token i joins the words beside it: "the H/O writer".
func (r *Reader) slash(i, to int) bool {
	t := r.t.Tokens
	return i > 0 && i+1 < to && r.t.String(i) == "/" && t[i-1].End == t[i].Start && t[i].End == t[i+1].Start
}

// endsAt reports whether a noun phrase cannot go on with token i.
func endsAt(t *words.Text, i, to int) bool {
	if i >= to {
		return true
	}
	tok := &t.Tokens[i]
	return tok.Is(words.Function|words.Cue) || tok.Kind != words.Word && tok.Kind != words.Possessive
}

// Pronominal reports whether a determiner can stand alone: "one", "some", "many".
func (r *Reader) Pronominal(i int) bool {
	switch r.t.String(i) {
	case "the", "The", "a", "A", "an", "An", "his", "His", "her", "Her", "its", "Its", "their", "Their", "our", "Our", "my", "My", "your", "every", "no", "No":
		return false
	}
	return true
}
