package topic

import (
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

// byKeywords returns a coder without weights.
func byKeywords() *Coder {
	c := New(codebook.CAP())
	c.weights = nil
	return c
}

// Weights add no code to a short text: what is said in passing does not make a topic.
func TestShortTextsAreGivenNothingNew(t *testing.T) {
	weighed, plain := New(codebook.CAP()), byKeywords()
	texts := slices.Clone(strike)
	for _, tt := range everyday {
		texts = append(texts, tt.text)
	}
	for _, tt := range decided {
		texts = append(texts, tt.text)
	}
	for _, text := range texts {
		given := plain.Label(asText("", "en", text))
		for _, topic := range weighed.Label(asText("", "en", text)) {
			if topic.Code != "" && !slices.ContainsFunc(given, func(g schema.Topic) bool { return g.Code == topic.Code }) {
				t.Errorf("%q is given %s, by keywords alone it is not", text, topic.Code)
			}
		}
	}
}

// Cats that make treaties are no policy: keywords alone take them for it.
func TestWeighed(t *testing.T) {
	i := slices.IndexFunc(everyday, func(e struct{ name, given, text string }) bool { return e.name == "cats" })
	text := asText("", "en", everyday[i].text)
	if plain := byKeywords().Label(text); plain[0].Code != "19" {
		t.Errorf("keywords alone give %q", plain[0].Code)
	}
	if topics := New(codebook.CAP()).Label(text); topics[0].Outcome != schema.OutcomeAbstained {
		t.Errorf("with weights %+v", topics[0])
	}
}

func TestPieces(t *testing.T) {
	long := strings.Repeat("a word ", 1000)
	for _, text := range []*schema.Text{
		asText("Title", "en", slices.Repeat([]string{"Five words stand in it."}, 900)...),
		asText("Title", "en", slices.Repeat([]string{long}, 30)...),
		{Title: "Title", Body: long},
	} {
		n := int64(0)
		Pieces(text, func(piece string, times int64) {
			n += times
			if len(piece) > pieceBytes {
				t.Errorf("a piece of %d bytes", len(piece))
			}
		})
		if n > titleTimes+mostPieces || n <= titleTimes {
			t.Errorf("%d pieces", n)
		}
	}
}

// A paragraph that names nothing is given what stands around it, by the words of its neighbours.
func TestParagraphAmongOthers(t *testing.T) {
	schools := "The school board will hire teachers, and every pupil who fell behind will get a tutor at the public school."
	_, rows := New(codebook.CAP()).Annotate(asText("Schools want more teachers", "en", schools, "They will learn to read and write in classes of twelve.", schools))
	if !slices.ContainsFunc(rows, func(r schema.ParagraphTopic) bool {
		return r.Paragraph == 1 && r.Code == "6" && r.Score.V < 1 && len(r.Evidence) > 0
	}) {
		t.Errorf("rows %+v", rows)
	}
}

// The version of what coded names the weights, so that codes by others are not taken for the same.
func TestVersionNamesWeights(t *testing.T) {
	c := New(codebook.CAP())
	if version := c.Version(); version == codebook.CAP().Version || byKeywords().Version() != codebook.CAP().Version {
		t.Errorf("version %q", version)
	}
	if c.Hash() != codebook.CAP().Hash() {
		t.Error("the hash is not that of the codebook")
	}
}
