package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// capital finds the name inside a run of a language that writes all nouns with
// an upper-case letter: behind a first name, a title or a role, or in two words
// in a row that nothing governs. A single word is a name where it is somebody's
// surname, or an abbreviation.
func (x *Index) capital(t *words.Text, r *run) bool {
	r.name = r.first
	for i := r.first; i < r.last; i++ { // what says who it is
		tok := &t.Tokens[i]
		switch {
		case (tok.Is(words.FirstName) || joinedFirst(t, i)) && i+1 < r.last:
			r.name = i
			r.last = surnameEnd(t, i, r.last)
			return true
		case (tok.Is(words.Title|words.Role) && !tok.Is(words.Plural) || occupation(t, i)) && i+1 < r.last:
			r.name = i + 1
		}
	}
	tok := &t.Tokens[r.name]
	if r.name == r.first && r.last-r.first > 1 && bodyLike(t, r.first) {
		r.body = true // "Amtsgericht Hull"
		return r.last-r.first <= 4
	}
	if r.name == r.first && threeWords(t, r) {
		return true // "Landwirt Jan Roe", who is in no list
	}
	switch size := nameWords(t, r); {
	case tok.Is(words.Starter | words.Body | words.Day), size > 3, size > 2 && r.name == r.first:
		return false
	case r.name > r.first:
		return !tok.Is(words.Paper | words.Term)
	case size == 1:
		said := verbBeside(t, r) && !tok.Is(words.Role|words.Title|words.Paper|words.Place|words.Plural)
		r.word = !tok.Caps && !(said && !occupation(t, r.first)) // a name only if somebody has it, or "sagte Roe"
		return true
	}
	return !governed(t, r.first) && !tok.Is(words.Role|words.Paper|words.Term|words.Place) && !strings.HasSuffix(t.String(r.first), "er")
}

// surnames lets a single word be a name that is the surname of one found anywhere in the text: "Roe" in a headline.
func surnames(t *words.Text, runs []run) {
	known := map[uint32]bool{}
	for i := range runs {
		if r := &runs[i]; !r.word && !r.body && r.last-r.name > 1 {
			known[t.Tokens[r.last-1].Hash] = true
		}
	}
	for i := range runs {
		r := &runs[i]
		if r.word && t.Language.NounCapitals && known[t.Tokens[r.first].Hash] {
			r.word = false
		}
		if r.weak && known[t.Tokens[r.first].Hash] && !t.Tokens[r.first].Is(words.Function|words.Cue|words.Starter) {
			r.weak = false
		}
	}
}

// governed reports whether an article or adjective stands before token i, so
// that what follows is a noun.
func governed(t *words.Text, i int) bool {
	if i == 0 || t.Tokens[i-1].Kind == words.Number {
		return i > 0
	}
	before := &t.Tokens[i-1]
	if before.Kind != words.Word || before.Upper || i > 1 &&
		(t.Tokens[i-2].Kind == words.Quoted || i > 2 && t.Tokens[i-2].Kind == words.Comma && t.Tokens[i-3].Kind == words.Quoted) {
		return false // "„…“, frohlockte Jan Roe"
	}
	if before.Is(words.Determiner) {
		return true
	}
	if before.Is(words.Contracted) {
		return true // the article is in it
	}
	return !before.Is(words.Function|words.Cue) && t.Language.Adjective(lower(t, i-1))
}

// occupation reports whether a word says by its end what somebody is: "Außenminister".
func occupation(t *words.Text, i int) bool { return t.Language.Ends(lower(t, i), words.Role) }

// bodyLike reports whether a word says that what follows is the name of a body: "Amtsgericht", "Verein".
func bodyLike(t *words.Text, i int) bool {
	return t.Tokens[i].Is(words.Body) || t.Language.Ends(lower(t, i), words.Body)
}

