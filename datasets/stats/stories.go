package stats

import (
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

// stories knows which story an article tells that has a copy, or is one, and whether it was
// told: some 20 bytes an article, those without a copy apart.
type stories struct {
	ids  compact.Keys[compact.Digest] // of doc_ids
	of   compact.List[int32]          // the article that begins the story, by number
	told compact.List[bool]           // of the story that the article begins
}

// number returns the number of an article; one that is new begins a story.
func (s *stories) number(id string) int {
	n, known := s.ids.Number(compact.Digest(xxh3.HashString(id)))
	if !known {
		s.of.Add(int32(n))
		s.told.Add(false)
	}
	return n
}

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
	c.stories = &stories{}
	rows := int64(0)
	for row, err := range c.ds.Rows("duplicates", "doc_id", "cluster_id", "relation") {
		if err != nil {
			return err
		}
		rows++
		c.tell(rows)
		if !schema.Relation(row[2].Str).OneStory() {
			continue
		}
		first := *c.stories.of.At(c.stories.number(row[1].Str))
		*c.stories.of.At(c.stories.number(row[0].Str)) = first
	}
	return nil
}

// tell returns 1 for the first article of a story that is read, 0 for others that tell it.
func (s *stories) tell(id string) int64 {
	if s == nil {
		return 1
	}
	n, known := s.ids.Find(compact.Digest(xxh3.HashString(id)))
	if !known {
		return 1
	}
	told := s.told.At(int(*s.of.At(n)))
	defer func() { *told = true }()
	return boolCount(!*told)
}
