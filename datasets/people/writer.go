package people

import (
	"cmp"
	"slices"
	"time"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

// writer makes rows of people. Those whom corrections name are kept until all are there.
type writer struct {
	places      *compact.List[place]
	corrections *Corrections
	yield       func(*schema.Person) bool
	stopped     bool
	held        []*person
	of          map[string]int // by key that corrections name: its place in held
	into        []int          // by place in held: whom they were put together with
	// withoutEffect are the rows of the corrections, from 1, that changed nothing.
	withoutEffect []int64
}

// all writes people; it reports false where no more are wanted.
func (w *writer) all(people []*person) bool {
	for _, p := range people {
		if w.hold(p) {
			continue
		}
		if w.stopped = w.stopped || !w.yield(w.row(p, p.best())); w.stopped {
			return false
		}
	}
	return true
}

// hold keeps somebody whom the corrections name.
func (w *writer) hold(p *person) bool {
	named := false
	for _, e := range p.entries {
		if w.corrections.names(e.key) {
			if w.of == nil {
				w.of = map[string]int{}
			}
			w.of[e.key] = len(w.held)
			named = true
		}
	}
	if named {
		w.held = append(w.held, p)
	}
	return named
}

// finish does what the corrections say, and writes the rest.
func (w *writer) finish() {
	if w.corrections == nil {
		return
	}
	heads := make([]*entry, len(w.held)) // whose key and name stay
	for i, p := range w.held {
		heads[i] = p.best()
	}
	w.merge()
	names := w.rename()
	slices.Sort(w.withoutEffect)
	for i, p := range w.held {
		if w.into[i] != i || w.stopped {
			continue
		}
		row := w.row(p, heads[i])
		row.Name = cmp.Or(names[i], row.Name)
		w.stopped = !w.yield(row)
	}
}

// find returns who of those held somebody was put together with.
func (w *writer) find(i int) int {
	for w.into[i] != i {
		i = w.into[i]
	}
	return i
}

// merge puts together whom rows say are one.
func (w *writer) merge() {
	w.into = make([]int, len(w.held))
	for i := range w.into {
		w.into[i] = i
	}
	for _, r := range w.corrections.rows {
		if r.action != merge {
			continue
		}
		from, known := w.of[r.key]
		to, both := w.of[r.value]
		if !known || !both || w.find(from) == w.find(to) {
			w.withoutEffect = append(w.withoutEffect, r.row)
			continue
		}
		from, to = w.find(from), w.find(to)
		w.held[to].take(w.held[from])
		w.held[to].fixed = true
		w.into[from] = to
	}
}

// rename returns the names that rows give to those held. It sees to splits as well,
// which were done before.
func (w *writer) rename() map[int]string {
	names := map[int]string{}
	for _, r := range w.corrections.rows {
		at, known := w.of[r.key]
		switch {
		case r.action == merge, r.action == split && known:
			continue
		case known && names[w.find(at)] == "":
			names[w.find(at)], w.held[w.find(at)].fixed = r.value, true
		default:
			w.withoutEffect = append(w.withoutEffect, r.row)
		}
	}
	return names
}

// best is the entry with the fullest key.
func (p *person) best() *entry {
	return slices.MaxFunc(p.entries, func(x, y *entry) int { return compareFullness(x.key, y.key) })
}

// row is the person as a row, called by the key and name of one of the entries.
func (w *writer) row(p *person, head *entry) *schema.Person {
	row := &schema.Person{ID: head.key, Name: head.name(), Articles: len(p.articles)}
	slices.SortFunc(p.entries, compareEntries)
	var all entry
	for _, e := range p.entries {
		row.Keys = append(row.Keys, e.key)
		for _, t := range e.roles {
			all.roles = addTally(all.roles, t.text, t.n, mostRoles*len(p.entries))
		}
		for i, n := range e.kinds {
			all.kinds[i] += n
		}
		all.quotes += e.quotes
		all.words += e.words
	}
	slices.Sort(row.Keys)
	row.Kind, row.Quotes, row.Words = all.kind(), count(all.quotes), count(all.words)
	slices.SortStableFunc(all.roles, func(x, y tally) int { return cmp.Compare(y.n, x.n) })
	row.Roles = []string{}
	for i := range all.roles[:min(len(all.roles), mostRoles)] {
		row.Roles = append(row.Roles, all.roles[i].text)
	}
	row.First, row.Last = w.days(p.articles)
	if p.homonym {
		row.Findings = append(row.Findings, schema.PossibleHomonym)
	}
	if p.fixed {
		row.Findings = append(row.Findings, schema.Corrected)
	}
	return row
}

// days returns the first and the last day of articles; zero where none is known.
func (w *writer) days(articles []int64) (first, last schema.Date) {
	from, to := int32(noDay), int32(noDay)
	for _, n := range articles {
		day := w.places.At(int(n)).day
		switch {
		case day == noDay:
			continue
		case from == noDay || day < from:
			from = day
		}
		to = max(to, day)
	}
	if from == noDay {
		return schema.Date{}, schema.Date{}
	}
	return dateOf(from), dateOf(to)
}

func dateOf(day int32) schema.Date {
	const secondsPerDay = 24 * 60 * 60
	return schema.DateOf(time.Unix(int64(day)*secondsPerDay, 0).UTC())
}
