package words

import (
	"fmt"
	"strings"
)

// A list is text. Lines that begin with # are comments; "[kind classes]" begins a section,
// and its words follow, as many a line as fit. The kinds:
//
//	words          as they stand
//	nouns          with their plural
//	plurals        with the plurals of Romance languages: -s, -es
//	suffixes       that the stems of the sections behind it take
//	stems          words without their end: each is a word with each of the suffixes
//	verbs          regular, with their forms; "admit2" doubles its last letter
//	forms          a verb a line: base, -s, past, participle where it differs, -ing
//	endings        of words that have the classes
//	adverbs        endings of adverbs that are in no list
//	adjectives     endings of adjectives before a noun
//	heads          beginnings of infinitives that hold their particle: "einzu"
//	abbreviations  that keep their dot, in the case in which they are written
//	offices        whose bearers a text often leaves without a name: "the" one need not be who was named before
//	place-heads    what the names of places begin with
//	spelled-out    "sen=senator": a title and what it is short for
//	elided         letters in which a short word ends before an apostrophe that cuts it off
//	elided-endings of longer words
//	clitics        pronouns joined to a verb by a hyphen
//	links          what may stand in place of that hyphen
//	traits         clauses, noun-capitals, no-subjects, letter-words, incises, turn-dashes, ordinals, possessives

// reader collects what the lists of a language say.
type reader struct {
	lang  *Language
	words map[string]Class
	kind  string
	class Class
	ends  []string // suffixes of stems
}

// Read makes a language of its lists.
func Read(lists ...string) (*Language, error) {
	const size = 8192 // words, so that the map need not grow
	r := reader{lang: &Language{
		abbreviations: map[string]bool{}, offices: map[string]bool{}, placeHeads: map[string]bool{}, spelledOut: map[uint32]uint32{},
	}, words: make(map[string]Class, size)}
	for _, data := range lists {
		n := 0
		for line := range strings.Lines(data) {
			n++
			if err := r.line(strings.TrimSpace(line)); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	r.lang.words = newTable(r.words)
	return r.lang, nil
}

func (r *reader) line(line string) error {
	switch {
	case line == "" || line[0] == '#':
		return nil
	case line[0] == '[':
		return r.section(line)
	case r.kind == "forms":
		addForms(r.words, strings.Fields(line), r.class)
		return nil
	}
	for w := range strings.FieldsSeq(line) {
		if err := r.word(w); err != nil {
			return err
		}
	}
	return nil
}

// section reads "[kind class class]".
func (r *reader) section(line string) error {
	kind, classes, _ := strings.Cut(strings.Trim(line, "[]"), " ")
	if r.kind, r.class = kind, 0; kind == "suffixes" {
		r.ends = nil
	}
	for w := range strings.FieldsSeq(classes) {
		c := classOf(w)
		if c == 0 {
			return fmt.Errorf("%s: there is no class %s", line, w)
		}
		r.class |= c
	}
	return nil
}

func classOf(name string) Class {
	for i := range classNames {
		if classNames[i].name == name {
			return classNames[i].class
		}
	}
	return 0
}

// word adds one word of a section.
func (r *reader) word(w string) error {
	l := r.lang
	switch r.kind {
	case "words":
		r.words[w] |= r.class
	case "verbs":
		inflect(r.words, w, r.class)
	case "plurals":
		r.words[w] |= r.class
		r.words[w+"s"] |= r.class&^(Male|Female) | Plural
		r.words[w+"es"] |= r.class&^(Male|Female) | Plural
	case "suffixes":
		r.ends = append(r.ends, w)
	case "stems":
		for _, end := range r.ends {
			r.words[w+end] |= r.class
		}
	case "nouns":
		r.words[w] |= r.class
		r.words[plural(w)] |= r.class | Plural
	case "adverbs":
		l.adverbs = append(l.adverbs, w)
	case "endings":
		l.endings = append(l.endings, ending{w, r.class})
	case "adjectives":
		l.adjectives = append(l.adjectives, w)
	case "heads":
		l.heads = append(l.heads, w)
	case "offices":
		l.offices[w] = true
	case "place-heads":
		l.placeHeads[w] = true
	case "abbreviations":
		l.abbreviations[w] = true
	case "spelled-out":
		short, full, _ := strings.Cut(w, "=")
		l.spelledOut[Hash32(short)] = Hash32(full)
	case "elided":
		l.elided += w
	case "elided-endings":
		l.elidedEndings = append(l.elidedEndings, w)
	case "clitics":
		l.clitics = append(l.clitics, w)
	case "links":
		l.links = append(l.links, w)
	case "traits":
		return l.trait(w)
	default:
		return fmt.Errorf("there is no kind of section %q", r.kind)
	}
	return nil
}

func (l *Language) trait(name string) error {
	switch name {
	case "clauses":
		l.Clauses = true
	case "noun-capitals":
		l.NounCapitals = true
	case "no-subjects":
		l.NoSubjects = true
	case "letter-words":
		l.LetterWords = true
	case "incises":
		l.Incises = true
	case "turn-dashes":
		l.TurnDashes = true
	case "two-surnames":
		l.TwoSurnames = true
	case "ordinals":
		l.ordinals = true
	case "possessives":
		l.possessives = true
	default:
		return fmt.Errorf("there is no trait %q", name)
	}
	return nil
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
