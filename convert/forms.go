package convert

import (
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// form undoes how the text of a page, or clean text, was laid out, and notes it.
func (p *pipeline) form(page *schema.Page) *textform.Text {
	if p.opt.KeepForm {
		return &textform.Text{Body: page.Body}
	}
	t := textform.Read(page.Body, textform.Options{Whole: page.IsClean()})
	page.TextForm = t.Form
	return t
}

// titled takes the headline that a text repeats before its first paragraph for what it
// is: text holds no title. A text that is only that keeps it.
func titled(page *schema.Page, blocks []schema.Block) {
	if len(blocks) < 2 || !blocks[0].Kept {
		return
	}
	if key := text.Key(page.Fields.Title); key != "" && key == text.Key(blocks[0].Text) {
		blocks[0].Kind, blocks[0].Kept, blocks[0].Reason = schema.KindTitle, false, schema.ReasonMetadata
	}
}

// withDrops puts the words that are no part of the page, but of the tool that made text
// of it, among the blocks: they are dropped, and nothing is lost without a reason.
func (t *Trace) withDrops() {
	if t.form == nil || len(t.form.Drops) == 0 {
		return
	}
	all := make([]schema.Block, 0, len(t.Blocks)+1)
	at := 0 // the next block
	var words []byte
	flush := func() {
		if s := text.Clean(string(words), true); s != "" {
			all = append(all, schema.Block{Text: s, Kind: schema.KindOther, Reason: schema.ReasonRendering})
		}
		words = words[:0]
	}
	for i := range t.form.Drops {
		d := &t.form.Drops[i]
		if !d.Words() {
			continue
		}
		if at < d.Before {
			flush()
			next := min(d.Before, len(t.Blocks))
			all = append(all, t.Blocks[min(at, next):next]...)
			at = next
		}
		words = append(append(words, t.form.Source(d)...), '\n')
	}
	flush()
	all = append(all, t.Blocks[at:]...)
	for i := range all {
		all[i].Index = i
	}
	t.Blocks = all
}
