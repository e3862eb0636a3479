package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// ranked is a name that a page states, with the signs by which it is judged.
type ranked struct {
	author schema.Author
	key    string
	chance int16 // that it is an author's, of tree.Whole
	taken  bool
	at     [numSources]int16
	size   [numSources]int16
	signs  [numSigns]int16
}

// The signs beside the places in each source, which come first.
const (
	signHas     = int(numSources) + iota // sources that have the name
	signLack                             // sources that have others
	signMost                             // names in the longest list with it
	signLeast                            // names in the shortest
	signKind                             // person, organisation, agency
	signWords                            // of the name
	signGiven                            // its first word is a given name
	signFamily                           // its last word is a name
	signUnknown                          // words that no list of names has
	signUpper                            // it is written in capitals
	signAccount                          // it is one word with digits, or in lower case
	signSite                             // it holds the name of the site, or is held by it
	signText                             // kept blocks that hold it
	signAround                           // dropped blocks that hold it
	signBegins                           // dropped blocks that begin with it
	signBelow                            // blocks between the title and the first dropped block below it that holds it
	signAfter                            // it stands in a dropped block behind the text
	signTitle                            // the title holds it
	signLine                             // signs of its own line
	signLineFar                          // blocks between title and that line
	signAll                              // names on the page
	signPeople                           // of them with a given name
	signDump                             // the page is text
	signWith                             // sources that have it and the name that most have
	signWithout                          // sources that have it and not that name
	signLeader                           // sources that have the name that most have
	signPersons                          // persons in the lists with it, if it is none
	numSigns
)

// rank collects the names of all lists, each once, with their signs.
func (f *finder) rank(lists []authorList) []ranked {
	var all []ranked
	find := func(a schema.Author) *ranked {
		key := text.Key(a.Name)
		for i := range all {
			if all[i].key == key {
				return &all[i]
			}
		}
		all = append(all, ranked{author: a, key: key})
		return &all[len(all)-1]
	}
	order := make([]int, len(lists))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return lists[b].score - lists[a].score })
	for _, i := range order {
		l := &lists[i]
		for k, a := range l.authors {
			r := find(a)
			if at := int16(k + 1); r.at[l.from] == 0 || at < r.at[l.from] {
				r.at[l.from], r.size[l.from] = at, int16(len(l.authors))
			}
		}
	}
	for i := range f.people {
		p := &f.people[i]
		key := text.Key(p.Name)
		if len(all) < maxAuthors && (known.Person(p.Name) || slices.ContainsFunc(all, func(r ranked) bool { return r.key == key })) {
			r := find(schema.Author{Name: p.Name, Raw: p.Name, Kind: schema.AuthorPerson, Evidence: schema.EvidenceText})
			if r.signs[signLineFar] == 0 || int16(p.Signs) > r.signs[signLine] {
				r.signs[signLine], r.signs[signLineFar] = int16(p.Signs), int16(min(max(p.Below, 1), 60))
			}
		}
	}
	f.sign(all, lists)
	return all
}

// sign sets the signs of all names.
func (f *finder) sign(all []ranked, lists []authorList) {
	var stated [numSources]bool
	for i := range lists {
		stated[lists[i].from] = true
	}
	people := 0
	for i := range all {
		if known.Person(all[i].author.Name) {
			people++
		}
	}
	for i := range all {
		r := &all[i]
		r.signs[signLeast] = maxAuthors
		for s := range numSources {
			r.signs[s] = min(r.at[s], 9)
			switch {
			case r.at[s] > 0:
				r.signs[signHas]++
				r.signs[signMost], r.signs[signLeast] = max(r.signs[signMost], r.size[s]), min(r.signs[signLeast], r.size[s])
			case stated[s]:
				r.signs[signLack]++
			}
		}
		r.form()
		f.around(r)
		r.signs[signAll], r.signs[signPeople] = int16(min(len(all), 20)), int16(min(people, 20))
		r.beside(all)
		r.signs[signDump] = bit(f.in.Doc == nil)
	}
}

// beside sets the signs of what the same sources say of others.
func (r *ranked) beside(all []ranked) {
	leader, most := r, r.sources()
	for i := range all {
		if n := all[i].sources(); n > most {
			leader, most = &all[i], n
		}
	}
	r.signs[signLeader] = most
	for s := range numSources {
		switch {
		case r.at[s] == 0:
		case leader.at[s] > 0:
			r.signs[signWith]++
		default:
			r.signs[signWithout]++
		}
	}
	for i := range all {
		if o := &all[i]; !isPerson(r.author) && isPerson(o.author) {
			for s := range numSources {
				if r.at[s] > 0 && o.at[s] > 0 {
					r.signs[signPersons]++
				}
			}
		}
	}
}

// sources is how many sources have the name.
func (r *ranked) sources() (n int16) {
	for _, at := range r.at {
		if at > 0 {
			n++
		}
	}
	return n
}

// form sets the signs of the name itself.
func (r *ranked) form() {
	name := r.author.Name
	words := strings.Fields(name)
	switch r.author.Kind {
	case schema.AuthorOrganisation:
		r.signs[signKind] = 1
	case schema.AuthorAgency:
		r.signs[signKind] = 2
	default: // a person
	}
	r.signs[signWords] = int16(min(len(words), 9))
	if len(words) > 0 {
		r.signs[signGiven] = bit(known.Given(words[0]))
		r.signs[signFamily] = bit(known.Family(words[len(words)-1]))
	}
	for _, w := range words {
		if len(w) > 2 && !known.Family(strings.Trim(w, ".,")) {
			r.signs[signUnknown]++
		}
	}
	r.signs[signUpper] = bit(name == strings.ToUpper(name) && name != strings.ToLower(name))
	r.signs[signAccount] = bit(handle(r.author) || strings.ContainsAny(name, "0123456789_"))
}

func bit(is bool) int16 {
	if is {
		return 1
	}
	return 0
}

const (
	signBlocks = 400 // blocks that are searched for names
	signBytes  = 600 // of each
)

// around sets the signs of where the name stands on the page.
func (f *finder) around(r *ranked) {
	name := r.author.Name
	upper := strings.ToUpper(name)
	for _, k := range f.siteKeys {
		if len(k) > 3 && (strings.Contains(r.key, k) || len(r.key) > 3 && strings.Contains(k, r.key)) {
			r.signs[signSite] = 1
		}
	}
	r.signs[signTitle] = bit(strings.Contains(text.Key(f.m.Title), r.key))
	title, last := f.lines.Extent()
	blocks := f.in.Blocks
	r.signs[signBelow] = 60
	for i := range blocks {
		b := &blocks[i]
		if i >= signBlocks && i < last {
			continue
		}
		s := b.Text[:min(len(b.Text), signBytes)]
		at := indexEither(s, name, upper)
		if at < 0 {
			continue
		}
		if b.Kept {
			r.signs[signText] = min(r.signs[signText]+1, 5)
			continue
		}
		r.signs[signAround] = min(r.signs[signAround]+1, 9)
		if at == 0 {
			r.signs[signBegins] = min(r.signs[signBegins]+1, 5)
		}
		if d := int16(min(max(i-title, -60), 60)); d >= -3 && d < r.signs[signBelow] {
			r.signs[signBelow] = d
		}
		if i > last {
			r.signs[signAfter] = 1
		}
	}
}

// indexEither is where a name stands in s as written, else where it does in capitals.
func indexEither(s, name, upper string) int {
	if i := strings.Index(s, name); i >= 0 {
		return i
	}
	return strings.Index(s, upper)
}
