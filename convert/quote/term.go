package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/internal/text"
)

// wordCount returns the words of a marked span.
func (a *annotator) wordCount(m int32) int {
	if a.count[m] == 0 {
		a.count[m] = int32(max(1, text.Words(a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End])))
	}
	return int(a.count[m])
}

// sentenceLike reports whether a marked span begins as a sentence does.
func (a *annotator) sentenceLike(m int32) bool {
	in := a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End]
	r, _ := utf8.DecodeRuneInString(in)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '[' || r == '…' || r == '.'
}

// term reports whether the marked span of token i is a title or a term: every
// word of it is capitalised, or a word such as "titled" stands before it.
func (a *annotator) term(i int) bool {
	m := a.t.Tokens[i].Mark
	if a.kinds[m] == 0 {
		a.kinds[m] = 1
		if a.titled(a.t.Body[a.t.Marks[m].Inner.Start:a.t.Marks[m].Inner.End]) || a.named(i, m) {
			a.kinds[m] = 2
		}
	}
	return a.kinds[m] == 2
}

// titled reports whether every word but the small ones is capitalised.
func (a *annotator) titled(s string) bool {
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
func (a *annotator) named(i int, m int32) bool {
	const few = 5
	first := a.t.Sentences[a.t.SentenceOf(i)].First
	if i <= first || a.wordCount(m) > few {
		return false
	}
	k := i - 1
	for k > first && (a.t.Tokens[k].Kind == words.Comma || a.t.Tokens[k].Kind == words.Stop) {
		k--
	}
	prev := &a.t.Tokens[k]
	if prev.Kind == words.Word && strings.HasSuffix(a.t.String(k), "a.k.a") {
		return true
	}
	return prev.Is(words.Term) && !prev.Is(words.Call) || k == i-1 && prev.Kind == words.Word && prev.Is(words.Determiner) && a.wordCount(m) <= short
}
