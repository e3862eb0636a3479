package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// again is what a page becomes that is read in a wrong charset and saved.
func again(t *testing.T, s string, wrong *charmap.Charmap) string {
	t.Helper()
	out, err := wrong.NewDecoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTwice(t *testing.T) {
	const text = "The harbour’s ferry — “half an hour late” — costs 4 € since the strike in Göteborg; naïve, she said. Prázdný dům, łódź, Почему так? 😀"
	for _, wrong := range []*charmap.Charmap{charmap.Windows1252, charmap.ISO8859_1} {
		got := Decode([]byte(again(t, text, wrong)), "utf-8", true)
		if strings.Contains(string(got.Body), "\uFFFD") { // windows-1252 has no character for five bytes
			got.Body = []byte(strings.ReplaceAll(string(got.Body), "\uFFFD", "?"))
		}
		if wrong == charmap.ISO8859_1 && string(got.Body) != text {
			t.Errorf("%v: %s", wrong, got.Body)
		}
		if !strings.HasPrefix(string(got.Body), "The harbour’s ferry — “half an hour late") || got.Twice < 10 {
			t.Errorf("%v: %d, %s", wrong, got.Twice, got.Body)
		}
	}
	letters := "Der Bürgermeister hält die Gebühr für nötig."
	if got := Decode([]byte(again(t, letters, charmap.Windows1252)), "", true); string(got.Body) != letters || got.Twice != 5 {
		t.Errorf("%d, %s", got.Twice, got.Body)
	}
	// A page of which only a part was saved so.
	mixed := "Größe – " + again(t, "Straße – ja", charmap.ISO8859_1)
	if got := Decode([]byte(mixed), "", true); string(got.Body) != "Größe – Straße – ja" {
		t.Errorf("%s", got.Body)
	}
}

// A page of another script whose bytes were read as Latin-1.
func TestMisread(t *testing.T) {
	for name, text := range map[string]string{
		"gbk":          "镇议会星期二晚上决定禁止大型卡车通过旧桥，因为工程师的调查发现两个桥墩有裂缝。镇长说修理工程将从三月开始，预计持续到夏天，费用由谁支付还没有决定。",
		"windows-1251": "В старом порту с утра стоял густой туман, и паром не ходил до полудня. Городской совет решил во вторник вечером закрыть старый мост для тяжёлых грузовиков, потому что инженеры нашли трещины в двух опорах. Ремонт начнётся в марте и продлится до лета, сказал мэр, но кто за него заплатит, пока не решено.",
	} {
		e, err := htmlindex.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		page := "<html lang=en><p>" + again(t, raw, charmap.ISO8859_1) + "</p>"
		if got := Decode([]byte(page), "", true); string(got.Body) != "<html lang=en><p>"+text+"</p>" || got.Twice == 0 || got.Broken != 0 {
			t.Errorf("%s: %d, %s", name, got.Twice, got.Body)
		}
	}
}

// What was meant stays: spaces that are not broken before a mark, capitals with
// accents, one word about the matter itself.
func TestNotTwice(t *testing.T) {
	for _, text := range []string{
		"« Le marché\u00a0» est fermé, « l’été\u00a0» aussi, « allé…»",
		"È vero, il caffè”— disse",
		"NÃO, JOÃO: AMANHÃ", "Âge d’or", "Âme", "þú átt Ðað", "Ä…",
		"Where a page says Ã© it was read in a wrong charset.",
		"價格 4 €, ™ ® ©", "Øl og Å, Ñandú",
	} {
		if got := Decode([]byte(text), "", true); string(got.Body) != text || got.Twice != 0 {
			t.Errorf("%q became %q", text, got.Body)
		}
	}
}
