package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// run is a sequence of capitalised words.
type run struct {
	first, last int
	name        int // first token of the bare name
	behind      int // tokens behind it: "KC"
	body        bool
	initial     bool // begins its sentence
	the         bool // "the" stands before it
	weak        bool // one word at the start of a sentence: perhaps no name
	word        bool // a title or noun that is a name only if it is somebody's surname ("King")
}

// runs appends the capitalised runs of a sentence.
func (x *Index) runs(t *words.Text, s words.Sentence, out []run) []run {
	for i := s.First; i < s.Last; {
		tok := &t.Tokens[i]
		letter := tok.End-tok.Start == 1 && (i+1 >= s.Last || !t.Tokens[i+1].Upper)
		if tok.Kind != words.Word || !tok.Upper && !prefixed(t, i) || letter || x.noName(t, s, i) {
			i++
			continue
		}
		j := extend(t, s, i)
		last := x.bare(t, i, j)
		r := run{first: i, last: last, behind: j - last, initial: i == s.First, the: i > s.First && t.Tokens[i-1].Hash == theHash}
		if t.Language.NounCapitals {
			if x.capital(t, &r) {
				out = append(out, r)
			}
		} else if x.cut(t, &r) {
			common := !tok.Is(words.FirstName) && x.common.has(tok.Hash)
			r.weak = weak(t, s, &r) || common && r.initial && r.last == r.first+1
			if !r.weak && !r.word && r.last == r.name+1 {
				x.known[t.String(r.name)] = true
			}
			out = append(out, r)
		}
		i = j
	}
	return out
}

var theHash = words.Hash32("the")

var mayHash = words.Hash32("may")

// month reports "in May" and "May 4".
func month(t *words.Text, i int) bool {
	named := t.Tokens[i].Class&^words.FirstName == 0 // "Ms. May"
	if t.Tokens[i].Hash != mayHash || named {
		return false
	}
	if i > 0 && t.Tokens[i-1].Is(words.Preposition) || i+1 < len(t.Tokens) && t.Tokens[i+1].Kind == words.Number {
		return true
	}
	// "the May report", "last May", "early May"
	return i > 0 && t.Tokens[i-1].IsWord(words.Determiner) || i > 0 && dating(lower(t, i-1))
}

// dating reports what stands before a month.
func dating(w string) bool {
	switch w {
	case "early", "late", "mid", "mid-", "last", "next", "past", "previous":
		return true
	}
	return false
}

// party reports whether a word is "R-Ohio" or "D-Hull": who a lawmaker stands for, no name.
func party(t *words.Text, i int) bool {
	w := t.String(i)
	return len(w) > 2 && w[1] == '-' && (w[0] == 'R' || w[0] == 'D' || w[0] == 'I') && t.Tokens[max(i-1, 0)].Kind != words.Word
}

// noName reports whether an upper-case word begins no name.
func (x *Index) noName(t *words.Text, s words.Sentence, i int) bool {
	governs := t.Language.NounCapitals && t.Tokens[i].Is(words.According) // "Angaben von Jan Roe"
	return governs || t.Tokens[i].Is(words.Day) || x.opens(t, s, i) || party(t, i) || month(t, i)
}

// opens reports whether an upper-case word is so only because a sentence begins.
func (x *Index) opens(t *words.Text, s words.Sentence, i int) bool {
	tok := &t.Tokens[i]
	if t.Language.LetterWords && i == s.First && tok.End-tok.Start == 1 {
		return true // "A Paris", "Y Madrid"
	}
	if tok.Is(words.Determiner | words.Pronoun | words.Conjunction | words.Preposition) {
		if !t.Language.Clauses && tok.Is(words.Particle) && i > s.First && t.Tokens[i-1].Kind == words.Word && !t.Tokens[i-1].Upper {
			return false // "según De la Roe"
		}
		return !tok.Caps || i == s.First
	}
	if !tok.Is(words.Starter) || tok.Caps && tok.End-tok.Start > 2 {
		return false
	}
	return i == s.First || t.Tokens[i-1].Kind != words.Word
}

// extend returns the end of the run that begins at i.
func extend(t *words.Text, s words.Sentence, i int) int {
	body, joined := false, false
	j := i
	for j < s.Last && j < i+maxName {
		tok := &t.Tokens[j]
		if n := inset(t, s, i, j); n > 0 {
			j += n
			continue
		}
		if n := paired(t, s, i, j, joined); n > j {
			body, joined = true, true
			j = n
			continue
		}
		if tok.Kind != words.Word {
			break
		}
		if j == i || inside(tok) || prefixed(t, j) {
			body = body || tok.Is(words.Body|words.Title)
			j++
			continue
		}
		next := resumes(t, s, j)
		if next == 0 || j == i {
			break
		}
		word := t.String(j)
		switch {
		case tok.Is(words.Particle) && !t.Language.NounCapitals && (next == j+1 || t.Tokens[next-1].Is(words.Particle)) && word != "a":
		case tok.Is(words.Particle) && t.Language.NounCapitals && ofFamily(t, i, j, next):
		case body && t.Tokens[j-1].Is(words.Body|words.Title) && ofBody(word, &t.Tokens[next]):
			joined = true
		case joined && (word == "and" || word == "&") && !t.Tokens[next].Is(words.Title|words.FirstName):
		default:
			return j
		}
		j = next
	}
	return j
}

