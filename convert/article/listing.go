package article

import (
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// An index has at least minTeasers headlines that are links and nothing else;
	// teaserWords tells a headline from an entry of a menu.
	minTeasers  = 8
	teaserWords = 4
	// maxStretch is the most words an index says between two of its headlines: a
	// teaser of two sentences. The text of an article is one stretch, whatever its
	// site puts around it. Measured: 45 loses no gold article, 60 loses one.
	maxStretch = 45
	// titleWords: the title of an index is the name of what it lists.
	titleWords = 3
)

// isIndex reports whether the page is a list of other pages: many headlines
// that lead away, little between them, and no word of being an article.
func (c *classifier) isIndex() bool {
	if c.saysArticle() || c.statesDate() {
		return false
	}
	n, stretch := c.teasers()
	if n < minTeasers || stretch > maxStretch {
		return false
	}
	title := strings.ToLower(c.m.Title)
	return c.stated.website || c.stated.listing || text.Words(title) <= titleWords || has(title, []string{"archive", "all stories", "latest news", "page 2"})
}

// statesDate reports whether the page's metadata dates it; the dates that an
// index shows are those of its stories.
func (c *classifier) statesDate() bool {
	switch c.m.Published.Evidence {
	case schema.EvidenceJSONLD, schema.EvidenceOpenGraph, schema.EvidenceMeta, schema.EvidenceRecord, schema.EvidenceIndex:
		return true
	default:
		return false
	}
}

// teasers counts the headlines that are links to different pages, and the most
// words of running text that stand between two of them.
func (c *classifier) teasers() (n, stretch int) {
	seen := map[string]bool{}
	run := 0
	for i := range c.blocks {
		b := &c.blocks[i]
		linked := 0
		for _, l := range b.Links {
			linked += l.End - l.Start
		}
		words := text.Words(b.Text)
		switch {
		case words >= teaserWords && linked*10 >= len(b.Text)*9:
			if u := b.Links[0].URL; !seen[u] {
				seen[u] = true
				n++
			}
			run = 0
		case words >= 2*teaserWords && linked*2 < len(b.Text) && b.Reason != schema.ReasonBoilerplate && !has(strings.ToLower(b.Text), consentWords):
			run += words
			stretch = max(stretch, run)
		}
	}
	return n, stretch
}
