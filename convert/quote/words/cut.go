package words

import (
	"unicode"
	"unicode/utf8"
)

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
		title, _ := lang.classify(body[start : end-1])
		if t.Class = 0; title&Title != 0 && !lang.Clauses && !c.behindName(start) { // an initial, no "I" or "A"; but "M. Roe"
			t.Class = title
		}
	}
	c.t.Tokens = append(c.t.Tokens, t)
	if i > end {
		c.t.Tokens = append(c.t.Tokens, Token{Start: int32(end), End: int32(i), Mark: -1, Kind: Possessive})
	} else if (w.last == 's' || w.last == 'S') && lang.possessives && c.bare(body, i) {
		return
	}
	c.at = i
}

// behindName reports whether an upper-case word stands right before byte start.
func (c *cutter) behindName(start int) bool {
	n := len(c.t.Tokens)
	if n == 0 {
		return false
	}
	last := &c.t.Tokens[n-1]
	return last.Kind == Word && last.Upper && int(last.End)+1 == start
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
