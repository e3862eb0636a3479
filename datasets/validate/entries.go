package validate

import (
	"fmt"
	"sort"
)

// checkEntries checks that the entries of a live blog are ranges of its paragraphs, one
// behind the other, and that no statement goes on from one into another.
func (v *view) checkEntries() {
	k := v.complete("entries")
	if k == nil || len(k.group) == 0 || !have(k.group, k.t.columns.first, k.t.columns.behind) {
		return
	}
	first, behind := k.t.columns.first, k.t.columns.behind
	end, last := int64(0), int64(-1)
	if p := v.complete("paragraphs"); p != nil {
		last = int64(len(p.group))
	}
	for _, r := range k.group {
		from, to := r.int(first), r.int(behind)
		if !r.whole(first) || !r.whole(behind) {
			return // told of every count
		}
		switch {
		case from < end:
			v.c.sayCell(r, "laws.entries", first, fmt.Sprintf("the entry before ends at %d", end))
		case to <= from:
			v.c.sayCell(r, "laws.entries", behind, fmt.Sprintf("the entry begins at %d", from))
		case last >= 0 && to > last:
			v.c.sayCell(r, "laws.entries", behind, fmt.Sprintf("the article has %d paragraphs", last))
		}
		end = max(end, to)
	}
	v.checkCrossing(k)
}

// checkCrossing checks that all rows of a statement stand in one entry, or in none.
func (v *view) checkCrossing(entries *cursor) {
	quotes := v.complete("quotes")
	if quotes == nil || !have(quotes.group, quotes.t.columns.statement, quotes.t.columns.paragraph) {
		return
	}
	l := &quotes.t.columns
	of := map[int64]int{} // by statement
	for _, r := range quotes.group {
		at := entryOf(entries, r.int(l.paragraph))
		if before, ok := of[r.int(l.statement)]; ok && before != at && r.whole(l.statement) {
			v.c.sayCell(r, "laws.entries", l.paragraph, "the statement has a row in another entry")
		}
		of[r.int(l.statement)] = at
	}
}

// entryOf returns which entry a paragraph stands in, -1 for none; the entries ascend.
func entryOf(k *cursor, paragraph int64) int {
	l := &k.t.columns
	i := sort.Search(len(k.group), func(i int) bool { return k.group[i].int(l.first) > paragraph }) - 1
	if i >= 0 && paragraph < k.group[i].int(l.behind) {
		return i
	}
	return -1
}
