package words

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Language is what is known of a language: its words, and how it writes and uses them.
// One file of lists holds all of it; nothing outside that file knows a language by name.
type Language struct {
	words *table

	// Clauses: the rules read its clauses, so that speech without marks is found.
	Clauses bool
	// NounCapitals: all nouns begin with an upper-case letter.
	NounCapitals bool
	// NoSubjects: a verb needs no subject where it is known who is meant: "«…», dijo."
	NoSubjects bool
	// LetterWords: a letter may be a word and no name: "A Paris", "Y Madrid".
	LetterWords bool
	// Incises: who speaks may be told inside the marks: "« Oui, dit-elle, demain. »"
	Incises bool
	// TurnDashes: a paragraph that begins with a dash may be what somebody says.
	TurnDashes bool
	// TwoSurnames: people have two surnames and are called by the first: "Roca" for "Ana Roca Soto".
	TwoSurnames bool
	// ordinals: a number with a stop is an ordinal one: "am 7. Mai".
	ordinals bool
	// possessives: an apostrophe, with or without s, says whose: "Roe's boat".
	possessives bool

	abbreviations map[string]bool // in the case in which they are written
	elided        string          // letters in which a short word ends before its apostrophe: "l'eau"
	elidedEndings []string        // of longer words: "lorsqu'il"
	clitics       []string        // pronouns that a hyphen joins to the verb before: "dit-il"
	links         []string        // what may stand between: "a-t-il"
	adjectives    []string        // endings of adjectives before a noun
	adverbs       []string        // their endings
	offices       map[string]bool // whose bearers often have no name in a text: "fiscal"
	placeHeads    map[string]bool // what the names of places begin with: "puerto"
	heads         []string        // beginnings of infinitives that hold their particle: "einzu" of "einzuführen"
	endings       []ending
	spelledOut    map[uint32]uint32 // titles cut short -> the word: "sen" -> "senator", by their hashes
}

// ending says what a word is by its end.
type ending struct {
	end   string
	class Class
}

//go:embed lists/*.txt
var lists embed.FS

// shared is the list that all languages begin with.
const shared = "names"

// languages are those with a list, read when first asked for.
var languages = func() map[string]func() *Language {
	m := map[string]func() *Language{}
	for _, name := range listNames() {
		if name != shared {
			m[name] = sync.OnceValue(func() *Language {
				l, err := Read(listOf(shared), listOf(name))
				if err != nil {
					panic(name + ": " + err.Error()) // a test reads it
				}
				return l
			})
		}
	}
	return m
}()

// listNames are the names of the lists, sorted.
func listNames() []string {
	files, _ := fs.Glob(lists, "lists/*.txt") // the pattern is well formed
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "lists/"), ".txt")
	}
	return files
}

func listOf(name string) string {
	data, _ := lists.ReadFile("lists/" + name + ".txt") // embedded: it is there
	return string(data)
}

// Hash returns the SHA-256 of the lists, for the manifest.
var Hash = sync.OnceValue(func() string {
	h := sha256.New()
	for _, name := range listNames() {
		h.Write([]byte(listOf(name)))
	}
	return hex.EncodeToString(h.Sum(nil))
})

// HashOf returns the SHA-256 of the lists that a language reads.
func HashOf(language string) string {
	sum := sha256.Sum256([]byte(listOf(shared) + listOf(language)))
	return hex.EncodeToString(sum[:])
}

// fallback is the language of texts whose language is not known, or not given.
const fallback = "en"

// For returns a language; ok is false where it has no list, and its words are taken for English ones.
func For(language string) (l *Language, ok bool) {
	if read := languages[language]; read != nil {
		return read(), true
	}
	return languages[fallback](), language == ""
}

// classify looks w up, folded to lower case, and returns its hash as well.
func (l *Language) classify(w string) (Class, uint32) {
	var buf [maxWord]byte
	n, fits := fold(&buf, w)
	h := hash(&buf)
	if !fits {
		return 0, h
	}
	c, ok := l.words.find(h, buf[:n])
	if !ok && n > 0 && w[0] >= 'a' {
		c = l.adverb(string(buf[:n]))
	}
	return c, h
}

// Class returns what is known of a word.
func (l *Language) Class(w string) Class {
	c, _ := l.classify(w)
	return c
}

