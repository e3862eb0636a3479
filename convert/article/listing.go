package article

import (
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// sum weighs the signs of a page, in hundredths of a logit.
type sum struct {
	base   int32
	points signs
}

func (s *sum) of(page *signs) int32 {
	n := s.base
	for i, v := range page {
		n += v * s.points[i]
	}
	return n
}

// scales are what pages of one form are weighed by.
type scales struct {
	list    sum // of a list against an article
	article sum // of an article against all that is kept
	// share is how many of a thousand kept pages are articles, for the sum of an
	// article from shareFrom on in steps of shareStep.
	share [shares]int32
}

// scales returns those of the page's form.
func (c *classifier) scales() *scales {
	if c.markup == nil {
		return &lineScales
	}
	return &htmlScales
}

// isList reports whether the page lists other pages or goods: the signs that speak
// for a list outweigh those for an article. docs/models/listing.md says how far that
// can be trusted. The markup is looked at only where the other signs leave a doubt.
// Clean text is said to be that of an article.
func (c *classifier) isList() bool {
	list := &c.scales().list
	switch {
	case c.a.Text == "" || c.page.IsClean():
		return false
	case c.markup == nil:
		return list.of(&c.signs) > lineListFrom
	case list.of(&c.signs) <= lookFrom:
		return false
	}
	lookAtMarkup(c.markup, &c.signs)
	return list.of(&c.signs) > listFrom
}

// confidence is the share of articles among kept pages with the same sum, as measured.
func (c *classifier) confidence() float64 {
	s := c.scales()
	at := min(max(s.article.of(&c.signs)-shareFrom, 0), (shares-1)*shareStep)
	i := min(at/shareStep, shares-2)
	low, high := s.share[i], s.share[i+1]
	n := low*shareStep + (high-low)*(at-i*shareStep)
	return schema.Round4(float64(n) / (1000 * shareStep))
}

// sizeOf is how many words a text has; where its script writes no spaces, how
// many it would have: an article in Japanese is no list of short teasers.
func sizeOf(s string) int { return max(text.Words(s), len(s)/12) }
