package train

import (
	"cmp"
	"slices"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// counts say, by the hash of a word, how often it stands outside marks, in a cue, and is
// the main word of a cue.
type counts map[uint32]*count

type count struct{ all, in, main int }

func (c counts) of(hash uint32) *count {
	n := c[hash]
	if n == nil {
		n = &count{}
		c[hash] = n
	}
	return n
}

// priors counts how often a word outside marks is the main word of a cue.
func priors(articles []*Article, base *scorer.Model) scorer.Priors {
	c := counts{}
	texts := make([]*words.Text, len(articles))
	for i, a := range articles {
		texts[i] = quote.Tokens(&a.Text)
		c.see(a, texts[i])
	}
	for i, a := range articles {
		c.choose(a, texts[i])
	}
	if base != nil {
		c.know(base)
	}
	var out []scorer.Prior
	for hash, n := range c {
		if rate := 250 * n.main / (n.all + 2); rate > 0 {
			out = append(out, scorer.Prior{Hash: hash, Rate: uint8(rate)})
		}
	}
	slices.SortFunc(out, func(x, y scorer.Prior) int { return cmp.Compare(x.Hash, y.Hash) })
	return scorer.NewPriors(out)
}

// see counts the words of an article, and those of its cues.
func (c counts) see(a *Article, t *words.Text) {
	for j := range t.Tokens {
		if t.Tokens[j].Kind == words.Word {
			c.of(t.Tokens[j].Hash).all++
		}
	}
	cues(a, t, func(_ *Statement, list []int) {
		for _, j := range list {
			c.of(t.Tokens[j].Hash).in++
		}
	})
}

// choose takes for the main word of each cue the one that stands in cues most often.
func (c counts) choose(a *Article, t *words.Text) {
	cues(a, t, func(_ *Statement, list []int) {
		best, most := -2.0, list[0]
		for _, j := range list {
			n := c.of(t.Tokens[j].Hash)
			p := float64(n.in) / float64(n.all+2)
			if t.Tokens[j].Is(words.Function) {
				p -= 1 // "also", "to": only where there is no other
			}
			if p > best {
				best, most = p, j
			}
		}
		c.of(t.Tokens[most].Hash).main++
	})
}

// know adds what a model knows: it stands for ten places of each word.
func (c counts) know(base *scorer.Model) {
	const places = 10
	for _, p := range base.Priors.All() {
		n := c.of(p.Hash)
		n.all += places
		n.main += (int(p.Rate)*places + 249) / 250
	}
}
