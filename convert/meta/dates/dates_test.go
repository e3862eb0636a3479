package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	columns "github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

func TestParse(t *testing.T) {
	cases := []struct{ in, lang, order, date, at, zone, precision string }{
		{"2012-08-14", "", "", "2012-08-14", "", "", "day"},
		{"2012-08-14T23:30:00-04:00", "", "", "2012-08-14", "2012-08-15T03:30:00Z", "-04:00", "second"},
		{"2012-08-14T10:30:15.123Z", "", "", "2012-08-14", "2012-08-14T10:30:15Z", "Z", "second"},
		{"2012-08-14 10:30", "", "", "2012-08-14", "", "", "minute"},
		{"2024-03-05T14:30+02:00", "de", "dmy", "2024-03-05", "2024-03-05T12:30:00Z", "+02:00", "minute"},
		{"Tue, 14 Aug 2012 10:30:00 GMT", "", "", "2012-08-14", "2012-08-14T10:30:00Z", "GMT", "second"},
		{"Tue Aug 14 10:30:00 EDT 2012", "", "", "2012-08-14", "2012-08-14T14:30:00Z", "EDT", "second"},
		{"August 14, 2012", "en", "", "2012-08-14", "", "", "day"},
		{"Published August 14, 2012", "en", "", "2012-08-14", "", "", "day"},
		{"Aug. 14th, 2012 at 5:30 p.m. ET", "en", "", "2012-08-14", "2012-08-14T21:30:00Z", "ET", "minute"},
		{"Jan. 14, 2012 5 pm PST", "en", "", "2012-01-14", "2012-01-15T01:00:00Z", "PST", "minute"},
		{"14th of August 2012", "en", "", "2012-08-14", "", "", "day"},
		{"10:30 AM EDT, August 14, 2012", "en", "", "2012-08-14", "2012-08-14T14:30:00Z", "EDT", "minute"},
		{"10:30, 14 August 2012", "en", "", "2012-08-14", "", "", "minute"},
		{"14 Aug 2012 10:30 IST", "en", "", "2012-08-14", "", "IST", "minute"},
		{"14. August 2012, 14.30 Uhr", "de", "", "2012-08-14", "", "", "minute"},
		{"Dienstag, 14.08.2012 um 14:30 Uhr", "de", "", "2012-08-14", "", "", "minute"},
		{"14.08.12", "de", "", "2012-08-14", "", "", "day"},
		{"le 1er août 2012 à 14h30", "fr", "", "2012-08-01", "", "", "minute"},
		{"14 de agosto de 2012", "es", "", "2012-08-14", "", "", "day"},
		{"14 set 2012", "it", "", "2012-09-14", "", "", "day"},
		{"14. srpna 2012", "cs", "", "2012-08-14", "", "", "day"},
		{"14. listopada 2012.", "hr", "", "2012-10-14", "", "", "day"},
		{"14 listopada 2012", "pl", "", "2012-11-14", "", "", "day"},
		{"2012. augusztus 14.", "hu", "", "2012-08-14", "", "", "day"},
		{"14 августа 2012, 10:30", "ru", "", "2012-08-14", "", "", "minute"},
		{"2012年8月14日 午後3時05分", "ja", "", "2012-08-14", "", "", "minute"},
		{"2012년 8월 14일", "ko", "", "2012-08-14", "", "", "day"},
		{"2012.08.14 10:30", "ko", "", "2012-08-14", "", "", "minute"},
		{"8/14/2012", "en", "", "2012-08-14", "", "", "day"},
		{"14/08/2012", "en", "", "2012-08-14", "", "", "day"},
		{"03/04/2012", "fr", "", "2012-04-03", "", "", "day"},
		{"03/04/2012", "en", "dmy", "2012-04-03", "", "", "day"},
		{"03/04/2012", "en", "mdy", "2012-03-04", "", "", "day"},
		{"20120814", "", "", "2012-08-14", "", "", "day"},
		{"20120814T103000Z", "", "", "2012-08-14", "2012-08-14T10:30:00Z", "Z", "second"},
		{"1344940200", "", "", "2012-08-14", "2012-08-14T10:30:00Z", "Z", "second"},
		{"August 2012", "en", "", "2012-08-01", "", "", "month"},
		{"2012", "", "", "2012-01-01", "", "", "year"},
		{"14 Aug '12", "en", "", "2012-08-14", "", "", "day"},
		{"14-Aug-2012 10:30:00 +0200", "en", "", "2012-08-14", "2012-08-14T08:30:00Z", "+0200", "second"},
		{"August 14, 2012 10:30 GMT+2", "en", "", "2012-08-14", "2012-08-14T08:30:00Z", "GMT+2", "minute"},
		{"14 أغسطس 2012", "ar", "", "2012-08-14", "", "", "day"},
		{"14 सितंबर 2012", "hi", "", "2012-09-14", "", "", "day"},
		{"१४ सितंबर २०१२, 10:30", "hi", "", "2012-09-14", "", "", "minute"},
		{"١٤ أغسطس ٢٠١٢", "ar", "", "2012-08-14", "", "", "day"},
		{"14 ส.ค. 2012", "th", "", "2012-08-14", "", "", "day"},
		{"14 สิงหาคม พ.ศ. 2555", "th", "", "2012-08-14", "", "", "day"},
		{"14 באוגוסט 2012", "he", "", "2012-08-14", "", "", "day"},
		{"ngày 14 tháng 8 năm 2012", "vi", "", "2012-08-14", "", "", "day"},
	}
	for _, c := range cases {
		m, ok := Parse(c.in, Options{Language: c.lang, Order: c.order})
		at := ""
		if !m.At.IsZero() {
			at = m.At.Format(time.RFC3339)
		}
		if ok != (c.date != "") || m.Date.String() != c.date || at != c.at || m.Zone != c.zone || string(m.Precision) != c.precision {
			t.Errorf("%q: got %v %q %q %q %v, want %q %q %q %q", c.in, m.Date, at, m.Zone, m.Precision, ok, c.date, c.at, c.zone, c.precision)
		}
	}
}

