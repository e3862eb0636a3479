package people

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// mostOfFamily is how many names that end in one word are compared with each other.
	// Where there are more, each stays by itself.
	mostOfFamily = 20_000
	// nearby is how many days lie at most between an article that calls somebody by the
	// surname and one that has the full name.
	nearby = 30
)

// person is somebody with all the entries that mean them.
type person struct {
	entries  []*entry
	articles []int64
	homonym  bool
	fixed    bool // as corrections say
}

// take makes the entries of another person p's own.
func (p *person) take(other *person) {
	p.entries = append(p.entries, other.entries...)
	p.articles = union(p.articles, other.articles)
	p.homonym = p.homonym || other.homonym
	p.fixed = p.fixed || other.fixed
	other.entries = nil
}

// block holds the entries whose keys end in the same word until all of them are there.
type block struct {
	places      *compact.List[place]
	first       map[uint64]bool // digests of words that begin a name of several
	corrections *Corrections
	family      string
	entries     []*entry
	large       bool // some of the family were let go before
}

// fits reports whether an entry is to be added before people are asked for.
func (b *block) fits(e *entry) bool {
	return len(b.entries) == 0 || len(b.entries) < mostOfFamily && family(e.key) == b.family
}

func (b *block) add(e *entry) {
	if of := family(e.key); of != b.family {
		b.family, b.large = of, false
	}
	b.entries = append(b.entries, e)
}

// take empties the block, and puts the entries together that mean one person.
func (b *block) take() []*person {
	cards := make([]*card, 0, len(b.entries))
	for _, e := range b.entries {
		p := &person{entries: []*entry{e}, articles: e.articles.slice(), homonym: e.twice, fixed: b.corrections.splits(e.key)}
		cards = append(cards, &card{name: e.cut(), person: p, own: p})
	}
	b.entries = b.entries[:0]
	b.large = b.large || len(cards) >= mostOfFamily
	if !b.large {
		b.match(cards)
	}
	var people []*person
	for _, c := range cards {
		if len(c.own.entries) > 0 {
			people = append(people, c.own)
		}
	}
	return people
}

// card is one key of the block.
type card struct {
	name
	own    *person // made for the key
	person *person // whom the key means
}

func (c *card) give(to *person) {
	to.take(c.own)
	c.person = to
}

// match finds the keys of people that mean somebody who has a fuller one.
func (b *block) match(cards []*card) {
	var full, bare []*card
	for _, c := range cards {
		switch {
		case c.own.fixed || c.own.entries[0].kind() != schema.SpeakerPerson:
		case len(c.given) > 0:
			full = append(full, c)
		default:
			bare = append(bare, c)
		}
	}
	shorten(full)
	for _, c := range bare {
		b.surname(c, full)
	}
}

// start is what a name and its short forms have in common.
type start struct {
	surname string
	letter  rune // the first one of the given names
}

// shorten gives the names that are short forms of others to those. One that is short for
// several who are not one person, or that speaks beside the other in an article, stays by
// itself.
func shorten(cards []*card) {
	slices.SortFunc(cards, func(x, y *card) int {
		return compareFullness(y.own.entries[0].key, x.own.entries[0].key)
	})
	before := map[start][]*card{} // fuller names
	for _, c := range cards {
		letter, _ := utf8.DecodeRuneInString(c.given[0])
		at := start{c.surname, letter}
		var to *person
		several := false
		for _, long := range before[at] {
			if c.shortens(&long.name) {
				several = several || to != nil && to != long.person
				to = long.person
			}
		}
		before[at] = append(before[at], c)
		switch {
		case to == nil:
		case several || meet(to.articles, c.own.articles):
			c.own.homonym = true
		default:
			c.give(to)
		}
	}
}

// surname gives a name of a surname alone to the one person who is called so near every
// article that has it. A word that is somebody's first name, too, is no surname alone.
func (b *block) surname(c *card, full []*card) {
	seen := map[*person]bool{}
	var times []heard
	for _, f := range full {
		if f.surname != c.surname || seen[f.person] {
			continue
		}
		seen[f.person] = true
		for _, n := range f.person.articles {
			times = append(times, heard{*b.places.At(int(n)), f.person})
		}
	}
	slices.SortStableFunc(times, func(x, y heard) int { return x.compare(y.place) })
	to := onlyOne(times, b.at(c.own.articles))
	switch {
	case to != nil && !b.first[xxh3.HashString(c.surname)] && !meet(to.articles, c.own.articles):
		c.give(to)
	case len(seen) > 1 || b.apart(c.own.articles):
		c.own.homonym = true
	}
}

// heard is somebody at a place.
type heard struct {
	place
	who *person
}

func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(p.site, o.site), cmp.Compare(p.day, o.day))
}

// at returns the places of articles, sorted.
func (b *block) at(articles []int64) []place {
	all := make([]place, 0, len(articles))
	for _, n := range articles {
		all = append(all, *b.places.At(int(n)))
	}
	slices.SortFunc(all, place.compare)
	return all
}

// onlyOne returns the one person who is heard near each of the places; nil where nobody is
// near one of them, or somebody else, or where it is not known.
func onlyOne(times []heard, places []place) *person {
	var to *person
	from := 0 // of times, the first that is not too early for the place
	for _, at := range places {
		if at.site == 0 || at.day == noDay {
			return nil
		}
		for from < len(times) && (times[from].site < at.site || times[from].site == at.site && times[from].day < at.day-nearby) {
			from++
		}
		near := false
		for i := from; i < len(times) && times[i].site == at.site && times[i].day <= at.day+nearby; i++ {
			if to == nil {
				to = times[i].who
			}
			if times[i].who != to {
				return nil
			}
			near = true
		}
		if !near {
			return nil
		}
	}
	return to
}

// apart reports whether articles stand on several sites. One that is not known may be any.
func (b *block) apart(articles []int64) bool {
	var site uint32
	for _, n := range articles {
		of := b.places.At(int(n)).site
		if of != 0 && site != 0 && of != site {
			return true
		}
		site = max(site, of)
	}
	return false
}
