package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// token is a run of digits or of letters; gap is what stands before it.
type token struct {
	start, end int
	num        bool
	value      int    // of digits of any script
	count      int    // of digits
	word       string // lower case
	gap        string
}

func (t *token) width() int { return t.count }

// maxTokens bounds the tokens of one line; 400 bytes rarely hold more.
const maxTokens = 160

type scanner struct {
	src  string
	opt  Options
	toks []token
	free int // the first token that no match has used
}

// units are the characters that name parts of a date in East Asia; each is a
// token of its own, whatever letters stand around it.
const units = "年月日時时分秒년월일시분초"

func (sc *scanner) tokenize() {
	s := sc.src
	before := 0
	for i := 0; i < len(s) && len(sc.toks) < maxTokens; {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		end := i + n
		switch c := text.ClassOf(r); {
		case c&text.Digit != 0:
			t := number(s, i)
			t.gap, end = s[before:i], t.end
			sc.toks = append(sc.toks, t)
		case r >= utf8.RuneSelf && strings.ContainsRune(units, r):
			sc.toks = append(sc.toks, token{start: i, end: end, word: s[i:end], gap: s[before:i]})
		case c&text.Letter != 0:
			end += wordLen(s[end:])
			sc.toks = append(sc.toks, token{start: i, end: end, word: strings.ToLower(s[i:end]), gap: s[before:i]})
		default:
			i = end
			continue
		}
		i, before = end, end
	}
}

// wordLen returns the length of the letters that s begins with.
func wordLen(s string) int {
	for i, r := range s {
		if text.ClassOf(r)&(text.Letter|text.Mark) == 0 || r >= utf8.RuneSelf && strings.ContainsRune(units, r) {
			return i
		}
	}
	return len(s)
}

// number reads the run of digits at byte i, in any script.
func number(s string, i int) token {
	t := token{start: i, num: true}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if text.ClassOf(r)&text.Digit == 0 {
			break
		}
		if t.count++; t.count < 18 {
			t.value = t.value*10 + digitOf(r)
		}
		i += n
	}
	t.end = i
	return t
}

// digitOf is the value of a decimal digit: Unicode lists each script's ten in
// a row, from zero, in rows that begin at a digit no digit stands before.
func digitOf(r rune) int {
	zero := r
	for zero > 0 && r-zero < 9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return int(r - zero)
}

func (sc *scanner) at(i int) *token {
	if i < 0 || i >= len(sc.toks) {
		return &noToken
	}
	return &sc.toks[i]
}

var noToken token // what stands beyond the ends

// joins reports whether a gap may stand between the parts of one date.
func joins(gap string) bool {
	n := 0
	for _, r := range gap {
		if n++; n > 3 || !strings.ContainsRune(" \u00a0\u202f.,-/|'’\u2013ºª°\t\n", r) {
			return false
		}
	}
	return true
}

// fillers may stand between the parts of a date without changing it.
func filler(word string) bool {
	switch word {
	case "st", "nd", "rd", "th", "er", "of", "de", "del", "den", "der", "d", "m", "da", "do", "di", "the", "na", "år", "ký", "año", "năm", "ngày", "พ", "ศ", "में", "gada", "eko":
		return true
	}
	return false
}

// skip passes over at most two fillers.
func (sc *scanner) skip(i int) int {
	for range 2 {
		if t := sc.at(i); t.word == "" || !filler(t.word) || !joins(t.gap) {
			break
		}
		i++
	}
	return i
}

// month reads the month name at token i, which goes on a date.
func (sc *scanner) month(i int) int {
	if !joins(sc.at(i).gap) {
		return 0
	}
	return sc.monthWord(i)
}

// monthWord reads the month name at token i, whatever stands before it.
func (sc *scanner) monthWord(i int) int {
	t := sc.at(i)
	if len(t.word) < 3 {
		return 0
	}
	if (sc.opt.Language == "" || sc.opt.Language == "en") && foreignShort(t.word) && (t.gap != "-" || sc.at(i+1).gap != "-") {
		return 0
	}
	return monthOf(t.word, sc.opt.Language)
}

