package topic

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

// strike is about labour in every paragraph; the last is about football.
var strike = []string{
	"Bus drivers in the harbour town went on strike on Monday after their union rejected the pay offer.",
	"The union says that wages have not risen for six years, and that shift workers lost their overtime pay.",
	"In the evening the local club won the final of the league, and fans of both teams danced in the stadium.",
}

// asText joins paragraphs as an article does.
func asText(title, language string, paragraphs ...string) *schema.Text {
	t := &schema.Text{Title: title, Language: language}
	for i, p := range paragraphs {
		if i > 0 {
			t.Body += "\n\n"
		}
		t.Paragraphs = append(t.Paragraphs, schema.Span{Start: len(t.Body), End: len(t.Body) + len(p)})
		t.Body += p
	}
	return t
}

func TestAnnotate(t *testing.T) {
	coder := New(codebook.CAP())
	tests := []struct {
		name    string
		text    *schema.Text
		code    string
		outcome schema.TopicOutcome
	}{
		{"policy", asText("Drivers strike for better wages", "en", strike...), "5", schema.OutcomeCoded},
		{"region of a language", asText("Drivers strike for better wages", "en-GB", strike...), "5", schema.OutcomeCoded},
		{"language unknown, looks English", asText("", "", strike...), "5", schema.OutcomeCoded},
		{"other language", asText("Streik der Busfahrer", "de", "Die Gewerkschaft lehnt das Angebot ab."), "", schema.OutcomeUnsupportedLanguage},
		{"language unknown, looks foreign", asText("Streik", "", "Die Gewerkschaft lehnt das Angebot ab, sagte ein Sprecher am Montag."), "", schema.OutcomeUnsupportedLanguage},
		{"sports", asText("Late goal wins the cup", "en", "The striker scored twice in the semifinal and the coach praised his squad for a season without defeat."), "", schema.OutcomeNoPolicy},
		{"no keyword", asText("", "en", "It was quiet, and nobody came."), "", schema.OutcomeNoPolicy},
		{"nothing", &schema.Text{}, "", schema.OutcomeNoPolicy},
		{"title only", asText("Central bank raises interest rates to fight inflation", "en"), "1", schema.OutcomeCoded},
		{"too little", asText("", "en", "The company will look at the tax."), "", schema.OutcomeAbstained},
		{"body without paragraphs", &schema.Text{Body: strings.Join(strike, " "), Language: "en"}, "5", schema.OutcomeCoded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			topics, _ := coder.Annotate(tt.text)
			if topics[0].Code != tt.code || topics[0].Outcome != tt.outcome {
				t.Errorf("got code %q, outcome %s, evidence %q; want %q, %s", topics[0].Code, topics[0].Outcome, topics[0].Evidence, tt.code, tt.outcome)
			}
		})
	}
}

func TestRow(t *testing.T) {
	topics, paragraphs := New(codebook.CAP()).Annotate(asText("Dockers on strike", "en", strike[0]))
	want := schema.Topic{
		Scheme: "cap", Code: "5", Label: "Labor", Rank: 1,
		Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded, Evidence: []string{"on strike", "went on strike", "union", "pay"},
	}
	want.Score = topics[0].Score // every change of a keyword moves it; its range is a property below
	if diff := cmp.Diff(want, topics[0]); diff != "" {
		t.Error(diff)
	}
	if len(paragraphs) == 0 || paragraphs[0].Paragraph != 0 || paragraphs[0].Code != "5" {
		t.Errorf("paragraph rows %+v", paragraphs)
	}
}

func TestParagraphRows(t *testing.T) {
	_, rows := New(codebook.CAP()).Annotate(asText("", "en", strike...))
	var got []int
	for _, r := range rows {
		if r.Code == "5" {
			got = append(got, r.Paragraph)
		}
	}
	if !slices.Equal(got, []int{0, 1}) {
		t.Errorf("paragraphs coded as labour: %v", got)
	}
}

func TestTitleCountsMore(t *testing.T) {
	coder := New(codebook.CAP())
	body := "The hospital will close in spring, said the nurses. The court has not ruled, said the prosecutors."
	first := func(title string) string {
		topics, _ := coder.Annotate(asText(title, "en", body))
		return topics[0].Code
	}
	if health, crime := first("Nurses speak out"), first("Prosecutors speak out"); health != "3" || crime != "12" {
		t.Errorf("title on health gives %q, title on crime %q", health, crime)
	}
}

