package meta

import (
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// Dates far from the headline count where their line says what they are.
func TestFarDates(t *testing.T) {
	cases := []struct{ line, want string }{
		{"This entry was posted on May 3, 2021 and is filed under Harbours. You can follow the answers to it here, or leave one of your own below.", "2021-05-03"},
		{"Dieser Beitrag wurde am 3. Mai 2021 um 14:48 von Jutta geschrieben und unter Hafen abgelegt.", "2021-05-03"},
		{"Read: 61 times\nPage updated: May 9, 2021", "2021-05-09"},
		{"The ferries sail until May 9, 2021", ""},
	}
	for _, c := range cases {
		blocks := []schema.Block{b(schema.KindTitle, "T"), body(prose)}
		for range 40 {
			blocks = append(blocks, b(schema.KindNavigation, "Harbour"))
		}
		if m := page("<h1>T</h1>", &schema.Page{}, append(blocks, b(schema.KindNavigation, c.line))...); m.Published.Date.String() != c.want {
			t.Errorf("%q: got %v", c.line, m.Published.Date)
		}
	}
	head := []schema.Block{b(schema.KindTitle, "T"), b(schema.KindDate, "Updated: May 3, 2021"), b(schema.KindOther, "The ferries sailed on April 9, 2021"), body(prose)}
	if m := dump(head...); m.Published.Date.String() != "2021-05-03" {
		t.Errorf("the head's day of change is better than a sentence: %+v", m.Published)
	}
	if m := dump(b(schema.KindTitle, "T"), b(schema.KindDate, "Published On 9 Oct 20219 Oct 2021"), body(prose)); m.Published.Date.String() != "2021-10-09" {
		t.Errorf("a day glued to a year: %+v", m.Published)
	}
	if m := page("<h1>T</h1>", &schema.Page{}, b(schema.KindTitle, "T"), b(schema.KindDate, "mara 03.05.2110:30"), body(prose)); m.Published.Date.String() != "2021-05-03" {
		t.Errorf("a time glued to its date: %+v", m.Published)
	}
}

// A day of change is none of publication, in whatever language it is labelled and
// whichever stands first.
func TestLabelledDates(t *testing.T) {
	for _, line := range []string{
		"Son Güncelleme: 09.05.2021 - 10:15 Yayınlanma: 03.05.2021 - 09:00",
		"Aktualizacja: 9 maja 2021, opublikowano 3 maja 2021",
		"Обновлено 9 мая 2021, опубликовано 3 мая 2021",
		"最終更新日：2021年5月9日 公開日：2021年5月3日",
		"آخر تحديث 9 مايو 2021 نُشر 3 مايو 2021",
		"Päivitetty 9.5.2021 Julkaistu 3.5.2021",
		"Frissítve: 2021. május 9. Megjelent: 2021. május 3.",
	} {
		if m := dump(b(schema.KindTitle, "T"), b(schema.KindDate, line), body(prose)); m.Published.Date.String() != "2021-05-03" {
			t.Errorf("%q: got %v", line, m.Published.Date)
		}
	}
}

// A label may stand behind its date; a time of change behind the day of publication is none.
func TestLabelsBehind(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"9 May 2021 | Latest version", "3 May 2021 | Originally published", "2021-05-03"},
		{"May 9, 2021 (updated)", "May 3, 2021", "2021-05-03"},
		{"9 mai 2021 (mis à jour)", "3 mai 2021", "2021-05-03"},
		{"May 3, 2021 / 12:25 PM / Updated 8 hours ago", "May 9, 2021", "2021-05-03"},
	} {
		m := dump(b(schema.KindTitle, "T"), b(schema.KindDate, c.first), b(schema.KindDate, c.second), body(prose))
		if m.Published.Date.String() != c.want {
			t.Errorf("%q, %q: got %v", c.first, c.second, m.Published.Date)
		}
	}
}

// However many dates a menu above lists, the date of the head is read.
func TestDatesBehindArchives(t *testing.T) {
	var blocks []schema.Block
	for i := range 47 {
		blocks = append(blocks, b(schema.KindNavigation, []string{"March", "April", "May", "June"}[i%4]+" 201"+string(rune('0'+i%10))))
	}
	blocks = append(blocks, b(schema.KindTitle, "Dredging to start"), b(schema.KindDate, "3 May 2021 22:00"), body(prose))
	if m := page("<h1>Dredging to start</h1>", &schema.Page{}, blocks...); m.Published.Date.String() != "2021-05-03" {
		t.Errorf("got %v", m.Published.Date)
	}
}
