package dates

import (
	"strings"
	"time"
	"unicode"

	dateparser "github.com/markusmobius/go-dateparser"

	"github.com/dsbuild/dsbuild/schema"
)

// compact reads "20120814", "20120814103000" and "20120814T103000Z".
func compact(s string) (Match, bool) {
	if len(s) < 8 || len(s) > 20 {
		return Match{}, false
	}
	ymd, ok := digits(s[:8])
	f := fields{year: ymd / 10000, month: ymd / 100 % 100, day: ymd % 100, end: len(s)}
	if !ok || f.year < 1990 || f.year > 2100 || f.month == 0 || f.day == 0 {
		return Match{}, false
	}
	rest := strings.TrimPrefix(s[8:], "T")
	if rest == "" {
		return f.match(s)
	}
	if len(rest) < 6 {
		return Match{}, false
	}
	hms, ok := digits(rest[:6])
	if !ok {
		return Match{}, false
	}
	f.hour, f.minute, f.second, f.hasTime, f.hasSecond = hms/10000, hms/100%100, hms%100, true, true
	if zone := rest[6:]; zone != "" {
		if f.zone, f.hasZone = numericZone(zone); !f.hasZone {
			return Match{}, false
		}
		f.zoneText = zone
	}
	return f.match(s)
}

// maxOther bounds what is given to the slow library: a date and a weekday.
const maxOther = 60

// other reads the forms this package does not know with go-dateparser. Nothing
// is taken that the string does not state: it must hold a year of four digits
// (in any script), and only the day is used.
func other(s string, opt Options) (Match, bool) {
	if m, ok := compact(s); ok {
		return m, true
	}
	if y, ok := digits(s); ok && len(s) == 4 && y >= 1900 && y <= 2100 {
		return (&fields{year: y, end: 4}).match(s)
	}
	if len(s) > 2*maxOther || !foreign(s) {
		return Match{}, false
	}
	// Two base times tell what was filled in from them: a stated part is the same under both.
	first, ok := library(s, opt, time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC))
	if !ok {
		return Match{}, false
	}
	second, ok := library(s, opt, time.Date(2010, 12, 28, 0, 0, 0, 0, time.UTC))
	if !ok || !first.Equal(second) {
		return Match{}, false
	}
	return Match{Published: schema.Published{Date: schema.DateOf(first), Precision: schema.PrecisionDay, Raw: s}, End: len(s)}, true
}

// foreign reports whether the string is worth the library: it has a year in
// any script's digits and letters that are not Latin.
func foreign(s string) bool {
	run, year, letters := 0, false, false
	for _, r := range s {
		if unicode.IsDigit(r) {
			run++
			year = year || run == 4
		} else {
			run = 0
			letters = letters || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
		}
	}
	return year && letters
}

func library(s string, opt Options, base time.Time) (time.Time, bool) {
	cfg := &dateparser.Configuration{
		CurrentTime: base, DefaultTimezone: time.UTC, PreferredDayOfMonth: dateparser.First,
		StrictParsing: true, RequiredParts: []string{"day", "month", "year"},
	}
	if opt.Language != "" && dateparser.IsKnownLocale(opt.Language) {
		cfg.Languages = []string{opt.Language}
	}
	d, err := dateparser.Parse(cfg, s)
	if err != nil || d.IsZero() || d.Time.Year() < 1900 || d.Time.Year() > 2100 {
		return time.Time{}, false
	}
	return d.Time, true
}