// surnameEnd returns where a name ends whose first name stands at token i: behind one surname, for in
// these languages any noun may follow: "nimmt Jan Roe Bezug".
func surnameEnd(t *words.Text, i, last int) int {
	for i++; i+1 < last &&
		(!t.Tokens[i].Upper || t.Tokens[i].Is(words.FirstName|words.Particle) || t.Body[t.Tokens[i].End-1] == '.' ||
			t.Tokens[i].Kind != words.Word); i++ {
	}
	return i + 1
}

// ofFamily reports whether the small words from token j on go on with a name that begins at token i:
// "Peter von der Halde", but not "Peter Holm von der Feuerwehr".
func ofFamily(t *words.Text, i, j, next int) bool {
	first := &t.Tokens[i]
	noun := governed(t, i) && !first.Is(words.FirstName|words.Title|words.Role) && !occupation(t, i)
	if noun || bodyLike(t, next) {
		return false // "in der Werkstatt von Jan Roe"
	}
	given := 0
	for k := i; k < j; k++ {
		tok := &t.Tokens[k]
		switch {
		case tok.Is(words.FirstName), joinedFirst(t, k):
		case tok.Is(words.Title | words.Role), occupation(t, k), k == i && j > i+1:
		default:
			given++
		}
	}
	return given <= 1
}

// nameWords counts the words of a run from its name on, without small words and ranks.
func nameWords(t *words.Text, r *run) int {
	n := 0
	for i := r.name; i < r.last; i++ {
		if t.Tokens[i].Upper && !t.Tokens[i].Is(words.Particle) {
			n++
		}
	}
	return n
}

// threeWords finds the name in a run of three upper-case words, in which what somebody is stands
// before first name and surname.
func threeWords(t *words.Text, r *run) bool {
	for i := r.first; i < r.last; i++ {
		tok := &t.Tokens[i]
		if tok.Kind != words.Word || tok.Caps || tok.Is(words.Starter|words.Body|words.Place|words.Day|words.Paper) {
			return false
		}
	}
	if nameWords(t, r) != 3 || !t.Tokens[r.first+1].Upper {
		return false
	}
	r.name = r.first + 1
	return true
}

// verbBeside reports whether a verb of speech, of which a single word is the subject, stands
// beside a run: "…, sagte Roe", and "Roe sagte" at the beginning.
func verbBeside(t *words.Text, r *run) bool {
	if r.first > 0 && t.Tokens[r.first-1].Is(words.Say|words.According) {
		at := r.first - 2
		return t.Tokens[r.first-1].Is(words.According) || at < 0 || t.Tokens[at].Kind != words.Word ||
			t.Tokens[at].Is(words.Determiner|words.Adverb|words.Auxiliary)
	}
	if strings.HasSuffix(t.String(r.first), "lich") || r.last+1 < len(t.Tokens) && t.Tokens[r.last+1].Is(words.Determiner) {
		return false // "Wörtlich schreibt die Behörde"
	}
	if w := t.String(r.first); strings.HasSuffix(w, "iert") || strings.HasSuffix(w, "isch") {
		return false // "Differenziert heißt hier: gar nicht"
	}
	return r.initial && r.last < len(t.Tokens) && t.Tokens[r.last].IsWord(words.Say) && !t.Tokens[r.last].Upper
}

// joinedFirst reports a first name of two of which the second is known: "Falk-Rüdiger".
func joinedFirst(t *words.Text, i int) bool {
	w := t.String(i)
	k := strings.LastIndexByte(w, '-')
	return k > 0 && t.Language.Class(w[k+1:])&(words.FirstName|words.Thing|words.Role|words.Body) == words.FirstName
}

// byEnd returns the gender that the end of what somebody is tells where all nouns are upper-case: "Leiterin",
// "Unternehmer"; 0 for others, as "Vorsitzende".
func byEnd(t *words.Text, i int) words.Class {
	w := lower(t, i)
	switch {
	case !t.Language.NounCapitals:
	case t.Language.Ends(w, words.Female):
		return words.Female
	case (t.Tokens[i].Is(words.Role) || occupation(t, i)) && strings.HasSuffix(w, "er"):
		return words.Male
	}
	return 0
}
