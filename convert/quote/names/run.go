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

// cut finds the name inside a run; false: there is none, as in "the President".
func (x *Index) cut(t *words.Text, r *run) bool {
	r.name = r.first
	if tok := &t.Tokens[r.first]; r.last == r.first+1 && tok.Is(words.Role|words.Demonym|words.Title) && !tok.Is(words.FirstName|words.Thing) {
		r.word = true
		return true
	}
	describedAs(t, r)
	if honoured(t, r) {
		r.name = r.last - 1
		return true
	}
	if k := given(t, r); k > 0 {
		r.name = k
		governed := t.Tokens[max(r.first-1, 0)].IsWord(words.Determiner | words.Preposition)
		if governed && !t.Language.Clauses && t.Tokens[r.first].Caps {
			r.first++ // "a déclaré à l’AFP Ana Roe"
		}
		return true
	}
	if firm(t, r) {
		r.body = true
		return true
	}
	title, body := parts(t, r)
	if title >= 0 && (title > body || titled(t, r, title)) {
		return x.cutTitle(t, r, title)
	}
	leads := title == r.first && body > title && !t.Tokens[title].Is(words.Body)
	if leads && t.Tokens[title+1].Is(words.Preposition) && !t.Tokens[title+1].Upper {
		for r.first = title + 2; !t.Tokens[r.first].Upper; r.first++ { // "Leader of the Burnley Council"
		}
		r.name = r.first
	}
	if body >= 0 && !(body == r.first && r.last == r.first+1) {
		r.body = !x.relative(t, r)
		return true
	}
	for r.name+1 < r.last && t.Tokens[r.name].Is(words.Demonym) && !t.Tokens[r.name].Is(words.FirstName) && !quarter(t, r.name) {
		r.name++
	}
	if r.last == r.name+1 && t.Tokens[r.name].Is(words.Role|words.Demonym|words.Title) && !t.Tokens[r.name].Is(words.FirstName|words.Thing) {
		return false
	}
	for r.name+1 < r.last && t.Tokens[r.last-1].Is(words.Title) && !t.Tokens[r.name].Is(words.FirstName) {
		return false // "Attorney General"
	}
	return true
}

// describedAs takes "Hull-based" and the like off the beginning of a run.
func describedAs(t *words.Text, r *run) {
	for r.name+1 < r.last && descriptive(lower(t, r.name)) {
		r.name++
		r.first = r.name
	}
}

