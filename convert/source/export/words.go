package export

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// months are beginnings of the names of months in the languages of the archives.
var months = text.WordSet(`jan feb mar apr may jun jul aug sep oct nov dec mai mär maerz märz okt dez fév fev févr avr juin juil aoû aou déc
	ene abr ago dic gen mag giu lug set ott mrt maa mei out fébr`)

// joins are words within a date.
var joins = text.WordSet("de le of")

// weekdays are names of days, whole: beginnings of them begin other words, too.
var weekdays = text.WordSet(`monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
	lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mon tue wed thu fri sat sun`)

func isMonth(w string) bool {
	if utf8.RuneCountInString(w) < 3 {
		return false
	}
	runes := []rune(w)
	return len(runes) <= 10 && (months[string(runes[:3])] || months[w])
}

// CutDate cuts a date off the beginning of a line: month, day and year in any order,
// with the weekday and the time of day where they follow; ok is false where the line
// does not begin with one. rest is what comes behind: the edition.
func CutDate(line string) (date, rest string, ok bool) {
	const maxWords = 12
	month, year, numbers, at, end := false, false, 0, 0, 0
	for n := 0; n < maxWords && at < len(line); n++ {
		word := line[at:]
		if i := strings.IndexByte(word, ' '); i >= 0 {
			word = word[:i]
		}
		w := strings.ToLower(strings.Trim(word, ".,;()"))
		switch {
		case isYear(w) && !year:
			year = true
		case w != "" && w[0] >= '0' && w[0] <= '9':
			numbers++
		case isMonth(w) && !month && !(year && numbers > 0):
			month = true
		case weekdays[w]:
		case month && year && isClock(word):
		case joins[w] && n > 0 && !(month && year):
		default:
			return strings.TrimRight(line[:end], " ,;"), strings.Trim(line[at:], " ,;"), month && year
		}
		at += len(word)
		end = at
		for at < len(line) && line[at] == ' ' {
			at++
		}
		if strings.HasSuffix(word, ";") {
			break
		}
	}
	return strings.TrimRight(line[:end], " ,;"), strings.Trim(line[at:], " ,;"), month && year
}

func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "1") || strings.HasPrefix(w, "20")) && strings.Trim(w, "0123456789") == ""
}

// isClock reports whether a word belongs to a time of day: AM, PM, GMT, CEST.
func isClock(w string) bool {
	if len(w) < 2 || len(w) > 4 {
		return false
	}
	for _, r := range w {
		if !unicode.IsUpper(r) && r != '.' {
			return false
		}
	}
	return true
}

// languages are the names by which the archives call languages.
var languages = map[string]string{
	"english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "dutch": "nl", "portuguese": "pt", "polish": "pl", "russian": "ru",
	"swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi", "czech": "cs", "turkish": "tr", "arabic": "ar", "chinese": "zh", "japanese": "ja",
	"anglais": "en", "français": "fr", "francais": "fr", "allemand": "de", "espagnol": "es", "italien": "it",
	"englisch": "en", "französisch": "fr", "franzoesisch": "fr", "deutsch": "de", "spanisch": "es", "italienisch": "it",
	"inglés": "en", "francés": "fr", "alemán": "de", "español": "es", "italiano": "it", "inglese": "en", "francese": "fr", "tedesco": "de",
	"nederlands": "nl", "português": "pt",
}

// Language returns the code of a language by its name, "" where it is not known.
func Language(name string) string {
	name, _, _ = strings.Cut(name, ";")
	return languages[strings.ToLower(strings.TrimSpace(name))]
}

// IsCopyright reports whether a line is about rights.
func IsCopyright(s string) bool {
	low := strings.ToLower(s)
	for _, begin := range []string{
		"copyright", "©", "(c) ", "all rights reserved", "tous droits réservés", "alle rechte vorbehalten",
		"todos los derechos reservados",
	} {
		if strings.HasPrefix(low, begin) {
			return true
		}
	}
	return false
}
