package topic

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	titleMass = 4 // a word of the title counts as four of the body
	leadMass  = 2 // one of the lead as two
	leadSize  = 3 // paragraphs that are the lead

	// leastWeight is the sum of weights, over distinct keywords, that a code
	// needs: one strong keyword, or two medium and a weak one.
	leastWeight = strong
	// leastShare is how much of the evidence, in percent, the code needs.
	leastShare = 20
	// secondShare is how close, in percent of the best code's evidence, a
	// further code must come to be given too.
	secondShare = 70
	// noneShare is how much of the best code's evidence, in percent, words
	// without policy content need to be heard instead.
	noneShare = 80
	// impliedShare is noneShare for a code that no strong keyword names, and few others:
	// war, border and nuclear are said of gardens, games and kitchens too.
	impliedShare = 50
	// baseEvidence and wordsEach set the evidence a text must have: the longer
	// it is, the more keywords stand in it by chance; behind wordsMost hardly
	// any new ones do.
	baseEvidence = 40
	wordsEach    = 3
	wordsMost    = 1200

	// belowShare is how much of the evidence for the codes below another, in percent, one
	// of them needs to be given in its place.
	belowShare = 50

	// sentenceWords is a long sentence.
	sentenceWords = 25

	// settingShare is how much, in percent, of what names who decides is heard beside
	// another topic.
	settingShare = 25

	maxEvidence = 8
	maxCodes    = 3
	maxWord     = 60 // bytes of a word in an evidence list
)

// heard is how much is heard of a keyword that occurs n times: ten times the
// square root, so that one word said often does not drown the others.
var heard = [...]int32{0, 10, 14, 17, 20, 22, 24, 26, 28, 30, 32, 33, 35, 36, 37, 39, 40}

// tally counts keywords.
type tally struct {
	mass  []int32 // by keyword
	where []span  // where in the folded text it was found first
	seen  []int32 // keywords found, in order
	words int
}

type span struct{ start, end int32 }

func newTally(keywords int) *tally {
	return &tally{mass: make([]int32, keywords), where: make([]span, keywords)}
}

func (t *tally) add(k, mass int32, at span) {
	if t.mass[k] == 0 {
		t.seen = append(t.seen, k)
		t.where[k] = at
	}
	t.mass[k] += mass
}

// drain moves what t holds to the tally of the whole and empties t.
func (t *tally) drain(whole *tally, factor int32) {
	for _, k := range t.seen {
		whole.add(k, t.mass[k]*factor, t.where[k])
	}
	whole.words += t.words
	t.clear()
}

// clear empties the tally.
func (t *tally) clear() {
	for _, k := range t.seen {
		t.mass[k] = 0
	}
	t.seen, t.words = t.seen[:0], 0
}

// scan counts the keywords of folded[from:].
func (m *matcher) scan(folded []byte, from int, t *tally) {
	for i := from; i < len(folded); {
		if parted(folded[i]) {
			i++
			continue
		}
		t.words++
		k, end := m.longest(folded, i)
		if k >= 0 {
			t.words += spaces(folded[i:end])
			if len(m.keywords[k].votes) > 0 {
				t.add(int32(k), 1, span{int32(i), int32(end)})
			}
			for _, c := range m.keywords[k].when {
				if m.holds(&c, folded[from:], i-from, end-from) {
					t.add(c.keyword, 1, span{int32(i), int32(end)})
				}
			}
			i = end
			continue
		}
		for i < len(folded) && !parted(folded[i]) {
			i++
		}
	}
}

func spaces(b []byte) int {
	n := 0
	for _, c := range b {
		if c == ' ' {
			n++
		}
	}
	return n
}

// sum is the evidence for one code.
type sum struct {
	code     int32 // index into Codebook.Codes; -1 for none
	evidence int64
	weight   int32 // of distinct keywords
	kinds    int32 // how many these are
	loudest  int32 // the greatest mass of one
	heaviest int32 // the greatest weight of one
	setting  int64 // the part of the evidence that only names who decides
}

// carries reports whether what speaks for a code is more than one word said in passing.
// A sentence may be about a single word; a text of several has it in its title, comes
// back to it, or has another one.
func (s *sum) carries(words int) bool {
	return s.weight >= leastWeight && (s.kinds > 1 || s.loudest >= titleMass || words <= sentenceWords)
}

