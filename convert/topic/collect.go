package topic

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// collection gathers the keywords of a codebook in one language.
type collection struct {
	above        [][]int32 // by code, the codes above it, for which its keywords speak too
	at           map[wordKey]*keyword
	conditionals map[string]*conditionalWord
}

type wordKey struct {
	pattern string
	open    bool
}

// conditionalWord is a keyword that counts in some company only, with its votes.
type conditionalWord struct {
	key   wordKey
	word  codebook.Keyword
	votes []vote
}

func newCollection(cb *codebook.Codebook) *collection {
	return &collection{above: cb.Above(), at: map[wordKey]*keyword{}, conditionals: map[string]*conditionalWord{}}
}

// gather takes in every keyword with its votes.
func (c *collection) gather(cb *codebook.Codebook, language string) {
	for _, phrase := range cb.Ignore[language] {
		c.keyword(phrase)
	}
	for i, code := range append([]codebook.Code{cb.None}, cb.Codes...) {
		k := code.Keywords[language]
		for _, list := range []struct {
			words []codebook.Keyword
			vote
		}{
			{k.Strong, vote{weight: strong}},
			{k.Medium, vote{weight: medium}},
			{k.Weak, vote{weight: weak}},
			{k.Setting, vote{weight: setting, setting: true}},
		} {
			list.code = int32(i - 1)
			for j := range list.words {
				c.add(&list.words[j], list.vote)
			}
		}
	}
}

// keyword returns the keyword of a word, which Parse has found to be one.
func (c *collection) keyword(word string) *keyword {
	pattern, open, err := codebook.ParseKeyword(word)
	if err != nil {
		return &keyword{}
	}
	key := wordKey{pattern, open}
	if c.at[key] == nil {
		c.at[key] = &keyword{pattern: pattern, open: open, capital: pattern != strings.ToLower(pattern)}
	}
	return c.at[key]
}

// add lets a keyword speak for a code and for those above it.
func (c *collection) add(word *codebook.Keyword, v vote) {
	kw := c.keyword(word.Word)
	votes := &kw.votes
	if !word.Plain() {
		key := wordKey{kw.pattern, kw.open}
		company := fmt.Sprintf("%s %t %q %q %d", key.pattern, key.open, word.Near, word.NotNear, word.Within)
		if c.conditionals[company] == nil {
			c.conditionals[company] = &conditionalWord{key: key, word: *word}
		}
		votes = &c.conditionals[company].votes
	}
	addVote(votes, v)
	if v.code >= 0 {
		for _, code := range c.above[v.code] {
			addVote(votes, vote{code, v.weight, v.setting})
		}
	}
}

// addVote keeps the greater weight where a code has the keyword twice.
func addVote(votes *[]vote, v vote) {
	for i := range *votes {
		if old := &(*votes)[i]; old.code == v.code {
			old.weight = max(old.weight, v.weight)
			return
		}
	}
	*votes = append(*votes, v)
}

// exclusions reports whether a code has phrases in which its keywords do not count.
func (c *collection) exclusions(cb *codebook.Codebook, language string) bool {
	return slices.ContainsFunc(cb.Codes, func(code codebook.Code) bool { return len(code.Exclude[language]) > 0 })
}

// hide makes each excluded phrase a keyword that says what the words in it say, but for
// the code that excludes it.
func (c *collection) hide(cb *codebook.Codebook, language string) {
	without := &matcher{keywords: c.sorted()}
	without.build()
	deaf := map[wordKey][]int32{} // codes by the phrase that they exclude
	for i := range cb.Codes {
		for _, phrase := range cb.Codes[i].Exclude[language] {
			kw := c.keyword(phrase)
			key := wordKey{kw.pattern, kw.open}
			deaf[key] = append(append(deaf[key], int32(i)), c.above[i]...)
		}
	}
	for key, codes := range deaf {
		t := newTally(len(without.keywords))
		without.scan([]byte(key.pattern), 0, t)
		kw := c.at[key]
		for _, k := range t.seen {
			for _, v := range without.keywords[k].votes {
				addVote(&kw.votes, v)
			}
		}
		kw.votes = slices.DeleteFunc(kw.votes, func(v vote) bool { return slices.Contains(codes, v.code) })
	}
}

// sorted returns the keywords by their lower-case bytes.
func (c *collection) sorted() []keyword {
	all := make([]keyword, 0, len(c.at))
	for _, kw := range c.at {
		all = append(all, *kw)
	}
	slices.SortFunc(all, func(a, b keyword) int {
		if c := strings.Compare(strings.ToLower(a.pattern), strings.ToLower(b.pattern)); c != 0 {
			return c
		}
		// At one place a keyword with capitals is tried first: it says more.
		if c := strings.Compare(a.pattern, b.pattern); c != 0 {
			return c
		}
		return boolInt(a.open) - boolInt(b.open)
	})
	return all
}

// conditional is a keyword that counts where its company is, or is not.
type conditional struct {
	keyword       int32   // of its own, behind those that the trie finds
	near, notNear []int32 // keywords of the matcher of company
	within        int
}

// addConditionals appends the keywords that count in some company only.
func (m *matcher) addConditionals(c *collection) {
	if len(c.conditionals) == 0 {
		return
	}
	company := &collection{at: map[wordKey]*keyword{}}
	for _, w := range c.conditionals {
		for _, word := range slices.Concat(w.word.Near, w.word.NotNear) {
			company.keyword(word)
		}
	}
	m.company = &matcher{keywords: company.sorted()}
	m.company.build()
	ids := func(words []string) (list []int32) {
		for _, word := range words {
			pattern, open, _ := codebook.ParseKeyword(word)
			i := slices.IndexFunc(m.company.keywords, func(k keyword) bool { return k.pattern == pattern && k.open == open })
			list = append(list, int32(i))
		}
		return list
	}
	found := len(m.keywords)
	for _, name := range slices.Sorted(maps.Keys(c.conditionals)) {
		w := c.conditionals[name]
		own := int32(len(m.keywords))
		m.keywords = append(m.keywords, keyword{pattern: w.key.pattern, open: w.key.open, votes: w.votes})
		i := slices.IndexFunc(m.keywords[:found], func(k keyword) bool { return k.pattern == w.key.pattern && k.open == w.key.open })
		within := w.word.Within
		if within == 0 {
			within = codebook.DefaultWithin
		}
		m.keywords[i].when = append(m.keywords[i].when, conditional{own, ids(w.word.Near), ids(w.word.NotNear), within})
	}
}

// holds reports whether what a keyword at text[start:end] wants beside it is there, and
// what it does not want is not: within so many words before it and behind it.
func (m *matcher) holds(c *conditional, text []byte, start, end int) bool {
	near, notNear := len(c.near) == 0, false
	look := func(at int) {
		m.company.each(text, at, func(k int32) {
			near = near || slices.Contains(c.near, k)
			notNear = notNear || slices.Contains(c.notNear, k)
		})
	}
	for at, n := start, 0; n < c.within && at > 0; n++ {
		for at--; at > 0 && !parted(text[at-1]); at-- {
			continue
		}
		look(at)
	}
	for at, n := end, 0; n < c.within && at+1 < len(text); n++ {
		at++
		look(at)
		for at < len(text) && !parted(text[at]) {
			at++
		}
	}
	return near && !notNear
}
