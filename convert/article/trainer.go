package article

import (
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

// SignNames are the names of the signs by which lists are told from articles.
func SignNames() []string { return signNames[:] }

// Signs returns the signs of a page for training, and the type that the rules give it.
func Signs(page *schema.Page, blocks []schema.Block, m *meta.Metadata, opt Options) ([]int32, schema.PageType) {
	c := classify(page, blocks, m, opt)
	var s signs
	c.lookAtText(&s)
	if c.markup != nil {
		lookAtMarkup(c.markup, &s)
	}
	kind, _ := c.ruled()
	return s[:], kind
}
