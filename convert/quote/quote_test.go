package quote

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

func annotate(body string) Result {
	return Annotate(&schema.Text{Body: body, Paragraphs: text.Paragraphs(body)})
}

// report is a news report with the forms of attribution that such reports mix:
// split quotes, paraphrases that end in "said X", and a term in marks.
const report = `Two river states have met for a third round of talks about dams, and one matter is missing from the agenda: the price of water.

The meeting, held by the Lowland Institute for Rivers (LIR), brought engineers and officials together. Both sides agreed that gates which hold back spring floods, a.k.a., “silt traps”, should be opened earlier, but acknowledged that farmers would have to be paid, said Petra Lindqvist, senior lecturer for water law at the School of Public Affairs.

“The very fact that they came, and came with maps, tells you that both see the lake as shrinking,” said Lindqvist in an interview March 3. “Nobody upstream can fix that alone, and nobody downstream can wait.”

The upper state wants meters at every canal, according to a summary of the first meeting.

Neither side will give up its oldest rights, said Lindqvist, who sat in on the session.

“We now know what the other side fears,” said Lindqvist. “That is more than we knew a year ago.”

For that reason, the ministries read every report on water as if a government had written it, said Lindqvist.

“A canal is not only a canal; it is also a border,” Lindqvist wrote in a 2019 essay on the delta.`

func TestReport(t *testing.T) {
	r := annotate(report)
	direct, indirect := 0, 0
	statements := map[int]int{}
	for _, q := range r.Quotes {
		words := report[q.Start:q.End]
		switch q.Kind {
		case schema.QuoteDirect:
			direct++
			statements[q.Statement]++
			if q.SpeakerName != "Petra Lindqvist" || q.SpeakerRole != "senior lecturer for water law at the School of Public Affairs" {
				t.Errorf("%q: speaker %q, role %q", words, q.SpeakerName, q.SpeakerRole)
			}
		case schema.QuoteIndirect:
			if q.Rule == schema.RuleTrailing {
				indirect++
				if q.SpeakerName != "Petra Lindqvist" {
					t.Errorf("%q: speaker %q", words, q.SpeakerName)
				}
			}
		case schema.QuoteNotSpeech:
			if words != "silt traps" || q.SpeakerName != "" {
				t.Errorf("not speech: %q of %q", words, q.SpeakerName)
			}
		case schema.QuoteMixed:
			t.Errorf("mixed: %q", words)
		}
	}
	if direct != 5 || indirect != 3 || len(statements) != 3 {
		t.Errorf("%d direct in %d statements, %d indirect, want 5 in 3, 3", direct, len(statements), indirect)
	}
}

