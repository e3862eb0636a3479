// Package names finds the names of a text and which of them name the same person or body.
//
// In: tokenised text. Out: mentions, and the entities they belong to with the
// fullest name, kind and gender. Laws: mentions are in order and do not
// overlap; linear time; nothing is known but the text and the word lists.
package names

import (
	"sort"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Entity is one person or body of the text.
type Entity struct {
	Name   string // the fullest name without title
	Person bool
	Sure   bool        // the kind is known, not only likely
	Gender words.Class // words.Male, words.Female or 0
	Title  string      // as printed before the name, "" where none
	size   int         // words of Name
	first  string      // first name in lower case
	last   string      // surname in lower case
	seen   int         // token of the latest mention
	votes  int         // he (+) or she (-) in the sentences behind its mentions
}

// Mention is one place where an entity is named.
type Mention struct {
	First, Last int // tokens [First, Last), titles included
	Name        int // first token of the name itself
	Entity      int
}

// Index is the names of one text.
type Index struct {
	Entities []Entity
	Mentions []Mention
	owner    []int32 // mention of a token, plus one
	nouns    map[string][]event
	byLast   map[string][]int
	byFirst  map[string][]int
	byName   map[string]int
	known    map[string]bool // single words seen as names inside a sentence
}

// event says that an entity may be called by a noun from a token on.
type event struct{ token, entity int }

// maxSame bounds how many entities of one surname are told apart.
const maxSame = 32

// maxName is the longest name in tokens; longer runs of capitals are headlines.
const maxName = 10

// Build indexes the names of t.
func Build(t *words.Text) *Index {
	x := &Index{
		owner: make([]int32, len(t.Tokens)), nouns: map[string][]event{}, byLast: map[string][]int{}, byFirst: map[string][]int{},
		byName: map[string]int{}, known: map[string]bool{},
	}
	var runs []run
	for _, s := range t.Sentences {
		runs = x.runs(t, s, runs)
	}
	for i := range runs {
		x.add(t, &runs[i])
	}
	x.vote(t)
	for i := range x.Entities {
		e := &x.Entities[i]
		if e.Gender == 0 && e.votes != 0 && (e.Person || !e.Sure) {
			e.Person, e.Gender = true, words.Female
			if e.votes > 0 {
				e.Gender = words.Male
			}
		}
	}
	return x
}

// At returns the mention that token i is part of, or nil.
func (x *Index) At(i int) *Mention {
	if m := x.owner[i]; m > 0 {
		return &x.Mentions[m-1]
	}
	return nil
}

// Noun returns the entity that "the NOUN" before token at most likely means, or -1.
func (x *Index) Noun(noun string, at int) int {
	list := x.nouns[strings.ToLower(noun)]
	i := sort.Search(len(list), func(i int) bool { return list[i].token >= at })
	if i == 0 {
		return -1
	}
	return list[i-1].entity
}

// Before returns the latest mention that begins before token at, or nil.
func (x *Index) Before(at int) *Mention {
	i := sort.Search(len(x.Mentions), func(i int) bool { return x.Mentions[i].First >= at })
	if i == 0 {
		return nil
	}
	return &x.Mentions[i-1]
}

// run is a sequence of capitalised words.
type run struct {
	first, last int
	name        int // first token of the bare name
	body        bool
	initial     bool // begins its sentence
	the         bool // "the" stands before it
	weak        bool // one word at the start of a sentence: perhaps no name
	word        bool // a title or noun that is a name only if it is somebody's surname ("King")
}

// runs appends the capitalised runs of a sentence.
func (x *Index) runs(t *words.Text, s words.Sentence, out []run) []run {
	for i := s.First; i < s.Last; {
		tok := &t.Tokens[i]
		if tok.Kind != words.Word || !tok.Upper || tok.Is(words.Day) || x.opens(t, s, i) {
			i++
			continue
		}
		j := extend(t, s, i)
		r := run{first: i, last: j, initial: i == s.First, the: i > s.First && t.Tokens[i-1].Is(words.Determiner)}
		if x.cut(t, &r) {
			r.weak = weak(t, s, &r)
			if !r.weak && !r.word && r.last == r.name+1 {
				x.known[t.String(r.name)] = true
			}
			out = append(out, r)
		}
		i = j
	}
	return out
}

// opens reports whether an upper-case word is so only because a sentence begins.
func (x *Index) opens(t *words.Text, s words.Sentence, i int) bool {
	tok := &t.Tokens[i]
	if tok.Is(words.Determiner | words.Pronoun | words.Conjunction | words.Preposition) {
		return !tok.Caps || i == s.First
	}
	if !tok.Is(words.Starter) || tok.Caps && tok.End-tok.Start > 2 {
		return false
	}
	return i == s.First || t.Tokens[i-1].Kind != words.Word
}

// extend returns the end of the run that begins at i.
func extend(t *words.Text, s words.Sentence, i int) int {
	body, joined := false, false
	j := i
	for j < s.Last && j < i+maxName {
		tok := &t.Tokens[j]
		if owners(t, s, j) {
			j++ // "Coastal Renters' Association"
			continue
		}
		if tok.Kind != words.Word {
			break
		}
		if j == i || inside(tok) {
			body = body || tok.Is(words.Body|words.Title)
			j++
			continue
		}
		next := resumes(t, s, j)
		if next == 0 || j == i {
			break
		}
		word := t.String(j)
		switch {
		case tok.Is(words.Particle) && (next == j+1 || t.Tokens[next-1].Is(words.Particle)) && word != "a":
		case body && (word == "of" || word == "for" && !t.Tokens[next].Is(words.FirstName) || word == "on"):
			joined = true
		case joined && (word == "and" || word == "&") && !t.Tokens[next].Is(words.Title|words.FirstName):
		default:
			return j
		}
		j = next
	}
	return j
}

// inside reports whether a word may stand inside a name, for its upper case.
func inside(tok *words.Token) bool {
	return tok.Upper && !tok.Is(words.Day) && (!tok.Is(words.Determiner|words.Pronoun|words.Conjunction) || tok.Caps)
}

// owners reports whether token j is a bare apostrophe inside the name of a body.
func owners(t *words.Text, s words.Sentence, j int) bool {
	if t.Tokens[j].Kind != words.Possessive || j+1 >= s.Last || strings.Trim(t.String(j), "'’") != "" {
		return false
	}
	next := &t.Tokens[j+1]
	return next.Upper && next.Is(words.Body)
}

// resumes returns the next upper-case word behind the small words from token j
// on, "der" in "van der Berg"; 0 where no name goes on there.
func resumes(t *words.Text, s words.Sentence, j int) int {
	next := j + 1
	for next < s.Last && !t.Tokens[next].Upper && t.Tokens[next].Is(words.Determiner|words.Particle) && next < j+3 {
		next++
	}
	if next >= s.Last || !t.Tokens[next].Upper || t.Tokens[next].Kind != words.Word || t.Tokens[next].Is(words.Day) {
		return 0
	}
	return next
}

// cut finds the name inside a run; false: there is none, as in "the President".
func (x *Index) cut(t *words.Text, r *run) bool {
	r.name = r.first
	if tok := &t.Tokens[r.first]; r.last == r.first+1 && tok.Is(words.Role|words.Demonym|words.Title) && !tok.Is(words.FirstName) {
		r.word = true
		return true
	}
	title, body := -1, -1
	for i := r.first; i < r.last; i++ {
		tok := &t.Tokens[i]
		if tok.Is(words.Title|words.Role) && (i+1 < r.last || i == r.first) && !(i == r.first && i+1 < r.last && tok.Is(words.FirstName)) {
			title = i
		}
		if tok.Is(words.Body) {
			body = i
		}
	}
	if title >= 0 && title > body || title >= 0 && body >= 0 && !t.Tokens[r.last-1].Is(words.Body) && title+1 < r.last && t.Tokens[title+1].Is(words.FirstName) {
		return x.cutTitle(t, r, title)
	}
	if body >= 0 && !(body == r.first && r.last == r.first+1) {
		r.body = true
		return true
	}
	for r.name+1 < r.last && t.Tokens[r.name].Is(words.Demonym) && !t.Tokens[r.name].Is(words.FirstName) {
		r.name++
	}
	if r.last == r.name+1 && t.Tokens[r.name].Is(words.Role|words.Demonym|words.Title) && !t.Tokens[r.name].Is(words.FirstName) {
		return false
	}
	for r.name+1 < r.last && t.Tokens[r.last-1].Is(words.Title) && !t.Tokens[r.name].Is(words.FirstName) {
		return false // "Attorney General"
	}
	return true
}

// cutTitle finds the name behind a title.
func (x *Index) cutTitle(t *words.Text, r *run, title int) bool {
	r.name = title + 1
	if r.name < r.last && t.Tokens[r.name].Is(words.Preposition) && !t.Tokens[r.name].Upper {
		r.name += 2 // "Minister for Health and Care Jane Roe"
		for r.name < r.last && t.Tokens[r.name].Is(words.Conjunction) {
			r.name += 2
		}
		r.name = min(r.name, r.last)
		for i := r.name; i+1 < r.last; i++ {
			if t.Tokens[i].Is(words.FirstName) {
				r.name = i
				break
			}
		}
	}
	if r.name >= r.last {
		return false
	}
	for i := r.name; i < r.last; i++ {
		if !t.Tokens[i].Is(words.Title | words.Role) {
			return true
		}
	}
	return false
}

// weak reports whether a run is one unknown word at the start of a sentence
// that nothing shows to be a name.
func weak(t *words.Text, s words.Sentence, r *run) bool {
	if r.last != r.first+1 || !r.initial || r.name != r.first {
		return false
	}
	tok := &t.Tokens[r.first]
	if tok.Is(words.FirstName) || tok.Caps {
		return false
	}
	if tok.Is(words.Cue | words.Function | words.Starter) {
		return true
	}
	if r.last >= s.Last {
		return true
	}
	next := &t.Tokens[r.last]
	if next.Kind == words.Comma && r.last+1 < s.Last {
		after := &t.Tokens[r.last+1]
		return !(after.Is(words.Determiner|words.Who|words.Role) || after.Kind == words.Number || strings.HasSuffix(t.String(r.last+1), "ing"))
	}
	return !(next.Kind == words.Possessive || next.Kind == words.Open || next.Is(words.Cue|words.Auxiliary|words.Be|words.Who))
}

// add turns a run into a mention of an entity.
func (x *Index) add(t *words.Text, r *run) {
	if r.weak && !x.known[t.String(r.first)] && len(x.byLast[lower(t, r.first)]) == 0 {
		return
	}
	last := r.last
	for last > r.name+1 && t.Tokens[last-1].Is(words.Suffix) {
		last--
	}
	if r.word && len(x.byLast[lower(t, r.first)]) == 0 {
		return
	}
	d := draft{
		name: clean(t.Body[t.Tokens[r.name].Start:t.Tokens[r.last-1].End]), size: r.last - r.name, body: r.body, the: r.the,
		first: lower(t, r.name), last: lower(t, last-1), titled: r.name > r.first && titleBefore(t, r), token: r.first,
		given: r.name > r.first && t.Tokens[r.first].Is(words.Male|words.Female) && givenTitle(lower(t, r.first)), caps: t.Tokens[r.name].Caps, firstClass: t.Tokens[r.name].Class,
	}
	for i := r.first; i < r.name; i++ {
		if g := t.Tokens[i].Class & (words.Male | words.Female); t.Tokens[i].Is(words.Title|words.Role) && g != words.Male|words.Female {
			d.gender |= g
		}
	}
	e := x.entity(&d)
	x.Mentions = append(x.Mentions, Mention{First: r.first, Last: r.last, Name: r.name, Entity: e})
	for i := r.first; i < r.last; i++ {
		x.owner[i] = int32(len(x.Mentions))
	}
	x.Entities[e].seen = r.first
	if x.Entities[e].Title == "" && d.titled {
		x.Entities[e].Title = clean(t.Body[t.Tokens[r.first].Start:t.Tokens[r.name-1].End])
	}
	x.called(t, r, e)
}

// givenTitle reports the titles that stand before a first name: "Sir Malcolm".
func givenTitle(title string) bool {
	switch title {
	case "sir", "dame", "king", "queen", "prince", "princess":
		return true
	}
	return false
}

func titleBefore(t *words.Text, r *run) bool {
	for i := r.first; i < r.name; i++ {
		if t.Tokens[i].Is(words.Title | words.Role) {
			return true
		}
	}
	return false
}

// short spells titles out, so that "the senator" finds "Sen. Roe".
var short = map[string]string{"sen": "senator", "gov": "governor", "rep": "congressman", "prof": "professor", "gen": "general", "dr": "doctor", "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "det": "detective", "col": "colonel"}

// called notes the nouns an entity can be called by.
func (x *Index) called(t *words.Text, r *run, e int) {
	note := func(w string) {
		w = strings.TrimSuffix(w, ".")
		if full, ok := short[w]; ok {
			w = full
		}
		x.nouns[w] = append(x.nouns[w], event{r.first, e})
	}
	if !r.body {
		for i := r.first; i < r.name; i++ {
			if t.Tokens[i].Is(words.Title | words.Role) {
				note(lower(t, i))
			}
		}
		// "state senator Jane Roe", "Jane Roe, a senator"
		for i := r.first - 1; i >= 0 && i >= r.first-2 && t.Tokens[i].Is(words.Role); i-- {
			note(lower(t, i))
		}
		for i := r.last + 1; i < len(t.Tokens) && i < r.last+6 && t.Tokens[r.last].Kind == words.Comma && t.Tokens[i].Kind == words.Word; i++ {
			if t.Tokens[i].Is(words.Preposition) {
				break
			}
			if t.Tokens[i].Is(words.Role) {
				note(lower(t, i))
			}
		}
		return
	}
	for i := r.name; i < r.last; i++ {
		if t.Tokens[i].Is(words.Body) {
			note(lower(t, i))
		}
	}
}

// Note records that an entity was called by a noun at a token.
func (x *Index) Note(noun string, token, entity int) {
	list := x.nouns[noun]
	if len(list) == 0 || list[len(list)-1].token < token {
		x.nouns[noun] = append(list, event{token, entity})
	}
}

func lower(t *words.Text, i int) string { return strings.ToLower(t.String(i)) }

// clean folds white space, which a name may hold where a line was broken.
func clean(s string) string {
	if strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") || strings.ContainsRune(s, '\u00a0') {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
