package prose

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// garble is what a reader makes of UTF-8 that it takes for Windows-1252.
func garble(t *testing.T, s string) string {
	t.Helper()
	garbled, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(garbled, "\u00a0", " ")
}

func TestMojibake(t *testing.T) {
	for _, sound := range []string{
		"plain", "café, naïve, Łódź", "Das war ein großer „Spaß“, sagte sie. Noch ein „Spaß“.", "Wir fahren auf der Straße – langsam.", "CAFÉ® und ROSÉ™",
		"« AMANHû e “AMANHÔ, disse", "PÍŠE, KŮŽE, ÓŽ", "Ñandú y ÑANDÚ", "Ångström, Ærø, Øst", "Ünïcödé ÄÖÜ", "выборы, указ; Ðà", "政策", "São Paulo – NÃO…",
		"HÔTEL ‘ÎLE’", "ça, à l’été", "Þórður’s", "È “vero”", "Ê…", "Â", "âœ alone is short of one", "5 µg/m³, 20 °C, § 3, ±2, ½",
	} {
		if at := Mojibake(sound); at >= 0 {
			t.Errorf("%q is sound, not garbled at %d", sound, at)
		}
	}
	for _, text := range []string{
		"the café on the corner", "she didn’t go", "an “open” question", "выборы прошли", "Ελλάδα", "das Übermaß", "§ 3 of the act", "prices in £ and €", "a 😀 face", "政策",
		"czynsz wzrósł w łódzkim ogródku", "o přípravě zákona",
	} {
		garbled := garble(t, text)
		if at := Mojibake(garbled); at < 0 || !utf8.RuneStart(garbled[at]) || garbled[at] < utf8.RuneSelf {
			t.Errorf("%q is garbled, found at %d", garbled, at)
		}
	}
}

func TestMarks(t *testing.T) {
	for s, want := range map[string]Marks{
		"none, it's said":              {},
		`"We will," she said.`:         {First: true},
		`She said, "We will.`:          {Odd: true},
		`“We will,” she said. “Now.`:   {Odd: true, First: true},
		"„So ist es“, sagte er":        {First: true},
		"”So är det”, sa hon":          {First: true},
		"Il dit : « Oui »":             {},
		"Il dit : « Oui":               {Odd: true},
		"「はい」と言った":                     {First: true},
		"彼は「はい":                        {Odd: true},
		`a 19" screen and a 5'10" man`: {},
		`he said "it was in 2024"`:     {},
		"a café – “naïve”":             {},
	} {
		if got := MarksOf(s); got != want {
			t.Errorf("%s: %+v, want %+v", s, got, want)
		}
	}
}

func TestInScript(t *testing.T) {
	texts := map[string]string{
		"en": strings.Repeat("The council voted on the budget. ", 4),
		"ru": strings.Repeat("Совет проголосовал за бюджет. ", 4),
		"ja": strings.Repeat("議会は予算案について採決した。", 6),
		"zh": strings.Repeat("議會就預算案進行表決。", 6),
		"ko": strings.Repeat("의회는 예산안을 표결했다. ", 6),
		"ar": strings.Repeat("صوت المجلس على الميزانية. ", 4),
		"el": strings.Repeat("Το συμβούλιο ψήφισε. ", 4),
		"hi": strings.Repeat("परिषद ने मतदान किया। ", 6),
		"th": strings.Repeat("สภาลงมติเรื่องงบประมาณ ", 4),
	}
	for language, s := range texts {
		for other := range texts {
			// Japanese and Chinese share their characters, which Korean may be written in as well.
			want := language == other || (language == "ja" || language == "zh") && strings.Contains("ja zh ko", other)
			if got := InScript(other, s); got != want {
				t.Errorf("text in %s may be %s: %t", language, other, got)
			}
		}
		if !InScript("", s) || !InScript("qqq", s) || !InScript(language, s[:12]) {
			t.Errorf("%s: what is not known or short is no sign", language)
		}
	}
	if !InScript("sr", texts["ru"]) || !InScript("sr", texts["en"]) {
		t.Error("Serbian is written in two scripts")
	}
}

// FuzzProse wants positions that are positions, of whatever text.
func FuzzProse(f *testing.F) {
	f.Add("en", "cafÃ© “x")
	f.Fuzz(func(t *testing.T, language, s string) {
		if at := Mojibake(s); at >= len(s) || at < -1 {
			t.Errorf("position %d of %d", at, len(s))
		}
		MarksOf(s)
		InScript(language, s)
	})
}

func BenchmarkProse(b *testing.B) {
	s := strings.Repeat("The council’s vote was “close”, the mayor said; naïve plans cost 3 € more. ", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Mojibake(s)
		MarksOf(s)
		InScript("en", s)
	}
}