// foreignShort are month names elsewhere that are common words in English:
// "iPhone 15 Pro 2024" is no day.
func foreignShort(word string) bool {
	switch word {
	case "pro", "set", "out", "led", "tam", "lis", "sie", "lug", "mag", "kas", "ago", "gen", "hel", "mars", "mart", "gener", "luty", "elo":
		return true
	}
	return false
}

// year reads the year at token i: four digits, or two after an apostrophe.
func (sc *scanner) year(i int) (int, bool) {
	t := sc.at(i)
	switch {
	case !t.num || !joins(t.gap):
		return 0, false
	case t.width() == 4 && t.value >= 1900 && t.value <= 2100:
		return t.value, true
	case t.width() == 4 && t.value >= 2443 && t.value <= 2643 && sc.opt.Language == "th":
		return t.value - 543, true // the Buddhist era
	case t.width() == 2 && (strings.HasSuffix(t.gap, "'") || strings.HasSuffix(t.gap, "’")):
		return century(t.value), true
	}
	return 0, false
}

// century places a two-digit year: the web begins in 1990.
func century(yy int) int {
	if yy >= 70 {
		return 1900 + yy
	}
	return 2000 + yy
}

// dateAt reads a date beginning at token i and returns the token after it, or
// i where none begins there.
func (sc *scanner) dateAt(i int) (fields, int) {
	t := sc.at(i)
	var f fields
	next := i
	switch {
	case !t.num:
		f, next = sc.monthFirst(i)
	case t.width() == 4:
		f, next = sc.yearFirst(i)
	case t.width() <= 2 && t.value <= 31:
		if f, next = sc.dayFirst(i); next == i {
			f, next = sc.numeric(i)
		}
	}
	if next > i {
		f.start, f.end, f.last = t.start, sc.toks[next-1].end, next-1
	}
	return f, next
}

// dayFirst reads "14 August 2012", "14. août 2012", "14 de agosto de 2012".
func (sc *scanner) dayFirst(i int) (fields, int) {
	if strings.HasSuffix(sc.at(i).gap, ":") && sc.at(i-1).num {
		return fields{}, i // the minutes of a time
	}
	j := sc.skip(i + 1)
	m := sc.month(j)
	if sc.at(j).word == "tháng" && sc.at(j+1).num && sc.at(j+1).value <= 12 {
		j++
		m = sc.at(j).value
	}
	if m == 0 || sc.at(i).value == 0 {
		return fields{}, i
	}
	f := fields{month: m, day: sc.at(i).value}
	j++
	if strings.Contains(sc.at(j).gap, "/") && sc.month(j) == m {
		j++ // the month by both its Arabic names
	}
	k := sc.skip(j)
	if y, ok := sc.year(k); ok {
		f.year = y
		return f, k + 1
	}
	if t := sc.at(j); t.num && t.width() == 2 && t.value < 70 && joins(t.gap) && sc.at(j+1).gap != ":" && !clockWord(sc.at(j+1)) {
		f.year = century(t.value) // "14-Aug-12", RFC 850
		return f, j + 1
	}
	return sc.yearAfterClock(f, j, i)
}

// monthFirst reads "August 14, 2012", "Aug. 14th 2012" and "August 2012".
func (sc *scanner) monthFirst(i int) (fields, int) {
	m := sc.monthWord(i)
	if m == 0 {
		return fields{}, i
	}
	f := fields{month: m}
	d := sc.at(i + 1)
	if d.num && d.width() <= 2 && d.value >= 1 && d.value <= 31 && joins(d.gap) {
		f.day = d.value
		j := sc.skip(i + 2)
		if y, ok := sc.year(j); ok {
			f.year = y
			return f, j + 1
		}
		return sc.yearAfterClock(f, j, i)
	}
	j := sc.skip(i + 1)
	if y, ok := sc.year(j); ok && sc.monthAlone(i) {
		f.year = y
		return f, j + 1
	}
	return fields{}, i
}

// monthAlone reports whether "May 2012" may be a date here: a short name in
// lower case is an ordinary word.
func (sc *scanner) monthAlone(i int) bool {
	t := sc.at(i)
	if day := sc.at(i - 1); day.num && day.width() <= 2 && joins(t.gap) {
		return false // a day that does not exist
	}
	r, _ := utf8.DecodeRuneInString(sc.src[t.start:])
	return unicode.IsUpper(r) || utf8.RuneCountInString(t.word) > 4
}

