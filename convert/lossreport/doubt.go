package lossreport

import (
	"fmt"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// manyWords is the length from which a dropped block may be a lost paragraph.
	manyWords = 15
	// near is how far from the text, in blocks, its first or last paragraph may be lost.
	near = 6
	// wideGap is how many dropped blocks make what follows them look like a tail.
	wideGap = 10
	// keptBelow and droppedFrom are scores that do not speak for the decision.
	keptBelow, droppedFrom = 0.5, 0.35
)

// doubts finds the blocks a reader should look at first: the places where
// extractors lose a paragraph or keep a tail.
type doubts struct {
	blocks      []schema.Block
	words       []int
	first, last int // kept blocks; -1 none
	notes       map[int]string
}

func newDoubts(blocks []schema.Block, words []int, title string) doubts {
	d := doubts{blocks: blocks, words: words, first: -1, last: -1, notes: map[int]string{}}
	for i := range blocks {
		if blocks[i].Kept {
			d.last = i
			if d.first < 0 {
				d.first = i
			}
		}
	}
	seen := map[string]int{}
	if title != "" {
		seen[text.Key(title)] = -1
	}
	before := d.first
	for i := range blocks {
		note := ""
		if blocks[i].Kept {
			note = d.kept(i, before, seen)
			before = i
		} else {
			note = d.dropped(i)
		}
		if note != "" {
			d.notes[i] = note
		}
	}
	return d
}

// of says why block i is worth a look; "" it is not.
func (d *doubts) of(i int) string { return d.notes[i] }

func (d *doubts) kept(i, before int, seen map[string]int) string {
	b := &d.blocks[i]
	key := text.Key(b.Text)
	at, again := seen[key]
	if !again {
		seen[key] = b.Index
	}
	switch {
	case again && at < 0:
		return "kept, but it repeats the title"
	case again && d.words[i] > 3:
		return fmt.Sprintf("kept, but block %d has the same words", at)
	case b.Score < keptBelow && b.Reason != schema.ReasonAllKept:
		return "kept, but its score is low"
	case i-before > wideGap:
		return fmt.Sprintf("kept, but the %d blocks before it were dropped", i-before-1)
	}
	return ""
}

func (d *doubts) dropped(i int) string {
	b := &d.blocks[i]
	if b.Reason == schema.ReasonMetadata || b.Reason == schema.ReasonHidden || b.Reason == schema.ReasonRepeated {
		return ""
	}
	long := d.words[i] >= manyWords
	switch {
	case b.Score >= droppedFrom:
		return "dropped, but its score is not low"
	case !long || d.first < 0 || b.Reason == schema.ReasonCaption || b.Reason == schema.ReasonEmbed || b.Reason == schema.ReasonComments:
		return ""
	case i > d.first && i < d.last:
		return fmt.Sprintf("%d words dropped inside the text", d.words[i])
	case i < d.first && d.first-i <= near:
		return fmt.Sprintf("%d words dropped just before the text", d.words[i])
	case i > d.last && i-d.last <= near && (b.Reason == schema.ReasonAfterBody || b.Reason == schema.ReasonLowScore || b.Reason == schema.ReasonBoilerplate):
		return fmt.Sprintf("%d words dropped just behind the text", d.words[i])
	}
	return ""
}
