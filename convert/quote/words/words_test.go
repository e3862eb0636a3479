package words

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/schema"
)

func cut(body string) *Text {
	t := &Text{Body: body}
	t.Language, _ = For("en")
	p := schema.Span{End: len(body)}
	t.Marks = marks.Find(body, []schema.Span{p}, "").Marks
	t.Paragraph(0, p, 0, len(t.Marks))
	return t
}

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"Mr. Roe's boat, J.D. said.":  {"Mr.", "Roe", "'s", "boat", ",", "J.D.", "said", "."},
		"“A b,” said Roe.":            {"“A b,”", "said", "Roe", "."},
		"he left.Roe said":            {"he", "left", ".", "Roe", "said"},
		"a cyber-war — of 3,5 %":      {"a", "cyber-war", "—", "of", "3", ",", "5", "%"},
		"The Does’ boat, don’t":       {"The", "Does", "’", "boat", ",", "don’t"},
		"wait... what?!":              {"wait", "...", "what", "?!"},
		"@roe and #boats":             {"roe", "and", "boats"},
		"\u00a0Zoë\u202fRöé\t\n said": {"Zoë", "Röé", "said"},
	} {
		x := cut(text)
		var got []string
		for i := range x.Tokens {
			got = append(got, x.String(i))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", text, diff)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"One. Two.":                            2,
		"Mr. Roe of the U.S. left.":            1,
		"He left the U.S. The boat sank.":      2,
		"“One. Two.” Three.":                   2,
		"“One,” Roe said. “Two.”":              2,
		"“One?” Roe asked.":                    1,
		"“One?” Roe left the room. She slept.": 3,
		"“One.” Roe said.":                     1,
		"“One.” Roe said two was more.":        2,
		"“One!” she said.":                     1,
		"(One.) Two.":                          2,
		"It is 3.5 m long.":                    1,
	} {
		if got := len(cut(text).Sentences); got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

func TestInflect(t *testing.T) {
	english, _ := For("en")
	for w, want := range map[string]Class{
		"said": Say | Past, "adding": Say | Ing, "replied": Say | Past, "admitted": Say | Past, "admits": Say | Present,
		"declaring": Say | Ing, "told": Tell | Past, "Spokesmen": Role | Plural, "MINISTRIES": 0, "quickly": Adverb, "family": 0, "Sen.": Title,
	} {
		if got, _ := english.classify(w); got&want != want || want == 0 && got&Adverb != 0 {
			t.Errorf("%s: class %b, want %b", w, got, want)
		}
	}
}

func TestListsAreRead(t *testing.T) {
	for name := range languages {
		l, known := For(name)
		if !known || l.Class("x") != 0 || len(l.abbreviations) == 0 {
			t.Errorf("%s: known %v, %d abbreviations", name, known, len(l.abbreviations))
		}
	}
	if l, known := For("xx"); known || !l.Clauses {
		t.Error("a language without a list is not taken for English")
	}
	for _, wrong := range []string{"[words Sayy]\nsaid", "[wordz Say]\nsaid", "[traits]\nnoun-capital"} {
		if _, err := Read("# A list.\n" + wrong); err == nil {
			t.Errorf("%q was read", wrong)
		}
	}
}

// TestStems holds that stems are words with each suffix before them, and no others.
func TestStems(t *testing.T) {
	l, err := Read("[suffixes]\na an\n\n[stems Say]\nvuk\n\n[suffixes]\nit\n\n[stems Say Past]\nvuk\n\n[heads]\nmezu\n")
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[string]Class{"vuka": Say, "vukan": Say, "vukit": Say | Past, "vuk": 0, "it": 0} {
		if got := l.Class(w); got != want {
			t.Errorf("%s: class %b, want %b", w, got, want)
		}
	}
	if !l.Heads("mezuvuk") || l.Heads("mezu") || l.Heads("vukmezu") {
		t.Error("an infinitive that holds its particle begins with one of the heads and goes on")
	}
}
