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

// recurring looks for paragraphs that stand in many articles of a site.
type recurring struct {
	sets  [][recurringWays]candidate
	sites map[string]*site
}

type site struct {
	name     string
	hash     uint64
	articles int64
}

// candidate is a paragraph of a site and where it was seen first.
type candidate struct {
	hash  uint64
	count int64 // articles
	last  int64 // the article it was seen in last
	first place
	head  string // once it was seen twice
	site  *site
}

// note counts an article of a site with its paragraphs. What is kept is copied:
// a string of a batch would keep the whole batch.
func (r *recurring) note(name string, article int64, column int, rows []row) {
	if r.sets == nil {
		r.sets, r.sites = make([][recurringWays]candidate, recurringSets), map[string]*site{}
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
	set := &r.sets[hash%recurringSets]
	weakest := 0
	for i := range set {
		k := &set[i]
		if k.hash == hash && k.count > 0 {
			k.again(s, article)
			return
		}
		if k.count < set[weakest].count {
			weakest = i
		}
	}
	k := &set[weakest]
	if k.count > 0 {
		k.count--
		return
	}
	*k = candidate{hash: hash, count: 1, last: article, first: *p.place(), site: of}
	k.first.docID = strings.Clone(k.first.docID)
}

func (k *candidate) again(s string, article int64) {
	if k.last == article {
		return
	}
	k.count++
	k.last = article
	if k.head == "" {
		k.head = strings.Clone(text.Head(s, shown))
	}
}

// found returns the candidates that recur, in the order of their first places.
func (r *recurring) found() []candidate {
	var all []candidate
	for i := range r.sets {
		for j := range r.sets[i] {
			if k := r.sets[i][j]; k.count >= recurringIn && k.count*recurringOf >= k.site.articles {
				all = append(all, k)
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.first.file, b.first.file), cmp.Compare(a.first.row, b.first.row))
	})
	return all
}

// checkRecurring tells the paragraphs that recur, at their first places.
func (c *checker) checkRecurring() {
	for _, k := range c.recurring.found() {
		message := fmt.Sprintf("it stands in %d or more of the %d articles of %s", k.count, k.site.articles, k.site.name)
		c.out.finding(rowFinding(&k.first, "text.recurring_paragraph", "text", k.head, message))
	}
}
