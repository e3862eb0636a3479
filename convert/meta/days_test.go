package meta

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// The day of the first publication among days that are something else.
func TestFirstPublication(t *testing.T) {
	ld := func(fields string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour dredging begins",` + fields + `}</script>`
	}
	const day, h1 = "2021-05-03", "<h1>Harbour dredging begins</h1>"
	date := func(s string) schema.Block { return b(schema.KindDate, s) }
	cases := []struct {
		name, html string
		head       []schema.Block // between title and text
		want       string
	}{
		{"JSON-LD has the day of the last save", ld(`"datePublished":"2021-05-09T12:00:00Z","dateModified":"2021-05-09T12:00:00Z"`) + h1, []schema.Block{date("Published 3 May 2021 · Updated 9 May 2021")}, day},
		{"JSON-LD has the day the page was made", ld(`"datePublished":"Jun 9, 2021"`) + h1, []schema.Block{date("May 3, 2021")}, day},
		{"not where the line says more", ld(`"datePublished":"2021-06-09"`) + h1, []schema.Block{date("Photographs from the harbour, May 3, 2021")}, "2021-06-09"},
		{"not where the page prints that day as well", ld(`"datePublished":"2021-06-09"`) + h1, []schema.Block{date("June 9, 2021"), date("May 3, 2021")}, "2021-06-09"},
		{"nor where the URL has it", `<link rel="canonical" href="https://q.example/2021/06/09/x">` + ld(`"datePublished":"2021-06-09"`) + h1, []schema.Block{date("May 3, 2021")}, "2021-06-09"},
		{"a mailing service is told of the update", ld(`"datePublished":"2021-05-03","dateModified":"2021-07-01"`) + `<meta name="sailthru.date" content="2021-07-01">` + h1 + `<p>Updated <time datetime="2021-07-01">1 July</time></p>`, nil, day},
		{"OpenGraph has the day of the update", ld(`"datePublished":"2021-05-03","dateModified":"2021-05-04"`) + `<meta property="article:published_time" content="2021-05-04T10:00:00+01:00">` + h1, nil, day},
		{"a label before the time", h1 + `<time datetime="2021-05-03">3 May</time> <div>Last updated</div><div><time datetime="2021-07-01">1 July</time></div>`, nil, day},
		{"labels in lines of their own", h1, []schema.Block{date("Updated\n1 July 2021\nPublished\n3 May 2021")}, day},
		{"when a reader joined", h1, []schema.Block{date("Joined\nMay 9, 2014"), b(schema.KindOther, "May 3, 2021")}, day},
		{"hAtom", h1 + `<span class="updated" title="2021-05-03T0803Z">May 3</span>`, nil, day},
		{"a time without zone near midnight", ld(`"datePublished":"2021-05-02 23:15:00"`) + h1, []schema.Block{date("3 May 2021")}, day},
		{"a month is no match for a day", h1, []schema.Block{date("June 2021"), date("May 2021"), b(schema.KindOther, "3 May 2021")}, day},
		{"another story first in @graph", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Fish prices","datePublished":"2020-01-02"},{"@type":"NewsArticle","headline":"Harbour dredging begins","datePublished":"2021-05-03"}]}</script>` + h1, nil, day},
		{"microdata of a picture", h1 + `<div itemscope itemtype="https://schema.org/Article"><div itemscope itemtype="https://schema.org/ImageObject"><meta itemprop="datePublished" content="2021-05-09"></div><meta itemprop="datePublished" content="2021-05-03"></div>`, nil, day},
		{"microdata of another story", `<div itemscope itemtype="https://schema.org/Article"><meta itemprop="datePublished" content="2021-07-09"></div><div itemscope itemtype="https://schema.org/Article">` + h1 + `<meta itemprop="datePublished" content="2021-05-03"></div>`, nil, day},
	}
	for _, c := range cases {
		blocks := append([]schema.Block{b(schema.KindTitle, "Harbour dredging begins")}, c.head...)
		if m := page("<html lang=en-GB><title>Harbour dredging begins - Quay Post</title>"+c.html, &schema.Page{}, append(blocks, body(prose))...); m.Published.Date.String() != c.want {
			t.Errorf("%s: got %+v", c.name, m.Published)
		}
	}
}

// The day on which a page is read stands above the headline, and those of other stories
// below the text: neither is the article's where its own is printed, whatever it stands in.
func TestMastheadAndCards(t *testing.T) {
	for _, own := range []string{"<p>Tue, 4 May 2021 17:55 UTC</p>", "<p class=meta>Mara Ellison<br>4 May 2021</p>", "<div>Quay | 4 May 2021</div>", `<span class="date">4 May 2021</span>`} {
		for _, head := range []string{"<h1>Harbour dredging begins</h1>", "<h2>Harbour dredging begins</h2>"} {
			var cards strings.Builder
			blocks := []schema.Block{b(schema.KindDate, "Fri, 25 June 2021"), b(schema.KindTitle, "Harbour dredging begins"), b(schema.KindOther, strings.NewReplacer("<br>", "\n", "<p>", "", "</p>", "", "<p class=meta>", "", "<div>", "", "</div>", "", `<span class="date">`, "", "</span>", "").Replace(own)), body(prose)}
			for i := range 20 {
				fmt.Fprintf(&cards, `<div><h3>Another story of the harbour towns and their boards</h3><p class="card__date">%d March 2021</p></div>`, i+1)
				blocks = append(blocks, b(schema.KindPromo, "Another story of the harbour towns and their boards"), b(schema.KindPromo, fmt.Sprintf("%d March 2021", i+1)))
			}
			src := `<html lang=en-GB><title>Harbour dredging begins - Quay Post</title><div class="date">Fri, 25 June 2021</div>` + head + own + "<p>" + strings.Repeat(prose, 8) + "</p>" + cards.String()
			if m := page(src, &schema.Page{}, blocks...); m.Published.Date.String() != "2021-05-04" {
				t.Errorf("%s %s: got %+v", head, own, m.Published)
			}
		}
	}
}

// A short line that is taken for text does not end the article's head.
func TestHeadBehindShortText(t *testing.T) {
	m := dump(b(schema.KindTitle, "Harbour dredging begins"), body("By Mara Ellison"), b(schema.KindDate, "4 May 2021"), body(prose), b(schema.KindPromo, "1 March 2021"))
	if m.Published.Date.String() != "2021-05-04" || m.Published.Evidence != schema.EvidenceByline {
		t.Errorf("got %+v", m.Published)
	}
}

// Every sign has its points, and a set holds what it was made of.
func TestDaySigns(t *testing.T) {
	for s := daysGiven + 1; s < numDaySigns; s++ {
		if dayPoints[s] <= 0 {
			t.Errorf("sign %d has no points", s)
		}
		if s.is(changedSigns) && (s.is(ownSigns) || s.is(headSigns)) {
			t.Errorf("sign %d says both", s)
		}
	}
}
