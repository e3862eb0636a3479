package article

import (
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// points weighs the signs of a page.
func (s *signs) points(base int32, of *signs) int32 {
	sum := base
	for i, n := range s {
		sum += n * of[i]
	}
	return sum
}

// isList reports whether the page lists other pages or goods: the signs that speak
// for a list outweigh those for an article. docs/models/listing.md says how far that
// can be trusted. The markup is looked at only where the other signs leave a doubt.
func (c *classifier) isList() bool {
	switch {
	case c.a.Text == "":
		return false
	case c.markup == nil:
		return c.isShelf()
	case c.signs.points(listBase, &listPoints) <= lookFrom:
		return false
	}
	lookAtMarkup(c.markup, &c.signs)
	return c.signs.points(listBase, &listPoints) > listFrom
}

// confidence is the share of articles among kept pages with the same points for an
// article, as measured.
func (c *classifier) confidence() float64 {
	const last = len(articleShare) - 1
	at := min(max(c.signs.points(articleBase, &articlePoints)-curveFrom, 0), int32(last*curveStep))
	i := min(int(at/curveStep), last-1)
	low, high := articleShare[i], articleShare[i+1]
	sum := low*curveStep + (high-low)*(at-int32(i*curveStep))
	return schema.Round4(float64(sum) / (1000 * curveStep))
}

const (
	// minPrices is the fewest lines with a price of a shelf; a test of cameras has
	// as many, but says that it is an article, or when it was written.
	minPrices = 12
	// maxShelf and perPrice are the most words of running text on a shelf, in all
	// and for each price; maxTitleWords are the most of its title.
	maxShelf      = 600
	perPrice      = 20
	maxTitleWords = 8
)

// isShelf reports whether a page without markup is a shelf of goods: many short
// lines with a price, and less text around them than a comparison of the goods has.
// All text of the page counts, kept or not.
func (c *classifier) isShelf() bool {
	if c.saysArticle() || c.statesDate() || sizeOf(c.m.Title) > maxTitleWords {
		return false
	}
	prices, words := 0, 0
	for i := range c.blocks {
		b := &c.blocks[i]
		if len(b.Text) <= priceLine {
			prices += int(one(isPrice(b.Text)))
		} else if n := sizeOf(b.Text); n >= proseWords {
			words += n
		}
	}
	return prices >= minPrices && words <= maxShelf && words <= prices*perPrice
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

// sizeOf is how many words a text has; where its script writes no spaces, how
// many it would have: an article in Japanese is no list of short teasers.
func sizeOf(s string) int { return max(text.Words(s), len(s)/12) }