// outweighs reports whether a text is heard as one without policy content, whose words s
// adds up, instead of one about the code.
func (s *sum) outweighs(code *sum) bool {
	share := int64(noneShare)
	if code.heaviest < strong && code.weight < 2*strong {
		share = impliedShare
	}
	return s.evidence*100 >= code.evidence*share && s.weight >= leastWeight
}

// judgement is what the evidence of a text comes to.
type judgement struct {
	codes   []sum     // the best first; empty unless coded
	scores  []float64 // how likely each is; nil: not known yet
	outcome schema.TopicOutcome
}

// sums adds up the evidence: sums[0] is for none, sums[i+1] for code i. The total
// leaves out codes below others: what speaks for them speaks for those above too.
func (m *matcher) sums(t *tally, tree *tree, sums []sum) (total int64) {
	for i := range sums {
		sums[i] = sum{code: int32(i - 1)}
	}
	for _, k := range t.seen {
		volume := int64(heard[min(int(t.mass[k]), len(heard)-1)])
		for _, v := range m.keywords[k].votes {
			s := &sums[v.code+1]
			s.evidence += volume * int64(v.weight)
			s.weight += v.weight
			s.kinds++
			s.loudest = max(s.loudest, t.mass[k])
			s.heaviest = max(s.heaviest, v.weight)
			if v.setting {
				s.setting += volume * int64(v.weight)
			}
			if v.code < 0 || tree.top[v.code] {
				total += volume * int64(v.weight)
			}
		}
	}
	return total
}

// settle takes most of what only names who decides from each code, where another one has
// what it needs: a bill on schools is about schools. It returns how much it took in all.
func settle(sums []sum, tree *tree, need int64, words int) (taken int64) {
	for i := range sums {
		s := &sums[i]
		if s.setting == 0 {
			continue
		}
		other := slices.ContainsFunc(sums, func(o sum) bool {
			return o.code != s.code && tree.top[o.code] && o.evidence-o.setting >= need && o.carries(words)
		})
		if other {
			less := s.setting * (100 - settingShare) / 100
			s.evidence -= less
			if tree.top[s.code] {
				taken += less
			}
		}
	}
	return taken
}

// needed is the evidence that a text of so many words must have.
func needed(words int) int64 { return int64(baseEvidence + min(words, wordsMost)/wordsEach) }

// judge decides which codes the evidence carries. scratch has room for every
// code and none.
func (m *matcher) judge(t *tally, tree *tree, scratch []sum) judgement {
	total := m.sums(t, tree, scratch)
	need := needed(t.words)
	total -= settle(scratch[1:], tree, need, t.words)
	none, best := scratch[0], sum{}
	for _, s := range scratch[1:] {
		if s.evidence > best.evidence && tree.top[s.code] {
			best = s
		}
	}
	switch {
	case best.evidence*2 < need || none.outweighs(&best):
		return judgement{outcome: schema.OutcomeNoPolicy}
	case best.evidence < need, !best.carries(t.words), best.evidence*100 < total*leastShare:
		return judgement{outcome: schema.OutcomeAbstained}
	}
	var chosen []sum
	for _, s := range scratch[1:] {
		if tree.top[s.code] && s.evidence*100 >= best.evidence*secondShare && s.evidence >= need && s.carries(t.words) {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen, func(a, b sum) int { return cmp.Compare(b.evidence, a.evidence) })
	chosen = chosen[:min(len(chosen), maxCodes)]
	for i := range chosen {
		chosen[i].code = tree.descend(chosen[i].code, need, scratch)
	}
	return judgement{codes: chosen, outcome: schema.OutcomeCoded}
}

// evidence lists the words that spoke for the code, the heaviest first.
func (m *matcher) evidence(t *tally, folded []byte, code int32) []string {
	type word struct {
		text   string
		weight int32
	}
	var words []word
	for _, k := range t.seen {
		for _, v := range m.keywords[k].votes {
			if v.code == code {
				at := t.where[k]
				words = append(words, word{asEvidence(folded[at.start:min(at.end, at.start+maxWord)]), v.weight})
			}
		}
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.text, b.text))
	})
	list := make([]string, 0, min(len(words), maxEvidence))
	for _, w := range words {
		if len(list) < maxEvidence && !slices.Contains(list, w.text) {
			list = append(list, w.text)
		}
	}
	return list
}

// asEvidence makes folded bytes, perhaps cut inside a character, fit for a table.
func asEvidence(b []byte) string {
	return text.Clean(strings.ToLower(strings.ToValidUTF8(string(b), "")), false)
}
