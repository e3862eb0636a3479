package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
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
