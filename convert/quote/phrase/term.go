package phrase

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Short is the most words of a marked span that is a term unless a cue says otherwise.
const Short = 2

// Modifies reports whether the marked span of token i stands before a noun, as in a “stand and fight” mood.
func (x *Terms) Modifies(i int) bool {
	const few = 5
	t := x.t.Tokens
	return x.WordCount(t[i].Mark) <= few && i+1 < len(t) && t[i+1].Kind == words.Word && !t[i+1].Upper &&
		!t[i+1].Is(words.Function|words.Cue) && t[i+1].Start > t[i].End
}

// QuotesTerm reports whether a word such as "titled" or "film" stands before
// the marked span of token i.
func (x *Terms) QuotesTerm(i int) bool {
	const few = 6
	if i == x.t.Sentences[x.t.SentenceOf(i)].First || x.t.Tokens[i-1].Kind != words.Word || x.WordCount(x.t.Tokens[i].Mark) > few {
		return false
	}
	before := &x.t.Tokens[i-1]
	return before.Is(words.Term) && !before.Is(words.Say) || before.Upper && x.t.Language.Ends(strings.ToLower(x.t.String(i-1)), words.Term)
}

// Called reports a marked span that is what something is called: "is called the “slow tub,”".
func (x *Terms) Called(i int) bool {
	const few = 6
	k := i - 1
	if w := at(x.t, k); w == "the" || w == "a" || w == "an" {
		k--
	}
	return isNamed(x.t, k) && x.WordCount(x.t.Tokens[i].Mark) <= few
}

// isNamed reports "is called", "are also termed" that ends with token i.
func isNamed(t *words.Text, i int) bool {
	if !gaveName(at(t, i)) {
		return false
	}
	for i--; i > 0 && t.Tokens[i].IsWord(words.Adverb); i-- {
	}
	return i >= 0 && t.Tokens[i].IsWord(words.Be)
}

// gaveName reports participles that say what something is called.
func gaveName(w string) bool {
	switch w {
	case "called", "termed", "dubbed", "labelled", "labeled", "nicknamed":
		return true
	}
	return false
}

// SpeechLike reports whether a marked span without a cue reads like speech: it
// is a sentence, or longer than a term is. known: somebody beside it speaks.
func (x *Terms) SpeechLike(i int, alone, known bool) bool {
	in := x.t.Marks[x.t.Tokens[i].Mark]
	last, _ := utf8.DecodeLastRuneInString(x.t.Body[in.Inner.Start:in.Inner.End])
	ends := slices.Contains([]rune{'.', '!', '?', '…', '。', '！', '？', ','}, last)
	n := x.WordCount(x.t.Tokens[i].Mark)
	if unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana) || last == '。' || last == '！' || last == '？' {
		const glyphs = 3 // a word, more or less
		n = utf8.RuneCountInString(x.t.Body[in.Inner.Start:in.Inner.End]) / glyphs
	}
	const long, few = 5, 3
	t := x.t.Tokens
	introduced := i > 0 && t[i-1].Kind == words.Colon || i+1 < len(t) && t[i+1].Kind == words.Comma
	switch {
	case in.Minor:
		return ends && n > long
	case known || alone || introduced:
		return n >= few || ends && n > 1
	}
	return n >= long || ends && n >= few
}

// Waits reports whether the marked span of token i ends with a comma, or has one behind it.
func (x *Terms) Waits(i int) bool {
	in := x.t.Marks[x.t.Tokens[i].Mark].Inner
	switch last := x.t.Body[in.End-1]; last {
	case ',', '?', '!':
		return true
	}
	return i+1 < len(x.t.Tokens) && x.t.Tokens[i+1].Kind == words.Comma && x.WordCount(x.t.Tokens[i].Mark) > Short
}

// Terms tells titles and terms in marks from speech. It remembers what it has found of
// each marked span, since the rules and the features ask again and again.
type Terms struct {
	t     *words.Text
	count []int32 // by mark: words; 0 not counted yet
	kinds []uint8 // by mark: 0 unknown, 1 perhaps speech, 2 a term
}

// NewTerms returns what tells the terms of a text.
func NewTerms(t *words.Text) *Terms {
	return &Terms{t, make([]int32, len(t.Marks)), make([]uint8, len(t.Marks))}
}

