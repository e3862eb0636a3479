package convert

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/script"
	"github.com/dsbuild/dsbuild/schema"
)

// fewShown is how many bytes of text a page shows at most for its scripts to be
// looked through: what is left of an article that scripts are to complete.
const fewShown = 1500

// fromScripts adds the text that stands only in the data for the page's scripts.
// What the markup shows of it is there again, and is dropped.
func (p *pipeline) fromScripts(page *schema.Page, t *Trace) {
	size, at := 0, len(t.Blocks)
	shown := script.Shown{Title: p.doc.TitleHint()}
	for i := range t.Blocks {
		if b := &t.Blocks[i]; b.Kept {
			size += len(b.Text)
			at = i + 1
			shown.Texts = append(shown.Texts, b.Text)
		}
	}
	if size > fewShown {
		return
	}
	body := script.Body(&p.doc, shown)
	if body == nil {
		return
	}
	p.data.Parse(body, p.opt.Limits)
	p.blocks.Keep()
	given := p.blocks.Given(&p.data, schema.ReasonScriptData)
	for i := range given {
		given[i].Path = "script/" + strings.TrimPrefix(strings.TrimPrefix(given[i].Path, "html"), "/body/")
	}
	for i := range t.Blocks {
		if b := &t.Blocks[i]; b.Kept {
			b.Kept, b.Reason, b.Score = false, schema.ReasonLowScore, min(b.Score, 0.2)
			if again(given, b.Text) {
				b.Reason = schema.ReasonRepeated
			}
		}
	}
	t.Blocks = slices.Insert(t.Blocks, at, given...)
	for i := range t.Blocks {
		t.Blocks[i].Index = i
	}
	page.Findings = append(page.Findings, schema.Finding{
		Code:    schema.FindingTextFromScript,
		Message: "the text was read from the data for the page's scripts; its markup shows no more than the beginning",
	})
}

// again reports whether a block begins as a text does.
func again(blocks []schema.Block, text string) bool {
	const enough = 40
	text = text[:min(len(text), enough)]
	for i := range blocks {
		if strings.Contains(blocks[i].Text, text) {
			return true
		}
	}
	return false
}
