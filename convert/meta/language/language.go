// Package language finds the language of a text.
//
// In: a text and the language its page declares, if any. Out: an ISO 639-1
// code (639-3 where there is none) and how sure it is, or "" where unsure.
// Laws: the text decides, the declaration only tips the scales; at most the
// first 1,000 characters are looked at; the slow library is asked last.
package language

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"github.com/dsbuild/dsbuild/internal/text"
)

const (
	window = 1000 // code points; measured: the library gains nothing beyond
	// minWords is the fewest words a text without declared language needs:
	// on shorter ones the library is wrong in 3 of 16.
	minWords = 10
	// minShare of words being stop words; running text has .3 to .5, menus under .1.
	minShare = 0.14
)

// Code reduces a language tag ("en-GB", "de_DE", "eng", "pt-BR;q=0.8") to the
// code this project writes, or "" where it is none. Norwegian is one language, "no".
func Code(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexFunc(tag, func(r rune) bool { return r < 'a' || r > 'z' }); i >= 0 {
		tag = tag[:i]
	}
	if c, ok := other[tag]; ok {
		return c
	}
	if len(tag) != 2 && len(tag) != 3 {
		return ""
	}
	return tag
}

// other are tags and names whose code is another one.
var other = map[string]string{
	"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nob": "no", "nor": "no", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "esp": "es",
	"ita": "it", "por": "pt", "nld": "nl", "dut": "nl", "swe": "sv", "dan": "da", "fin": "fi", "pol": "pl", "ces": "cs", "cze": "cs", "slk": "sk", "hun": "hu", "ron": "ro",
	"tur": "tr", "rus": "ru", "ukr": "uk", "jpn": "ja", "jp": "ja", "zho": "zh", "chi": "zh", "cn": "zh", "kor": "ko", "kr": "ko", "ara": "ar", "fas": "fa", "per": "fa",
	"heb": "he", "hin": "hi", "ell": "el", "gre": "el", "vie": "vi", "ind": "id", "cmn": "zh", "se": "sv", "dk": "da", "cz": "cs", "ua": "uk", "gr": "el", "us": "en", "gb": "en",
	"english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "und": "", "mul": "", "zxx": "", "xx": "", "int": "",
}

// Detect returns the language of s and how sure it is, from 0 to 1. declared
// is the code the page states, "" where it states none.
func Detect(s, declared string) (code string, score float64) {
	s = head(s)
	if code, share := byScript(s); code != "" {
		return code, share
	}
	code, score, words := byWords(s, declared)
	if code != "" {
		return code, score
	}
	if words < minWords {
		return "", 0
	}
	info := whatlanggo.Detect(s)
	code = Code(info.Lang.Iso6391())
	if code == "" {
		code = info.Lang.Iso6393()
	}
	switch {
	case info.Lang < 0 || code == "":
		return "", 0
	case code == declared:
		return code, (1 + info.Confidence) / 2
	case !info.IsReliable() || info.Confidence < 0.9:
		return "", 0
	}
	return code, info.Confidence
}

func head(s string) string {
	n := 0
	for i := range s {
		if n++; n > window {
			return s[:i]
		}
	}
	return s
}

// scripts are those that one language, nearly, writes alone.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Greek, "el"},
	{unicode.Hebrew, "he"},
	{unicode.Hangul, "ko"},
	{unicode.Thai, "th"},
	{unicode.Bengali, "bn"},
	{unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"},
	{unicode.Tamil, "ta"},
	{unicode.Telugu, "te"},
	{unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"},
	{unicode.Sinhala, "si"},
	{unicode.Khmer, "km"},
	{unicode.Lao, "lo"},
	{unicode.Myanmar, "my"},
	{unicode.Ethiopic, "am"},
}

// byScript decides by letters alone, where enough of them are of a script that
// tells; share is the part they make up.
func byScript(s string) (code string, share float64) {
	l := countLetters(s)
	if l.all < 10 {
		return "", 0
	}
	of := func(n int) float64 { return float64(n) / float64(l.all) }
	if c := of(l.han + l.kana); c > 0.4 {
		if l.kana*20 > l.han {
			return "ja", min(1, c+0.1)
		}
		return "zh", c
	}
	if of(l.arabic) > 0.5 {
		return arabicLanguage(s), of(l.arabic)
	}
	for i := range scripts {
		if n := l.script[i]; of(n) > 0.4 {
			return scripts[i].code, of(n)
		}
	}
	return "", 0
}

// letters counts the letters of a text by script.
type letters struct {
	all, han, kana, arabic int
	script                 [32]int // as scripts
}

func countLetters(s string) (l letters) {
	for _, r := range s {
		if text.ClassOf(r)&text.Letter == 0 {
			continue
		}
		l.all++
		switch {
		case r < 0x370: // Latin
		case r >= 0x3040 && r < 0x3100:
			l.kana++
		case unicode.Is(unicode.Han, r):
			l.han++
		case r >= 0x600 && r < 0x700:
			l.arabic++
		default:
			l.script[scriptOf(r)]++
		}
	}
	return l
}

// scriptOf returns the index of a letter's script in scripts, or the last slot.
func scriptOf(r rune) int {
	for i := range scripts {
		if unicode.Is(scripts[i].table, r) {
			return i
		}
	}
	return len(letters{}.script) - 1
}

// arabicLanguage tells Persian and Urdu from Arabic by the letters these lack.
func arabicLanguage(s string) string {
	switch {
	case strings.ContainsAny(s, "ٹڈڑے"):
		return "ur"
	case strings.ContainsAny(s, "پچژگ") && strings.ContainsAny(s, "یک"):
		return "fa"
	}
	return "ar"
}

// byWords counts stop words. The code is empty where they do not decide.
func byWords(s, declared string) (code string, score float64, words int) {
	var hits [64]int
	var low [64]byte
	for len(s) > 0 {
		var w string
		if w, s = nextWord(s); w == "" {
			break
		}
		words++
		for set := lookup(w, low[:0]); set != 0; set &= set - 1 {
			hits[bits.TrailingZeros64(set)]++
		}
	}
	best, second := 0, -1
	for i := range stopWords {
		if hits[i] > hits[best] {
			best, second = i, best
		} else if i != best && (second < 0 || hits[i] > hits[second]) {
			second = i
		}
	}
	code = stopWords[best].code
	share := float64(hits[best]) / float64(max(words, 1))
	lead := float64(hits[best]) / float64(max(hits[best]+hits[second], 1))
	switch {
	case hits[best] < 3 || share < minShare:
		return "", 0, words
	case code == declared && hits[best] > hits[second]:
		return code, min(1, 0.5+lead/2+share/4), words
	case words < minWords || lead < 0.56:
		return "", 0, words
	}
	return code, min(1, lead+share/2), words
}

// lookup returns the languages that have the word, without allocating.
func lookup(w string, buf []byte) uint64 {
	if len(w) > longest {
		return 0
	}
	for i := range len(w) {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= utf8.RuneSelf {
			return index[strings.ToLower(w)]
		}
		buf = append(buf, c)
	}
	return index[string(buf)]
}

// nextWord cuts the first run of letters and apostrophes off s.
func nextWord(s string) (w, rest string) {
	start := -1
	for i, r := range s {
		if text.ClassOf(r)&(text.Letter|text.Mark) != 0 || start >= 0 && r == '\'' {
			if start < 0 {
				start = i
			}
			if i-start < 60 {
				continue
			}
		}
		if start >= 0 {
			return s[start:i], s[i:]
		}
	}
	if start >= 0 {
		return s[start:], ""
	}
	return "", ""
}
