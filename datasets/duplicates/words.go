package duplicates

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/internal/text"
)

// unit is what texts are compared by: a word, or a character of a script that puts no
// spaces between words. Case, accents, marks and spaces do not count.
type unit struct {
	hash   uint64
	weight uint8
}

const (
	wordWeight      = 2
	characterWeight = 1 // some two characters are a word
)

// tabled is the end of the letters whose fold is looked up.
const tabled = 0x600

// folds has the letter or digit that a character is taken for, 0 for none. A letter with
// an accent is taken for the one without: tools that write ASCII lose it.
var folds = sync.OnceValue(func() *[tabled]rune {
	var t [tabled]rune
	for r := range rune(tabled) {
		for _, part := range norm.NFKD.String(string(r)) {
			if text.ClassOf(part)&(text.Letter|text.Digit) != 0 {
				t[r] = text.Lower(part)
				break
			}
		}
	}
	return &t
})

// units appends those of a text.
func units(dst []unit, s string) []unit {
	fold := folds()
	word := uint64(0) // digest of the letters so far, 0 between words
	end := func() {
		if word != 0 {
			dst = append(dst, unit{mix(word), wordWeight})
			word = 0
		}
	}
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		if r < tabled {
			if f := fold[r]; f != 0 {
				word = word*multiplier + uint64(f) + 1
			} else if text.ClassOf(r)&text.Mark == 0 {
				end()
			}
			continue
		}
		for _, part := range folded(r) {
			switch class := text.ClassOf(part); {
			case unspaced(part):
				end()
				dst = append(dst, unit{mix(uint64(part)), characterWeight})
			case class&(text.Letter|text.Digit) != 0:
				word = word*multiplier + uint64(text.Lower(part)) + 1
			case class&text.Mark == 0:
				end()
			}
		}
	}
	end()
	return dst
}

// folded returns the characters that a character beyond the table stands for.
func folded(r rune) []rune {
	switch {
	case r < 0x1e00 && r != 0x1d2c, r >= 0x2010 && r < 0x2028, r >= 0x3041 && r < 0x3100, r >= 0x4e00 && r < 0xf900:
		return []rune{r}
	}
	return []rune(norm.NFKD.String(string(r)))
}

// unspaced reports whether a character is of a script that puts no spaces between words.
func unspaced(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r < 0x0f00, // Thai, Lao
		r >= 0x1000 && r < 0x10a0, r >= 0x1780 && r < 0x1800, // Burmese, Khmer
		r >= 0x3041 && r < 0x3100, r >= 0x3400 && r < 0x4dc0, r >= 0x4e00 && r < 0xa000, // Kana, Han
		r >= 0x20000 && r < 0x32000:
		return text.ClassOf(r)&text.Letter != 0
	}
	return false
}

const multiplier = 0x9e3779b97f4a7c15 // 2^64 by the golden ratio

// mix spreads a number over all bits (MurmurHash3's finish).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