// ofBody reports whether a small word goes on with the name of a body: "Department of
// Health", but not "a professor for Jane Doe".
func ofBody(word string, next *words.Token) bool {
	return word == "of" || word == "on" || word == "for" && !next.Is(words.FirstName)
}

// inside reports whether a word may stand inside a name, for its upper case.
func inside(tok *words.Token) bool {
	return tok.Upper && !tok.Is(words.Day) && (!tok.Is(words.Determiner|words.Pronoun|words.Conjunction) || tok.Caps)
}

// inset returns how many tokens from j on stand inside a name but are no words
// of it: the apostrophe of "Coastal Renters' Association", a nickname.
func inset(t *words.Text, s words.Sentence, i, j int) int {
	if owners(t, s, j) {
		return 1
	}
	return nickname(t, s, i, j)
}

// nickname returns how many tokens from j on are a nickname between the first
// name, which begins at token i, and the surname: "Jonny “Cakes” Doe", "Robert
// (Bob) Doe". 0: none.
func nickname(t *words.Text, s words.Sentence, i, j int) int {
	n := 0
	switch {
	case j == i || t.Tokens[j-1].Kind != words.Word || t.Tokens[j-1].Is(words.Title|words.Role|words.Term|words.Body):
		return 0
	case t.Tokens[j].Kind == words.Quoted && !strings.Contains(t.String(j), ","):
		const longest = 24 // bytes, marks included
		if n = 1; len(t.String(j)) > longest {
			return 0
		}
	case t.Tokens[j].Kind == words.Open && j+2 < s.Last && t.Tokens[j+1].Kind == words.Word && t.Tokens[j+1].Is(words.FirstName) &&
		t.Tokens[j+2].Kind == words.Close:
		n = len("(x)")
	}
	short := j == i+2 && t.Body[t.Tokens[i].End-1] == '.' // "Del. Marla “Mimi” Doe"
	behindFirst := t.Tokens[j-1].Is(words.FirstName) || j == i+1 || short
	if n == 0 || j+n >= s.Last || !behindFirst && t.Tokens[j].Kind != words.Open {
		return 0
	}
	next := &t.Tokens[j+n]
	if next.Kind != words.Word || !inside(next) || next.Is(words.Body|words.Starter) {
		return 0
	}
	return n
}

// owners reports whether token j is an apostrophe inside the name of a body: a bare one, or with "s" behind
// an office or those whom the body is for, "the Attorney's Office", "the People's Daily".
func owners(t *words.Text, s words.Sentence, j int) bool {
	if t.Tokens[j].Kind != words.Possessive || j+1 >= s.Last || j == s.First {
		return false
	}
	next := &t.Tokens[j+1]
	if !next.Upper || !next.Is(words.Body) {
		return false
	}
	if strings.Trim(t.String(j), "'’") == "" {
		return true
	}
	switch lower(t, j-1) {
	case "people", "women", "children", "men", "workers":
		return true
	}
	return t.Tokens[j-1].Upper && t.Tokens[j-1].Is(words.Title|words.Role) && !t.Tokens[j-1].Is(words.FirstName)
}

// resumes returns the next upper-case word behind the small words from token j
// on, "der" in "van der Berg"; 0 where no name goes on there.
func resumes(t *words.Text, s words.Sentence, j int) int {
	next := j + 1
	for next < s.Last && !t.Tokens[next].Upper && t.Tokens[next].Is(words.Determiner|words.Particle) && next < j+3 {
		next++
	}
	if next >= s.Last || !t.Tokens[next].Upper || t.Tokens[next].Kind != words.Word || t.Tokens[next].Is(words.Day) {
		return 0
	}
	return next
}

// weak reports whether a run is one unknown word at the start of a sentence
// that nothing shows to be a name.
func weak(t *words.Text, s words.Sentence, r *run) bool {
	if r.last != r.first+1 || !r.initial || r.name != r.first {
		return false
	}
	tok := &t.Tokens[r.first]
	if tok.Is(words.FirstName) || tok.Caps {
		return false
	}
	if tok.Is(words.Cue|words.Function|words.Starter) || strings.HasSuffix(t.String(r.first), "ly") {
		return true
	}
	if r.last >= s.Last {
		return true
	}
	next := &t.Tokens[r.last]
	if next.Kind == words.Comma && (strings.HasSuffix(t.String(r.first), "ed") || strings.HasSuffix(t.String(r.first), "ing")) {
		return true // "Amazed, the clerk"
	}
	if next.Kind == words.Comma && r.last+1 < s.Last {
		after := &t.Tokens[r.last+1]
		return !(after.Is(words.Determiner|words.Who|words.Role) || after.Kind == words.Number || strings.HasSuffix(t.String(r.last+1), "ing"))
	}
	return !(next.Kind == words.Possessive || next.Kind == words.Open || next.Is(words.Say|words.Tell|words.Ask|words.Who))
}
