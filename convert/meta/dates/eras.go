package dates

import (
	"strings"
	"time"
)

// calendar is how years and months are counted.
type calendar uint8

const (
	gregorian calendar = iota
	solarHijri
	lunarHijri
)

// otherCalendars are the months of the two Hijri calendars, in their order: the solar
// one of Iran and Afghanistan, the lunar one.
var otherCalendars = newCalendars(map[calendar][]string{
	solarHijri: {
		"فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
		"فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند",
		"حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
	},
	lunarHijri: {
		"محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
		"محرّم صفر ربيع_الاول ربيع_الثاني جمادى_الاولى جمادى_الثانية رجب شعبان رمضان شوال ذي_القعدة ذي_الحجة",
	},
})

type eraMonth struct {
	monthName
	in calendar
}

func newCalendars(lists map[calendar][]string) map[string][]eraMonth {
	all := map[string][]eraMonth{}
	for in, names := range lists {
		for _, list := range names {
			for i, name := range strings.Fields(list) {
				name = strings.ReplaceAll(name, "_", " ")
				first, _, _ := strings.Cut(name, " ")
				all[first] = append(all[first], eraMonth{monthName{name[len(first):], i + 1}, in})
			}
		}
	}
	return all
}

// eraMonth reads the name of a month of another calendar at token i.
func (sc *scanner) eraMonth(i int) (month int, in calendar, next int) {
	for _, name := range otherCalendars[sc.at(i).word] {
		switch rest := strings.TrimPrefix(name.rest, " "); {
		case rest == "":
			return name.month, name.in, i + 1
		case rest == sc.at(i+1).word && sc.joins(sc.at(i+1).gap):
			return name.month, name.in, i + 2
		}
	}
	return 0, gregorian, i
}

const (
	// No outlet prints a day of these years as one of ours: they are years of the
	// two Hijri calendars.
	firstHijri, lastHijri = 1340, 1480
	firstLunar            = 1410
	buddhist              = 543  // years that Thailand counts more
	firstBuddhist         = 2443 // our 1900
	// From here on two digits in Thai are of the 26th century of the Buddhist era.
	shortBuddhist, centuryBuddhist = 43, 2500
	nepal                          = 2070 // from here on a year in Nepali is one of the Bikram Sambat
)

// yearOf reads four digits as a year, and says in which calendar.
func (sc *scanner) yearOf(n int) (year int, in calendar, ok bool) {
	switch {
	case n >= 1900 && n <= 2100:
		return n, gregorian, sc.opt.Language != "ne" || n < nepal
	case n >= firstBuddhist && n <= 2100+buddhist && sc.opt.Language == "th":
		return n - buddhist, gregorian, true
	case n < firstHijri || n > lastHijri:
		return 0, gregorian, false
	}
	switch sc.opt.Language {
	case "fa", "ps", "prs", "ckb", "mzn", "lrc":
		return n, solarHijri, true
	case "ar", "ur", "ms", "id":
		return n, lunarHijri, n >= firstLunar
	}
	return n, gregorian, false
}

// eras are the names that stand before the year of a reign in Japan, and before
// that of the republic in Taiwan, with the year before their first.
var eras = []struct {
	name   string
	before int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}}

// reign reads the year of an era at token i, "令和8年" or "令和元年", and returns the
// token that says 年.
func (sc *scanner) reign(i int) (year, next int) {
	t := sc.at(i)
	word, n := t.word, 1
	if next = i + 1; strings.HasSuffix(word, "元") {
		word = strings.TrimSuffix(word, "元")
	} else {
		if t = sc.at(next); !t.num || t.value < 1 || t.width() > 3 || strings.TrimSpace(t.gap) != "" {
			return 0, i
		}
		n = t.value
		next++
	}
	if sc.at(next).word != "年" {
		return 0, i
	}
	for _, e := range eras {
		if strings.HasSuffix(word, e.name) {
			return e.before + n, next
		}
	}
	return 0, i
}

// convert turns the day of another calendar into ours.
func (f *fields) convert() bool {
	var day time.Time
	switch {
	case f.in == gregorian:
		return true
	case f.month < 1 || f.month > 12 || f.day < 1 || f.day > 31:
		return false
	case f.in == solarHijri:
		if f.month > 6 && f.day > 30 || f.month == 12 && f.day > 29 && !solarLeap(f.year) {
			return false
		}
		day = solarDay(f.year, f.month, f.day)
	default:
		if f.year < firstLunar || f.year-firstLunar >= len(lunarMonths) || f.day > lunarLength(f.year, f.month) {
			return false
		}
		day = lunarDay(f.year, f.month, f.day)
	}
	f.year, f.month, f.day = day.Year(), int(day.Month()), day.Day()
	return true
}

// solarCycle: in the years 1210 to 1633 each 33 have eight leap years, at these places.
const solarCycle = 33

func solarLeap(year int) bool {
	switch year % solarCycle {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}

// solarDay counts the days since the first of 1340, which was 21 March 1961.
func solarDay(year, month, day int) time.Time {
	n := 0
	for y := 1340; y < year; y++ {
		n += 365
		if solarLeap(y) {
			n++
		}
	}
	n += (month-1)*31 - max(month-7, 0) + day - 1
	return time.Date(1961, 3, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
}

// lunarMonths has a bit for each month of 30 days of the years from 1410 on, as the
// calendar of Umm al-Qura counts them.
var lunarMonths = [...]uint16{
	0x95d, 0x2da, 0x5d9, 0xdb2, 0xba4, 0xb4a, 0xa55, 0x2b5, 0x575, 0xb6a, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad, 0xb6a, 0x6d4, 0xdc9, 0xd92, 0xaa6, 0x956, 0x2ae, 0x56d,
	0x36a, 0xb55, 0xaaa, 0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac, 0xba9, 0xd92,
	0xb25, 0x64b, 0xcab, 0x55a, 0xb55, 0x6d2, 0xea5, 0xe4a, 0xa95, 0x52d, 0xaad, 0x36c, 0x759, 0x6d2, 0x695, 0x52d, 0xa5b, 0x4ba, 0x9ba, 0x3b4, 0xb69, 0xb52, 0xaa6,
}

func lunarLength(year, month int) int {
	return 29 + int(lunarMonths[year-firstLunar]>>(month-1)&1)
}

// lunarDay counts the days since the first of 1410, which was 2 August 1989.
func lunarDay(year, month, day int) time.Time {
	n := day - 1
	for y := firstLunar; y <= year; y++ {
		for m := 1; m <= 12 && (y < year || m < month); m++ {
			n += lunarLength(y, m)
		}
	}
	return time.Date(1989, 8, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
}
