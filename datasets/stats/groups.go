package stats

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Tally holds a number for every unit, in the order of Units.
type Tally [5]int64

// Groups counts things by one key or several together.
type Groups struct {
	by   []string
	rows map[string]*groupRow
}

type groupRow struct {
	keys  []*string
	tally Tally
}

// NewGroups returns empty groups by the named keys.
func NewGroups(by ...string) *Groups {
	return &Groups{by: by, rows: map[string]*groupRow{}}
}

// Add adds a tally to the group with the keys: one for each name of by, nil
// for NULL.
func (g *Groups) Add(keys []*string, t Tally) error {
	if len(keys) != len(g.by) {
		return fmt.Errorf("group by %s: %d keys given", strings.Join(g.by, ","), len(keys))
	}
	id := identity(keys)
	row := g.rows[id]
	if row == nil {
		row = &groupRow{keys: slices.Clone(keys)}
		g.rows[id] = row
	}
	row.tally.add(t)
	return nil
}

func (t *Tally) add(o Tally) {
	for i := range o {
		t[i] += o[i]
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

// Merge adds the counts of o. It is associative and commutative, and leaves o
// as it is. Groups by other keys cannot be merged. Shards must be cut between
// articles, else a speaker's articles and paragraphs count twice.
func (g *Groups) Merge(o *Groups) error {
	if !slices.Equal(g.by, o.by) {
		return fmt.Errorf("merge groups: one is by %s, the other by %s", strings.Join(g.by, ","), strings.Join(o.by, ","))
	}
	for _, row := range o.rows {
		if err := g.Add(row.keys, row.tally); err != nil {
			return err
		}
	}
	return nil
}

// Group returns the groups with counts in the units, at most rows of them (0:
// all). Groups by one key that is no time are ordered by their first count,
// the greatest first; all others by their keys, NULL last.
func (g *Groups) Group(units []Unit, rows int) Group {
	all := make([]*groupRow, 0, len(g.rows))
	for _, row := range g.rows {
		all = append(all, row)
	}
	byCount := len(g.by) == 1 && !isTime(g.by[0]) && len(units) > 0
	slices.SortFunc(all, func(a, b *groupRow) int {
		if byCount {
			i := units[0].index()
			if c := cmp.Compare(b.tally[i], a.tally[i]); c != 0 {
				return c
			}
		}
		return slices.CompareFunc(a.keys, b.keys, compareKeys)
	})
	out := Group{By: g.by, Units: units, Groups: len(all), Note: note(g.by), Rows: []GroupRow{}}
	if rows > 0 && len(all) > rows {
		out.LeftOut = len(all) - rows
		all = all[:rows]
	}
	for _, row := range all {
		out.Rows = append(out.Rows, GroupRow{Keys: row.keys, Counts: row.tally.counts(units)})
	}
	return out
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

func (t *Tally) counts(units []Unit) Counts {
	var c Counts
	for _, u := range units {
		if i := u.index(); i >= 0 {
			n := t[i]
			*c.fields()[i] = &n
		}
	}
	return c
}

// note says where the groups do not add up to the total.
func note(by []string) string {
	var notes []string
	if slices.Contains(by, byTopic) {
		notes = append(notes, "an article counts for its best topic of each codebook; labels made in one genre do not hold in another")
	}
	if slices.Contains(by, bySpeaker) {
		notes = append(notes, "only articles with attributed quotes are counted, each once for every speaker; words are words of the quotes")
	}
	return strings.Join(notes, "; ")
}
