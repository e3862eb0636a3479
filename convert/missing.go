package convert

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/unread"
	"github.com/dsbuild/dsbuild/schema"
)

// fewUnread is how many words that nobody sees are worth a remark.
const fewUnread = 100

// missing returns the remark that text may be missing, ok where it stands: most of what
// the page plainly has was not kept, or more stands where no browser shows text. What
// scripts hold is often other stories: there it must be twice what was kept.
func (p *pipeline) missing(t *Trace) (f schema.Finding, ok bool) {
	f.Code = schema.FindingTextMayBeMissing
	if m := p.blocks.Missing(); m.Any() {
		f.Message = fmt.Sprintf("the page plainly has running text of %d words, of which %d were kept", m.Plain, m.Kept)
		return f, true
	}
	size, kept := 0, 0
	texts := make([]string, len(t.Blocks))
	for i := range t.Blocks {
		b := &t.Blocks[i]
		texts[i] = b.Text
		if !b.Kept {
			continue
		}
		if size += len(b.Text); size > fewShown || b.Reason == schema.ReasonScriptData {
			return f, false
		}
		kept += int(lexicon.Measure([]byte(b.Text)).Words)
	}
	most := unread.Most(&p.doc, texts)
	part := 1
	if most.Script() {
		part = 2
	}
	f.Message = fmt.Sprintf("<%s> of the page holds running text of %d words that it does not show as text; %d words were kept",
		most.Element, most.Words, kept)
	return f, most.Words >= fewUnread && most.Words > part*kept
}
