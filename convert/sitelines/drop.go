package sitelines

import (
	"math/bits"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// minVotes is how many pages must have a block too: one other may be a story
	// that takes a paragraph over.
	minVotes = 2
	// strictVotes is how many where the block stands among the article's own text, or
	// seems to be text beyond doubt: follow-ups take paragraphs over, too.
	strictVotes = 3
	// certain is the score from which a block seems so.
	certain = 0.9
	// sure is the score from which a block that stands alone above text stays: a first
	// paragraph that teasers repeat, a formula of a transcript.
	sure = 0.8
	// short is how many bytes make a line too short to be a sentence.
	short = 40
	// dropped is the score of a dropped block at the most.
	dropped = 0.2
)

// Drop drops the blocks of a page that are template of its site and returns how many.
func (t *Table) Drop(p *Page, blocks []schema.Block) int {
	s := t.sites[digest(p.Site)]
	if s == nil || len(p.Keys) != len(blocks) {
		return 0
	}
	e := election{site: s, may: s.voters(p), keys: p.Keys, blocks: blocks}
	if e.all = bits.OnesCount32(e.may); e.all < minVotes {
		return 0
	}
	var kept []int
	for i := range blocks {
		if blocks[i].Kept {
			kept = append(kept, i)
		}
	}
	return drop(blocks, e.choose(kept), len(kept))
}

// drop drops some blocks of those kept, unless they are all.
func drop(blocks []schema.Block, some []int, kept int) int {
	if len(some) == kept {
		return 0
	}
	for _, i := range some {
		b := &blocks[i]
		b.Kept, b.Kind, b.Level = false, schema.KindOther, 0
		b.Reason, b.Score = schema.ReasonSiteTemplate, min(b.Score, dropped)
	}
	return len(some)
}

// election is the vote on the blocks of one page.
type election struct {
	site   *site
	may    uint32 // who may vote
	all    int    // how many these are
	keys   []block.Key
	blocks []schema.Block
}

func (e *election) votes(i int) int { return bits.OnesCount32(e.site.mask(e.keys[i]) & e.may) }

// choose returns which of the kept blocks are template.
func (e *election) choose(kept []int) (out []int) {
	for k := 0; k < len(kept); k++ {
		from := k
		for k < len(kept) && e.recurs(kept[k]) {
			k++
		}
		run := kept[from:k]
		above := k < len(kept) // the article's own text follows
		alone := above && e.alone(run)
		for _, i := range run {
			switch b := &e.blocks[i]; {
			case above && (from > 0 || alone) && !e.strictly(i):
			case alone && (b.Level > 0 || b.Score >= sure): // "Background" stands over text in every brief
			default:
				out = append(out, i)
			}
		}
	}
	return out
}

// recurs reports whether enough pages have a block.
func (e *election) recurs(i int) bool {
	v := e.votes(i)
	return v >= minVotes && 4*v >= e.all && (e.blocks[i].Score < certain || e.strictly(i))
}

// strictly reports whether most pages have a block.
func (e *election) strictly(i int) bool {
	v := e.votes(i)
	return v >= strictVotes && 4*v >= 3*e.all
}

// alone reports whether a run of recurring blocks is one block, or headings and
// labels, which belong to the text that follows.
func (e *election) alone(run []int) bool {
	for _, i := range run {
		if len(run) > 1 && len(e.blocks[i].Text) >= short {
			return false
		}
	}
	return true
}
