package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Lexicon is what is known of the words of a language other than English, and
// how it writes them. The nil Lexicon is English.
type Lexicon struct {
	words func() *table
	Nouns bool // all nouns begin with an upper-case letter
	// Subjectless: a verb needs no subject where it is known who is meant: "«…», dijo."
	Subjectless bool
	elides      bool // words joined by an apostrophe or hyphen are words of their own: "l'eau", "dit-il"
}

// languages are those with a list of their own.
var languages = map[string]*Lexicon{
	"de": {words: listOf("de"), Nouns: true},
	"fr": {words: listOf("fr"), elides: true},
	"es": {words: listOf("es"), Subjectless: true},
}

func listOf(name string) func() *table {
	return sync.OnceValue(func() *table { return newTable(build("names", name)) })
}

// For returns the lexicon of a language; ok is false where there is none.
func For(language string) (l *Lexicon, ok bool) {
	if language == "" || language == "en" {
		return nil, true // English, or so it is taken for
	}
	l, ok = languages[language]
	return l, ok
}

// Joined reports whether words are cut at apostrophes and hyphens.
func (l *Lexicon) Joined() bool { return l != nil && l.elides }

// cut reports whether the word that begins at start ends at the apostrophe or
// hyphen r at i, and how many bytes of that belong to it.
func (l *Lexicon) cut(body string, start, i int, r rune) (size int, stop bool) {
	switch r {
	case '-':
		return 0, clitic(body[i:]) > 0
	case '\'', '’':
		const longest = 3 // "qu"
		w := body[start:i]
		if len(w) < longest && strings.ContainsRune("ldnsjcmtuLDNSJCMTU", rune(w[len(w)-1])) || strings.HasSuffix(w, "squ") {
			return utf8.RuneLen(r), true
		}
	}
	return 0, false
}

// clitics are the pronouns that French joins to a verb.
var clitics = [...]string{"il", "elle", "ils", "elles", "on", "je", "nous", "vous"}

// clitic returns how many bytes join a pronoun to the verb before it: "-" in
// "dit-il", "-t-" in "a-t-elle"; 0 where there is none.
func clitic(s string) int {
	join := 1
	if strings.HasPrefix(s, "-t-") || strings.HasPrefix(s, "-T-") {
		join = len("-t-")
	}
	if len(s) <= join || s[0] != '-' {
		return 0
	}
	rest := s[join:]
	end := 0
	for end < len(rest) && end < len("elles")+1 && rest[end] >= 'a' && rest[end] <= 'z' {
		end++
	}
	if next, _ := utf8.DecodeRuneInString(rest[end:]); unicode.IsLetter(next) || next == '-' {
		return 0
	}
	for _, p := range clitics {
		if rest[:end] == p {
			return join
		}
	}
	return 0
}

// ordinal reports whether the stop at token i belongs to a number: "am 7. Mai".
func (l *Lexicon) ordinal(t *Text, i int) bool {
	if l == nil || !l.Nouns || i == 0 || t.Tokens[i-1].Kind != Number || t.Tokens[i-1].End != t.Tokens[i].Start {
		return false
	}
	return t.Tokens[i-1].End-t.Tokens[i-1].Start <= 2
}
