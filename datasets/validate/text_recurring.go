package validate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Paragraphs that recur in many articles of a site are found in bounded memory:
// a table of fixed size keeps the candidates that were seen most. Where it is
// full, a newcomer takes a count from the weakest of its set, as in the
// algorithm of Misra and Gries (1982), so that what recurs often stays, and
// counts may be too low but never too high.
const (
	recurringSets = 1 << 13 // sets of candidates
	recurringWays = 8       // candidates of a set: 64 Ki in all, some MiB
	recurringMin  = 30      // bytes; shorter ones recur by chance ("He declined to comment.")
	recurringIn   = 10      // articles of a site it must stand in
	recurringOf   = 50      // one article in as many of the site
)

// recurring looks for paragraphs that stand in many articles of a site. What is
// looked at for every paragraph lies together, a set in one line of a cache.
type recurring struct {
	sets  []candidates
	more  [][recurringWays]candidate
	sites map[string]*site
}

// candidates are the paragraphs of a set: half of their digests, and in how many
// articles each stands.
type candidates struct {
	hash, count [recurringWays]uint32
}

type site struct {
	name     string
	hash     uint64
	articles int64
}

// candidate is what else is known of a paragraph of a site.
type candidate struct {
	last  int64 // the article it was seen in last
	first place
	head  string // once it was seen twice
	site  *site
}

// recurringLaw counts the paragraphs of each article; checkRecurring tells.
var recurringLaw = viewLaw{
	"text.recurring_paragraph",
	[]string{"paragraphs.text", "articles.site", "articles.duplicate_of"},
	(*view).noteRecurring,
}

// note counts an article of a site with its paragraphs. What is kept is copied:
// a string of a batch would keep the whole batch.
func (r *recurring) note(name string, article int64, column int, rows []row) {
	if r.sets == nil {
		r.sets, r.more, r.sites = make([]candidates, recurringSets), make([][recurringWays]candidate, recurringSets), map[string]*site{}
	}
	of := r.sites[name]
	if of == nil {
		of = &site{name: strings.Clone(name), hash: xxh3.HashString(name)}
		r.sites[of.name] = of
	}
	of.articles++
	for _, p := range rows {
		if s := p.str(column); len(s) >= recurringMin {
			r.add(xxh3.HashStringSeed(s, of.hash), of, s, article, p)
		}
	}
}

func (r *recurring) add(hash uint64, of *site, s string, article int64, p row) {
	set, more := &r.sets[hash%recurringSets], &r.more[hash%recurringSets]
	weakest, half := 0, uint32(hash>>32)
	for i, count := range set.count {
		switch {
		case count > 0 && set.hash[i] == half:
			if more[i].again(s, article) {
				set.count[i]++
			}
			return
		case count < set.count[weakest]:
			weakest = i
		}
	}
	if set.count[weakest] > 0 {
		set.count[weakest]--
		return
	}
	set.hash[weakest], set.count[weakest] = half, 1
	k := &more[weakest]
	*k = candidate{last: article, first: p.place(), site: of}
	k.first.docID = strings.Clone(k.first.docID)
}

// again notes that a paragraph was seen again, and reports whether in another article.
func (k *candidate) again(s string, article int64) bool {
	if k.last == article {
		return false
	}
	k.last = article
	if k.head == "" {
		k.head = strings.Clone(text.Head(s, shown))
	}
	return true
}

// recurs is a paragraph and in how many articles it was counted.
type recurs struct {
	count int64
	*candidate
}

// found returns the candidates that recur, in the order of their first places.
func (r *recurring) found() []recurs {
	var all []recurs
	for i := range r.sets {
		for j, count := range r.sets[i].count {
			n := int64(count)
			if k := &r.more[i][j]; n >= recurringIn && n*recurringOf >= k.site.articles {
				all = append(all, recurs{n, k})
			}
		}
	}
	slices.SortFunc(all, func(a, b recurs) int {
		return cmp.Or(cmp.Compare(a.first.file, b.first.file), cmp.Compare(a.first.row, b.first.row))
	})
	return all
}

// checkRecurring reports the paragraphs that recur, at their first places.
func (c *checker) checkRecurring() {
	for _, k := range c.recurring.found() {
		message := fmt.Sprintf("it stands in %d or more of the %d articles of %s", k.count, k.site.articles, k.site.name)
		c.out.finding(rowFinding(k.first, "text.recurring_paragraph", "text", k.head, message))
	}
}
