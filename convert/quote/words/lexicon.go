package words

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Class is a set of things known of a word.
type Class uint64

// The classes of words.
const (
	Say       Class = 1 << iota // reports speech: "said", "added"
	Tell                        // reports speech to somebody who is named next: "told"
	Ask                         // asks: what follows may be "whether"
	Call                        // gives a name that may stand in marks: "called", "described"
	Judge                       // takes what is spoken about: "criticized", "praised"
	Vow                         // takes "to": "vowed", "promised"
	Find                        // a document or study states it: "found", "shows"; with "that" only
	According                   // "according"
	Past                        // form of a verb: may be a participle, too
	Present                     // form in -s
	Base                        // plural or infinitive
	Ing                         // participle in -ing
	Auxiliary                   // "has", "would"
	Be                          // forms of "be"
	Adverb                      // stands between subject and verb: "also"
	Preposition
	Conjunction // "and", "but", "or"
	Subordinate // "when", "because"
	Determiner  // "the", "his"
	He
	She
	They // "they", "we", "you", "i"
	It
	Who
	That
	Day       // days, months, "yesterday"
	Title     // before a name: "Mr.", "Senator"
	Male      // a title or first name of men
	Female    // a title or first name of women
	FirstName // a first name
	Role      // somebody: "official", "spokesman"
	Plural    // with Role: "officials"
	Body      // part of the name of an organisation: "Institute"
	Demonym   // stands before a title or name and is not part of it: "Republican", "French"
	Starter   // begins a sentence and is no name: "But", "The"
	Particle  // inside a name: "de", "van"
	Suffix    // behind a name: "Jr."
	Paper     // what is written or spoken: "statement", "letter"
	Term      // what stands next is a name or term, not speech: "titled", "so-called"
	Object    // "him", "her", "them", "reporters"
	Cliche    // a verb that is no cue, but ends a noun phrase: "was", "went"
	Place     // a country, state or city
	Thing     // a place, company or outlet: alone it names no person
)

// Pronoun is the class of personal pronouns that can speak.
const Pronoun = He | She | They | It

// Cue is the class of words that can report speech.
const Cue = Say | Tell | Ask | Call | Judge | Vow | Find | According

// Function is the class of words that are no part of a noun phrase, except at its start.
const Function = Auxiliary | Be | Adverb | Preposition | Conjunction | Subordinate | Determiner | He | She | They | Who | That | Object | Cliche

// lexicon is the classes of the English words in lists, read when first asked for.
var lexicon = sync.OnceValue(func() *table { return newTable(build(listNames[:]...)) })

// maxWord is the length of the longest word looked up; a longer one is known by its beginning.
const maxWord = 24

// classify looks w up, folded to lower case, and returns its hash as well.
func (l *Lexicon) classify(w string) (Class, uint32) {
	var buf [maxWord]byte
	n, fits := fold(&buf, w)
	h := hash(&buf)
	if !fits {
		return 0, h
	}
	if l != nil {
		c, _ := l.words().find(h, buf[:n])
		return c, h
	}
	c, ok := lexicon().find(h, buf[:n])
	if !ok && n > 4 && buf[n-1] == 'y' && buf[n-2] == 'l' && w[0] >= 'a' {
		return Adverb, h
	}
	return c, h
}

// Class returns what the lexicon knows of a word.
func (l *Lexicon) Class(w string) Class {
	c, _ := l.classify(w)
	return c
}

// fold writes w in lower case, without the dot of an abbreviation, as far as it fits.
func fold(buf *[maxWord]byte, w string) (n int, fits bool) {
	for i := 0; i < len(w); {
		if n == len(buf) {
			return n, false
		}
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			buf[n] = c + 'a' - 'A'
			i++
		case c < utf8.RuneSelf:
			buf[n] = c
			i++
		case strings.HasPrefix(w[i:], "’"):
			buf[n] = '\''
			i += len("’")
		default:
			r, size := utf8.DecodeRuneInString(w[i:])
			r = unicode.ToLower(r)
			if n+utf8.RuneLen(r) > len(buf) || r == utf8.RuneError {
				return n, false
			}
			n += utf8.EncodeRune(buf[n:], r)
			i += size
			continue
		}
		n++
	}
	if n > 1 && buf[n-1] == '.' {
		n--
		buf[n] = 0
	}
	return n, true
}

// isAbbreviation reports whether w is written with a dot.
func isAbbreviation(w string) bool {
	return strings.Contains(" Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Jr Sr St Lt Col Capt Cpl Sgt Maj Adm Rev Hon Prof Atty Supt Cmdr Insp Det Ald Pres Ill Ala Ariz Ark Calif Colo Conn Del Fla Ga Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec No Inc Corp Co Ltd Ph vs ", " "+w+" ")
}

