package prose

import "unicode/utf8"

// script is a set of writing systems, as far as languages can be told by them.
type script uint16

const (
	latin script = 1 << iota
	cyrillic
	greek
	arabic
	hebrew
	devanagari
	indic // the other scripts of India
	thai  // with Lao, Khmer, Myanmar
	han
	kana
	hangul
	georgian
	armenian
	ethiopic
)

// written says what a language is written in; languages that are not listed are
// not judged.
var written = func() map[string]script {
	m := map[string]script{}
	for s, languages := range map[script][]string{
		latin: {
			"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi", "is", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "hu",
			"ro", "sq", "tr", "vi", "id", "ms", "tl", "sw", "af", "eu", "ca", "gl", "ga", "cy", "mt", "eo", "la", "lb", "fo", "zu", "xh", "so", "yo", "ig",
			"ha", "rw", "sn", "mg", "ht", "jv", "su", "ceb", "fil",
		},
		latin | cyrillic:    {"sr", "bs", "az", "uz", "tk", "kk", "ky", "tt", "mo"},
		cyrillic:            {"ru", "uk", "bg", "mk", "be", "mn", "tg"},
		greek:               {"el"},
		arabic:              {"ar", "fa", "ur", "ps", "ug", "sd", "ckb"},
		arabic | latin:      {"ku"},
		hebrew:              {"he", "yi"},
		devanagari:          {"hi", "mr", "ne", "sa"},
		indic:               {"bn", "as", "gu", "or", "ta", "te", "kn", "ml", "si"},
		indic | arabic:      {"pa"},
		thai:                {"th", "lo", "km", "my"},
		han:                 {"zh", "yue"},
		han | kana:          {"ja"},
		han | hangul:        {"ko"},
		georgian:            {"ka"},
		armenian:            {"hy"},
		ethiopic:            {"am", "ti"},
		devanagari | arabic: {"ks"},
	} {
		for _, l := range languages {
			m[l] = s
		}
	}
	return m
}()

// InScript reports whether a text may be in the language: at least a quarter of
// its first letters are of a script that the language is written in. Where there
// are few letters, or nothing is known of the language, it may.
func InScript(language, s string) bool {
	want, known := written[language]
	if !known {
		return true
	}
	const enough, few = 400, 40
	letters, own := 0, 0
	for i := 0; i < len(s) && letters < enough && 4*own < enough; {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if of := scriptOf(r); of != 0 {
			letters++
			if of&want != 0 {
				own++
			}
		}
	}
	return letters < few || 4*own >= letters
}

// blocks are the ranges of letters by script, in order.
var blocks = []struct {
	last rune
	of   script
}{
	{0xbf, 0},
	{0x2af, latin},
	{0x36f, 0},
	{0x3ff, greek},
	{0x52f, cyrillic},
	{0x530, 0},
	{0x58f, armenian},
	{0x5ff, hebrew},
	{0x8ff, arabic},
	{0x97f, devanagari},
	{0xdff, indic},
	{0x109f, thai},
	{0x10ff, georgian},
	{0x11ff, hangul},
	{0x139f, ethiopic},
	{0x177f, 0},
	{0x17ff, thai},
	{0x1dff, 0},
	{0x1eff, latin},
	{0x1fff, greek},
	{0x303f, 0},
	{0x30ff, kana},
	{0x33ff, 0},
	{0x9fff, han},
	{0xabff, 0},
	{0xd7ff, hangul},
	{0xf8ff, 0},
	{0xfaff, han},
	{0xfb4f, 0},
	{0xfeff, arabic},
	{0x1ffff, 0},
	{0x3ffff, han},
}

func scriptOf(r rune) script {
	if r < utf8.RuneSelf {
		if r |= ' '; r >= 'a' && r <= 'z' {
			return latin
		}
		return 0
	}
	for i := range blocks {
		if r <= blocks[i].last {
			return blocks[i].of
		}
	}
	return 0
}
