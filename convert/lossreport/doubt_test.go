package lossreport

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestDoubts puts one block into a page of kept text and says why it is worth a look.
func TestDoubts(t *testing.T) {
	sentence := strings.Repeat("The board of the harbour met again. ", 3)
	kept := func(i int) schema.Block {
		return schema.Block{Text: fmt.Sprintf("Paragraph %d. %s", i, sentence), Kind: schema.KindParagraph, Kept: true, Reason: schema.ReasonBody, Score: 0.9}
	}
	dropped := func(text string, reason schema.BlockReason, score float64) schema.Block {
		return schema.Block{Text: text, Kind: schema.KindOther, Reason: reason, Score: score}
	}
	menu := dropped("Menu", schema.ReasonLinks, 0)
	japanese := strings.Repeat("市議会は港の再建を決めた。", 5)
	for _, c := range []struct {
		name   string
		blocks []schema.Block
		at     int
		want   string
	}{
		{"nothing odd", []schema.Block{menu, kept(1), kept(2), menu}, 1, ""},
		{"a long block inside", []schema.Block{kept(1), dropped(sentence, schema.ReasonBoilerplate, 0), kept(2)}, 1, "21 words dropped inside the text"},
		{"a long block of a script without spaces", []schema.Block{kept(1), dropped(japanese, schema.ReasonLowScore, 0), kept(2)}, 1, "65 characters dropped inside the text"},
		{"a caption inside", []schema.Block{kept(1), dropped(sentence, schema.ReasonCaption, 0), kept(2)}, 1, ""},
		{"a short block inside", []schema.Block{kept(1), menu, kept(2)}, 1, ""},
		{"the words of a block kept above", []schema.Block{kept(1), dropped(sentence, schema.ReasonRepeated, 0), kept(2)}, 1, ""},
		{"a long block before", []schema.Block{dropped(sentence, schema.ReasonBeforeBody, 0), kept(1), kept(2)}, 0, "21 words dropped just before the text"},
		{"a long block behind", []schema.Block{kept(1), kept(2), dropped(sentence, schema.ReasonAfterBody, 0)}, 2, "21 words dropped just behind the text"},
		{"other stories behind", []schema.Block{kept(1), kept(2), dropped(sentence, schema.ReasonRelated, 0)}, 2, ""},
		{"dropped, unsure", []schema.Block{kept(1), kept(2), dropped("Short.", schema.ReasonLowScore, 0.4)}, 2, "dropped, but its score is not low"},
		{"the same words again", []schema.Block{kept(1), kept(2), kept(2), kept(3)}, 2, "kept, but block 0 has the same words"},
		{"the title", []schema.Block{{Text: "Harbour votes", Kept: true, Score: 0.9}, kept(1), kept(2)}, 0, "kept, but it repeats the title"},
		{"kept, unsure", []schema.Block{kept(1), {Text: "Perhaps so.", Kept: true, Score: 0.4}, kept(2)}, 1, "kept, but its score is low"},
		{"far behind", append([]schema.Block{kept(1), menu, menu, menu, menu, menu, menu, menu, menu, menu, menu, menu}, kept(2), kept(3)), 12, "kept, but the 11 blocks before it were dropped"},
		{"a tail without a full stop", []schema.Block{kept(1), kept(2), {Text: "Photo by Ana Ruiz", Kept: true, Score: 0.9}}, 2, "the text ends here, but not with the end of a sentence: still the article?"},
		{"a tail with a lower score", []schema.Block{kept(1), kept(2), {Text: "Ana Ruiz covers the port.", Kept: true, Score: 0.6}}, 2, "the text ends here, and the score is not high: still the article?"},
		{"clean text", []schema.Block{{Text: "One", Kept: true, Reason: schema.ReasonAllKept}, {Text: "Two.", Kept: true, Reason: schema.ReasonAllKept}}, 1, ""},
		{"no text at all", []schema.Block{dropped(sentence, schema.ReasonBoilerplate, 0)}, 0, ""},
	} {
		d := newDoubts(c.blocks, "Harbour votes")
		if got := d.of(c.at); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
