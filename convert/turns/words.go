package turns

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}

// titles are words that stand right before a name: honorifics and offices.
var titles = set(`mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron viscount earl hon honourable honorable sen senator rep
representative congressman congresswoman delegate gov governor pres president minister secretary undersecretary under-secretary
general chairman chairwoman chairperson chair justice judge magistrate mayor councillor councilor councilman councilwoman commissioner
ambassador director administrator captain capt colonel col major maj sgt sergeant admiral adm lieutenant lt officer inspector superintendent counsel speaker leader
reverend rev father archbishop bishop spokesman spokeswoman spokesperson
herr frau bundesminister bundesministerin ministerin präsident präsidentin vizepräsident vizepräsidentin bundeskanzler bundeskanzlerin staatssekretär staatssekretärin
abgeordneter abgeordnete vorsitzender vorsitzende staatsminister staatsministerin alterspräsident alterspräsidentin
m mm mme mmes mlle monsieur madame ministre président présidente vice-président vice-présidente député députée sénateur sénatrice
sr sra srta señor señora don doña diputado diputada senador senadora ministro ministra presidente presidenta vicepresidente vicepresidenta
signor signora onorevole deputato dott dottor senhor senhora deputado deputada`)

// before are words that stand before a title.
var before = set(`the rt right prime vice deputy acting assistant attorney solicitor chief federal state first foreign finance home defense defence interior
transport health education environment press lt member lead`)

// honorifics are titles that do not say what somebody is.
var honorifics = set(`mr mrs ms miss mx dr prof sir dame lord lady baroness baron hon honourable honorable the rt right rev
herr frau m mm mme mmes mlle monsieur madame sr sra srta señor señora don doña signor signora onorevole dott dottor senhor senhora`)

// offices are labels that name an office and nobody; "the" before them is cut off.
var offices = set(`chair chairman chairwoman chairperson president speaker deputy_speaker deputy_president acting_speaker acting_president presiding_officer
acting_chair temporary_chair temporary_chairman president_pro_tempore vice_president prime_minister moderator interviewer host co-host anchor reporter correspondent
presenter narrator announcer operator clerk secretary court witness defendant plaintiff prosecutor foreperson foreman juror bailiff interpreter translator
coordinator facilitator mayor first_lady attorney_general solicitor_general deputy_chair vice_chair vice_chairman vice_chairwoman hon_member hon_members
an_hon_member several_hon_members honourable_member honourable_members voice voices a_voice male_voice female_voice unidentified_male unidentified_female
unidentified_speaker unknown_speaker participant questioner question_period press_secretary madam_speaker mr_speaker madam_president mr_president
madam_chair mr_chair madam_chairman mr_chairman madam_deputy_speaker mr_deputy_speaker lord_speaker lord_chancellor counsel chief_justice
leader_of_the_opposition leader_of_the_house audience audience_member
präsident präsidentin vizepräsident vizepräsidentin vorsitzende vorsitzender vorsitz moderatorin interviewerin journalist journalistin
le_président la_présidente m_le_président mme_la_présidente le_rapporteur la_rapporteure le_journaliste
el_presidente la_presidenta presidente presidenta presidencia señor_presidente señora_presidenta periodista pregunta moderador moderadora
il_presidente la_presidente voorzitter de_voorzitter`)

// notPeople are labels of lists, boxes and headings, by their whole or their last word.
var notPeople = set(`note notes update updated correction warning contact contacts phone tel email e-mail fax web website where when what who why how cost price
prices date dates time times location venue address source sources photo photos picture video videos image credit credits caption tags tag topics topic category
categories related read more also see share follow subscribe summary background context details info information table figure fig chart map part chapter section
step steps ingredients method serves directions tip tips pros cons verdict rating score result results total example examples item items key
highlights overview introduction conclusion abstract keywords references bottom_line analysis editor's_note disclaimer copyright published posted breaking live
media press_contact about for_immediate_release immediate_release fact claim myth truth answer_key advertisement monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november december act bill title resolution sec article subject re to from
cc attachments attachment agenda minutes present absent attendees apologies motion vote votes ayes noes yeas nays decision action
washington london paris berlin brussels genre director cast runtime starring opinion editorial news sport business politics world culture`)

