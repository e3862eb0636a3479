// Package words cuts text into tokens and sentences and says what is known of each word.
//
// In: text, paragraphs and the marked spans inside them. Out: tokens; a marked
// span is one token, so that "said X" is seen over it as over any noun. Laws:
// tokens are in order, do not overlap and end at rune boundaries; linear time.
package words

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

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

// Text is tokenised text.
type Text struct {
	Body      string
	Marks     []marks.Mark
	Tokens    []Token
	Sentences []Sentence
	Language  *Language

	days map[uint32]Class // months and days that were found to be names, with their class
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

type cutter struct {
	t  *Text
	at int
}

// cut appends the tokens of body[at:end].
func (c *cutter) cut(end int) {
	body := c.t.Body[:end]
	for c.at < end {
		b := body[c.at]
		if b == ' ' || b == '\n' {
			c.at++
			continue
		}
		r, size := rune(b), 1
		if b >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(body[c.at:])
		}
		switch {
		case isWord(r):
			c.word(body, r)
		case r == '#' || r == '@':
			c.at += size // a hashtag or handle counts as the word behind it
		case unicode.IsSpace(r), r > unicode.MaxLatin1 && unicode.In(r, unicode.So, unicode.Sk, unicode.Cf):
			c.at += size // white space, emoji and what only steers them
		case r == '-' && c.t.Language.clitic(body[c.at:]) > 0:
			c.at += c.t.Language.clitic(body[c.at:])
		default:
			c.punctuation(body, r, size)
		}
	}
}

