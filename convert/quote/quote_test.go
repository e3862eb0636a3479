package quote

import (
	"bytes"
	"testing"

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

func TestOtherLanguages(t *testing.T) {
	for _, c := range []struct{ language, body, want string }{
		{"de", "„Die Brücke ist im Winter undicht“, sagte Anna Roth am Montag.", "Anna Roth"},
		{"de", "Die Frage bleibt: „Wer soll das alles bezahlen?“", ""},
		{"fr", "La Défense report: «Le pont fuit en hiver depuis des années.»", ""},
		{"fr", "Le Pont said: «Le pont fuit en hiver depuis des années.»", ""},
		{"en", "Peter Doe said: “The bridge leaks in winter.”", "Peter Doe"},
	} {
		r := Annotate(&schema.Text{Body: c.body, Language: c.language, Paragraphs: text.Paragraphs(c.body)})
		if len(r.Quotes) != 1 {
			t.Errorf("%s: %d quotes", c.body, len(r.Quotes))
			continue
		}
		if got := r.Quotes[0].SpeakerName; got != c.want {
			t.Errorf("%s: speaker %q, want %q", c.body, got, c.want)
		}
	}
}

func TestModel(t *testing.T) {
	m, err := DecodeModel(embedded)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Encode(), embedded) {
		t.Error("decoded and encoded, the model has other bytes")
	}
	const most = 4 << 20
	if len(embedded) > most {
		t.Errorf("the model has %d bytes, at most %d", len(embedded), most)
	}
	for _, n := range []int{0, 5, len(magic) + 2, len(embedded) / 2, len(embedded) - 1} {
		if _, err := DecodeModel(embedded[:n]); err == nil {
			t.Errorf("the first %d bytes were read as a model", n)
		}
	}
	if _, err := DecodeModel(append([]byte("x"), embedded...)); err == nil {
		t.Error("a file that begins otherwise was read as a model")
	}
}

func BenchmarkDecodeModel(b *testing.B) {
	for b.Loop() {
		if _, err := DecodeModel(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
