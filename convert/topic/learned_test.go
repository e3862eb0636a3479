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
