package names

import (
	"cmp"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Full reports whether more than one word of the name is known.
func (e *Entity) Full() bool { return e.size > 1 }

// draft is what one mention says of its entity.
type draft struct {
	name        string
	of          string // "Norway's " before the name of a body
	size        int
	first, last string // in lower case
	middle      string // the first of two surnames, in lower case
	body, the   bool
	titled      bool
	given       bool // its title stands before first names
	surname     bool // several words, but no first name: "von der Halde"
	caps        bool
	gender      words.Class
	firstClass  words.Class
	token       int
}

// entity returns the entity of a mention, new or known.
func (x *Index) entity(d *draft) int {
	if d.gender == 0 && d.size > 1 && !d.body {
		d.gender = d.firstClass
	}
	d.gender = d.gender.Gender()
	switch {
	case d.body || d.initials() && len(x.byLast[d.last]) == 0:
		return x.bodyEntity(d)
	case d.size > 1:
		return x.fullName(d)
	}
	return x.oneWord(d)
}

// initials reports whether the mention is one word in capitals, as bodies are called.
func (d *draft) initials() bool { return d.caps && d.size == 1 && !d.titled }

func (x *Index) bodyEntity(d *draft) int {
	key := strings.ToLower(d.name)
	if e, ok := x.byName[key]; ok && (d.of == "" || strings.HasPrefix(x.Entities[e].Name, d.of)) {
		return e
	}
	d.name = d.of + d.name
	e := x.create(d, false, d.body)
	x.byName[key] = e
	if d.of == "" && d.size > 1 && d.firstClass&aloneNoName == 0 && firmWord(d.last) {
		if _, ok := x.byName[d.first]; !ok {
			x.byName[d.first] = e // "Brightwater" for "Brightwater Games"
		}
		for _, i := range x.byLast[d.first] {
			x.Entities[i].thing = true // it came before
		}
	}
	if short := initials(d.name); len(short) > 2 {
		if _, ok := x.byName[short]; !ok {
			x.byName[short] = e
		}
	}
	return e
}

// aloneNoName are words that begin the name of a body and are not used alone for it.
const aloneNoName = words.Demonym | words.Place | words.Title | words.Role | words.Body | words.FirstName | words.Day | words.Starter |
	words.Paper

// firmWord reports what ends the names of firms that are called by the rest of it.
func firmWord(w string) bool {
	switch strings.TrimSuffix(w, ".") {
	case "games", "entertainment", "records", "pictures", "motors", "foods", "labs", "media", "ventures", "pharmaceuticals", "brewery", "bakery",
		"airways", "airlines", "studios", "industries", "holdings", "technologies", "systems", "group", "corp", "inc", "company", "co", "ltd", "partners",
		"corporation":
		return true
	}
	return false
}

// initials makes "hrw" of "Human Rights Watch".
func initials(name string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		if w[0] >= 'A' && w[0] <= 'Z' {
			b.WriteByte(w[0] + 'a' - 'A')
		}
	}
	return b.String()
}

// fullName finds the entity of a name of several words: same surname, no other first name.
func (x *Index) fullName(d *draft) int {
	if e, ok := x.byName[strings.ToLower(d.name)]; ok {
		return e
	}
	for _, i := range x.byLast[d.last] {
		e := &x.Entities[i]
		if e.size == 1 && e.Gender|d.gender != words.Male|words.Female || e.size > 1 && sameFirst(e.first, d.first) {
			x.improve(i, d)
			return i
		}
	}
	if e := x.twoSurnames(d); e >= 0 {
		return e
	}
	e := x.create(d, d.person(), d.titled || d.firstClass&words.FirstName != 0)
	x.link(e, d)
	return e
}

// person reports whether a name of several words is likely a person's.
func (d *draft) person() bool {
	return d.titled || d.firstClass&words.FirstName != 0 || !d.the && !d.caps && d.firstClass&(words.Thing|words.Place) != words.Thing
}

// shortFirst are short forms that are no beginning of the name.
var shortFirst = map[string]string{
	"tom": "thomas", "bill": "william", "billy": "william", "bob": "robert", "bobby": "robert", "dick": "richard", "jim": "james", "jimmy": "james",
	"jack": "john", "johnny": "john", "ted": "edward", "tony": "anthony", "mike": "michael", "chuck": "charles", "charlie": "charles", "hank": "henry",
	"harry": "henry", "jerry": "gerald", "larry": "lawrence", "andy": "andrew", "drew": "andrew", "kate": "katherine", "katie": "katherine",
	"peggy": "margaret", "maggie": "margaret", "betty": "elizabeth", "liz": "elizabeth", "beth": "elizabeth", "betsy": "elizabeth", "sue": "susan",
	"becky": "rebecca", "jenny": "jennifer", "nick": "nicholas", "mick": "michael", "joe": "joseph", "pepe": "josé", "ned": "edward", "gus": "august",
}

// sameFirst reports whether two first names can be one: equal, an initial, or cut short ("Chris", "Christopher").
func sameFirst(a, b string) bool {
	a, b = strings.TrimSuffix(a, "."), strings.TrimSuffix(b, ".")
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || shortFirst[a] == b || shortFirst[b] == a || len(a) == 1 && b[0] == a[0] || len(a) >= 2 && len(b) > len(a) &&
		strings.HasPrefix(b, a)
}

