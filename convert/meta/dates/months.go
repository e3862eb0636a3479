package dates

import (
	_ "embed"
	"strings"
	"sync"
)

// monthsOfLanguages is written by tools/months.py out of CLDR: a line a language,
// its names of the twelve months.
//
//go:embed months.txt
var monthsOfLanguages string

// monthName is a name of a month that begins with a word known from elsewhere.
type monthName struct {
	rest  string // its other words, each behind a space; "" for most
	month int
}

// vocabulary are the names of months in one language by their first word.
type vocabulary map[string][]monthName

// vocabularies are those of all languages of CLDR. Each is read when a page in its
// language comes.
var vocabularies = sync.OnceValue(func() map[string]func() vocabulary {
	all := map[string]func() vocabulary{}
	for line := range strings.Lines(monthsOfLanguages) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all[code] = sync.OnceValue(func() vocabulary { return newVocabulary(names) })
	}
	return all
})

func newVocabulary(names string) vocabulary {
	v, month := vocabulary{}, 0
	for list := range strings.SplitSeq(names, "\t") {
		month++
		for name := range strings.SplitSeq(list, ",") {
			first, _, _ := strings.Cut(name, " ")
			if first == "" {
				continue // CLDR has only its number
			}
			v[first] = append(v[first], monthName{name[len(first):], month})
		}
	}
	return v
}

// sameMonths are codes whose language stands in CLDR under another.
var sameMonths = map[string]string{"no": "nb", "tl": "fil", "bs": "hr", "sh": "hr"}

// vocabularyOf returns the names of the months in a language, nil where it is not
// known. Those of English are among the names of every page.
func vocabularyOf(lang string) vocabulary {
	if lang == "" || lang == "en" {
		return nil
	}
	if other, ok := sameMonths[lang]; ok {
		lang = other
	}
	if read, ok := vocabularies()[lang]; ok {
		return read()
	}
	return nil
}

// maxMonthWords is how many words the name of a month has at most.
const maxMonthWords = 4

// named reads the name of a month at token i in the language of the page, and
// returns the token after it.
func (sc *scanner) named(i int) (month, next int) {
	for _, name := range sc.months[sc.at(i).word] {
		j := i + 1
		rest := name.rest
		for rest != "" && j < i+maxMonthWords {
			t := sc.at(j)
			if t.word == "" || !sc.joins(t.gap) || !strings.HasPrefix(rest[1:], t.word) {
				break
			}
			if rest = rest[1+len(t.word):]; rest != "" && rest[0] != ' ' {
				break
			}
			j++
		}
		if rest == "" && j > next {
			month, next = name.month, j
		}
	}
	return month, next
}
