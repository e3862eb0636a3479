package words

import (
	"strings"
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
)

// Pronoun is the class of personal pronouns that can speak.
const Pronoun = He | She | They | It

// Cue is the class of words that can report speech.
const Cue = Say | Tell | Ask | Call | Judge | Vow | Find | According

// Function is the class of words that are no part of a noun phrase, except at its start.
const Function = Auxiliary | Be | Adverb | Preposition | Conjunction | Subordinate | Determiner | He | She | They | Who | That | Object | Cliche

var lexicon = build()

// maxWord is the length of the longest word looked up.
const maxWord = 24

// classify looks w up, folded to lower case.
func classify(w string) Class {
	if len(w) > maxWord {
		return 0
	}
	var buf [maxWord]byte
	n := 0
	for i := 0; i < len(w); {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			buf[n] = c + 'a' - 'A'
			i++
		case strings.HasPrefix(w[i:], "’"):
			buf[n] = '\''
			i += len("’")
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(w[i:])
			r = unicode.ToLower(r)
			if n+utf8.RuneLen(r) > len(buf) || r == utf8.RuneError {
				return 0
			}
			n += utf8.EncodeRune(buf[n:], r)
			i += size
			continue
		default:
			buf[n] = c
			i++
		}
		n++
	}
	if buf[n-1] == '.' {
		n--
	}
	c, ok := lexicon[string(buf[:n])]
	if !ok && n > 4 && buf[n-1] == 'y' && buf[n-2] == 'l' && w[0] >= 'a' {
		return Adverb
	}
	return c
}

// isAbbreviation reports whether w is written with a dot.
func isAbbreviation(w string) bool {
	return strings.Contains(" Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Jr Sr St Lt Col Capt Cpl Sgt Maj Adm Rev Hon Prof Atty Supt Cmdr Insp Det Ald Pres Ill Ala Ariz Ark Calif Colo Conn Del Fla Ga Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec No Inc Corp Co Ltd Ph vs ", " "+w+" ")
}

func build() map[string]Class {
	m := make(map[string]Class, 4096)
	add := func(c Class, list string) {
		for w := range strings.FieldsSeq(list) {
			m[w] |= c
		}
	}
	verbs(m)
	add(According, "according")
	add(Auxiliary, "has have had having did does do will would could can may might should must won't wouldn't couldn't can't cannot didn't doesn't don't hasn't haven't hadn't shouldn't let")
	add(Be, "is are was were be been being isn't aren't wasn't weren't am")
	add(Adverb, adverbs)
	add(Preposition, "of in on at by for with from to into about against over under after before during between among through without within per via amid upon toward towards across behind beyond despite since until like near outside inside around throughout regarding concerning including unlike versus along as off than")
	add(Conjunction, "and but or nor yet then & plus")
	add(Subordinate, "when while because if although though whereas whether unless once where how why what so whenever whatever")
	add(Determiner, "the a an his her its their our my your this these those that one two three four five six seven eight nine ten some many several both another each every any other most few all no neither either more such half dozens hundreds")
	add(He, "he")
	add(She, "she")
	add(They, "they we you i")
	add(It, "it")
	add(Who, "who which whom whose")
	add(That, "that")
	// Words in -ly that are no adverbs.
	add(0, "family supply assembly anomaly monopoly butterfly belly bully jelly rally tally ally elderly friendly likely unlikely weekly daily monthly yearly quarterly early deadly ugly lovely costly timely orderly scholarly homily lily folly melancholy")
	add(Object, "him her them me us reporters himself herself themselves itself myself")
	add(Cliche, cliches)
	add(Cliche, "put puts putting")
	add(Day, "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today yesterday tomorrow tonight jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun wednesdays")
	add(Title, titles)
	add(Male, maleTitles+" "+maleNames)
	add(Female, femaleTitles+" "+femaleNames)
	add(FirstName, maleNames+" "+femaleNames)
	for w := range strings.FieldsSeq(roles) {
		m[w] |= Role
		m[plural(w)] |= Role | Plural
	}
	add(Role|Plural, "people police men women officials authorities staff personnel folks congressmen congresswomen lawmen spokespeople salespeople businessmen clergymen")
	add(Body, bodies)
	add(Demonym, demonyms)
	add(Starter, starters)
	add(Particle, "de del della der den van von bin ibn al el la le di da dos du ter ben abu y e af av zu st")
	add(Suffix, "jr sr ii iii iv phd md esq")
	add(Paper, "statement letter interview email e-mail memo memorandum report tweet tweets post posts message speech press release book article column op-ed essay filing lawsuit complaint affidavit order ruling opinion indictment testimony transcript editorial blog caption press conference remarks briefing text note study survey poll website page video document documents decision ad advertisement spot account chant resolution petition manifesto headline sign banner slogan placard")
	add(Term, "titled entitled dubbed nicknamed so-called called known named term phrase word words nickname codenamed label labeled headlined aka a.k.a film movie novel song album play series show podcast magazine hashtag")
	return m
}

// verbs adds the cues. Which words are cues was chosen by counting, in the
// training part of PolNeAR, how often a word outside marks is one.
func verbs(m map[string]Class) {
	for _, list := range cueVerbs {
		for w := range strings.FieldsSeq(list.regular) {
			inflect(m, w, list.class)
		}
		for forms := range strings.SplitSeq(list.irregular, ";") {
			f := strings.Fields(forms)
			if len(f) < 4 {
				continue
			}
			m[f[0]] |= list.class | Base
			m[f[1]] |= list.class | Present
			m[f[2]] |= list.class | Past
			m[f[len(f)-1]] |= list.class | Ing
			if len(f) == 5 {
				m[f[3]] |= list.class | Past
			}
		}
	}
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
