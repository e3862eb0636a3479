package topic

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/internal/poison"
)

// TestNothingOfTheTextBefore holds that a reading is empty when it is put away, and
// that texts are labelled the same whatever else its memory holds.
func TestNothingOfTheTextBefore(t *testing.T) {
	c := New(codebook.CAP())
	for i := range strike {
		text := asText("The week", "en", strike[i:]...)
		topics, paragraphs := New(codebook.CAP()).Annotate(text)
		m := c.matchers["en"]
		r := c.reading(m)
		if nonzero := func(n int32) bool { return n != 0 }; slices.ContainsFunc(r.whole.mass, nonzero) ||
			slices.ContainsFunc(r.part.mass, nonzero) ||
			len(r.whole.seen)+len(r.part.seen)+len(r.folded)+len(r.rows) != 0 || r.whole.words+r.part.words != 0 {
			t.Fatal("a reading was put away before it was empty")
		}
		poison.Fill(r, "reading.c", "reading.m", "reading.rows", "*reading.whole", "*reading.part", "*reading.around", "*reading.sound", "sound.w", "tally.mass", "tally.seen", "tally.words")
		r.folded = r.folded[:0]
		c.readings.Put(r)
		gotTopics, gotParagraphs := c.Annotate(text)
		if diff := cmp.Diff(topics, gotTopics) + cmp.Diff(paragraphs, gotParagraphs); diff != "" {
			t.Errorf("labels depend on the text before:\n%s", diff)
		}
	}
}
