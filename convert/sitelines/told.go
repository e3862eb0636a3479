package sitelines

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/schema"
)

// Told drops from the blocks of a page what is not in the text that a dataset holds
// of it: for a page of which the dataset says that lines were dropped, shown without
// the rest of its site.
type Told struct{ text map[block.Key]bool }

// NewTold takes the text of an article.
func NewTold(text string) *Told {
	t := &Told{map[block.Key]bool{}}
	for line := range strings.SplitSeq(text, "\n") {
		t.text[block.KeyOf(line)] = true
	}
	return t
}

// Drop drops the kept blocks of which no line is in the text.
func (t *Told) Drop(_ *Page, blocks []schema.Block) int {
	kept, some := 0, []int(nil)
	for i := range blocks {
		if !blocks[i].Kept {
			continue
		}
		if kept++; !t.has(blocks[i].Text) {
			some = append(some, i)
		}
	}
	return drop(blocks, some, kept)
}

func (t *Told) has(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if t.text[block.KeyOf(line)] {
			return true
		}
	}
	return false
}
