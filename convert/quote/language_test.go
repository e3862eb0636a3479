package quote

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// kelvish is a language that nobody speaks, in one list as those of words/lists.
const kelvish = `# Kelvish.
[traits]
no-subjects letter-words incises turn-dashes ordinals

[words Say]
vukte

[words Say Past]
vuktet

[words According]
hem

[words That]
kor

[words As]
fen

[words Reported]
sild

[words Reported Self]
silde

[words Not]
vis

[words Self]
mi

[words Day]
solmor

[words Body Generic]
lomar

[words Determiner Definite]
zo m'

[words Determiner NoSubject]
zom

[words Starter]
fen

[words Title]
baron

[words Role]
harnok

[words Preposition Binds]
u

[words Auxiliary]
ad

[words He]
ka

[words Term]
tilk

[abbreviations]
Grof

[elided]
m

[clitics]
ka

[endings Term]
bokt

[endings Base]
iru
`

// TestInventedLanguage holds that all that is known of a language stands in its list: each
// fact of an invented one is needed for a text that nothing else reads.
func TestInventedLanguage(t *testing.T) {
	for _, c := range []struct{ fact, instead, text, want string }{
		{"vukte\n", "", "Ana Roe vukte prem «lek am tor nul bor sek».", "cue_before Ana Roe"},
		{"vuktet", "", "«Lek am tor nul, ad vuktet Ana Roe, bor sek.»", "cue_after Ana Roe; cue_between Ana Roe"},
		{"Body Generic", "Body", "ABC nul. «Lek am tor nul», vukte zo lomar.", "cue_after ABC"},
		{"incises", "", "«Lek am tor nul, vukte Ana Roe, bor sek.»", "cue_after Ana Roe; cue_between Ana Roe"},
		{"turn-dashes", "", "— Lek am tor nul, vukte Ana Roe. Bor sek.", "cue_after Ana Roe; carried Ana Roe"},
		{"kor", "", "Ana Roe vukte kor lek am tor nul.", "that Ana Roe"},
		{"fen", "", "Fen Ana Roe vukte, lek am tor nul.", "according_to Ana Roe"},
		{"sild", "", "Ana Roe vukte, lek sild tor nul.", "that Ana Roe"},
		{"vis\n", "", "Ana Roe vis vukte kor lek am tor nul.", ""},
		{"mi\n", "", "Ana Roe vukte: «Lek am tor nul.» Mi silde am tor nul.", "cue_before Ana Roe"},
		{"iru", "", "Ana Roe vukte lekiru am tor nul.", "that Ana Roe"},
		{"solmor", "", "«Lek am tor nul», vukte solmor Ana Roe.", "cue_after Ana Roe"},
		{"hem", "", "«Lek am tor nul», hem Ana Roe.", "according_to Ana Roe"},
		{"zo m'", "", "«Lek am tor nul», vukte zo prem.", "cue_after zo prem"},
		{"Determiner NoSubject", "Determiner", "Zom harnok vukte: «Lek am tor nul.»", "cue_before harnok"},
		{"harnok", "", "«Lek am tor nul», vukte harnok.", "cue_after harnok"},
		{"Preposition Binds", "Preposition", "«Lek am tor nul», vukte zo harnok u Belden.", "cue_after zo harnok u Belden"},
		{"baron", "", "Am nul. Baron Ana Roe vukte: «Lek am tor nul.»", "cue_before Ana Roe"},
		{"ad\n", "", "«Lek am tor nul, ad vuktet Ana Roe, bor sek mil.»", "cue_after Ana Roe; cue_between Ana Roe"},
		{"He]\nka", "He]", "Jon Low mor. Ka vukte: «Lek am tor nul.»", "cue_before Jon Low"},
		{"tilk", "", "Am tilk «Lek am tor nul bor sek» mor.", "term "},
		{"Grof", "", "Am nul. Grof. Ana Roe vukte: «Lek am tor nul.»", "cue_before Grof. Ana Roe"},
		{"elided]\nm", "elided]", "«Lek am tor nul», vukte m'harnok.", "cue_after m'harnok"},
		{"clitics]\nka", "clitics]", "Jon Low mor. «Lek am tor nul», ad-ka vukte.", "cue_after Jon Low"},
		{"bokt", "", "Am Skelbokt «Lek am tor nul bor sek» mor.", "term "},
		{"no-subjects", "", "Am nul. Baron Ana Roe vukte: «Lek am bor.»\n\nPrem mor.\n\n«Lek am tor nul», vukte.", "cue_before Ana Roe; cue_after Ana Roe"},
		{"letter-words", "", "E Belden vukte: «Lek am tor nul.»", "cue_before Belden"},
		{"ordinals", "", "Ana Roe am 7. Mor vukte: «Lek am tor nul.»", "cue_before Ana Roe"},
	} {
		in := &schema.Text{Body: c.text, Paragraphs: text.Paragraphs(c.text), Language: "xk"}
		read := func(list string) string {
			language, err := words.Read(list)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range annotateIn(language, true, in, Standard(), nil).Quotes {
				got = append(got, fmt.Sprintf("%s %s", q.Rule, q.SpeakerName))
			}
			return strings.Join(got, "; ")
		}
		if diff := cmp.Diff(c.want, read(kelvish)); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.text, diff)
		}
		if !strings.Contains(kelvish, c.fact) {
			t.Fatalf("%q is no fact of the list", c.fact)
		}
		if got := read(strings.Replace(kelvish, c.fact, c.instead, 1)); got == c.want {
			t.Errorf("%s: without %q it is read as well: %s", c.text, c.fact, got)
		}
	}
}
