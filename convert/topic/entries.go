package topic

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	// entryShare is how many of the words of coded entries, in percent, one code must hold
	// for a text of several entries to have it.
	entryShare = 50
	// codedShare is how many of all its words, in percent, its coded entries must hold.
	codedShare = 25
)

// entries codes a text of several, such as a live blog: each entry by itself, and its
// paragraphs as the entry; the whole has a code where one holds half. The title speaks of
// the whole, and for none.
func (r *reading) entries(t *schema.Text) []schema.Topic {
	all, words := newTally(len(r.m.keywords)), make([]int, len(r.c.cb.Codes))
	coded := 0
	for from, to := range segments(t) {
		for i := from; i < to; i++ {
			r.read(clip(t.Body, t.Paragraphs[i]), 1)
		}
		j := r.judge(func() { pieces(t, from, to, r.sound.hear) })
		if r.paragraphs {
			topics := r.coded(r.whole, j)
			for i := from; i < to; i++ {
				for _, topic := range topics {
					r.rows = append(r.rows, schema.ParagraphTopic{Paragraph: i, Topic: topic})
				}
			}
		}
		if len(j.codes) > 0 {
			coded += r.whole.words
			best := j.codes[0].code
			for _, code := range append([]int32{best}, r.c.tree.above[best]...) {
				words[code] += r.whole.words
			}
		}
		r.whole.drain(all, 1)
	}
	return r.most(all, words, coded)
}

// most returns the row of the code that a text has by its entries, or the row that says why there is none.
func (r *reading) most(all *tally, words []int, coded int) []schema.Topic {
	j := r.m.judge(all, r.c.tree, r.scratch)
	best := r.c.tree.most(words, coded)
	switch {
	case best >= 0 && coded*100 >= all.words*codedShare:
		return r.coded(all, judgement{codes: []sum{r.scratch[best+1]}})
	case coded == 0 && j.outcome == schema.OutcomeNoPolicy:
		return r.c.uncoded(schema.OutcomeNoPolicy)
	}
	return r.c.uncoded(schema.OutcomeAbstained)
}

// most returns the code that holds half of the coded words, the lowest one; -1 where none does.
func (t *tree) most(words []int, coded int) int32 {
	best := int32(-1)
	for i, n := range words {
		if n*100 < coded*entryShare || n == 0 {
			continue
		}
		code := int32(i)
		deeper := best < 0 || len(t.above[code]) > len(t.above[best])
		if deeper || len(t.above[code]) == len(t.above[best]) && n > words[best] {
			best = code
		}
	}
	return best
}

// segments yields the paragraphs of each entry, and those between entries, as [from, to).
func segments(t *schema.Text) func(func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		from := 0
		for _, at := range append(slices.Clone(t.Breaks), len(t.Paragraphs)) {
			if at = min(at, len(t.Paragraphs)); at > from {
				if !yield(from, at) {
					return
				}
				from = at
			}
		}
	}
}