// What states no whole date must not become one: these are where the libraries invent parts.
func TestParseRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2 hours ago", "yesterday", "March 5", "5 March", "12.5 million", "32 August 2012", "2012-13-40", "30 February 2012",
		"10:30", "Monday", "version 1.2.3.2012", "iPhone 15 Pro 2024", "0 May 2012", "99/99/2012", "vor 2 Stunden", "heute, 10:30 Uhr", "5 مارس",
	} {
		if m, ok := Parse(s, Options{Language: "en"}); ok {
			t.Errorf("%q was read as %v %s", s, m.Date, m.Precision)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	m, ok := Parse("03/04/2012", Options{Language: "en"})
	if !ok || !m.Ambiguous {
		t.Errorf("03/04/2012 without an order should be ambiguous: %+v %v", m, ok)
	}
	if m, _ := Parse("04/04/2012", Options{Language: "en"}); m.Ambiguous {
		t.Error("04/04/2012 is one day in either order")
	}
}

func TestAllFindsEveryDateOfALine(t *testing.T) {
	line := "Posted 3 May 2021 at 9:15 am | Updated: May 4, 2021, 10:00 pm"
	all := All(line, Options{Language: "en"})
	if len(all) != 2 || all[0].Date.String() != "2021-05-03" || all[1].Date.String() != "2021-05-04" {
		t.Fatalf("got %+v", all)
	}
	for _, m := range all {
		if strings.TrimSpace(line[m.Start:m.End]) != m.Raw {
			t.Errorf("raw %q is not at its place", m.Raw)
		}
	}
	if all[0].Raw != "3 May 2021 at 9:15 am" {
		t.Errorf("raw %q", all[0].Raw)
	}
}

func TestAllNeverOverlaps(t *testing.T) {
	end := 0
	for _, m := range All("May 3, 2021 10:15 May 4, 2021 11:30 5 May 2021", Options{Language: "en"}) {
		if m.Start < end || m.End <= m.Start {
			t.Fatalf("match at %d:%d after one that ends at %d", m.Start, m.End, end)
		}
		end = m.End
	}
	if end == 0 {
		t.Fatal("nothing found")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2012-08-14T10:30:00Z", "Aug 14, 2012 5 p.m. ET", "14.8.12", "2012年8月14日", "14 أغسطس 2012", "\xff12/\xfe11/2012"} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		m, ok := Parse(s, Options{Language: lang})
		if !ok {
			return
		}
		if schema.DateOf(m.Date.Time()) != m.Date {
			t.Errorf("%q: %v does not exist", s, m.Date)
		}
		if m.Raw == "" || !strings.Contains(s, m.Raw) {
			t.Errorf("%q: raw %q", s, m.Raw)
		}
		if !m.At.IsZero() && (m.Zone == "" || m.At.Sub(m.Date.Time()).Abs() > 72*time.Hour) {
			t.Errorf("%q: instant %v zone %q", s, m.At, m.Zone)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("Published August 14, 2012 at 5:30 p.m. ET", Options{Language: "en"})
	}
}

// TestOrdersOfColumns: what internal/fields lets pass, the package reads without a guess.
func TestOrdersOfColumns(t *testing.T) {
	for _, sep := range []string{"/", "-", "."} {
		for a := 1; a <= 31; a++ {
			for b := 1; b <= 31; b++ {
				for _, year := range []string{"2023", "23"} {
					s := fmt.Sprintf("%02d%s%02d%s%s", a, sep, b, sep, year)
					order := ""
					if columns.Unsure(s) {
						order = "mdy"
					}
					m, ok := Parse(s, Options{Order: order})
					if real := a <= 12 || b <= 12; ok && m.Ambiguous || ok != real && a < 29 && b < 29 {
						t.Errorf("%s: read %v, ambiguous %v", s, ok, m.Ambiguous)
					}
					if order != "" && ok && (int(m.Date.Month) != a || int(m.Date.Day) != b) {
						t.Errorf("%s as mdy: %v", s, m.Date)
					}
				}
			}
		}
	}
}
