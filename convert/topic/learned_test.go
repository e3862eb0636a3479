package topic_test

import (
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/train"
	"github.com/dsbuild/dsbuild/schema"
)

// learned fits a coder to a few headlines on labour, health and music (none).
func learned(t *testing.T) *topic.Coder {
	t.Helper()
	var lines []train.Line
	for _, group := range [][]string{
		{"5", "Ferry crews go on strike for better wages", "The union rejects the wage offer", "Dockers strike again", "Wages of the crews rise"},
		{"3", "The hospital has no beds left", "Nurses ask for vaccine", "A vaccine for every patient", "Patients wait in the hospital"},
		{model.None, "The tenor sang an encore", "A cello and two violins", "The choir sings in the old barn", "An encore for the violins"},
	} {
		for _, text := range group[1:] {
			lines = append(lines, train.Line{Text: model.Text{Text: text}, Code: group[0], Coded: true})
		}
	}
	r, err := train.Fit(lines, &train.Options{Codebook: codebook.CAP(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return topic.NewLearned(codebook.CAP(), r.Model)
}

func TestLearned(t *testing.T) {
	coder := learned(t)
	tests := []struct {
		name, title, body, language, code string
		outcome                           schema.TopicOutcome
	}{
		{"labour", "Dockers go on strike", "The union wants better wages for the crews.", "en", "5", schema.OutcomeCoded},
		{"health", "No vaccine", "Patients wait in the hospital, and nurses have no beds for them.", "en", "3", schema.OutcomeCoded},
		{"no topic", "An encore", "The tenor and the choir sang, and the violins played.", "en", "", schema.OutcomeNoPolicy},
		{"other language", "Streik", "Die Gewerkschaft lehnt das Angebot ab.", "de", "", schema.OutcomeUnsupportedLanguage},
		{"nothing", "", "", "en", "", schema.OutcomeNoPolicy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := &schema.Text{Title: tt.title, Body: tt.body, Language: tt.language}
			if tt.body != "" {
				text.Paragraphs = []schema.Span{{End: len(tt.body)}}
			}
			topics, rows := coder.Annotate(text)
			best := topics[0]
			if best.Code != tt.code || best.Outcome != tt.outcome || best.Rank != 1 || best.Evidence == nil {
				t.Fatalf("got %+v", best)
			}
			if tt.code != "" && (best.Method != schema.MethodModel || best.Score.V < 0.5 || len(best.Evidence) == 0 || len(rows) == 0) {
				t.Errorf("got %+v and %d rows of paragraphs", best, len(rows))
			}
		})
	}
	if coder.Hash() == topic.New(codebook.CAP()).Hash() {
		t.Error("the model is not in the hash")
	}
}

// A text of several entries is coded entry by entry by a model too, its paragraphs as their entry; the whole has
// the code that holds half of what is coded.
func TestLearnedEntries(t *testing.T) {
	coder := learned(t)
	strike, strike2 := "The union of the ferry crews rejects the offer and will strike for wages.", "Crews strike again, the union said of the wages."
	ward, song := "The hospital has no beds for patients, and nurses wait for a vaccine.", "The tenor sang an encore with the choir and two violins."
	tests := []struct {
		name    string
		entries [][]string
		code    string
		outcome schema.TopicOutcome
		rows    string // codes of paragraphs
	}{
		{"half holds one", [][]string{{strike, "He left at noon."}, {strike2}, {ward}}, "5", schema.OutcomeCoded, "5553"},
		{"other half", [][]string{{ward}, {song}, {ward}, {strike}}, "3", schema.OutcomeCoded, "335"},
		{"no topic", [][]string{{song}, {song}}, "", schema.OutcomeNoPolicy, ""},
		{"hardly any", [][]string{{song}, {song}, {song}, {song}, {song}, {ward}}, "", schema.OutcomeAbstained, "3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := &schema.Text{Language: "en", Title: "An encore for the violins"}
			for _, entry := range tt.entries {
				if len(text.Paragraphs) > 0 {
					text.Breaks = append(text.Breaks, len(text.Paragraphs))
				}
				for _, p := range entry {
					text.Paragraphs = append(text.Paragraphs, schema.Span{Start: len(text.Body), End: len(text.Body) + len(p)})
					text.Body += p + "\n\n"
				}
			}
			topics, rows := coder.Annotate(text)
			codes := ""
			for _, r := range rows {
				codes += r.Code
			}
			best := topics[0]
			if len(topics) != 1 || best.Code != tt.code || best.Outcome != tt.outcome || best.Method != schema.MethodModel || codes != tt.rows {
				t.Fatalf("got %+v, paragraphs %s", topics, codes)
			}
			if tt.code != "" && (best.Score.V <= 0 || best.Score.V > 1 || len(best.Evidence) == 0) {
				t.Errorf("got %+v", best)
			}
		})
	}
}
