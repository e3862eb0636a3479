package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// headlineAbove and headlineBelow are how many blocks around the beginning of
	// the text may be the headline.
	headlineAbove, headlineBelow = 60, 1
	// bodySample is how many bytes of text are searched for a headline's words.
	bodySample = 6000
	// repeats is how many lines are searched for a headline that stands again.
	repeats     = 600
	maxHeadline = 220 // bytes
	deckWords   = 6   // of the sentence that stands below a headline
	longWord    = 4   // letters of a word that has a subject
	// worthAsking is the score from which a line is looked for in all others.
	worthAsking = 2.0
	// surer is how much better a line must be than the one typed title.
	surer = 1.0
)

// retitle looks for the headline of a dump, which has no markup to say which
// line it is: the line above the text that speaks of what the text speaks of,
// reads like a headline, and is followed by byline and date.
func (l *Lines) retitle() {
	if l.first < 0 {
		return
	}
	h := headlines{l: l, words: bodyWords(l.blocks)}
	h.keys()
	best, bestScore := -1, 0.0
	if l.title >= 0 {
		best, bestScore = l.title, h.score(l.title)+surer
	}
	for i := max(0, l.first-headlineAbove); i < min(l.first+headlineBelow, len(l.blocks)); i++ {
		if s := h.score(i); s > bestScore && s > 0 {
			best, bestScore = i, s
		}
	}
	if best < 0 || best == l.title {
		return
	}
	l.title = best
	l.Titles = append([]string{oneLine(l.blocks[best].Text)}, l.Titles...)
	l.Titles = l.Titles[:1]
}

// headlines scores lines of a dump.
type headlines struct {
	l     *Lines
	words map[string]bool // of the text
	lines []string        // keys of the short lines
}

func (h *headlines) keys() {
	n := min(len(h.l.blocks), repeats)
	h.lines = make([]string, n)
	for i := range n {
		if b := &h.l.blocks[i]; len(b.Text) <= 2*maxHeadline {
			h.lines[i] = text.Key(b.Text)
		}
	}
}

func bodyWords(blocks []schema.Block) map[string]bool {
	words := map[string]bool{}
	size := 0
	for i := range blocks {
		if b := &blocks[i]; b.Kept && size < bodySample {
			size += len(b.Text)
			for w := range subjects(b.Text) {
				words[w] = true
			}
		}
	}
	return words
}

// subjects yields the long words of a line in lower case.
func subjects(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(w) >= longWord && !yield(w) {
				return
			}
		}
	}
}

// score is how much a line reads like the headline of the text.
func (h *headlines) score(i int) float64 {
	b := &h.l.blocks[i]
	s := oneLine(b.Text)
	n := text.Words(s)
	if n < 2 || len(s) > maxHeadline || b.Kind == schema.KindByline || b.Kind == schema.KindDate || b.Kind == schema.KindCaption ||
		begins(s) || saysOther(s) || b.Kept && ends(s) {
		return -10
	}
	score := h.about(s) + form(s, n) + h.followed(i)
	if score > worthAsking {
		score += h.again(i)
	}
	if b.Kind == schema.KindTitle {
		score++
	}
	return score
}

// ends reports whether a line ends like a sentence of the text.
func ends(s string) bool { return strings.HasSuffix(s, ".") || strings.HasSuffix(s, ".”") }

// about: up to 4 for a line all of whose words stand in the text.
func (h *headlines) about(s string) float64 {
	all, in := 0, 0
	for w := range subjects(s) {
		all++
		if h.words[w] {
			in++
		}
	}
	if all == 0 {
		return 0
	}
	return 4*float64(in)/float64(all) + min(float64(in), 6)*0.25
}

// form: headlines have five to twenty words and no full stop.
func form(s string, n int) float64 {
	score := 0.0
	switch {
	case n <= 2:
		score -= 3
	case n <= 4:
		score--
	case n > 24:
		score -= 3
	case n > 18:
		score--
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	switch last {
	case '.', ':', ';', ',', ')', '(':
		score -= 3
	}
	if strings.Contains(s, ". ") {
		score--
	}
	return score
}

// followed: byline and date stand below the headline, a deck between them at most.
func (h *headlines) followed(i int) float64 {
	score := 0.0
	if i+1 < len(h.l.blocks) {
		if deck := h.l.blocks[i+1].Text; !h.l.blocks[i+1].Kept && ends(deck) && len(deck) < maxHeadLine && text.Words(deck) >= deckWords {
			score++
		}
	}
	for j := i + 1; j < min(i+6, len(h.l.blocks)); j++ {
		b := &h.l.blocks[j]
		switch {
		case b.Kept:
			return score
		case b.Kind == schema.KindByline || b.Kind == schema.KindDate || begins(b.Text) && len(b.Text) <= maxByline:
			return score + 2 - 0.25*float64(j-i)
		}
	}
	return score
}

// again: the headline stands again in the page's title, its path, its links to share.
func (h *headlines) again(i int) float64 {
	if i >= len(h.lines) || len(h.lines[i]) < 12 {
		return 0
	}
	score := 0.0
	for j, k := range h.lines {
		switch {
		case j == i || len(k) < len(h.lines[i]):
		case k == h.lines[i]:
			score = max(score, 1.5)
		case strings.Contains(k, h.lines[i]) && !h.l.blocks[j].Kept:
			score = max(score, 2)
		}
	}
	return score
}

// saysOther reports whether a line is a caption, a request or a tool.
func saysOther(s string) bool {
	low := strings.ToLower(s)
	for _, w := range []string{
		"share ", "photo", "image", "credit", "follow ", "please ", "check out", "subscribe", "sign up", "advertisement", "copyright", "©", "read more", "more from", "click", "file - ", "related:",
		"watch:", "cookie", "newsletter", "skip to", "posted", "published", "updated", "getty", "illustration by", "courtesy", "hide caption", "log in", "sign in", "min read", "minutes read", "minute read", "comments",
	} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	for _, w := range []string{
		"getty images", "(ap photo", "photo by", "image:", "photo:", "hide caption", "sharing options", "/ap",
		"illustration by", "all rights reserved", "_", "@",
	} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
