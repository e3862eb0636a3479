package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// seen is a set of words by their hashes; a few words too many are in it.
type seen [1 << 15 / 64]uint64

func (s *seen) has(h uint32) bool { return s[h>>6%uint32(len(s))]&(1<<(h&63)) != 0 }

// note puts the words that stand in lower case into the set.
func (s *seen) note(t *words.Text) {
	for i := range t.Tokens {
		if tok := &t.Tokens[i]; tok.Kind == words.Word && !tok.Upper {
			s[tok.Hash>>6%uint32(len(s))] |= 1 << (tok.Hash & 63)
		}
	}
}

// note remembers what stands around a mention of a name of one word and tells
// a place or a body from a person.
func (e *Entity) note(t *words.Text, r *run, common *seen) {
	if last := &t.Tokens[r.last-1]; r.body && e.size > 1 {
		switch t.String(r.last - 1) {
		case "States", "Kingdom", "Republic", "Emirates", "Union":
			e.Place = last.Upper
		}
	}
	e.noteSeveral(t, r)
	if e.size > 1 || r.body || r.name > r.first {
		return
	}
	tok := &t.Tokens[r.first]
	e.the = e.the || r.the
	e.Place = e.Place || tok.Is(words.Place)
	e.Group = e.Group || people(t.String(r.first), tok)
	first := tok.Is(words.FirstName)
	switch word := t.String(r.first); {
	case tok.Is(words.Thing | words.Body | words.Paper):
		e.thing = true
	case !first && (tok.Caps || common.has(tok.Hash)):
		e.thing = true
	case mixedCase(word) || strings.ContainsAny(word, "0123456789"):
		e.thing = true
	}
	if before := &t.Tokens[max(r.first-1, 0)]; !t.Language.Clauses && r.first > 0 && !before.Upper && before.Is(words.Body) &&
		!before.Is(words.Role) {
		e.thing = true // "la société Roe"
	}
	if r.first > 0 && t.Tokens[r.first-1].Is(words.Preposition) && (r.last >= len(t.Tokens) || t.Tokens[r.last].Kind != words.Possessive) {
		switch t.String(r.first - 1) {
		case "in", "across", "near", "outside", "inside", "throughout", "within":
			e.thing, e.Place = true, true
		case "via":
			e.thing = true
		}
	}
	if r.last < len(t.Tokens) && t.Tokens[r.last].Is(words.Role) {
		switch t.String(r.last) {
		case "ceo", "CEO", "founder", "co-founder", "engineer", "engineers", "executive", "executives", "employee", "employees", "users", "customers":
			e.thing = true
		}
	}
}

// noteSeveral tells a place or a body from a person where its name has several words.
func (e *Entity) noteSeveral(t *words.Text, r *run) {
	if trade := ofTrade(t, r); e.size > 1 && !r.body && r.name == r.first && (trade || partOfPlace(t, r) || bornIn(t, r)) {
		e.Place, e.Person, e.Sure, e.Gender = e.Place || !trade, false, true, 0
	}
}

// ofTrade reports "Chartered Accountants": people of a trade are a body.
func ofTrade(t *words.Text, r *run) bool {
	last := &t.Tokens[r.last-1]
	return last.Is(words.Role) && last.Is(words.Plural) && !t.Tokens[r.first].Is(words.FirstName)
}

// bornIn reports "(San Roe, 1968)", and names that begin as those of places do: "Puerto Roe".
func bornIn(t *words.Text, r *run) bool {
	if t.Language.Clauses {
		return false
	}
	brackets := r.first > 0 && t.Tokens[r.first-1].Kind == words.Open && r.last+1 < len(t.Tokens) &&
		t.Tokens[r.last].Kind == words.Comma && t.Tokens[r.last+1].Kind == words.Number
	return brackets || t.Language.PlaceHead(lower(t, r.first))
}

// partOfPlace reports "Central London", "Fixing Norway": a place and what is said of it, or done to it.
func partOfPlace(t *words.Text, r *run) bool {
	if r.last != r.first+2 || !t.Tokens[r.last-1].Is(words.Place) || t.Tokens[r.first].Is(words.FirstName) {
		return false
	}
	switch w := lower(t, r.first); w {
	case "central", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeast", "northwest", "southeast", "southwest",
		"greater", "inner", "outer", "upper", "lower", "downtown", "midtown", "mainland", "rural", "suburban", "metropolitan", "old", "new":
		return true
	default:
		const least = 6 // bytes: "Fixing", not "Ming"
		return strings.HasSuffix(w, "ing") && len(w) >= least && (r.initial || t.Tokens[r.first].Is(words.Cue))
	}
}

// people reports words for the people of a country, a party or a faith.
func people(w string, tok *words.Token) bool {
	for _, end := range [...]string{
		"ians", "icans", "ocrats", "ists", "ites", "Britons", "Brits", "Tories", "Israelis", "Iraqis", "Saudis",
		"Kurds", "Turks", "Swedes", "Danes", "Muslims", "Jews",
	} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return tok.Is(words.Demonym) && strings.HasSuffix(w, "s")
}

// mixedCase reports capitals inside a word, as companies write them: "WebMD".
func mixedCase(w string) bool {
	for i := 2; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' && w[i-1] >= 'a' && w[i-1] <= 'z' {
			return !strings.HasPrefix(w, "Mc") && !strings.HasPrefix(w, "Mac") && !strings.HasPrefix(w, "De") && !strings.HasPrefix(w, "Di") &&
				!strings.HasPrefix(w, "La")
		}
	}
	return false
}

// fromHeadline gives a first name from the headline to those whom the text
// calls by their surname only.
func (x *Index) fromHeadline(language *words.Language, headline string) {
	const longest = 400 // bytes
	if len(headline) > longest {
		return
	}
	before := ""
	for word := range strings.FieldsSeq(headline) {
		word = strings.TrimRight(word, ".,:;!?’'")
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		for _, i := range x.byLast[strings.ToLower(word)] {
			if e := &x.Entities[i]; e.size == 1 && !e.thing && !e.Group && before != "" {
				e.Name, e.size, e.first = before+" "+word, 2, strings.ToLower(before)
				e.Person, e.Sure = true, true
				if e.Gender == 0 {
					e.Gender = language.Class(before).Gender()
				}
				break
			}
		}
		if before = ""; language.Class(word)&words.FirstName != 0 && word[0] >= 'A' && word[0] <= 'Z' {
			before = word
		}
	}
}

// likelyThing is how often "its" stands for a name that is no person's: once it may stand for somebody's firm.
const likelyThing = 2

// settle decides kind and gender by what the whole text shows.
func (x *Index) settle() {
	for i := range x.Entities {
		e := &x.Entities[i]
		e.thing = e.thing || e.its >= likelyThing && e.votes == 0
		if (e.thing || e.Group) && !e.Sure && e.size == 1 {
			e.Person, e.Sure, e.Gender = false, true, 0
			continue
		}
		if e.Gender == 0 && e.votes != 0 && (e.Person || !e.Sure) {
			e.Person, e.Gender = true, words.Female
			if e.votes > 0 {
				e.Gender = words.Male
			}
		}
		if e.size == 1 && !e.Sure && !e.the {
			e.Person = true // most names of one word are a person's
		}
	}
}

// fullSurname reports whether somebody whose full name is known has the surname.
func (x *Index) fullSurname(surname string) bool {
	for _, i := range x.byLast[surname] {
		if e := &x.Entities[i]; e.size > 1 && e.Person {
			return true
		}
	}
	return false
}
