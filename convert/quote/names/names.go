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
	Name    string // the fullest name without title
	Person  bool
	Sure    bool        // the kind is known, not only likely
	Gender  words.Class // words.Male, words.Female or 0
	Place   bool        // a country, state or city
	Group   bool        // people of a country, a party or a faith
	Title   string      // as printed before the name, "" where none
	size    int         // words of Name
	first   string      // first name in lower case
	last    string      // surname in lower case
	Born    int         // token of the first mention
	seen    int         // token of the latest mention
	votes   int         // he (+) or she (-) in the sentences behind its mentions
	its     int         // sentences in which "its" stands for it
	bare    int         // mentions by the surname alone
	the     bool        // first named with "the" before it
	thing   bool        // something shows that it is no person
	mrFirst bool        // "Mr." stands before the first word of the name: "Nguyen Thi Hoa", "Hamad bin Tariq"
}

// Mention is one place where an entity is named.
type Mention struct {
	First, Last int // tokens [First, Last), titles and what stands behind the name included
	Name, Ends  int // tokens of the name itself
	Entity      int
}

// Index is the names of one text.
type Index struct {
	Entities []Entity
	Mentions []Mention
	owner    []int32 // mention of a token, plus one
	nouns    map[noun][]event
	byLast   map[string][]int
	byFirst  map[string][]int
	byMiddle map[string][]int // by the first of two surnames
	byName   map[string]int
	known    map[string]bool // single words seen as names inside a sentence
	common   seen            // words that stand in lower case
}

// maxSame bounds how many entities of one surname are told apart.
const maxSame = 32

// maxName is the longest name in tokens; longer runs of capitals are headlines.
const maxName = 10

// Build indexes the names of t, whose headline may hold fuller ones.
func Build(t *words.Text, headline string) *Index {
	x := &Index{
		owner: make([]int32, len(t.Tokens)), nouns: map[noun][]event{}, byLast: map[string][]int{}, byFirst: map[string][]int{},
		byMiddle: map[string][]int{},
		byName:   map[string]int{}, known: map[string]bool{},
	}
	const perMention = 18 // tokens
	x.Mentions = make([]Mention, 0, len(t.Tokens)/perMention+1)
	x.Entities = make([]Entity, 0, cap(x.Mentions)/2+1)
	x.common.note(t)
	runs := make([]run, 0, cap(x.Mentions))
	for _, s := range t.Sentences {
		runs = x.runs(t, s, runs)
	}
	if !t.Language.Clauses {
		surnames(t, runs)
	}
	for i := range runs {
		x.add(t, &runs[i])
	}
	x.vote(t)
	x.owns(t)
	x.fromHeadline(t.Language, headline)
	x.settle()
	return x
}

// At returns the mention that token i is part of, or nil.
func (x *Index) At(i int) *Mention {
	if m := x.owner[i]; m > 0 {
		return &x.Mentions[m-1]
	}
	return nil
}

// Before returns the latest mention that begins before token at, or nil.
func (x *Index) Before(at int) *Mention {
	i := sort.Search(len(x.Mentions), func(i int) bool { return x.Mentions[i].First >= at })
	if i == 0 {
		return nil
	}
	return &x.Mentions[i-1]
}

// In returns the mentions that begin in tokens [first, last).
func (x *Index) In(first, last int) []Mention {
	i := sort.Search(len(x.Mentions), func(i int) bool { return x.Mentions[i].First >= first })
	j := i
	for j < len(x.Mentions) && x.Mentions[j].First < last {
		j++
	}
	return x.Mentions[i:j]
}

