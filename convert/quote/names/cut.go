package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds the name inside a run: behind titles, roles and whatever else describes who is named.

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
