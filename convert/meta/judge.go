package meta

import (
	_ "embed" // the model
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/schema"
)

// authorBytes is the model that tells which of the names on a page are its authors;
// docs/models/authors.md says from what it was learned.
//
//go:embed models/authors.bin
var authorBytes []byte

var authorModel = sync.OnceValue(func() *tree.Forest {
	m, rest, err := tree.Decode(authorBytes)
	if err == nil && (len(rest) > 0 || m.Classes != 1 || m.Features != numSigns) {
		err = fmt.Errorf("%w: %d signs, want %d", tree.ErrModel, m.Features, numSigns)
	}
	if err != nil {
		panic("meta: models/authors.bin: " + err.Error())
	}
	return m
})

// judge sets the chance of each name.
func judge(all []ranked) {
	n := len(all)
	if n == 0 {
		return
	}
	cells, scores := make([]int16, numSigns*n), make([]int32, n)
	for i := range all {
		for s, v := range all[i].signs {
			cells[s*n+i] = v
		}
	}
	var scorer tree.Scorer
	scorer.Score(authorModel(), cells, n, scores)
	for i := range all {
		all[i].chance = tree.Prob(scores[i])
	}
}

// Chances from which names are authors.
const (
	sureAuthor    = 500 // any name
	likelyAuthor  = 300 // the likeliest of those in the head, where no other is
	statedAuthor  = 100 // the likeliest of those in a field for authors, where no other is
	secondAuthor  = 300 // a person whom an "and" joins in the byline to one who is
	bylineBeside  = 250 // a person of the byline, beside an agency or an outlet alone
	besideAnother = 150 // a person in a field that names one who is
)

// choose returns the likely authors in the order of the best evidence.
func choose(all []ranked) []schema.Author {
	best := -1
	for i := range all {
		r := &all[i]
		least, ok := r.least()
		r.taken = r.chance >= sureAuthor && (ok || r.signs[signMost] == 1)
		if ok && r.chance >= least && (best < 0 || r.chance > all[best].chance) {
			best = i
		}
	}
	if best >= 0 && !slices.ContainsFunc(all, func(r ranked) bool { return r.taken }) {
		all[best].taken = true
	}
	var named [fromByline + 1]bool // the fields, and the byline, that name one of them
	for s := range named {
		named[s] = slices.ContainsFunc(all, func(r ranked) bool { return r.taken && r.at[s] > 0 })
	}
	for i := range all {
		r := &all[i]
		r.taken = r.taken || isPerson(r.author) && r.joins(&named)
	}
	dropOutlet(all)
	authors := []schema.Author{}
	for i := range all {
		if all[i].taken && !glued(all, i) {
			authors = append(authors, all[i].author)
		}
	}
	return authors
}

// dropOutlet leaves out the outlet where a person is named, and puts the person of the byline
// in the place of an agency or outlet that stands alone.
func dropOutlet(all []ranked) {
	person, chosen := false, false
	other := func(i int) bool { // another person is taken
		return slices.ContainsFunc(all, func(r ranked) bool { return r.taken && isPerson(r.author) && r.key != all[i].key && fullName(r.author) })
	}
	for i := range all {
		person = person || all[i].taken && isPerson(all[i].author)
		chosen = chosen || all[i].taken
	}
	if person {
		for i := range all {
			r := &all[i]
			r.taken = r.taken && (r.signs[signSite] == 0 || isPerson(r.author) && (r.signs[signAccount] == 0 || !other(i)))
		}
		return
	}
	best := -1
	for i := range all {
		r := &all[i]
		if isPerson(r.author) && fullName(r.author) && r.at[fromByline] > 0 && r.chance >= bylineBeside &&
			(best < 0 || r.chance > all[best].chance) {
			best = i
		}
	}
	if chosen && best >= 0 {
		for i := range all {
			all[i].taken = i == best
		}
	}
}

// joins reports whether a name stands in a field that names an author, or in the byline
// behind one and an "and".
func (r *ranked) joins(named *[fromByline + 1]bool) bool {
	for s := range fromByline {
		if named[s] && r.at[s] > 0 && r.chance >= besideAnother {
			return true
		}
	}
	return named[fromByline] && r.at[fromByline] > 0 && r.chance >= secondAuthor && names.IsSecond(r.author)
}

// least is the chance from which a name may be the only author; who is named far from
// the head alone may have written another story.
func (r *ranked) least() (chance int16, ok bool) {
	head := r.signs[signLineFar] > 0
	for s := range fromFar {
		if r.at[s] > 0 && s < numFields {
			return statedAuthor, true
		}
		head = head || r.at[s] > 0
	}
	return likelyAuthor, head
}

// glued reports whether a name is that of a likelier author with something more, or less.
func glued(all []ranked, i int) bool {
	name := all[i].author.Name
	return slices.ContainsFunc(all, func(o ranked) bool {
		if !o.taken || o.chance <= all[i].chance {
			return false
		}
		other := o.author.Name
		return strings.HasPrefix(name, other+" ") || strings.HasPrefix(other, name+" ") || strings.HasSuffix(name, " "+other)
	})
}
