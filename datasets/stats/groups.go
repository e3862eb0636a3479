package stats

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// tally holds a number for every unit, in the order of Units.
type tally [6]int64

func (t *tally) add(o tally) {
	for i := range o {
		t[i] += o[i]
	}
}

func (t *tally) counts(units []Unit) Counts {
	var c Counts
	for _, u := range units {
		if i := u.index(); i >= 0 {
			n := t[i]
			*c.fields()[i] = &n
		}
	}
	return c
}

// groups counts things by one key or several together.
type groups struct {
	by   []string
	rows map[string]*groupRow
}

type groupRow struct {
	keys []*string
	all  tally
	live tally // live blogs
}

func newGroups(by ...string) *groups {
	return &groups{by: by, rows: map[string]*groupRow{}}
}

// add adds a tally to the group with the keys: one for each name of by, nil
// for NULL.
func (g *groups) add(keys []*string, t tally, live bool) {
	id := identity(keys)
	row := g.rows[id]
	if row == nil {
		row = &groupRow{keys: slices.Clone(keys)}
		g.rows[id] = row
	}
	row.all.add(t)
	if live {
		row.live.add(t)
	}
}

// identity joins keys without two lists of keys becoming one.
func identity(keys []*string) string {
	var b strings.Builder
	for _, k := range keys {
		if k == nil {
			b.WriteString("-")
			continue
		}
		fmt.Fprintf(&b, "%d:%s", len(*k), *k)
	}
	return b.String()
}

// group returns the groups with counts in the units. Groups by one key that is no
// time are ordered by their first count, the greatest first; all others by their
// keys, NULL last. By month or year alone, those without articles are there too.
func (g *groups) group(units []Unit) Group {
	out := Group{By: g.by, Units: units, Note: note(g.by), Rows: []GroupRow{}}
	all := g.sorted(units)
	if len(g.by) == 1 && isCalendar(g.by[0]) {
		all, out.Gaps = fillCalendar(all)
	}
	for _, row := range all {
		r := GroupRow{Keys: row.keys, Counts: row.all.counts(units)}
		if row.live != (tally{}) {
			live := row.live.counts(units)
			r.LiveBlogs = &live
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

func (g *groups) sorted(units []Unit) []*groupRow {
	all := make([]*groupRow, 0, len(g.rows))
	for _, row := range g.rows {
		all = append(all, row)
	}
	byCount := len(g.by) == 1 && !isTime(g.by[0]) && len(units) > 0
	slices.SortFunc(all, func(a, b *groupRow) int {
		if byCount {
			i := units[0].index()
			if c := cmp.Compare(b.all[i], a.all[i]); c != 0 {
				return c
			}
		}
		return slices.CompareFunc(a.keys, b.keys, compareKeys)
	})
	return all
}

func compareKeys(a, b *string) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return strings.Compare(*a, *b)
}

// note says where the groups do not add up to the total.
func note(by []string) string {
	var notes []string
	if slices.Contains(by, byTopic) {
		notes = append(notes,
			"an article counts for its best topic of each codebook; abstained and no_policy are no topics: the first is a decision that was not made, the second one that was; labels made in one genre do not hold in another")
	}
	if slices.ContainsFunc(by, isSpeaker) {
		notes = append(notes,
			"only articles with attributed quotes are counted, each once for every speaker, and only quotes with a name; words are words of the quotes")
	}
	return strings.Join(notes, "; ")
}