// descriptive reports "Hull-based", "Clerk-turned-mayor" before a name.
func descriptive(w string) bool {
	for _, end := range [...]string{"-based", "-born", "-area", "-backed", "-owned", "-educated", "-listed", "-trained"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return strings.Contains(w, "-turned-")
}

// honoured reports "Mr. King", "Ms. Baker": an office or calling that is a surname, for "Mr." stands before
// it; those that are spoken to so, "Mr. President", are none.
func honoured(t *words.Text, r *run) bool {
	if r.last != r.first+2 || !t.Tokens[r.first+1].Is(words.Title|words.Role|words.Demonym|words.Body) {
		return false
	}
	switch t.String(r.first) {
	case "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Mx.", "Mx":
	default:
		return false
	}
	switch lower(t, r.first+1) {
	case "president", "vice-president", "vice", "speaker", "chairman", "chairwoman", "chairperson", "chair", "secretary", "minister", "prime",
		"mayor", "governor", "ambassador", "commissioner", "director", "attorney", "leader", "councillor", "congressman", "senator",
		"republican", "democrat", "president-elect", "premier":
		return false
	}
	return true
}

// titled reports whether a first name stands behind a title, and no body at the end.
func titled(t *words.Text, r *run, title int) bool {
	return title+1 < r.last && t.Tokens[title+1].Is(words.FirstName) && !t.Tokens[r.last-1].Is(words.Body)
}

// quarter reports the first word of "South Carolina", which is none in "South Korean".
func quarter(t *words.Text, i int) bool {
	w := t.String(i)
	return (w == "South" || w == "North") && !t.Tokens[i+1].Is(words.Demonym|words.FirstName)
}

// parts returns the last title and the last word of a body in a run; -1 none.
func parts(t *words.Text, r *run) (title, body int) {
	title, body = -1, -1
	for i := r.first; i < r.last; i++ {
		tok := &t.Tokens[i]
		more := i+1 < r.last
		inside := body >= 0 && i > r.first && !t.Tokens[i-1].Upper
		if inside && more && !t.Tokens[i+1].Is(words.FirstName) {
			continue // "Department of Veterans Affairs"
		}
		given := i == r.first && more && tok.Is(words.FirstName)
		calling := tok.Is(words.Title|words.Role) || more && i == r.first && isCalling(lower(t, i))
		if calling && (more || i == r.first) && !given {
			title = i
		}
		if tok.Is(words.Body) {
			body = i
		}
	}
	return title, body
}

// relative reports whether a name that ends as a body's does is a person's for
// the role before it: "journalist Jane Press".
func (x *Index) relative(t *words.Text, r *run) bool {
	return r.last == r.first+2 && r.first > 0 && t.Tokens[r.first].Is(words.FirstName) && t.Tokens[r.first-1].Is(words.Role) &&
		t.Tokens[r.first-1].Kind == words.Word
}

// given returns the first name inside a run of three words or more that only
// says before it who that is: "Rapper Jane Doe", "NATO Secretary-General Jane
// Doe", and "Hull Jane Doe" behind "envoy to". 0: there is none.
func given(t *words.Text, r *run) int {
	if r.last < r.first+3 {
		return 0
	}
	led := r.first > 1 && t.Tokens[r.first-1].Is(words.Preposition|words.Determiner) &&
		t.Tokens[r.first-2].Is(words.Title|words.Role|words.Preposition)
	for i := r.first; i+1 < r.last; i++ {
		tok := &t.Tokens[i]
		switch {
		case tok.Kind != words.Word || tok.Is(words.Suffix):
			return 0
		case tok.Is(words.FirstName) && !tok.Is(words.Title|words.Role|words.Body):
			if i == r.first || t.Tokens[i-1].Is(words.Body) && !led {
				return 0
			}
			return i
		case i == r.first && r.initial && strings.HasSuffix(t.String(i), "ing"): // "Watching Jane Doe"
		case !t.Language.Clauses && i == r.first: // "la Finlandaise Kaisa Doe"
		case led, tok.Is(words.Role | words.Title | words.Demonym | words.Thing), tok.Caps && tok.End-tok.Start > 2, !tok.Upper,
			RoleLike(lower(t, i)):
		default:
			return 0
		}
	}
	return 0
}

// RoleLike reports whether a word says by its ending what somebody does.
func RoleLike(w string) bool {
	for _, end := range [...]string{
		"ist", "member", "owner", "winner", "founder", "chief", "general", "keeper", "maker", "man", "woman",
		"person", "ian", "er", "or", "large",
	} {
		if strings.HasSuffix(w, end) {
			return len(w) > len(end)+2
		}
	}
	return false
}

// cutTitle finds the name behind a title.
func (x *Index) cutTitle(t *words.Text, r *run, title int) bool {
	r.name = title + 1
	honorific := !t.Language.Clauses && !t.Tokens[title].Is(words.Role) // "M. de Roe"
	if r.name < r.last && t.Tokens[r.name].Is(words.Preposition) && !t.Tokens[r.name].Upper && !honorific {
		r.name += 2 // "Minister for Health and Care Jane Roe"
		for r.name < r.last && t.Tokens[r.name].Is(words.Conjunction) {
			r.name += 2
		}
		r.name = min(r.name, r.last)
		first := max(r.name, r.last-2) // "Minister of Foreign Affairs Xyz Doe"
		if !t.Language.Clauses {
			first = -1
		}
		for i := r.name; i+1 < r.last; i++ {
			if t.Tokens[i].Is(words.FirstName) {
				first = i
				break
			}
		}
		if first < 0 { // "PDG de Navires Roe"
			r.first, r.body = r.name, true
			return r.name < r.last
		}
		r.name = first
	}
	if r.name >= r.last {
		return false
	}
	for i := r.name; i < r.last; i++ {
		if !t.Tokens[i].Is(words.Title | words.Role) {
			return true
		}
	}
	return false
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