// adverb tells by their end the adverbs that are in no list.
func (l *Language) adverb(w string) Class {
	const least = 2 // bytes before the end
	for _, end := range l.adverbs {
		if len(w) > len(end)+least && strings.HasSuffix(w, end) {
			return Adverb
		}
	}
	return 0
}

// Ends reports whether the end of a word, in lower case, tells one of the classes:
// "Außenminister" is a role.
func (l *Language) Ends(w string, c Class) bool {
	return slices.ContainsFunc(l.endings, func(e ending) bool { return e.class&c != 0 && strings.HasSuffix(w, e.end) })
}

// Adjective reports whether a word, in lower case, ends as an adjective before a noun does.
func (l *Language) Adjective(w string) bool {
	return slices.ContainsFunc(l.adjectives, func(end string) bool { return strings.HasSuffix(w, end) })
}

// Heads reports whether a word, in lower case, is an infinitive that holds its particle.
func (l *Language) Heads(w string) bool {
	return slices.ContainsFunc(l.heads, func(head string) bool { return len(w) > len(head) && strings.HasPrefix(w, head) })
}

// SpelledOut returns the hash of the word that a title is short for, or the hash itself.
func (l *Language) SpelledOut(hash uint32) uint32 {
	if full, ok := l.spelledOut[hash]; ok {
		return full
	}
	return hash
}

// Joined reports whether words are cut at apostrophes and hyphens.
func (l *Language) Joined() bool { return l.elided != "" || len(l.clitics) > 0 }

// cut reports whether the word that begins at start ends at the apostrophe or
// hyphen r at i, and how many bytes of that belong to it.
func (l *Language) cut(body string, start, i int, r rune) (size int, stop bool) {
	switch r {
	case '-':
		return 0, l.clitic(body[i:]) > 0
	case '\'', '’':
		const longest = 3 // "qu"
		w := body[start:i]
		short := len(w) < longest && strings.ContainsRune(l.elided, rune(w[len(w)-1]|0x20))
		if short && l.listed(body[start:], len(w)+utf8.RuneLen(r)) {
			return 0, false // "d'après"
		}
		if short || slices.ContainsFunc(l.elidedEndings, func(end string) bool { return strings.HasSuffix(w, end) }) {
			return utf8.RuneLen(r), true
		}
	}
	return 0, false
}

// listed reports whether the word at the beginning of s, whose letters go on behind so many bytes, is in
// a list as a whole.
func (l *Language) listed(s string, from int) bool {
	end := from
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !isWord(r) {
			break
		}
		end += size
	}
	return end > from && l.Class(s[:end]) != 0
}

// clitic returns how many bytes join a pronoun to the verb before it: "-" in
// "dit-il", "-t-" in "a-t-elle"; 0 where there is none.
func (l *Language) clitic(s string) int {
	join := 1
	for _, link := range l.links {
		if n := len(link); len(s) >= n && strings.EqualFold(s[:n], link) {
			join = n
		}
	}
	if len(s) <= join || s[0] != '-' {
		return 0
	}
	for _, p := range l.clitics {
		if rest, ok := strings.CutPrefix(s[join:], p); ok {
			if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(next) && next != '-' {
				return join
			}
		}
	}
	return 0
}

// abbreviation reports whether the dot behind w belongs to it.
func (l *Language) abbreviation(w string, upper bool) bool {
	return upper && (len(w) == 1 || strings.IndexByte(w, '.') >= 0) || l.abbreviations[w]
}

// ordinal reports whether the stop at token i belongs to a number: "am 7. Mai".
func (l *Language) ordinal(t *Text, i int) bool {
	if !l.ordinals || i == 0 || t.Tokens[i-1].Kind != Number || t.Tokens[i-1].End != t.Tokens[i].Start {
		return false
	}
	return t.Tokens[i-1].End-t.Tokens[i-1].Start <= 2
}

// Each visits the first words of s, at most so many, with their hashes and classes.
func (l *Language) Each(s string, most int, visit func(hash uint32, class Class)) {
	for i := 0; i < len(s) && most > 0; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			i += size
			continue
		}
		w := spell(l, s, i, r)
		class, hash := l.classify(s[i:w.end])
		visit(hash, class)
		i = w.end
		most--
	}
}

// Office reports whether a word in lower case is an office whose bearer a text often leaves without a name.
func (l *Language) Office(w string) bool { return l.offices[w] }

// PlaceHead reports whether names of places begin with a word in lower case.
func (l *Language) PlaceHead(w string) bool { return l.placeHeads[w] }
