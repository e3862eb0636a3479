package lexicon

import (
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
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
	if len(text) == 0 {
		return Stats{}
	}
	m := measurer{Stats: Stats{Lines: 1}}
	for i := m.run(text, 0); i < len(text); i = m.run(text, i) {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			m.mark(c, text[i:])
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		m.wide(r)
	}
	m.Words += (m.cjk + 1) / 2
	m.Closed, m.Colon = closed(text)
	r, _ := utf8.DecodeRune(text)
	m.Lower = unicode.IsLower(r)
	return m.Stats
}

// SizeOf is the Size that Measure counts.
func SizeOf(b []byte) int32 {
	n := 0
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			n += int(kinds[c] & alnum)
			i++
			continue
		}
		r, width := utf8.DecodeRune(b[i:])
		i += width
		switch {
		case CJK(r):
			n += 2
		case text.ClassOf(r)&(text.Letter|text.Digit|text.Mark) != 0:
			n++
		}
	}
	return int32(n)
}

// What Measure needs to know of a byte: three bits, and above them what it adds to
// the counts of letters and digits, of digits, and of commas. It is 0 where a look
// at its neighbours is needed.
const (
	alnum   = 1 << iota // a letter or digit
	capital             // a capital letter
	inWord              // does not end a word

	countShift = 16 // of the first count
	countBits  = 16
	counted    = 1<<countBits - 1
	oneLetter  = 1 << countShift
	oneDigit   = 1 << (countShift + countBits)
	oneComma   = 1 << (countShift + 2*countBits)
)

var kinds = newKinds()

func newKinds() (t [256]uint64) {
	for c := ' '; c < 0x7f; c++ {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = inWord | alnum | oneLetter
		case c >= 'A' && c <= 'Z':
			t[c] = inWord | alnum | oneLetter | capital
		case c >= '0' && c <= '9':
			t[c] = inWord | alnum | oneLetter | oneDigit
		case c == ',' || c == ';':
			t[c] = inWord | oneComma
		case c == ' ':
			t[c] = 1 << 3 // known, and the end of a word
		case c != '.' && c != '!' && c != '?':
			t[c] = inWord
		}
	}
	return t
}

// measurer is Measure at work.
type measurer struct {
	Stats
	word bool // inside of a word
	cjk  int32
}

// run counts from i on, without a branch for each byte, and returns the offset of
// the first byte that needs a look at its neighbours.
func (m *measurer) run(text []byte, i int) int {
	var words, capped, in, counts uint64
	if m.word {
		in = 1
	}
	for end := min(len(text), i+counted); i < end; i++ {
		k := kinds[text[i]]
		if k == 0 {
			break
		}
		first := k & alnum &^ in
		words += first
		capped += first & (k / capital)
		in = (in | k) & (k / inWord) & 1
		counts += k >> countShift
	}
	m.word = in != 0
	m.Words += int32(words)
	m.Capped += int32(capped)
	m.Size += int32(counts & counted)
	m.Digits += int32(counts >> countBits & counted)
	m.Commas += int32(counts >> (2 * countBits))
	return i
}

func (m *measurer) letter(capital bool) {
	m.Size++
	if !m.word {
		m.Words++
		m.Capped += one(capital)
	}
	m.word = true
}

// mark counts a byte of ASCII that run leaves.
func (m *measurer) mark(c byte, rest []byte) {
	switch c {
	case '\n':
		m.word = false
		m.Lines++
	case '.', '!', '?':
		m.Ends += one(ends(rest))
	}
}

func (m *measurer) wide(r rune) {
	switch c := text.ClassOf(r); {
	case CJK(r):
		m.Size += 2
		m.cjk++
		m.word = false
	case c&text.Letter != 0:
		m.letter(c&text.Upper != 0)
	case c&text.Digit != 0:
		m.Digits++
		m.letter(false)
	case c&text.Mark != 0:
		m.Size++
	case terminal(r):
		m.Ends++
	case r == '、' || r == '，' || r == '،' || r == '؛' || r == '；':
		m.Commas++
	}
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
