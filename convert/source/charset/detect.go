package charset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding/charmap"
)

const (
	// fallback is the charset of most undeclared pages in western languages.
	fallback = "windows-1252"
	// sure is the confidence from which a detected charset is believed.
	sure = 0.8
	// sampleSize is enough for a detector, which does 50 MB a second.
	sampleSize = 8 << 10
)

// detect guesses the charset of bytes that are not UTF-8. The library knows
// scripts apart, but takes every Latin script for a western one: there the
// letters of the languages decide.
func detect(body []byte) string {
	s := sample(body)
	r := chardet.Detect(s)
	name := canonical(strings.ToLower(r.Encoding))
	if name != "" && name != utf8Name && name != fallback && r.Confidence >= sure {
		return name
	}
	return alphabet(s)
}

// sample returns the lines that hold bytes beyond ASCII, up to sampleSize.
func sample(body []byte) []byte {
	var s []byte
	for len(body) > 0 && len(s) < sampleSize {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line = body[:i+1]
		}
		body = body[len(line):]
		if i := bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }); i >= 0 {
			// A page may be one line: its beginning says nothing.
			const before = 100
			line = line[max(0, i-before):]
			s = append(s, line[:min(len(line), sampleSize-len(s))]...)
		}
	}
	return s
}

// alphabets are the letters beyond ASCII of languages, by the charsets they are
// written in. Within a charset each language is tried alone: all together they
// would cover everything.
var alphabets = []struct {
	name      string
	charset   *charmap.Charmap
	dense     bool // every letter is beyond ASCII, so that most stand next to another one
	languages []string
}{
	{fallback, charmap.Windows1252, false, []string{
		"äöüß", "éèêëàâçîïôûùüœæ", "áéíóúüñ", "áâãàçéêíóôõúü", "àèéìíòóùú", "åäöé", "æøåéäöü", "áðéíóúýþæö", "ëéèïöüó", "àçéèíïóòúü",
	}},
	{"windows-1250", charmap.Windows1250, false, []string{"ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"}},
	{"iso-8859-2", charmap.ISO8859_2, false, []string{"ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"}},
	{"windows-1254", charmap.Windows1254, false, []string{"çğıöşüâî"}},
	{"windows-1257", charmap.Windows1257, false, []string{"ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"}},
	{"windows-1256", charmap.Windows1256, true, []string{"ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْ"}},
}

const (
	// A foreign alphabet must fit clearly better than a western one, ...
	clearly = 0.05
	// ... and not by one odd sign: "m³" read as "mł" is no Polish.
	fewestKinds, fewestLetters = 2, 3
)

// alphabet returns the charset in which the letters of s fit one language best.
func alphabet(s []byte) string {
	var counts [256]int
	beyond, pairs, before := 0, 0, byte(0)
	for _, c := range s {
		counts[c]++
		if c >= utf8.RuneSelf {
			beyond++
			if before >= utf8.RuneSelf {
				pairs++
			}
		}
		before = c
	}
	dense := pairs*2 > beyond
	western, best, name := 0.0, 0.0, fallback
	for _, a := range alphabets {
		if a.dense != dense {
			continue
		}
		for _, letters := range a.languages {
			f := fitOf(&counts, a.charset, letters)
			switch {
			case a.name == fallback:
				western = max(western, f.share)
			case f.share > best && f.share >= western+clearly && f.kinds >= fewestKinds && f.letters >= fewestLetters:
				best, name = f.share, a.name
			}
		}
	}
	return name
}

// fit is how well a language covers the letters of a text.
type fit struct {
	share          float64 // of the bytes beyond ASCII that are no punctuation
	kinds, letters int     // of its letters that would be others in the fallback
}

func fitOf(counts *[256]int, cs *charmap.Charmap, letters string) fit {
	var f fit
	hits, all := 0, 0
	for b := utf8.RuneSelf; b < len(counts); b++ {
		n := counts[b]
		r := cs.DecodeByte(byte(b))
		if n == 0 || unicode.IsPunct(r) || unicode.IsSpace(r) {
			continue
		}
		all += n
		if !strings.ContainsRune(letters, unicode.ToLower(r)) {
			continue
		}
		hits += n
		if charmap.Windows1252.DecodeByte(byte(b)) != r {
			f.kinds++
			f.letters += n
		}
	}
	if all > 0 {
		f.share = float64(hits) / float64(all)
	}
	return f
}