// oneWord finds the entity of a surname, a first name or a body's one-word name.
func (x *Index) oneWord(d *draft) int {
	if e := x.latest(x.byLast[d.last], d); e >= 0 {
		x.improve(e, d)
		if !d.titled {
			x.Entities[e].bare++
		}
		return e
	}
	if e, ok := x.byName[d.last]; ok && !d.titled {
		return e
	}
	if e := x.latest(x.byFirst[d.last], d); e >= 0 && (!d.titled || d.given || x.Entities[e].mrFirst) {
		return e
	}
	if e := x.latest(x.byMiddle[d.last], d); e >= 0 {
		return e
	}
	e := x.create(d, d.titled || (d.surname || d.firstClass&words.FirstName != 0) && !d.the, d.titled)
	x.link(e, d)
	return e
}

// latest returns the one of the entities that does not contradict d and was
// named just before, else is called by the surname alone, else was named last; -1 none.
func (x *Index) latest(list []int, d *draft) int {
	best := -1
	for _, i := range list {
		e := &x.Entities[i]
		if e.Gender != 0 && d.gender != 0 && e.Gender != d.gender {
			continue
		}
		if best < 0 || x.Entities[best].yields(e, d.token) {
			best = i
		}
	}
	return best
}

// yields reports whether a bare name at a token rather means o than e.
func (e *Entity) yields(o *Entity, token int) bool {
	const near = 80 // tokens
	if min(o.size, 2) == min(e.size, 2) && token-max(e.seen, o.seen) < near {
		return o.seen > e.seen
	}
	return cmp.Or(cmp.Compare(min(o.size, 2), min(e.size, 2)), cmp.Compare(o.bare, e.bare), cmp.Compare(o.seen, e.seen)) > 0
}

func (x *Index) create(d *draft, person, sure bool) int {
	x.Entities = append(x.Entities, Entity{
		Name: d.name, Person: person, Sure: sure, Gender: d.gender, size: d.size, first: d.first,
		last: d.last, Born: d.token, seen: d.token, the: d.the,
	})
	return len(x.Entities) - 1
}

func (x *Index) link(e int, d *draft) {
	if len(x.byLast[d.last]) < maxSame {
		x.byLast[d.last] = append(x.byLast[d.last], e)
	}
	if d.size > 1 && len(x.byFirst[d.first]) < maxSame {
		x.byFirst[d.first] = append(x.byFirst[d.first], e)
	}
	if d.middle != "" && len(x.byMiddle[d.middle]) < maxSame {
		x.byMiddle[d.middle] = append(x.byMiddle[d.middle], e)
	}
}

// improve adds what a mention says to its entity.
func (x *Index) improve(i int, d *draft) {
	e := &x.Entities[i]
	if d.size == e.size && d.size > 1 && len(strings.TrimSuffix(e.first, ".")) == 1 && len(d.first) > 2 {
		e.Name, e.first = d.name, d.first
	}
	if d.size > e.size {
		if e.size == 1 && len(x.byFirst[d.first]) < maxSame {
			x.byFirst[d.first] = append(x.byFirst[d.first], i)
		}
		e.Name, e.size, e.first = d.name, d.size, d.first
		if !e.Sure {
			e.Person = d.person()
		}
	}
	if e.Gender == 0 {
		e.Gender = d.gender
	}
	if d.titled || d.size > 1 && d.firstClass&words.FirstName != 0 {
		e.Person, e.Sure = true, true
	}
}

// owns notes the names of one word that begin a sentence in which "its" and nobody else follows: they are no
// person's.
func (x *Index) owns(t *words.Text) {
	if !t.Language.Clauses {
		return
	}
	for _, s := range t.Sentences {
		m := x.At(s.First)
		if m == nil && s.First+1 < s.Last {
			m = x.At(s.First + 1)
		}
		if m == nil || x.Entities[m.Entity].size > 1 {
			continue
		}
		for i := m.Last; i < s.Last && x.At(i) == nil && !t.Tokens[i].Is(words.Subordinate|words.Who); i++ {
			if w := t.String(i); w == "its" || w == "itself" {
				x.Entities[m.Entity].its++
				break
			}
		}
	}
}

// vote lets "he" and "she" tell the gender of the person named last before them.
func (x *Index) vote(t *words.Text) {
	for si, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			g := t.Tokens[i].Class & (words.He | words.She)
			if g == 0 {
				continue
			}
			want := words.Male
			if g == words.She {
				want = words.Female
			}
			m := x.personBefore(i, want)
			if m == nil || si > 0 && m.First < t.Sentences[si-1].First {
				continue
			}
			if e := &x.Entities[m.Entity]; g == words.He {
				e.votes++
			} else {
				e.votes--
			}
		}
	}
}

// personBefore returns the latest mention before a token that may be a person's:
// a person of the gender g or of none, rather than a name of which that is not known.
func (x *Index) personBefore(at int, g words.Class) *Mention {
	const back = 4
	var best *Mention
	for range back {
		m := x.Before(at)
		if m == nil {
			break
		}
		e := &x.Entities[m.Entity]
		switch {
		case e.thing && e.size == 1 || e.Sure && !e.Person:
		case e.Person && (e.Gender == 0 || e.Gender == g):
			return m
		case best == nil && e.Gender == 0:
			best = m
		}
		at = m.First
	}
	return best
}

// endsIn reports whether the name of an entity is longer than another and ends in all of it.
func (e *Entity) endsIn(name string) bool {
	return strings.HasSuffix(strings.ToLower(e.Name), " "+strings.ToLower(name))
}

// Namesakes returns the entities whose surname is that of entity e, e among them.
func (x *Index) Namesakes(e int) []int { return x.byLast[x.Entities[e].last] }
