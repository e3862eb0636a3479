// Package words cuts text into tokens and sentences and says what is known of each word.
//
// In: text, paragraphs and the marked spans inside them. Out: tokens; a marked
// span is one token, so that "said X" is seen over it as over any noun. Laws:
// tokens are in order, do not overlap and end at rune boundaries; linear time.
package words

import (
	"sort"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/schema"
)

// Kind is what a token is made of.
type Kind uint8

// The kinds of tokens.
const (
	Word Kind = iota
	Number
	Quoted     // a marked span
	Possessive // 's behind a word
	Comma
	Stop // . ! ? …
	Colon
	Semicolon
	Dash
	Open  // ( [
	Close // ) ]
	Other
)

// Token is one word, number, mark of punctuation or marked span.
type Token struct {
	Start, End int32  // bytes
	Mark       int32  // index of the marked span, for Quoted
	Hash       uint32 // of the word in lower case (Hash32), for Word and Number
	Class      Class  // what the lexicon says
	Kind       Kind
	Upper      bool // begins with an upper-case letter
	Caps       bool // two letters or more, all of them upper case
}

// Is reports whether the token has one of the classes.
func (t *Token) Is(c Class) bool { return t.Class&c != 0 }

// IsWord reports whether the token is a word and has one of the classes.
func (t *Token) IsWord(c Class) bool { return t.Kind == Word && t.Class&c != 0 }

// Plain reports whether the token is a word or a number.
func (t *Token) Plain() bool { return t.Kind == Word || t.Kind == Number }

// Pause reports whether the token parts what is said from who says it: a comma, colon or dash.
func (t *Token) Pause() bool { return t.Kind == Comma || t.Kind == Colon || t.Kind == Dash }

// Reports reports whether the token is a verb of speech in a form that may have a subject.
func (t *Token) Reports() bool { return t.Is(Cue) && t.Is(Past|Present) }

// Content reports whether the token is a word, a number or a marked span.
func (t *Token) Content() bool { return t.Kind == Word || t.Kind == Number || t.Kind == Quoted }

// Sentence is a range of tokens inside one paragraph.
type Sentence struct {
	First, Last int // tokens [First, Last)
	Paragraph   int
}

// Upto is the sentence up to a token.
func (s Sentence) Upto(last int) Sentence {
	s.Last = last
	return s
}

// Text is tokenised text.
type Text struct {
	Body      string
	Marks     []marks.Mark
	Tokens    []Token
	Sentences []Sentence
	Language  *Language

	days     map[uint32]Class   // months that were found to be names, with their class
	weekdays map[[2]uint32]bool // days of the week that were found to be first names, with the surname
}

// Paragraph appends the tokens and sentences of one paragraph, whose marked
// spans are t.Marks[mark:last].
func (t *Text) Paragraph(index int, p schema.Span, mark, last int) {
	first := len(t.Tokens)
	c := cutter{t: t, at: p.Start}
	for ; mark < last; mark++ {
		m := &t.Marks[mark]
		c.cut(m.Outer.Start)
		t.Tokens = append(t.Tokens, Token{Start: int32(m.Outer.Start), End: int32(m.Outer.End), Mark: int32(mark), Kind: Quoted})
		c.at = m.Outer.End
	}
	c.cut(p.End)
	t.abbreviations(first)
	t.callsDays(first)
	t.sentences(index, first)
}

// abbreviations takes the classes of small words from those written in capitals
// where the words beside them are not: "an AS official", "in the US".
func (t *Text) abbreviations(first int) {
	shouts := func(i int) bool {
		return i >= first && i < len(t.Tokens) && t.Tokens[i].Kind == Word && t.Tokens[i].Caps
	}
	for i := first; i < len(t.Tokens); i++ {
		if t.Tokens[i].Caps && t.Tokens[i].Is(Function|It) && !shouts(i-1) && !shouts(i+1) {
			t.Tokens[i].Class = 0
		}
	}
}

// String returns the text of a token.
func (t *Text) String(i int) string { return t.Body[t.Tokens[i].Start:t.Tokens[i].End] }

// Unit reports whether token i is the sign of a unit behind a number: "40%", "3 €".
func (t *Text) Unit(i int) bool {
	if t.Tokens[i].Kind != Other || i == 0 || t.Tokens[i-1].Kind != Number {
		return false
	}
	switch t.String(i) {
	case "%", "‰", "°", "€", "£", "$", "¢", "¥", "₹":
		return true
	}
	return false
}

// Span returns where tokens [first, last) stand.
func (t *Text) Span(first, last int) schema.Span {
	return schema.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last-1].End)}
}

// Printed returns tokens [first, last) with white space folded: a line may be broken there.
func (t *Text) Printed(first, last int) string {
	s := t.Body[t.Tokens[first].Start:t.Tokens[last-1].End]
	if strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\t') >= 0 || strings.Contains(s, "\u00a0") || strings.Contains(s, "  ") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// SentenceOf returns the sentence that a token is part of.
func (t *Text) SentenceOf(token int) int {
	return sort.Search(len(t.Sentences), func(i int) bool { return t.Sentences[i].Last > token })
}

// Alone reports whether a sentence is nothing but marked spans.
func (t *Text) Alone(s Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if k := t.Tokens[i].Kind; k == Word || k == Number {
			return false
		}
	}
	return true
}
