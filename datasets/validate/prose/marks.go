package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Marks is what one paragraph does with double quotation marks.
type Marks struct {
	Odd   bool // one of them has no partner
	First bool // the paragraph begins with one, as where a speech goes on
}

// MarksOf counts the double quotation marks of a paragraph. Which of them opens
// and which closes differs between languages, so that only their number counts.
// One behind a digit may stand for inches or seconds, and leaves the question
// open; "» " at the head of a line is a bullet, or a speech that goes on.
func MarksOf(s string) Marks {
	first := isDouble(s)
	s = strings.TrimPrefix(s, "» ")
	n, inches := straight(s)
	for i := text.NextWide(s, 0); i < len(s); i = text.NextWide(s, i+1) {
		// « and » are C2 AB and C2 BB, “ ” „ ‟ are E2 80 9C to 9F, 「」『』 are E3 80 8C to 8F.
		switch s[i] {
		case 0xc2, 0xe2, 0xe3:
			if isDouble(s[i:]) {
				n++
				if i > 0 && isDigit(s[i-1]) {
					inches++
				}
			}
		}
	}
	return Marks{Odd: n%2 == 1 && inches == 0, First: first}
}

// straight counts the straight marks, and those of them behind a digit.
func straight(s string) (n, inches int) {
	for i := 0; ; i++ {
		next := strings.IndexByte(s[i:], '"')
		if next < 0 {
			return n, inches
		}
		i += next
		n++
		if i > 0 && isDigit(s[i-1]) {
			inches++
		}
	}
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isDouble reports whether s begins with a double quotation mark.
func isDouble(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '"', '«', '»', '“', '”', '„', '‟', '「', '」', '『', '』':
		return true
	}
	return false
}
