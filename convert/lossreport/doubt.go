package lossreport

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// manyWords is the length from which a dropped block may be a lost paragraph;
	// in scripts without spaces a word is charsOfWord.
	manyWords, charsOfWord = 15, 3
	// near is how far from the text, in blocks, its first or last paragraph may be lost.
	near = 6
	// wideGap is how many dropped blocks make what follows them look like a tail.
	wideGap = 10
	// keptBelow and droppedFrom are scores that do not speak for the decision.
	keptBelow, droppedFrom = 0.5, 0.35
	// endBelow is the score of a last block that may be a kept tail, the most common fault of all.
	endBelow = 0.7
	// endMarks end the last sentence of a text.
	endMarks = ".!?…\"”’'»)]。！？」』）؟۔।"
)

// doubts finds the blocks a reader should look at first: the places where
// extractors lose a paragraph or keep a tail.
type doubts struct {
	blocks      []schema.Block
	first, last int // kept blocks; -1 none
	notes       map[int]string
}

func newDoubts(blocks []schema.Block, title string) doubts {
	d := doubts{blocks: blocks, first: -1, last: -1, notes: map[int]string{}}
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
	case again && text.Words(b.Text) > 3:
		return fmt.Sprintf("kept, but block %d has the same words", at)
	case b.Score < keptBelow && b.Reason != schema.ReasonAllKept:
		return "kept, but its score is low"
	case i == d.last && i > d.first && b.Score < endBelow && b.Reason != schema.ReasonAllKept:
		return "the text ends here, and the score is not high: still the article?"
	case i == d.last && i > d.first && !strings.ContainsRune(endMarks, lastRune(b.Text)):
		return "the text ends here, but not with the end of a sentence: still the article?"
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
	size := length(b.Text)
	noText := b.Reason == schema.ReasonCaption || b.Reason == schema.ReasonEmbed || b.Reason == schema.ReasonComments
	notJudged := b.Reason == schema.ReasonAfterBody || b.Reason == schema.ReasonLowScore || b.Reason == schema.ReasonBoilerplate
	switch {
	case b.Score >= droppedFrom:
		return "dropped, but its score is not low"
	case !long(b.Text) || d.first < 0 || noText:
		return ""
	case i > d.first && i < d.last:
		return size + " dropped inside the text"
	case i < d.first && d.first-i <= near:
		return size + " dropped just before the text"
	case i > d.last && i-d.last <= near && notJudged:
		return size + " dropped just behind the text"
	}
	return ""
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// long reports whether a text may be a paragraph of an article.
func long(s string) bool {
	words := text.Words(s)
	if words >= manyWords {
		return true
	}
	return spaceless(s, words) && utf8.RuneCountInString(s) >= manyWords*charsOfWord
}

// spaceless reports whether a text is of a script that puts no spaces between words.
func spaceless(s string, words int) bool {
	const longest = 12 // characters: words of other scripts are shorter on average
	return len(s) > utf8.RuneCountInString(s)*2 && utf8.RuneCountInString(s) > words*longest
}

// length says how long a text is.
func length(s string) string {
	if words := text.Words(s); !spaceless(s, words) {
		return count(words, "word")
	}
	return count(utf8.RuneCountInString(s), "character")
}
