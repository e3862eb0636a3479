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
	// months are the names of months in the page's language; nil for English.
	months vocabulary
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
			t.gap, end = gapOf(s[before:i]), t.end
			sc.toks = append(sc.toks, t)
		case r >= utf8.RuneSelf && strings.ContainsRune(units, r):
			sc.toks = append(sc.toks, token{start: i, end: end, word: s[i:end], gap: gapOf(s[before:i])})
		case c&text.Letter != 0:
			end += wordLen(s[end:])
			sc.toks = append(sc.toks, token{start: i, end: end, word: strings.ToLower(s[i:end]), gap: gapOf(s[before:i])})
		default:
			i = end
			continue
		}
		i, before = end, end
	}
}

// gapOf leaves out the marks of direction that stand between the parts of dates in
// Arabic and Hebrew.
func gapOf(s string) string {
	if !strings.Contains(s, "\u200e") && !strings.Contains(s, "\u200f") {
		return s
	}
	return directions.Replace(s)
}

var directions = strings.NewReplacer("\u200e", "", "\u200f", "")

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

// month reads the month name at token i, which goes on a date, and returns the token
// after it. The name of another calendar is noted in f.
func (sc *scanner) month(i int, f *fields) (month, next int) {
	if !sc.joins(sc.at(i).gap) {
		return 0, i
	}
	return sc.monthWord(i, f)
}

// monthWord reads the month name at token i, whatever stands before it.
func (sc *scanner) monthWord(i int, f *fields) (month, next int) {
	t := sc.at(i)
	if m, next := sc.named(i); m != 0 {
		return m, next
	}
	if m, in, next := sc.eraMonth(i); m != 0 {
		if f != nil {
			f.in = in
		}
		return m, next
	}
	if len(t.word) < 3 {
		return 0, i
	}
	if (sc.opt.Language == "" || sc.opt.Language == "en") && foreignShort(t.word) && (t.gap != "-" || sc.at(i+1).gap != "-") {
		return 0, i
	}
	return monthOf(t.word), i + 1
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

// year reads the year at token i into f, whose month has a name: four digits, or two
// after an apostrophe.
func (sc *scanner) year(f *fields, i int) bool {
	t := sc.at(i)
	switch {
	case !t.num || !sc.joins(t.gap):
		return false
	case t.width() == 4 && f.in != gregorian:
		f.year = t.value
		return t.value >= firstHijri && t.value <= lastHijri
	case t.width() == 4:
		year, in, ok := sc.yearOf(t.value)
		f.year = year
		return ok && in == gregorian
	case t.width() == 2 && (strings.HasSuffix(t.gap, "'") || strings.HasSuffix(t.gap, "’")):
		f.year = century(t.value)
		return true
	}
	return false
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
		if f, next = sc.monthFirst(i); next == i {
			f, next = sc.reignFirst(i)
		}
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
	f := fields{day: sc.at(i).value}
	j := sc.skipSmall(i + 1)
	m, next := sc.month(j, &f)
	if w := sc.at(j).word; (w == "tháng" || w == "thg") && sc.at(j+1).num && sc.at(j+1).value <= 12 {
		m, next = sc.at(j+1).value, j+2
	}
	if m == 0 || f.day == 0 {
		return fields{}, i
	}
	f.month, j = m, next
	if strings.Contains(sc.at(j).gap, "/") {
		if again, next := sc.month(j, &f); again == m {
			j = next // the month by both its Arabic names
		}
	}
	k := sc.skipSmall(j)
	if sc.year(&f, k) {
		return f, k + 1
	}
	if t := sc.at(j); t.num && t.width() == 2 && sc.joins(t.gap) && sc.at(j+1).gap != ":" && !clockWord(sc.at(j+1)) && f.in == gregorian {
		switch {
		case sc.opt.Language == "th" && t.value > shortBuddhist:
			f.year = centuryBuddhist + t.value - buddhist
			return f, j + 1
		case t.value < 70:
			f.year = century(t.value) // "14-Aug-12", RFC 850
			return f, j + 1
		}
	}
	return sc.yearAfterClock(f, j, i)
}

// monthFirst reads "August 14, 2012", "Aug. 14th 2012" and "August 2012".
func (sc *scanner) monthFirst(i int) (fields, int) {
	var f fields
	m, next := sc.monthWord(i, &f)
	if m == 0 {
		return fields{}, i
	}
	f.month = m
	d := sc.at(next)
	if d.num && d.width() <= 2 && d.value >= 1 && d.value <= 31 && sc.joins(d.gap) {
		f.day = d.value
		j := sc.skipSmall(next + 1)
		if sc.year(&f, j) {
			return f, j + 1
		}
		return sc.yearAfterClock(f, j, i)
	}
	j := sc.skip(next)
	if f.in == gregorian && sc.monthAlone(i) && sc.year(&f, j) {
		return f, j + 1
	}
	return fields{}, i
}

// monthAlone reports whether "May 2012" may be a date here: a short name in
// lower case is an ordinary word.
func (sc *scanner) monthAlone(i int) bool {
	t := sc.at(i)
	if day := sc.at(i - 1); day.num && day.width() <= 2 && sc.joins(t.gap) {
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
	c.month, c.day, c.in = f.month, f.day, f.in
	if !sc.year(&c, k) {
		return fields{}, begin
	}
	return c, k + 1
}

// reignFirst reads "令和8年3月10日".
func (sc *scanner) reignFirst(i int) (fields, int) {
	y, next := sc.reign(i)
	if next == i {
		return fields{}, i
	}
	return sc.afterYear(fields{year: y}, next, i)
}

// yearFirst reads "2012-08-14", "2012年8月14日", "2012. május 14.".
func (sc *scanner) yearFirst(i int) (fields, int) {
	y, in, ok := sc.yearOf(sc.at(i).value)
	if !ok {
		return fields{}, i
	}
	return sc.afterYear(fields{year: y, in: in}, i+1, i)
}

// afterYear reads month and day behind the year, from token j; begin is where the date
// does.
func (sc *scanner) afterYear(f fields, j, begin int) (fields, int) {
	from := j
	j = sc.skip(j)
	if w := sc.at(j).word; w == "年" || w == "년" {
		j++
	}
	mo := sc.at(j)
	if j > from && mo.num && mo.value >= 1 && mo.value <= 31 && sc.joins(mo.gap) {
		if m, next := sc.month(sc.skipSmall(j+1), &f); m != 0 {
			f.day, f.month = mo.value, m // "2012. gada 14. augusts"
			return f, next
		}
	}
	if mo.num && mo.width() <= 2 && mo.value >= 1 && mo.value <= 12 && sc.joins(mo.gap) && (mo.gap != " " || j > from) {
		f.month, j = mo.value, j+1
	} else if f.month, j = sc.month(j, &f); mo.num || f.month == 0 {
		return fields{}, begin
	}
	j = sc.skip(j)
	if w := sc.at(j).word; w == "月" || w == "월" {
		j++
	}
	d := sc.at(j)
	if !d.num || d.width() > 2 || d.value < 1 || d.value > 31 || !sc.joins(d.gap) {
		return fields{}, begin
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
	var f fields
	year, in, known := sc.yearOf(c.value)
	switch {
	case c.width() == 4 && known:
		f.year, f.in = year, in
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