// letters are labels for who asks and who answers.
var letters = []struct {
	word string
	asks bool
}{
	{"Q", true},
	{"A", false},
	{"Question", true},
	{"Answer", false},
	{"QUESTION", true},
	{"ANSWER", false},
	{"Frage", true},
	{"Antwort", false},
	{"Pregunta", true},
	{"Respuesta", false},
	{"Domanda", true},
	{"Risposta", false},
	{"Pergunta", true},
	{"Resposta", false},
	{"F", true},
	{"P", true},
	{"R", false},
	{"D", true},
}

func bare(word string) string {
	return strings.ToLower(strings.Trim(word, ".,'’"))
}

// titleWords counts the words before a name that are its title: "Deputy Prime
// Minister". Words that only stand before titles are none alone.
func titleWords(words []string) int {
	n := 0
	for i, w := range words {
		switch w = bare(w); {
		case titles[w]:
			n = i + 1
		case !before[w]:
			return n
		}
	}
	return n
}

// openings are the words with which a title or the name of an office begins.
var openings = func() map[string]bool {
	m := map[string]bool{"the": true}
	for _, words := range []map[string]bool{titles, before, offices} {
		for w := range words {
			first, _, _ := strings.Cut(w, " ")
			m[first] = true
		}
	}
	return m
}()

func isOpening(word []byte) bool { return openings[string(bytes.TrimRight(word, ".,'"))] }

// mayBeTitled reports whether the first word of s may begin a title or an office. False
// means that it does not.
func mayBeTitled(s string) bool {
	const longestOpening = 24 // bytes, with what bare takes off
	var word [longestOpening]byte
	n := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			return isOpening(word[:n])
		case c >= utf8.RuneSelf, c == '(', c == '[':
			return true
		case c == '.' || c == ',' || c == '\'':
			if n == 0 {
				continue
			}
		}
		if n == len(word) {
			return true
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		word[n] = c
		n++
	}
	return isOpening(word[:n])
}

func stripTitles(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[titleWords(words):], " ")
}

// roleOf joins the words before a name that say what somebody is.
func roleOf(words []string) string {
	var out []string
	for _, w := range words {
		if !honorifics[bare(w)] {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// isOffice reports "The Chair", "THE PRESIDENT", "The Minister for Roads".
func isOffice(words []string) bool {
	s := make([]string, len(words))
	for i, w := range words {
		s[i] = bare(w)
	}
	whole := strings.Join(s, " ")
	if offices[whole] {
		return true
	}
	rest, the := strings.CutPrefix(whole, "the ")
	if offices[rest] {
		return true
	}
	if n := len(s); n > 1 && offices[strings.Join(s[:n-1], " ")] && isNumber(s[n-1]) { // "Speaker 2"
		return true
	}
	if !the || len(s) < 2 {
		return false
	}
	n := titleWords(s)
	return n > 1 && (n == len(s) || slices.Contains(ofOffice, s[n]))
}

// ofOffice are words between an office and what it is for.
var ofOffice = []string{"for", "of", "to", "in", "für", "des", "der", "de", "du", "di"}

func isNumber(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}

var particles = set(`de del della di da dos das du des la le van von der den ten ter zu al el bin ibn bint y e af av ap st st. san santa o mac`)

// nameWords reports whether every word may stand in a name.
func nameWords(words []string) bool {
	upper := 0
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `'’"“`))
		switch {
		case unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r):
			upper++
		case i+1 < len(words) && particles[strings.ToLower(w)]:
		case strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-") || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’"):
			upper++
		default:
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(`.'’-‐‑"“”`, r) {
				return false
			}
		}
	}
	return upper > 0
}

// isPersonName reports "Ms Roe" and "Jane Roe": a party or seat may be one word.
func isPersonName(s string) bool {
	words := strings.Fields(stripTitles(s))
	return len(words) > 0 && len(words) <= mostInName && nameWords(words) && len(strings.Fields(s)) > 1
}

var suffixes = set("jr sr ii iii iv md phd qc kc mp obe cbe mbe esq")

func isSuffix(s string) bool { return suffixes[bare(s)] }

// allCaps reports a name in capitals; a small "Mc" or particle may stand in it.
func allCaps(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if !shouts(w) && !particles[w] {
			return false
		}
	}
	return true
}