func (c *cutter) punctuation(body string, r rune, size int) {
	start := c.at
	c.at += size
	k := Other
	switch r {
	case ',', '、', '，':
		k = Comma
	case '.', '!', '?', '…', '。', '！', '？':
		k = Stop
		for c.at < len(body) && (body[c.at] == '.' || body[c.at] == '!' || body[c.at] == '?') {
			c.at++
		}
	case ':', '：':
		k = Colon
	case ';':
		k = Semicolon
	case '-', '–', '—', '―':
		k = Dash
		for c.at < len(body) && body[c.at] == '-' {
			c.at++
		}
	case '(', '[':
		k = Open
	case ')', ']':
		k = Close
	}
	c.t.Tokens = append(c.t.Tokens, Token{Start: int32(start), End: int32(c.at), Mark: -1, Kind: k})
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// plain reads the plain letters from a byte on: most words are nothing else.
func plain(body string, start int) spelling {
	w := spelling{end: start}
	for ; w.end < len(body) && isLetter(body[w.end]); w.end++ {
		if body[w.end] < 'a' {
			w.upper++
		}
	}
	if w.letters = w.end - start; w.letters > 0 {
		w.last = rune(body[w.end-1])
	}
	return w
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// spelling is what the letters of a word are like.
type spelling struct {
	end            int
	first, last    rune // characters
	letters, upper int
}

// spell reads a word from a byte on: letters and digits, joined by apostrophes,
// hyphens, dots ("U.S", "J.D") and ampersands inside.
func spell(lang *Language, body string, start int, first rune) spelling {
	w := plain(body, start)
	w.first = first
	i := w.end
	for i < len(body) {
		r, size := rune(body[i]), 1
		if body[i] >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(body[i:])
		}
		if !isWord(r) {
			if more, stop := parted(lang, body, start, i, r, w.last); stop {
				i += more
				break
			}
		} else {
			w.letters++
			if unicode.IsUpper(r) {
				w.upper++
			}
			w.last = r
		}
		i += size
	}
	w.end = i
	return w
}

// parted reports whether a word ends at r, which is no letter and stands at i
// behind the letter last, and how many bytes of r belong to the word.
func parted(lang *Language, body string, start, i int, r, last rune) (size int, stop bool) {
	if !joins(r) {
		return 0, true
	}
	if lang.Joined() {
		if size, stop := lang.cut(body, start, i, r); stop {
			return size, true
		}
	}
	next, _ := utf8.DecodeRuneInString(body[i+utf8.RuneLen(r):])
	return 0, !isWord(next) || r == '.' && unicode.IsLower(last) && unicode.IsUpper(next) // "left.Roe" are two words
}

// word appends a word, and what makes it possessive.
func (c *cutter) word(body string, r rune) {
	lang := c.t.Language
	w := spell(lang, body, c.at, r)
	start, i := c.at, w.end
	t := Token{Start: int32(start), Mark: -1, Upper: unicode.IsUpper(w.first), Caps: w.upper == w.letters && w.letters > 1}
	if unicode.IsDigit(w.first) {
		t.Kind = Number
	}
	end := i
	if n := possessive(body[start:i]); n > 0 && lang.possessives {
		end = i - n
	} else if i < len(body) && body[i] == '.' && lang.abbreviation(body[start:i], t.Upper) {
		i, end = i+1, i+1
	}
	t.End = int32(end)
	if t.Class, t.Hash = lang.classify(body[start:end]); t.Upper && end == start+len("I.") && body[end-1] == '.' {
		t.Class = 0 // an initial, no "I" or "A"
	}
	c.t.Tokens = append(c.t.Tokens, t)
	if i > end {
		c.t.Tokens = append(c.t.Tokens, Token{Start: int32(end), End: int32(i), Mark: -1, Kind: Possessive})
	} else if (w.last == 's' || w.last == 'S') && lang.possessives && c.bare(body, i) {
		return
	}
	c.at = i
}

// bare reads the apostrophe of a plural or of a name in s ("Sanders’ plan") as a possessive.
func (c *cutter) bare(body string, i int) bool {
	r, size := utf8.DecodeRuneInString(body[min(i, len(body)):])
	if r != '\'' && r != '’' {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(body[i+size:]); next != ' ' {
		return false
	}
	c.t.Tokens = append(c.t.Tokens, Token{Start: int32(i), End: int32(i + size), Mark: -1, Kind: Possessive})
	c.at = i + size
	return true
}

func joins(r rune) bool {
	switch r {
	case '\'', '’', '-', '.', '&', '‑':
		return true
	}
	return false
}

// possessive returns the bytes of a trailing 's.
func possessive(w string) int {
	n := len(w)
	switch {
	case n > 2 && (w[n-1] == 's' || w[n-1] == 'S') && w[n-2] == '\'':
		return 2
	case n > 4 && (w[n-1] == 's' || w[n-1] == 'S') && w[n-4:n-1] == "’":
		return 4
	}
	return 0
}

// maxSentence is the most tokens of a sentence: what is longer is no sentence,
// and work that grows with the square of a sentence stays bounded.
const maxSentence = 250

// sentences cuts the tokens from first on.
func (t *Text) sentences(paragraph, first int) {
	n := len(t.Tokens)
	from := first
	for i := first; i < n; i++ {
		if i+1 < n && i-from < maxSentence && !t.ends(i) {
			continue
		}
		t.Sentences = append(t.Sentences, Sentence{First: from, Last: i + 1, Paragraph: paragraph})
		from = i + 1
	}
}

// ends reports whether a sentence ends with token i, which has a successor.
func (t *Text) ends(i int) bool {
	next := &t.Tokens[i+1]
	switch next.Kind {
	case Close, Comma, Stop, Dash, Possessive:
		return false
	default:
	}
	begins := next.Kind != Word || next.Upper
	tok := &t.Tokens[i]
	switch tok.Kind {
	case Stop:
		if t.Language.ordinal(t, i) {
			return false
		}
		return begins && (next.Start > tok.End || next.Upper)
	case Close:
		return i > 0 && t.Tokens[i-1].Kind == Stop && begins
	case Quoted:
		return begins && t.quoteEnds(i)
	case Word:
		// An abbreviation may also end a sentence: then a function word follows.
		return t.Body[tok.End-1] == '.' && next.Upper && next.Is(Starter)
	}
	return false
}

// quoteEnds reports whether the marked span i ends its sentence: it ends with
// a full stop, or with ? or ! and no "X said" follows.
func (t *Text) quoteEnds(i int) bool {
	m := &t.Marks[t.Tokens[i].Mark]
	r, _ := utf8.DecodeLastRuneInString(t.Body[m.Inner.Start:m.Inner.End])
	switch r {
	case '.', '…', '。':
		return !t.saysOnly(i)
	case '!', '?', '\'', '’', ')', ']':
		return !t.saysAfter(i)
	}
	return t.Tokens[i+1].Kind == Quoted
}

// saysAfter reports whether "X said" with nothing reported behind it follows token i.
func (t *Text) saysAfter(i int) bool {
	const reach = 6 // "President Jane Q. Doe also said"
	for j := i + 1; j < len(t.Tokens) && j <= i+reach; j++ {
		tok := &t.Tokens[j]
		if tok.Kind != Word {
			return false
		}
		if tok.Is(Say | Tell | Ask) {
			if j+1 >= len(t.Tokens) || t.Tokens[j+1].Kind != Word {
				return true
			}
			next := t.String(j + 1)
			told := tok.Is(Tell) && !t.thatWithin(j+1, reach)
			return t.Tokens[j+1].Is(Preposition|Day|Adverb) || told || strings.HasSuffix(next, "ly") || j == i+1
		}
	}
	return false
}

// thatWithin reports whether a clause with "that" begins in the few words from token i on:
// “Never!” Roe told the council that she would stay.
func (t *Text) thatWithin(i, few int) bool {
	for last := min(i+few, len(t.Tokens)); i < last && t.Tokens[i].Kind == Word; i++ {
		if t.Tokens[i].Is(That) {
			return true
		}
	}
	return false
}

// saysOnly reports whether all that follows token i is "X said.": a full stop
// that should have been a comma.
func (t *Text) saysOnly(i int) bool {
	const reach = 5
	for j := i + 1; j < len(t.Tokens) && j <= i+reach && t.Tokens[j].Kind == Word; j++ {
		if t.Tokens[j].Is(Say) && t.Tokens[j].Is(Past|Present) && j > i+1 {
			return j+1 >= len(t.Tokens) || t.Tokens[j+1].Kind == Stop
		}
	}
	return false
}
