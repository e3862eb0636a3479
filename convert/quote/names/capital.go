package names

import (
	"slices"
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
		case (tok.Is(words.Title|words.Role) || Occupation(lower(t, i))) && i+1 < r.last:
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
		r.word = !tok.Caps && !(said && !Occupation(lower(t, r.first))) // a name only if somebody has it, or "sagte Roe"
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
	switch t.String(i - 1) {
	case "beim", "im", "am", "zum", "zur", "vom", "ins", "ans":
		return true // the article is in it
	}
	w := lower(t, i-1)
	return !before.Is(words.Function|words.Cue) && (strings.HasSuffix(w, "e") || strings.HasSuffix(w, "en") || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "es"))
}

// occupations end German words for what somebody is.
var occupations = [...]string{
	"minister", "ministerin", "sprecher", "sprecherin", "präsident", "präsidentin", "kanzler", "kanzlerin", "chef", "chefin", "experte", "expertin", "forscher",
	"forscherin", "leiter", "leiterin", "politiker", "politikerin", "anwalt", "anwältin", "meister", "meisterin", "beauftragte", "beauftragter", "direktor",
	"direktorin", "vorsitzende", "vorsitzender", "trainer", "trainerin", "promoter", "gründer", "gründerin", "ökonom", "ökonomin", "loge", "login", "kenner",
	"kennerin", "sekretär", "sekretärin", "führer", "führerin", "rätin", "korrespondent", "korrespondentin", "redakteur", "redakteurin", "wissenschaftler",
	"wissenschaftlerin", "kandidat", "kandidatin", "manager", "managerin", "richter", "richterin", "bischof", "rat", "vater", "mutter", "mann", "frau", "lehrer", "lehrerin", "arzt", "ärztin", "funktionär", "star", "veteran", "unternehmer",
}

// Occupation reports whether a German word says what somebody is: "Außenminister".
func Occupation(w string) bool {
	return endsIn(w, occupations[:])
}

// works end German words for what has a title.
var works = [...]string{
	"film", "serie", "buch", "song", "album", "roman", "magazin", "zeitung", "dokumentation", "doku", "show", "sendung", "portal", "motto", "titel", "podcast",
	"initiative", "gruppe", "miliz", "projekt", "ausstellung", "spiel", "kampagne", "programm", "fahrgeschäfts", "modells", "modell", "reihe",
}

// Work reports whether a German word is for something with a title: "Spielfilm".
func Work(w string) bool { return endsIn(w, works[:]) }

func endsIn(w string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(w, end) })
}