// shouts reports a word that is written in capitals: "McROE" and "D'ROE" are.
func shouts(s string) bool {
	upper, run := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
			run++
		case unicode.IsLower(r):
			run = 0
		}
	}
	return upper > 1 && run > 1
}

var clock = regexp.MustCompile(`(?i)^(\d{1,2}[:.h]\d{2}( ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight)( uhr)?$`)

func isTime(s string) bool { return clock.MatchString(strings.TrimSpace(s)) }

// short reports a paragraph that is too short to be the words behind a label of its own line.
func short(s string) bool { return len(s) < len("I beg to move.") && !endsAsSentence(s) }

// endsAsSentence reports words that end with a mark of a sentence.
func endsAsSentence(s string) bool {
	s = strings.TrimRight(s, " \u00a0\n\"'”’»)]")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…—–-。！？", r) && s != ""
}

// persons are words of who speaks of himself or to another, without what an apostrophe adds.
var persons = set(`i we you my our your me us ich wir sie mir uns je j nous vous yo nosotros usted ustedes nos io noi eu nós`)

// addresses reports words that begin with a question, or in which somebody speaks
// of himself or to another.
func addresses(s string) bool {
	const enough = 400 // bytes
	s = s[:min(len(s), enough)]
	if strings.ContainsAny(s, "?？") {
		return true
	}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) <= len("nosotros") && persons[strings.ToLower(word)] {
			return true
		}
	}
	return false
}

var procedure = regexp.MustCompile(`(?i)^(question (put|agreed|proposed)|motion (agreed|negatived|by leave|lapsed)|the (house|senate|committee|assembly|council|court|sitting|meeting|hearing|session)( then)? (divided|met|adjourned|suspended|sat|rose|recessed|resumed|reconvened|was called)|sitting (suspended|resumed)|debate (adjourned|interrupted|resumed)|(ordered|resolved|agreed to)[.,]|\[?whereupon\b|bill (read|passed|reported)|amendment (agreed|negatived|proposed|moved)|ordered to be printed|division\b|ayes,? \d|noes,? \d|end\b.{0,20}$|\(?ends?\)?\.?$|###?$|-30-$|\* \* \*|_{3,}|-{3,})`)

var interjection = regexp.MustCompile(`(?i)\b(interjecting|interrupting|having spoken|proceeding to)\s*[—–-]*\.?$`)

// isNote reports a paragraph inside a transcript that nobody says.
func isNote(s string) bool {
	s = strings.TrimSpace(s)
	if n := bracketed(s); n > 0 && strings.Trim(s[n:], " .") == "" {
		return true
	}
	return isTime(strings.Trim(s, "()[] ")) || interjection.MatchString(s) || procedure.MatchString(s) || aboutItself(s)
}

// isHeading reports a short line without the end of a sentence whose long words are capitalised.
func isHeading(s string) bool {
	words := strings.Fields(s)
	if len(s) > 90 || len(words) > 12 || endsAsSentence(s) {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && utf8.RuneCountInString(w) > 4 {
			return false
		}
	}
	return true
}

// stage are words of notes in brackets: "(Laughter.)", "[Applause from the left]".
var stage = regexp.MustCompile(`(?i)^(laugh|applau|cheer|cross-?talk|inaudible|pause|interrupt|interject|music|sound|beifall|heiterkeit|lachen|zuruf|zwischenruf|rires|applaud|exclam|aplau|risas|applausi|time expired|off[- ]mike|off the record|ph\b|indistinct|crowd|gavel|voices?\b|background|unintelligible|video|begin|end\b|overlap|hear,? hear|several)`)

func isStageNote(s string) bool { return stage.MatchString(strings.TrimSpace(s)) }

var itself = regexp.MustCompile(`(?i)\b(this|the|our|diese[rs]?|cette?|esta) (interview|transcript|conversation|q ?& ?a|discussion|exchange|gespräch|entretien|entrevista)\b.*\b(edited|condensed|shortened|abridged|rush|translated|conducted|recorded|lightly|created|provided|gekürzt|bearbeitet|geführt|condensé|editada?)\b|^(copyright|©|\(c\))|\btranscript(s)? (is|are|was|were|may|has|provided|by)\b|^for more (information|on)\b`)

// aboutItself reports a remark of the publisher on the transcript.
func aboutItself(s string) bool { return len(s) < 600 && itself.MatchString(s) }
