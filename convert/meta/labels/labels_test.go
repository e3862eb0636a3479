package labels

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	cases := []struct {
		in   string
		want Kind
	}{
		{"Published ", Published},
		{"Last updated: ", Changed},
		{"Posted by Jutta Farrow on ", Published},
		{"Updated by the web team, first published ", Published},
		{"Veröffentlicht am ", Published},
		{"Zuletzt geändert ", Changed},
		{"Stand: ", Changed},
		{"Beitrag vom ", Published},
		{"Publié le ", Published},
		{"Mis à jour le ", Changed},
		{"Publicado el ", Published},
		{"Última actualización: ", Changed},
		{"Son Güncelleme: ", Changed},
		{"Yayınlanma: ", Published},
		{"Giriş Tarihi: ", Published},
		{"Opublikowano ", Published},
		{"aktualizacja ", Changed},
		{"Опубликовано ", Published},
		{"Обновлено: ", Changed},
		{"公開日：", Published},
		{"最終更新日：", Changed},
		{"기사입력 ", Published},
		{"최종수정 ", Changed},
		{"发布时间：", Published},
		{"更新于", Changed},
		{"เผยแพร่: ", Published},
		{"ปรับปรุงล่าสุด ", Changed},
		{"תאריך פרסום: ", Published},
		{"עודכן ב", Changed},
		{"تاريخ النشر: ", Published},
		{"آخر تحديث: ", Changed},
		{"تاریخ انتشار: ", Published},
		{"به\u200cروزرسانی: ", Changed},
		{"प्रकाशित: ", Published},
		{"अपडेट: ", Changed},
		{"Cập nhật lúc ", Changed},
		{"Đăng ngày ", Published},
		{"Δημοσίευση: ", Published},
		{"Ενημέρωση: ", Changed},
		{"Joined ", Other},
		{"Mitglied seit: ", Other},
		{"", None},
		{"By Jutta Farrow, ", None},
		{"Public health, ", None},
		{"Der Standard, ", None},
		{"Kunststand: ", None},
		{"Tuesday, ", None},
	}
	for _, c := range cases {
		if got := Of(c.in); got != c.want {
			t.Errorf("%q: got %v, want %v", c.in, got, c.want)
		}
	}
}

// Each word of the list is one, in lower case, and says what its column does.
func TestList(t *testing.T) {
	for line := range strings.Lines(words) {
		code, lists, _ := strings.Cut(strings.TrimSpace(line), "\t")
		columns := strings.Split(lists, "\t")
		if len(columns) < 2 || len(columns) > 3 {
			t.Fatalf("%s has %d columns", code, len(columns))
		}
		for i, list := range columns {
			for word := range strings.SplitSeq(list, ",") {
				if word == "" || word != strings.ToLower(word) || Of(word) != Kind(i+1) {
					t.Errorf("%s: %q says %v", code, word, Of(word))
				}
			}
		}
	}
}
