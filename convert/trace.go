package convert

import (
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/schema"
)

// Trace is one page with what every stage made of it.
type Trace struct {
	Page   *schema.Page
	Nodes  int // nodes of the markup; 0 for dumps and clean text
	Blocks []schema.Block
	// Entries are what the entries of a live blog say of themselves, by Block.Entry.
	Entries []schema.BlockEntry
	// BodyConfidence is the F1 that the kept words are expected to reach, as far as known.
	BodyConfidence schema.Opt[float64]
	SiteLines      int // blocks dropped because they recur on other pages of the site

	Metadata *meta.Metadata // nil where the page was rejected before
	Article  *schema.Article
	Reject   *schema.Reject

	canonicalRow *schema.IndexRow
	form         *textform.Text // of page text
}

// Trace converts one page and keeps what every stage made of it. A panic in a
// stage becomes the reject that it is in a run. It may be called from any goroutine.
func (c *Converter) Trace(page *schema.Page) *Trace {
	p := &pipeline{opt: &c.opt, coders: c.coders}
	t := &Trace{}
	p.guarded(page, t)
	return t
}
