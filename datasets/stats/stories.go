package stats

import (
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/schema"
)

// stories knows which story an article tells that has a copy, or is one, and whether it was
// told: some 60 bytes an article, those without a copy apart.
type stories map[uint64]*story

type story struct{ told bool }

// hasStories is -1 where the dataset has no table duplicates.
func (c *collector) hasStories() int {
	t := c.table("duplicates")
	if t == nil {
		return -1
	}
	for _, name := range []string{"doc_id", "cluster_id", "relation"} {
		if of, _ := t.Column(name); of == nil || of.Type != schema.Utf8 {
			return -1
		}
	}
	return 0
}

// readStories reads which articles tell one story.
func (c *collector) readStories() error {
	if !slices.Contains(c.units, Stories) {
		return nil
	}
	c.stories = stories{}
	for row, err := range c.ds.Rows("duplicates", "doc_id", "cluster_id", "relation") {
		if err != nil {
			return err
		}
		if !schema.Relation(row[2].Str).OneStory() {
			continue
		}
		first := xxh3.HashString(row[1].Str)
		s := c.stories[first]
		if s == nil {
			s = &story{}
			c.stories[first] = s
		}
		c.stories[xxh3.HashString(row[0].Str)] = s
	}
	return nil
}

// tell returns 1 for the first article of a story that is read, 0 for others that tell it.
func (s stories) tell(id string) int64 {
	if len(s) == 0 {
		return 1
	}
	story := s[xxh3.HashString(id)]
	if story == nil {
		return 1
	}
	defer func() { story.told = true }()
	return boolCount(!story.told)
}
