// Package dates reads printed dates.
//
// In: a string as printed ("14 août 2012, 10h30", "2012-08-14T10:30:00-04:00")
// and its language. Out: the day in the printer's own zone, the instant where
// time and zone are both stated, and how exact it is. Laws: the clock is never
// read; nothing that is not printed is filled in; a date relative to today is
// no date; the day lies between 1000 and 2999 and exists.
package dates

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Options help to read a date. The zero value works.
type Options struct {
	Language string // ISO 639-1 code of the page; "" unknown
	// Order is the order of a numeric date: "dmy", "mdy", "ymd" or "" where
	// nobody declared one. It also decides between 3/4/2024 and 4/3/2024.
	Order string
	// Guess is the order taken where nothing decides; the date stays ambiguous.
	// "" is "mdy".
	Guess string
}

// Match is a date found in a string.
type Match struct {
	schema.Published      // Evidence is left empty
	Start, End       int  // the bytes of the string it was read from, Raw
	Ambiguous        bool // a numeric date whose order nothing decides
	in               calendar
}

// maxInput bounds what is looked at: a printed date and its surroundings.
const maxInput = 400

// Parse reads a string that should be a date and little else: an attribute, a
// table cell, the text of a <time>. ok is false where it is none.
func Parse(s string, opt Options) (m Match, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxInput {
		return Match{}, false
	}
	if m, ok = stamp(s); ok && (m.Date.Year > lastHijri || opt.Language == "" || opt.Language == "en") {
		return m, true
	}
	all := All(s, opt)
	if len(all) > 0 {
		return all[0], true
	}
	return other(s)
}

// All returns every date in a line of text, in order. Only its first 400 bytes
// are looked at.
func All(s string, opt Options) []Match {
	if len(s) > maxInput {
		s = s[:maxInput]
	}
	if !hasDigit(s) {
		return nil
	}
	var found []Match
	toks := tokenPool.Get().(*[maxTokens]token)
	defer tokenPool.Put(toks)
	sc := scanner{src: s, opt: opt, toks: toks[:0], months: vocabularyOf(opt.Language)}
	sc.tokenize()
	for i := 0; i < len(sc.toks); {
		d, next := sc.dateAt(i)
		if next == i {
			i++
			continue
		}
		sc.clock(&d, i, next)
		if m, ok := d.match(s); ok {
			found = append(found, m)
			i = max(next, d.last+1)
			sc.free = i
			continue
		}
		i++
	}
	return printedTwice(found)
}

// Part puts a bar in the place of each date in a line, and says how many there were.
func Part(s string, opt Options) (rest string, found int) {
	all := All(s, opt)
	for _, m := range slices.Backward(all) {
		s = s[:m.Start] + "|" + s[m.End:]
	}
	return s, len(all)
}

// printedTwice leaves out the days of other calendars where the line has the same in ours.
func printedTwice(found []Match) []Match {
	ours := slices.ContainsFunc(found, func(m Match) bool { return m.in == gregorian })
	return slices.DeleteFunc(found, func(m Match) bool { return m.in != gregorian && ours })
}

// tokenPool has memory for the tokens of a line.
var tokenPool = sync.Pool{New: func() any { return new([maxTokens]token) }}

func hasDigit(s string) bool {
	for _, r := range s {
		if text.ClassOf(r)&text.Digit != 0 {
			return true
		}
	}
	return false
}