// others are quotes in other languages: kind, rule, speaker and text.
var others = []struct {
	language, body string
	want           []string
}{
	{"de", "„Die Brücke ist undicht“, sagte Anna Roth am Montag. „Sie war es schon immer.“", []string{
		"direct cue_after Anna Roth: Die Brücke ist undicht", "direct carried Anna Roth: Sie war es schon immer.",
	}},
	{"de", "Peter Holm kam. „Die Brücke“, sagte er, „ist im Winter undicht.“", []string{
		"direct cue_after Peter Holm: Die Brücke", "direct cue_between Peter Holm: ist im Winter undicht.",
	}},
	{"de", "Verkehrsminister Peter Holm sagte am 7. Mai: »Wir bauen sie neu.« Holm nannte die Kosten „höher als gedacht, aber tragbar“.", []string{
		"direct cue_before Peter Holm: Wir bauen sie neu.", "direct cue_before Peter Holm: höher als gedacht, aber tragbar",
	}},
	{"de", "«Wir bauen sie neu», so Holm. Das sagte Peter Holm.", []string{"direct according_to Peter Holm: Wir bauen sie neu"}},
	{"de", "„Es brennt noch immer“, sagte ein Sprecher der Feuerwehr.", []string{"direct cue_after ein Sprecher der Feuerwehr: Es brennt noch immer"}},
	{"de", "Die sogenannte „Kammbrücke“ öffnet im Mai. Der Spielfilm „Die Brücke im Winter“ läuft.", []string{
		"not_speech term : Kammbrücke", "not_speech term : Die Brücke im Winter",
	}},
	{"de", "Die Frage bleibt: „Wer soll das alles bezahlen?“", []string{"direct marks_only : Wer soll das alles bezahlen?"}},
	{"de", "Anna Roth fehlte.\n\n„Die Brücke ist im Winter undicht“, sagte sonst keiner.", []string{"direct marks_only : Die Brücke ist im Winter undicht"}},
	{"de", "Ein Mann aus Hull sagte: „Die Brücke ist im Winter undicht.“", []string{"direct cue_before Ein Mann aus Hull: Die Brücke ist im Winter undicht."}},
	{"fr", "« Le pont fuit en hiver », a déclaré Anne Roche lundi. « Il fuyait déjà », a-t-elle ajouté.", []string{
		"direct cue_after Anne Roche: Le pont fuit en hiver", "direct cue_after Anne Roche: Il fuyait déjà",
	}},
	{"fr", "Le ministre des Transports, Paul Marin, a expliqué : « Nous le reconstruirons. »", []string{"direct cue_before Paul Marin: Nous le reconstruirons."}},
	{"fr", "«Nous le reconstruirons», selon Paul Marin.", []string{"direct according_to Paul Marin: Nous le reconstruirons"}},
	{"fr", "L'eau monte, « et elle montera encore longtemps », explique la préfecture du Nord.", []string{
		"direct cue_after la préfecture du Nord: et elle montera encore longtemps",
	}},
	{"fr", "Le film intitulé « Le pont en hiver » sort mardi.", []string{"not_speech term : Le pont en hiver"}},
	{"es", "«El puente gotea en invierno», afirmó ayer Ana Roca. «Siempre goteaba», añadió.", []string{
		"direct cue_after Ana Roca: El puente gotea en invierno", "direct cue_after Ana Roca: Siempre goteaba",
	}},
	{"es", "El ministro de Transportes, Pablo Marín, aseguró que el puente \"costará más de lo previsto\".", []string{
		"mixed that Pablo Marín: el puente \"costará más de lo previsto\"",
	}},
	{"es", "Una vecina de Hull llegó. «El puente gotea en invierno», dijo la vecina.", []string{
		"direct cue_after Una vecina de Hull: El puente gotea en invierno",
	}},
	{"es", "Según Ana Roca, “el puente gotea en invierno”.", []string{"direct according_to Ana Roca: el puente gotea en invierno"}},
	{"sv", "”Bron läcker på vintern”, sade Anna Holm. Filmen ”Bron”.", []string{"direct marks_only : Bron läcker på vintern", "not_speech term : Bron"}},
	{"ja", "橋の担当者は「冬になると橋から水が漏れることがあります」と述べた。「橋」は古い。", []string{
		"direct marks_only : 冬になると橋から水が漏れることがあります", "not_speech term : 橋",
	}},
	{"en", "Peter Doe said: “The bridge leaks in winter.”", []string{"direct cue_before Peter Doe: The bridge leaks in winter."}},
}

func TestOtherLanguages(t *testing.T) {
	for _, c := range others {
		t.Run(c.language, func(t *testing.T) {
			r := Annotate(&schema.Text{Body: c.body, Language: c.language, Paragraphs: text.Paragraphs(c.body)})
			var got []string
			for _, q := range r.Quotes {
				got = append(got, fmt.Sprintf("%s %s %s: %s", q.Kind, q.Rule, q.SpeakerName, c.body[q.Start:q.End]))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n-want +got\n%s", c.body, diff)
			}
			marksOnly := slices.ContainsFunc(r.Findings, func(f schema.Finding) bool { return f.Code == schema.FindingMarksOnly })
			if marksOnly != (c.language == "sv" || c.language == "ja") {
				t.Errorf("findings %v", r.Findings)
			}
		})
	}
}

func BenchmarkDecodeModel(b *testing.B) {
	for b.Loop() {
		if _, err := DecodeModel(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
