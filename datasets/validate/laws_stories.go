package validate

import (
	"fmt"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

const duplicatesTable = "duplicates"

// stories knows the first article of the story that a copy tells, both by position: some 22
// bytes for each copy.
type stories struct {
	copies compact.Keys[ordinal]
	first  compact.List[int64]
}

// ordinal is the position of an article.
type ordinal int64

// Hash returns the position: an index mixes its bits.
func (o ordinal) Hash() uint64 { return uint64(o) }

// note notes which story a copy tells, once for each.
func (s *stories) note(position, first int64) {
	if _, known := s.copies.Number(ordinal(position)); !known {
		s.first.Add(first)
	}
}

// of returns the first article of the story that an article tells.
func (s *stories) of(position int64) int64 {
	if n, known := s.copies.Find(ordinal(position)); known {
		return *s.first.At(n)
	}
	return position
}

// storiesLaw is on the row that duplicates has of an article.
var storiesLaw = viewLaw{
	"laws.stories",
	[]string{"articles.duplicate_of", duplicatesTable + ".other_doc_id", duplicatesTable + ".cluster_id", duplicatesTable + ".relation"},
	(*view).checkStory,
}

func (v *view) checkStory(b *lawAt) {
	duplicate, other, cluster, relation := b.at[0], b.at[1], b.at[2], b.at[3]
	same := v.article.valid(duplicate)
	rows := v.group(duplicatesTable)
	if same && len(rows) == 0 {
		v.c.noteCell(v.article, b.rule, duplicate, "duplicates has no row of the article")
	}
	for i, r := range rows {
		is := schema.Relation(r.str(relation))
		switch {
		case i > 0:
			v.c.note(r, b.rule, "doc_id", r.docID(), "a row before it is of the same article")
			continue
		case !r.valid(other) && v.c.isChoice() && !same:
		case !r.valid(other):
			v.c.noteCell(r, b.rule, other, "the article is like some other one")
			continue
		case (is == schema.RelationIdentical) != same:
			v.c.noteCell(r, b.rule, relation, "duplicate_of of the article says otherwise")
		case same && r.str(other) != v.article.str(duplicate):
			v.c.noteCell(r, b.rule, other, "duplicate_of of the article is "+v.article.shown(duplicate))
			continue
		}
		if first, ok := v.firstOf(b.rule, r, other, cluster); ok && is.OneStory() {
			v.c.stories.note(v.position, first)
		}
	}
}

// isChoice reports whether articles were left out of the dataset that it was made of.
func (c *checker) isChoice() bool {
	return c.manifest != nil && c.manifest.Derived != nil && c.manifest.Derived.Selected != nil
}

// firstOf returns the first article of the story that a row says its article tells, and
// checks that the row names it, and an earlier one that tells it.
func (v *view) firstOf(rule string, r row, other, cluster int) (int64, bool) {
	first, ok := v.earlier(rule, r, cluster)
	if !ok || !r.valid(other) {
		return first, ok
	}
	before, ok := v.earlier(rule, r, other)
	if !ok {
		return 0, false
	}
	if before == v.position {
		v.c.noteCell(r, rule, other, "it is the article itself")
		return 0, false
	}
	if of := v.c.stories.of(before); of != first {
		v.c.noteCell(r, rule, cluster, fmt.Sprintf("the story of other_doc_id begins with article %d of the table, counted from 0", of))
		return 0, false
	}
	return first, true
}

// earlier returns the position of the article that a cell names, which is no later one.
func (v *view) earlier(rule string, r row, at int) (int64, bool) {
	position, known := v.c.ids.at.of(r.str(at))
	switch {
	case !r.valid(at): // which was reported
	case !known && !v.c.ids.incomplete:
		v.c.noArticle(r, at)
	case known && position > v.position:
		v.c.noteCell(r, rule, at, "it is no earlier article")
	case known:
		return position, true
	}
	return 0, false
}