// Person returns the one person of the text whose name is, or ends in, the words of
// name; -1 where there is none, or several.
func (x *Index) Person(name string) int {
	name = strings.ToLower(name)
	found := -1
	for _, i := range x.byLast[name[strings.LastIndexByte(name, ' ')+1:]] {
		e := &x.Entities[i]
		if full := strings.ToLower(e.Name); !e.Person || full != name && !strings.HasSuffix(full, " "+name) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// add turns a run into a mention of an entity.
func (x *Index) add(t *words.Text, r *run) {
	if r.weak && !x.known[t.String(r.first)] && !x.isSurname(lower(t, r.first)) {
		return
	}
	several := r.last > r.name+1 && !(r.body && t.Tokens[r.last-1].Is(words.Body)) && !t.Tokens[r.name].Is(words.FirstName)
	if r.the && several && x.fullSurname(lower(t, r.last-1)) {
		r.first, r.name, r.body = r.last-1, r.last-1, false // "speaking to the Daily Post Doe said"
	}
	if t.Language.NounCapitals && r.last == r.name+2 && !t.Tokens[r.name].Is(words.FirstName) && x.fullSurname(lower(t, r.name)) {
		r.last-- // "sieht Roe Vorteile"
	}
	last := r.last
	for last > r.name+1 && t.Tokens[last-1].Is(words.Suffix) {
		last--
	}
	if r.word && !x.isSurname(lower(t, r.first)) {
		return
	}
	lead := &t.Tokens[r.first]
	d := draft{
		name: spelled(t, r.name, r.last), size: r.last - r.name, body: r.body, the: r.the,
		first: lower(t, r.name), last: lower(t, last-1), titled: r.name > r.first && titleBefore(t, r), token: r.first,
		given: r.name > r.first && lead.Is(words.Male|words.Female) && lead.Is(words.GivenTitle),
		caps:  t.Tokens[r.name].Caps, firstClass: t.Tokens[r.name].Class,
	}
	for i := r.first; i < r.name; i++ {
		if t.Tokens[i].Is(words.Title | words.Role) {
			d.gender |= t.Tokens[i].Class.Gender()
		}
		d.gender |= byEnd(t, i)
	}
	if r.body && r.first > 1 && t.Tokens[r.first-1].Kind == words.Possessive && t.Tokens[r.first-2].Is(words.Place) {
		d.of = t.String(r.first-2) + t.String(r.first-1) + " "
	}
	if d.surname = x.surname(t, r); d.surname {
		d.size = 1
	}
	d.middle = middle(t, r)
	e := x.entity(&d)
	x.father(t, r, e)
	x.Entities[e].mrFirst = x.Entities[e].mrFirst || eastern(t, r)
	if n := x.nobiliary(t, r, e); n > 0 {
		r.first, r.name = r.first-n, r.name-n
	}
	x.Mentions = append(x.Mentions, Mention{First: r.first, Last: r.last + r.behind, Name: r.name, Ends: r.last, Entity: e})
	for i := r.first; i < r.last+r.behind; i++ {
		x.owner[i] = int32(len(x.Mentions))
	}
	x.Entities[e].seen = r.first
	x.Entities[e].note(t, r, &x.common)
	if x.Entities[e].Title == "" && d.titled {
		x.Entities[e].Title = t.Printed(r.first, r.name)
	}
	x.called(t, r, e)
	x.alias(t, r, e)
}

// alias lets a nickname inside a name be found as a first name.
func (x *Index) alias(t *words.Text, r *run, e int) {
	for i := r.name + 1; i < r.last; i++ {
		nick := ""
		switch t.Tokens[i].Kind {
		case words.Quoted:
			in := t.Marks[t.Tokens[i].Mark].Inner
			nick = strings.ToLower(t.Body[in.Start:in.End])
		case words.Open:
			nick = lower(t, i+1)
		default:
			continue
		}
		if len(x.byFirst[nick]) < maxSame {
			x.byFirst[nick] = append(x.byFirst[nick], e)
		}
	}
}

func titleBefore(t *words.Text, r *run) bool {
	for i := r.first; i < r.name; i++ {
		if t.Tokens[i].Is(words.Title | words.Role) {
			return true
		}
	}
	return false
}

func lower(t *words.Text, i int) string { return strings.ToLower(t.String(i)) }

// spelled is a name without the nickname inside it.
func spelled(t *words.Text, first, last int) string {
	for i := first + 1; i < last; i++ {
		if k := t.Tokens[i].Kind; k == words.Quoted || k == words.Open {
			rest := i + 1
			if k == words.Open {
				rest = i + len("(x)")
			}
			return t.Printed(first, i) + " " + t.Printed(rest, last)
		}
	}
	for i := first + 1; i < last; i++ {
		if between := t.Body[t.Tokens[i-1].End:t.Tokens[i].Start]; len(strings.TrimSpace(between)) > 0 { // emoji
			var parts []string
			for k := first; k < last; k++ {
				parts = append(parts, t.String(k))
			}
			return strings.Join(parts, " ")
		}
	}
	return t.Printed(first, last)
}