// stamp reads RFC 3339 and ISO 8601 without going through the scanner: the
// form of nearly every machine-readable date.
func stamp(s string) (Match, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return unixTime(s)
	}
	y, okY := digits(s[:4])
	mo, okM := digits(s[5:7])
	d, okD := digits(s[8:10])
	if !okY || !okM || !okD {
		return Match{}, false
	}
	f := fields{year: y, month: mo, day: d, end: 10}
	if len(s) == 10 {
		return f.match(s)
	}
	if s[10] != 'T' && s[10] != 't' && s[10] != ' ' || len(s) < 16 || s[13] != ':' {
		return Match{}, false
	}
	h, okH := digits(s[11:13])
	mi, okMi := digits(s[14:16])
	if !okH || !okMi {
		return Match{}, false
	}
	f.hour, f.minute, f.hasTime, f.end = h, mi, true, 16
	rest := s[16:]
	if len(rest) >= 3 && rest[0] == ':' {
		if f.second, f.hasSecond = digits(rest[1:3]); !f.hasSecond {
			return Match{}, false
		}
		rest = rest[3:]
		if rest != "" && (rest[0] == '.' || rest[0] == ',') {
			rest = strings.TrimLeft(rest[1:], "0123456789")
		}
	}
	zone := strings.TrimSpace(rest)
	f.end = len(s)
	if zone == "" {
		return f.match(s)
	}
	if off, ok := numericZone(zone); ok {
		f.zone, f.zoneText, f.hasZone = off, zone, true
	} else if off, ok := zones[strings.ToLower(zone)]; ok {
		f.zone, f.zoneText, f.hasZone = off, zone, true
	} else {
		return Match{}, false
	}
	return f.match(s)
}

// unixTime reads seconds or milliseconds since 1970, between 1990 and 2100.
func unixTime(s string) (Match, bool) {
	if len(s) != 10 && len(s) != 13 {
		return Match{}, false
	}
	n, ok := digits(s)
	if !ok {
		return Match{}, false
	}
	if len(s) == 13 {
		n /= 1000
	}
	if n < 631152000 || n > 4102444800 {
		return Match{}, false
	}
	t := time.Unix(int64(n), 0).UTC()
	return Match{Published: schema.Published{
		Date: schema.DateOf(t), At: t, Precision: schema.PrecisionSecond, Zone: "Z", Raw: s,
	}, End: len(s)}, true
}

// digits reads a string of ASCII digits only.
func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || i > 17 {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

// numericZone reads "Z", "+02:00", "+0200" and "+02", in minutes.
func numericZone(s string) (int, bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}
	s, minus := strings.CutPrefix(s, "\u2212")
	if !minus {
		if s == "" || s[0] != '+' && s[0] != '-' {
			return 0, false
		}
		minus = s[0] == '-'
		s = s[1:]
	}
	s = strings.Replace(s, ":", "", 1)
	n, ok := digits(s)
	switch {
	case !ok:
		return 0, false
	case len(s) <= 2:
		n *= 60
	case len(s) == 4:
		n = n/100*60 + n%100
	default:
		return 0, false
	}
	if n > 14*60 {
		return 0, false
	}
	if minus {
		n = -n
	}
	return n, true
}

// fields are the parts of a date as they were read.
type fields struct {
	year, month, day     int // month and day 0: not stated
	hour, minute, second int
	hasTime, hasSecond   bool
	zone                 int
	zoneText             string
	hasZone              bool
	ambiguous            bool
	start, end           int // bytes
	last                 int // the last token used
	in                   calendar
}

// match checks the fields and makes a match of them.
func (f *fields) match(s string) (Match, bool) {
	if !f.convert() {
		return Match{}, false
	}
	month, day := max(f.month, 1), max(f.day, 1)
	if f.year < 1000 || f.year > 2999 || month > 12 || day > daysIn(f.year, month) ||
		f.hour > 24 || f.minute > 59 || f.second > 60 {
		return Match{}, false
	}
	m := Match{Start: f.start, End: f.end, Ambiguous: f.ambiguous, in: f.in}
	m.Date = schema.Date{Year: int16(f.year), Month: uint8(month), Day: uint8(day)}
	m.Raw = strings.TrimSpace(s[f.start:f.end])
	switch {
	case f.month == 0:
		m.Precision = schema.PrecisionYear
	case f.day == 0:
		m.Precision = schema.PrecisionMonth
	case !f.hasTime:
		m.Precision = schema.PrecisionDay
	case f.hasSecond:
		m.Precision = schema.PrecisionSecond
	default:
		m.Precision = schema.PrecisionMinute
	}
	if f.hasZone && f.hasTime {
		m.Zone = f.zoneText
		if off, known := offsetOn(f.zone, f.year, month, day); known {
			m.At = time.Date(f.year, time.Month(month), day, f.hour, f.minute-off, f.second, 0, time.UTC)
		}
	}
	return m, true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// firstSunday returns the day of the month of its first Sunday.
func firstSunday(year, month int) int {
	wd := int(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Weekday())
	return 1 + (7-wd)%7
}
