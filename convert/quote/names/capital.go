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
		case tok.Is(words.FirstName) && i+1 < r.last:
			r.name = i
			return true
		case (tok.Is(words.Title|words.Role) || occupation(t, i)) && i+1 < r.last:
			r.name = i + 1
		}
	}
	tok := &t.Tokens[r.name]
	switch size := r.last - r.name; {
	case tok.Is(words.Starter | words.Body | words.Day), size > 3, size > 2 && r.name == r.first:
		return false
	case r.name > r.first:
		return !tok.Is(words.Paper | words.Term)
	case size == 1:
		said := r.first > 0 && t.Tokens[r.first-1].Is(words.Say|words.According) && !tok.Is(words.Role|words.Title|words.Paper|words.Place)
		r.word = !tok.Caps && !(said && !occupation(t, r.first)) // a name only if somebody has it, or "sagte Roe"
		return true
	}
	return !governed(t, r.first) && !tok.Is(words.Role|words.Paper|words.Term|words.Place) && !strings.HasSuffix(t.String(r.first), "er")
}

// surnames lets a single word be a name that is the surname of one found anywhere in the text.
func surnames(t *words.Text, runs []run) {
	known := map[uint32]bool{}
	for i := range runs {
		if r := &runs[i]; !r.word && r.last-r.name > 1 {
			known[t.Tokens[r.last-1].Hash] = true
		}
	}
	for i := range runs {
		if r := &runs[i]; r.word && known[t.Tokens[r.first].Hash] {
			r.word = false
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
	if before.Kind != words.Word || before.Upper {
		return false
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