// WordCount returns the words of a marked span.
func (x *Terms) WordCount(m int32) int {
	if x.count[m] == 0 {
		x.count[m] = int32(max(1, text.Words(x.t.Body[x.t.Marks[m].Inner.Start:x.t.Marks[m].Inner.End])))
	}
	return int(x.count[m])
}

// SentenceLike reports whether a marked span begins as a sentence does.
func (x *Terms) SentenceLike(m int32) bool {
	in := x.t.Body[x.t.Marks[m].Inner.Start:x.t.Marks[m].Inner.End]
	r, _ := utf8.DecodeRuneInString(in)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '[' || r == '…' || r == '.'
}

// Ends reports whether a marked span ends as a sentence does.
func (x *Terms) Ends(m int32) bool {
	in := x.t.Body[x.t.Marks[m].Inner.Start:x.t.Marks[m].Inner.End]
	r, _ := utf8.DecodeLastRuneInString(in)
	return r == '.' || r == '!' || r == '?' || r == '…'
}

// Term reports whether the marked span of token i is a title or a term: every
// word of it is capitalised, or a word such as "titled" stands before it.
func (x *Terms) Term(i int) bool {
	m := x.t.Tokens[i].Mark
	if x.kinds[m] == 0 {
		x.kinds[m] = 1
		if x.titled(x.t.Body[x.t.Marks[m].Inner.Start:x.t.Marks[m].Inner.End]) || x.named(i, m) {
			x.kinds[m] = 2
		}
	}
	return x.kinds[m] == 2
}

// titled reports whether every word but the small ones is capitalised.
func (x *Terms) titled(s string) bool {
	const longest = 120
	if len(s) > longest {
		return false
	}
	upper, lower, count := 0, 0, 0
	start := true
	for k, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			start = start || unicode.IsSpace(r) || r == '-' || r == '—'
			if (r == '?' || r == '!' || r == '.') && k+utf8.RuneLen(r) < len(s) && upper == 1 {
				return false
			}
			continue
		}
		if !start {
			continue
		}
		start = false
		count++
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			upper++
		case small(s[k:]):
		default:
			lower++
		}
	}
	return count >= 2 && upper >= 2 && lower == 0
}

// small reports whether s begins with a word that titles write in lower case.
func small(s string) bool {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	switch s[:n] {
	case "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "from", "with", "and", "or", "but", "as", "vs", "v", "is", "it", "your", "into", "over":
		return true
	}
	return false
}

// named reports whether the words before token i introduce a title or term.
func (x *Terms) named(i int, m int32) bool {
	const few = 5
	first := x.t.Sentences[x.t.SentenceOf(i)].First
	if i <= first {
		return false
	}
	k := i - 1
	for k > first && (x.t.Tokens[k].Kind == words.Comma || x.t.Tokens[k].Kind == words.Stop) {
		k--
	}
	if proverb(x.t, k, first) || x.t.String(k) == "goes" && proverb(x.t, k-1, first) {
		return true
	}
	if x.Printed(i) {
		return true
	}
	if x.WordCount(m) > few {
		return false
	}
	prev := &x.t.Tokens[k]
	if prev.Kind == words.Word && strings.HasSuffix(x.t.String(k), "a.k.a") {
		return true
	}
	return prev.Is(words.Term) && !prev.Is(words.Call) || k == i-1 && prev.IsWord(words.Determiner) && x.WordCount(m) <= Short
}

// Printed reports the words of a headline or caption: "the headline read “…”", "a photo captioned “…”",
// "“…,” read the headline".
func (x *Terms) Printed(i int) bool {
	const near = 6 // tokens
	t := x.t
	first := t.Sentences[t.SentenceOf(i)].First
	for k := i - 1; k >= first && k > i-near; k-- {
		if inPrint(t.String(k)) {
			return true
		}
		if kind := t.Tokens[k].Kind; kind == words.Quoted || kind == words.Comma && k < i-1 {
			break // "Roe, who wrote the headline, said “…”"
		}
	}
	last := min(t.Sentences[t.SentenceOf(i)].Last, i+1+near)
	for k := i + 1; k < last; k++ {
		if inPrint(t.String(k)) && (t.Tokens[k-1].Is(words.Determiner) || t.Tokens[k-1].Kind == words.Possessive) {
			return true
		}
	}
	return false
}