// yearAfterClock reads the form of Unix: "Nov 12 10:30:00 EST 2019".
func (sc *scanner) yearAfterClock(f fields, j, begin int) (fields, int) {
	c, k, ok := sc.clockAt(j)
	if !ok {
		return fields{}, begin
	}
	y, ok := sc.year(k)
	if !ok {
		return fields{}, begin
	}
	c.year, c.month, c.day = y, f.month, f.day
	return c, k + 1
}

// yearFirst reads "2012-08-14", "2012年8月14日", "2012. május 14.".
func (sc *scanner) yearFirst(i int) (fields, int) {
	y := sc.at(i).value
	if y < 1900 || y > 2100 {
		return fields{}, i
	}
	f := fields{year: y}
	j := sc.skip(i + 1)
	if w := sc.at(j).word; w == "年" || w == "년" {
		j++
	}
	mo := sc.at(j)
	switch {
	case j > i+1 && mo.num && mo.value >= 1 && mo.value <= 31 && joins(mo.gap) && sc.month(j+1) != 0:
		f.day, f.month = mo.value, sc.month(j+1) // "2012. gada 14. augusts"
		return f, j + 2
	case mo.num && mo.width() <= 2 && mo.value >= 1 && mo.value <= 12 && joins(mo.gap) && (mo.gap != " " || j > i+1):
		f.month = mo.value
	case !mo.num && sc.month(j) != 0:
		f.month = sc.month(j)
	default:
		return fields{}, i
	}
	j = sc.skip(j + 1)
	if w := sc.at(j).word; w == "月" || w == "월" {
		j++
	}
	d := sc.at(j)
	if !d.num || d.width() > 2 || d.value < 1 || d.value > 31 || !joins(d.gap) {
		return fields{}, i
	}
	f.day = d.value
	if w := sc.at(j + 1).word; w == "日" || w == "일" {
		j++
	}
	return f, j + 1
}

// numeric reads "14.08.2012", "8/14/2012", "14. 8. 2012" and two-digit years.
func (sc *scanner) numeric(i int) (fields, int) {
	a, b, c := sc.at(i), sc.at(i+1), sc.at(i+2)
	sep := strings.TrimSpace(b.gap)
	if !b.num || !c.num || b.width() > 2 || sep != strings.TrimSpace(c.gap) || len(sep) != 1 || !strings.Contains("./-", sep) ||
		sc.partOfMore(i, sep) {
		return fields{}, i
	}
	f := fields{year: c.value}
	switch {
	case c.width() == 4 && c.value >= 1900 && c.value <= 2100:
	case c.width() == 2 && a.width() == 2 && b.width() == 2 && sc.opt.Order == "ymd" && a.value > 12:
		f.year, f.month, f.day = century(a.value), b.value, c.value
		return f, i + 3
	case c.width() == 2 && (sep != "-" || a.width() == 2):
		f.year = century(c.value)
	default:
		return fields{}, i
	}
	f.day, f.month, f.ambiguous = sc.order(a.value, b.value, sep)
	if f.month < 1 || f.month > 12 || f.day < 1 {
		return fields{}, i
	}
	return f, i + 3
}

// partOfMore reports whether the three numbers are part of a longer row of
// numbers: a version, an address.
func (sc *scanner) partOfMore(i int, sep string) bool {
	return i > 0 && sc.at(i-1).num && sc.at(i).gap == sep || sc.at(i+3).num && sc.at(i+3).gap == sep
}

// order decides which of two numbers is the day.
func (sc *scanner) order(a, b int, sep string) (day, month int, ambiguous bool) {
	switch {
	case a > 12:
		return a, b, false
	case b > 12:
		return b, a, false
	case sc.opt.Order == "mdy":
		return b, a, false
	case sc.opt.Order == "dmy", sep == ".", sep == "-", sc.opt.Language != "" && sc.opt.Language != "en":
		return a, b, false
	}
	if sc.opt.Guess == "dmy" {
		return a, b, a != b
	}
	return b, a, a != b
}
