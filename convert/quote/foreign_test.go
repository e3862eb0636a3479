package quote

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// foreignPeople are those of the sweeps: full name, and what stands before it with what it is to be called.
var foreignPeople = map[string][]struct{ name, called string }{
	"de": {
		{"Anna Roth", "Anna Roth"},
		{"Peter von der Halde", "Peter von der Halde"},
		{"Bürgermeisterin Greta van Elst", "Greta van Elst"},
		{"Landwirt Hinnerk Sommer", "Hinnerk Sommer"},
		{"der Geologe Jan Malik", "Jan Malik"},
		{"die Abgeordnete Ursula von der Leyde", "Ursula von der Leyde"},
		{"Finanzvorstand Dr. Ole Brandt", "Ole Brandt"},
		{"Sprecherin Karla Weiß-Kern", "Karla Weiß-Kern"},
		{"Elin Östmann", "Elin Östmann"},
	},
	"fr": {
		{"Anne Roche", "Anne Roche"},
		{"Me Sonia Belloc", "Sonia Belloc"},
		{"le maire, Paul de La Garde", "Paul de La Garde"},
		{"la ministre Claire Van den Bos", "Claire Van den Bos"},
		{"le commissaire à l’eau, Jean-Marc d’Orval", "Jean-Marc d’Orval"},
		{"Maïwenn Le Goff", "Maïwenn Le Goff"},
		{"le chef de groupe libéral Luc Marin", "Luc Marin"},
	},
	"es": {
		{"Ana Roca", "Ana Roca"},
		{"el alcalde, Pablo de la Fuente", "Pablo de la Fuente"},
		{"la ministra de Aguas, Irene Soto", "Irene Soto"},
		{"doña Carmen del Río", "Carmen del Río"},
		{"la portavoz vecinal Lucía Peña", "Lucía Peña"},
		{"Íker Zabala", "Íker Zabala"},
	},
}

// foreignTexts are those of the sweeps: NAME stands for who speaks; want is what is said of it, by kind.
var foreignTexts = map[string][]struct{ text, want string }{
	"de": {
		{"„Die Brücke ist undicht“, sagte NAME am Montag.", "direct: Die Brücke ist undicht"},
		{"«Die Brücke ist undicht», betonte NAME. «Das war immer so.»", "direct: Die Brücke ist undicht; direct: Das war immer so."},
		{"»Die Brücke«, polterte NAME, »ist im Winter undicht.«", "direct: Die Brücke; direct: ist im Winter undicht."},
		{"„Die Brücke ist undicht“, frohlockte NAME.", "direct: Die Brücke ist undicht"},
		{"Die Brücke sei undicht, teilte NAME am Montag mit.", "indirect: Die Brücke sei undicht"},
		{"Wie NAME am Montag mitteilte, ist die Brücke im Winter undicht.", "indirect: ist die Brücke im Winter undicht"},
		{"„Die Brücke ist undicht“, so NAME. Sie müsse neu gebaut werden.", "direct: Die Brücke ist undicht; indirect: Sie müsse neu gebaut werden"},
	},
	"fr": {
		{"« Le pont fuit en hiver », a déclaré NAME lundi.", "direct: Le pont fuit en hiver"},
		{"« Le pont fuit, a répondu NAME, et il fuira encore. »", "direct: Le pont fuit; direct: et il fuira encore."},
		{"« Le pont fuit, explique NAME. On le savait. »", "direct: Le pont fuit; direct: On le savait."},
		{"« Le pont fuit en hiver », a martelé devant la presse NAME.", "direct: Le pont fuit en hiver"},
		{"« Le pont fuit en hiver », a fait savoir NAME.", "direct: Le pont fuit en hiver"},
		{"— Le pont fuit en hiver, répond NAME. On le savait.", "direct: Le pont fuit en hiver; direct: On le savait."},
		{"Le pont fuit depuis l’hiver, a annoncé lundi NAME.", "indirect: Le pont fuit depuis l’hiver"},
		{"Selon NAME, le pont fuit depuis l’hiver.", "indirect: le pont fuit depuis l’hiver"},
	},
	"es": {
		{"«El puente gotea en invierno», afirmó ayer NAME.", "direct: El puente gotea en invierno"},
		{"“El puente gotea en invierno”, bramó NAME.", "direct: El puente gotea en invierno"},
		{"—El puente gotea en invierno —dijo NAME—. Siempre goteaba.", "direct: El puente gotea en invierno; direct: Siempre goteaba."},
		{"El puente gotea desde enero, informó el lunes NAME.", "indirect: El puente gotea desde enero"},
		{"Según NAME, el puente gotea desde enero.", "indirect: el puente gotea desde enero"},
	},
}

// TestForeignSpeakers sweeps people over constructions, in three languages.
func TestForeignSpeakers(t *testing.T) {
	tried, wrong := 0, 0
	for language, list := range foreignTexts {
		for _, c := range list {
			for _, p := range foreignPeople[language] {
				body := strings.ReplaceAll(c.text, "NAME", p.name)
				tried++
				if diff := cmp.Diff(c.want, said(body, language, p.called)); diff != "" {
					wrong++
					t.Errorf("%s\n-want +got\n%s", body, diff)
				}
			}
		}
	}
	t.Logf("%d of %d wrong", wrong, tried)
}

// said lists what is speech in a text, and whose where it is not the speaker's.
func said(body, language, speaker string) string {
	var got []string
	for _, q := range Annotate(&schema.Text{Body: body, Language: language, Paragraphs: text.Paragraphs(body)}).Quotes {
		if q.Kind == schema.QuoteNotSpeech {
			continue
		}
		what := fmt.Sprintf("%s: %s", q.Kind, body[q.Start:q.End])
		if q.SpeakerName != speaker {
			what += " by " + q.SpeakerName
		}
		got = append(got, what)
	}
	return strings.Join(got, "; ")
}
