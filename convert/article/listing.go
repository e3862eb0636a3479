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
	// A page of manyTeasers headlines or more needs no such name: there the lead
	// of a shelf or a section may be longer, and its title a slogan, but neither
	// as long as an article's. Measured: the same bounds come out of each fold.
	manyTeasers    = 15
	maxLead        = 100
	maxSloganWords = 8
	// minPrices is the fewest lines with a price of a shelf; a test of cameras has
	// as many, but says that it is an article, or when it was written.
	minPrices = 12
	priceLine = 40
	// maxShelf and perPrice are the most words of running text on a shelf, in all
	// and for each price.
	maxShelf = 600
	perPrice = 20
)

// isIndex reports whether the page is a list of other pages: many headlines
// that lead away, little between them, and no word of being an article.
func (c *classifier) isIndex() bool {
	if c.saysArticle() || c.statesDate() {
		return false
	}
	n, stretch := c.teasers()
	if n >= manyTeasers && stretch <= maxLead && sizeOf(c.m.Title) <= maxSloganWords && !c.numbered() {
		return true
	}
	if c.isShelf() {
		return true
	}
	if n < minTeasers || stretch > maxStretch {
		return false
	}
	title := strings.ToLower(c.m.Title)
	return c.stated.website || c.stated.listing || sizeOf(title) <= titleWords || has(title, []string{"archive", "all stories", "latest news", "page 2"})
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

// isShelf reports whether the page is a shelf of goods: many short lines with a
// price, and less text around them than a comparison of the goods has. All text
// of the page counts, kept or not.
func (c *classifier) isShelf() bool {
	prices, words := 0, 0
	for i := range c.blocks {
		b := &c.blocks[i]
		if len(b.Text) <= priceLine {
			if strings.ContainsAny(b.Text, "0123456789") && has(b.Text, currencies) {
				prices++
			}
			continue
		}
		if n := sizeOf(b.Text); n >= proseWords && len(b.Links) == 0 {
			words += n
		}
	}
	return prices >= minPrices && words <= maxShelf && words <= prices*perPrice && sizeOf(c.m.Title) <= maxSloganWords
}

var currencies = []string{"$", "€", "£", "¥", "₹", "₩", "zł", "Kč", "USD", "EUR", "CHF"}

// numbered reports whether the path of the URL has the year or the number that
// stories have: four digits in a row.
func (c *classifier) numbered() bool {
	run := 0
	for i := range len(c.path) {
		if b := c.path[i]; b < '0' || b > '9' {
			run = 0
			continue
		}
		if run++; run == 4 {
			return true
		}
	}
	return false
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
		words := sizeOf(b.Text)
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

// sizeOf is how many words a text has; where its script writes no spaces, how
// many it would have: an article in Japanese is no list of short teasers.
func sizeOf(s string) int { return max(text.Words(s), len(s)/12) }
