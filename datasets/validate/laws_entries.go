package validate

import (
	"fmt"
	"sort"
)

// entriesLaws are on the entries of a live blog, and on the statements in them.
var entriesLaws = []viewLaw{
	{"laws.entries", []string{"entries.paragraph_start", "entries.paragraph_end"}, (*view).checkEntries},
	{"laws.entries", []string{"entries.paragraph_start", "entries.paragraph_end", saidTable + ".statement_index", saidTable + ".paragraph_index"}, (*view).checkCrossing},
}

// checkEntries checks that the entries of a live blog are ranges of its paragraphs, one
// behind the other, and that no statement goes on from one into another.
func (v *view) checkEntries(b *lawAt) {
	first, behind := b.at[0], b.at[1]
	end, last := int64(0), int64(-1)
	if p := v.complete("paragraphs"); p != nil {
		last = int64(len(p.group))
	}
	for _, r := range v.group("entries") {
		from, to := r.int(first), r.int(behind)
		if !r.whole(first) || !r.whole(behind) {
			return // reported of every count
		}
		switch {
		case from < end:
			v.c.noteCell(r, b.rule, first, fmt.Sprintf("the entry before ends at %d", end))
		case to <= from:
			v.c.noteCell(r, b.rule, behind, fmt.Sprintf("the entry begins at %d", from))
		case last >= 0 && to > last:
			v.c.noteCell(r, b.rule, behind, fmt.Sprintf("the article has %d paragraphs", last))
		}
		end = max(end, to)
	}
}

// checkCrossing checks that all rows of a statement stand in one entry, or in none.
func (v *view) checkCrossing(b *lawAt) {
	statement, paragraph := b.at[2], b.at[3]
	entries := v.group("entries")
	if len(entries) == 0 {
		return
	}
	of := map[int64]int{} // by statement
	for _, r := range v.group(saidTable) {
		at := entryOf(entries, r.int(paragraph), b)
		if before, ok := of[r.int(statement)]; ok && before != at && r.whole(statement) {
			v.c.noteCell(r, b.rule, paragraph, "the statement has a row in another entry")
		}
		of[r.int(statement)] = at
	}
}

// entryOf returns which entry a paragraph stands in, -1 for none; the entries ascend.
func entryOf(entries []row, paragraph int64, b *lawAt) int {
	first, behind := b.at[0], b.at[1]
	i := sort.Search(len(entries), func(i int) bool { return entries[i].int(first) > paragraph }) - 1
	if i >= 0 && paragraph < entries[i].int(behind) {
		return i
	}
	return -1
}
