package dates

import (
	"testing"
	"time"
)

// Days of other calendars and eras, as outlets of their countries print them.
func TestEras(t *testing.T) {
	cases := []struct{ lang, in, date, precision string }{
		{"fa", "شنبه ۲۳ مرداد ۱۴۰۰ - ۱۰:۳۰", "2021-08-14", "minute"},
		{"fa", "۱۴۰۰/۰۵/۲۳", "2021-08-14", "day"},
		{"fa", "1400-05-23 10:30", "2021-08-14", "minute"},
		{"fa", "۲۳/۵/۱۴۰۰", "2021-08-14", "day"},
		{"fa", "۳۰ اسفند ۱۳۹۹", "2021-03-20", "day"}, // a leap year
		{"fa", "۱ فروردین ۱۴۰۰", "2021-03-21", "day"},
		{"fa", "۲۳ مرداد ۱۴۰۰ / 14 August 2021", "2021-08-14", "day"},
		{"ps", "۲۳ اسد ۱۴۰۰", "2021-08-14", "day"},
		{"ar", "السبت 6 محرم 1443 هـ", "2021-08-14", "day"},
		{"ar", "6 محرم 1443 هـ الموافق 14 أغسطس 2021", "2021-08-14", "day"},
		{"ar", "1443/01/06", "2021-08-14", "day"},
		{"ar", "21 رمضان 1447", "2026-03-10", "day"},
		{"ar", "5 ذو الحجة 1442", "2021-07-15", "day"},
		{"ar", "14 تشرين الثاني 2021", "2021-11-14", "day"},
		{"ar", "14\u200f/08\u200f/2021", "2021-08-14", "day"},
		{"th", "14 ส.ค. 2564 10:30 น.", "2021-08-14", "minute"},
		{"th", "14 ส.ค. 64", "2021-08-14", "day"},
		{"th", "14/08/2564", "2021-08-14", "day"},
		{"th", "14 สิงหาคม ค.ศ. 2021", "2021-08-14", "day"},
		{"ja", "令和3年8月14日", "2021-08-14", "day"},
		{"ja", "更新日：平成31年4月1日", "2019-04-01", "day"},
		{"ja", "令和元年8月14日", "2019-08-14", "day"},
		{"zh", "中華民國110年8月14日", "2021-08-14", "day"},
		{"mn", "2021 оны 8-р сарын 14", "2021-08-14", "day"},
		{"ur", "ہفتہ، 14 اگست، 2021", "2021-08-14", "day"},
		{"hi", "14 अग॰ 2021", "2021-08-14", "day"},
		{"vi", "14 thg 8, 2021", "2021-08-14", "day"},
		{"he", "14 באוג׳ 2021", "2021-08-14", "day"},
		{"uk", "14 серп. 2021 р.", "2021-08-14", "day"},
		{"cy", "14 Awst 2021", "2021-08-14", "day"},
		{"am", "14 ኦገስት 2021", "2021-08-14", "day"},
	}
	for _, c := range cases {
		m, ok := Parse(c.in, Options{Language: c.lang})
		if !ok || m.Date.String() != c.date || string(m.Precision) != c.precision {
			t.Errorf("%s %q: got %v %s (%q) %v, want %s %s", c.lang, c.in, m.Date, m.Precision, m.Raw, ok, c.date, c.precision)
		}
	}
}

// Years of other calendars are read in the languages of their countries only, and days
// that a month does not have are none.
func TestErasRefuse(t *testing.T) {
	for _, c := range []struct{ lang, in string }{
		{"en", "12 August 1443"},
		{"en", "1443/01/06"},
		{"de", "14.08.2564"},
		{"fa", "۳۰ اسفند ۱۴۰۰"},
		{"fa", "۳۱ مهر ۱۴۰۰"},
		{"ar", "30 محرم 1442"},
		{"fa", "23 مرداد 2021"},
		{"fa", "14 اوت 1400"},
		{"ne", "2078/04/30"},
		{"ja", "8年8月14日"},
	} {
		if m, ok := Parse(c.in, Options{Language: c.lang}); ok && m.Date.Year > 1800 {
			t.Errorf("%s %q was read as %v", c.lang, c.in, m.Date)
		}
	}
}

// Each day of the two Hijri calendars is followed by the next of ours.
func TestErasGoOn(t *testing.T) {
	next := func(day time.Time, f *fields) time.Time {
		if !f.convert() {
			t.Fatalf("%+v is no day", *f)
		}
		got := time.Date(f.year, time.Month(f.month), f.day, 0, 0, 0, 0, time.UTC)
		if !got.Equal(day) {
			t.Fatalf("got %v, want %v", got, day)
		}
		return day.AddDate(0, 0, 1)
	}
	day := time.Date(2010, 3, 21, 0, 0, 0, 0, time.UTC)
	for y := 1389; y < 1423; y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= 31 && (m < 7 || d < 31) && (m < 12 || d < 30 || solarLeap(y)); d++ {
				day = next(day, &fields{year: y, month: m, day: d, in: solarHijri})
			}
		}
	}
	if day.Format(time.DateOnly) != "2044-03-20" {
		t.Errorf("34 years later it is %v", day)
	}
	day = time.Date(1989, 8, 2, 0, 0, 0, 0, time.UTC)
	for y := firstLunar; y < firstLunar+len(lunarMonths); y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= lunarLength(y, m); d++ {
				day = next(day, &fields{year: y, month: m, day: d, in: lunarHijri})
			}
		}
	}
}
