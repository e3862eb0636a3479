package features

import (
	"unicode"
	"unicode/utf8"
)

// Stats counts what a block of clean text is made of.
type Stats struct {
	Size   int32 // letters, digits and marks; a CJK character counts for two
	Words  int32 // white-space separated tokens; two CJK characters count for one
	Commas int32 // commas and semicolons of any script
	Ends   int32 // sentence ends: a full stop, question or exclamation mark before a space or the end
	Digits int32
	Capped int32 // words that begin with a capital
	Lines  int32 // lines the text is cut into
	Closed bool  // the last sentence is closed
	Colon  bool  // the text ends with a colon
	Lower  bool  // the text begins with a lower-case letter
}

// Prose reports whether the counts are those of running text: long enough, with
// sentences that end.
func (s *Stats) Prose() bool {
	return s.Size >= 80 && (s.Closed || s.Size > 200) && s.Commas+s.Ends > 0
}

// Measure counts text.
func Measure(text []byte) Stats {
	var s Stats
	if len(text) == 0 {
		return s
	}
	s.Lines = 1
	word, cjk := false, int32(0)
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z':
				s.Size++
				s.Words += one(!word)
				word = true
			case c >= 'A' && c <= 'Z':
				s.Size++
				s.Words += one(!word)
				s.Capped += one(!word)
				word = true
			case c >= '0' && c <= '9':
				s.Size++
				s.Digits++
				s.Words += one(!word)
				word = true
			case c == ' ':
				word = false
			case c == '\n':
				word = false
				s.Lines++
			case c == ',' || c == ';':
				s.Commas++
			case c == '.' || c == '!' || c == '?':
				s.Ends += one(ends(text[i:]))
			}
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case CJK(r):
			s.Size += 2
			cjk++
			word = false
		case unicode.IsLetter(r):
			s.Size++
			s.Words += one(!word)
			s.Capped += one(!word && unicode.IsUpper(r))
			word = true
		case unicode.IsDigit(r):
			s.Size++
			s.Digits++
			s.Words += one(!word)
			word = true
		case unicode.IsMark(r):
			s.Size++
		case terminal(r):
			s.Ends++
		case r == '、' || r == '，' || r == '،' || r == '؛' || r == '；':
			s.Commas++
		}
	}
	s.Words += (cjk + 1) / 2
	s.Closed, s.Colon = closed(text)
	r, _ := utf8.DecodeRune(text)
	s.Lower = unicode.IsLower(r)
	return s
}

func one(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// CJK reports whether r is written without spaces between words and says about
// as much as two letters: kana, Han, Hangul.
func CJK(r rune) bool {
	return r >= 0x3041 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// terminal reports whether r ends a sentence outside ASCII: CJK, Devanagari,
// Arabic, Urdu, Ethiopic and Burmese marks, and the ellipsis.
func terminal(r rune) bool {
	switch r {
	case '。', '！', '？', '．', '…', '।', '॥', '؟', '۔', '።', '။', '｡':
		return true
	}
	return false
}

// ends reports whether what follows a full stop lets it end a sentence.
func ends(rest []byte) bool {
	if len(rest) == 0 {
		return true
	}
	switch rest[0] {
	case ' ', '\n', '"', '\'', ')', ']':
		return true
	}
	r, _ := utf8.DecodeRune(rest)
	switch r {
	case '”', '’', '»', '“', '‘', '」', '』', '）':
		return true
	}
	return false
}

// closed looks through closing quotes and brackets for the last mark.
func closed(text []byte) (end, colon bool) {
	for range 4 {
		r, n := utf8.DecodeLastRune(text)
		switch r {
		case '.', '!', '?':
			return true, false
		case ':', '：':
			return false, true
		case '"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '）', '」', '』', '】', '*', ' ', '\n':
			text = text[:len(text)-n]
			continue
		}
		return terminal(r), false
	}
	return false, false
}