func TestSpansOutsideBody(t *testing.T) {
	text := &schema.Text{Body: strike[0], Language: "en", Paragraphs: []schema.Span{{Start: -5, End: 20}, {Start: 20, End: 9999}, {Start: 50, End: 10}}}
	if topics, _ := New(codebook.CAP()).Annotate(text); topics[0].Code != "5" {
		t.Errorf("got %+v", topics)
	}
}

func TestConcurrentUse(t *testing.T) {
	coder, text := New(codebook.CAP()), asText("Drivers strike", "en", strike...)
	want, _ := coder.Annotate(text)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if got, _ := coder.Annotate(text); !cmp.Equal(want, got) {
					t.Error(cmp.Diff(want, got))
				}
			}
		})
	}
	wait.Wait()
}

// checkRows holds what is true of the rows of any text.
func checkRows(t interface {
	Errorf(string, ...any)
	Helper()
}, text *schema.Text, topics []schema.Topic, rows []schema.ParagraphTopic,
) {
	t.Helper()
	if len(topics) == 0 || rows == nil {
		t.Errorf("%d topics, paragraph rows nil: %t", len(topics), rows == nil)
	}
	for i, topic := range topics {
		coded := topic.Outcome == schema.OutcomeCoded
		if topic.Rank != i+1 || topic.Scheme != "cap" || coded != (topic.Code != "") || coded != topic.Score.OK || !coded && len(topics) > 1 {
			t.Errorf("row %d is malformed: %+v", i, topic)
		}
		if coded && (topic.Score.V <= 0 || topic.Score.V > 1 || len(topic.Evidence) == 0) || i > 0 && topic.Score.V > topics[i-1].Score.V {
			t.Errorf("row %d is not scored well: %+v", i, topic)
		}
		for _, e := range topic.Evidence {
			if e == "" || !utf8.ValidString(e) || strings.ContainsAny(e, "\n\x00") {
				t.Errorf("evidence %q", e)
			}
		}
	}
	last := -1
	for _, r := range rows {
		if r.Paragraph < last || r.Paragraph >= len(text.Paragraphs) || r.Outcome != schema.OutcomeCoded || r.Code == "" {
			t.Errorf("paragraph row is malformed: %+v", r)
		}
		last = r.Paragraph
	}
}

func TestRowsProperty(t *testing.T) {
	coder := New(codebook.CAP())
	words := []string{"strike", "union", "hospital", "U.S.", "Fed", "war", "tax cuts", "film", "the", "’s", "–", ",", ".", "\n", "ünïon", "\xff", "immigra", "immigrants\u0301"}
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "separator"))
		}), 0, 6).Draw(t, "paragraphs")
		text := asText(rapid.SampledFrom(words).Draw(t, "title"), rapid.SampledFrom([]string{"", "en", "fr"}).Draw(t, "language"), paragraphs...)
		topics, rows := coder.Annotate(text)
		checkRows(t, text, topics, rows)
	})
}

func FuzzAnnotate(f *testing.F) {
	f.Add("Drivers strike", strike[0], strike[1])
	f.Add("", "\xe2\x80", "U.S.\u00a0Army’s 3.5\xc2")
	f.Add("ICE", strings.Repeat("a", 300), "'s '' ...")
	coder := New(codebook.CAP())
	f.Fuzz(func(t *testing.T, title, first, second string) {
		text := asText(title, "en", first, second)
		topics, rows := coder.Annotate(text)
		checkRows(t, text, topics, rows)
	})
}

func BenchmarkAnnotate(b *testing.B) {
	var paragraphs []string
	for range 10 {
		paragraphs = append(paragraphs, strike...)
		paragraphs = append(paragraphs, "The minister said that the plan, which the cabinet had discussed for weeks, would help nobody in the short run, and that it was too early to speak of its costs.")
	}
	coder, text := New(codebook.CAP()), asText("Drivers strike", "en", paragraphs...)
	b.SetBytes(int64(len(text.Body)))
	for b.Loop() {
		coder.Annotate(text)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		cb, err := codebook.Parse(codebook.CAP().Data())
		if err != nil {
			b.Fatal(err)
		}
		New(cb)
	}
}