//go:embed lists/*.txt
var lists embed.FS

// classNames are the classes the lists may name.
var classNames = [...]struct {
	name  string
	class Class
}{
	{"Say", Say},
	{"Tell", Tell},
	{"Ask", Ask},
	{"Call", Call},
	{"Judge", Judge},
	{"Vow", Vow},
	{"Find", Find},
	{"According", According},
	{"Auxiliary", Auxiliary},
	{"Be", Be},
	{"Adverb", Adverb},
	{"Preposition", Preposition},
	{"Conjunction", Conjunction},
	{"Subordinate", Subordinate},
	{"Determiner", Determiner},
	{"He", He},
	{"She", She},
	{"They", They},
	{"It", It},
	{"Who", Who},
	{"That", That},
	{"Day", Day},
	{"Title", Title},
	{"Male", Male},
	{"Female", Female},
	{"FirstName", FirstName},
	{"Role", Role},
	{"Plural", Plural},
	{"Body", Body},
	{"Demonym", Demonym},
	{"Starter", Starter},
	{"Particle", Particle},
	{"Suffix", Suffix},
	{"Paper", Paper},
	{"Term", Term},
	{"Object", Object},
	{"Cliche", Cliche},
	{"Thing", Thing},
	{"Place", Place},
}

// Hash returns the SHA-256 of the lists, for the manifest.
var Hash = sync.OnceValue(func() string {
	h := sha256.New()
	for _, name := range append(listNames[:], "de", "es", "fr") {
		data, _ := lists.ReadFile("lists/" + name + ".txt") // embedded: it is there
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))
})

// listNames are the files of the English lists.
var listNames = [...]string{"cues", "names", "words"}

// build reads the lists. Which words are cues was chosen by counting, in the
// training part of PolNeAR, how often a word outside marks is one.
func build(names ...string) map[string]Class {
	const size = 8192 // words, so that the map need not grow
	m := make(map[string]Class, size)
	for _, name := range names {
		data, _ := lists.ReadFile("lists/" + name + ".txt") // embedded: it is there
		addList(m, string(data))
	}
	return m
}

// addList adds the words of one file; its head says how it is written.
func addList(m map[string]Class, data string) {
	var kind string
	var c Class
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind, c = section(line)
		case kind == "forms":
			addForms(m, strings.Fields(line), c)
		default:
			for w := range strings.FieldsSeq(line) {
				addWord(m, kind, w, c)
			}
		}
	}
}

// section reads "[kind class class]".
func section(line string) (kind string, c Class) {
	kind, classes, _ := strings.Cut(strings.Trim(line, "[]"), " ")
	for w := range strings.FieldsSeq(classes) {
		for i := range classNames {
			if classNames[i].name == w {
				c |= classNames[i].class
			}
		}
	}
	return kind, c
}

func addWord(m map[string]Class, kind, w string, c Class) {
	switch kind {
	case "verbs":
		inflect(m, w, c)
	case "nouns":
		m[w] |= c
		m[plural(w)] |= c | Plural
	default:
		m[w] |= c
	}
}

// addForms adds the forms of an irregular verb.
func addForms(m map[string]Class, f []string, c Class) {
	m[f[0]] |= c | Base
	m[f[1]] |= c | Present
	m[f[2]] |= c | Past
	m[f[len(f)-2]] |= c | Past
	m[f[len(f)-1]] |= c | Ing
}

// inflect adds the forms of a regular verb; "admit2" doubles its last letter.
func inflect(m map[string]Class, w string, c Class) {
	double := strings.HasSuffix(w, "2")
	w = strings.TrimSuffix(w, "2")
	last := w[len(w)-1]
	stem, past, present := w, w+"ed", w+"s"
	switch {
	case double:
		stem = w + string(last)
		past = stem + "ed"
	case last == 'e':
		stem, past = w[:len(w)-1], w+"d"
	case last == 'y' && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		past, present = w[:len(w)-1]+"ied", w[:len(w)-1]+"ies"
	case last == 'h' || last == 's':
		present = w + "es"
	}
	m[w] |= c | Base
	m[present] |= c | Present
	m[past] |= c | Past
	m[stem+"ing"] |= c | Ing
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return w[:len(w)-2] + "en"
	case strings.HasSuffix(w, "person"):
		return w[:len(w)-4] + "ople"
	case strings.HasSuffix(w, "y") && !strings.HasSuffix(w, "ey"):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "h") || strings.HasSuffix(w, "s"):
		return w + "es"
	}
	return w + "s"
}

// Each visits the first words of s, at most so many, with their hashes and classes.
func (l *Lexicon) Each(s string, most int, visit func(hash uint32, class Class)) {
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
