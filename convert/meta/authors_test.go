package meta

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

func TestAuthors(t *testing.T) {
	site := `<meta property="og:site_name" content="Harbour Post">`
	cases := []struct{ name, html, want string }{
		{"the publisher is no author beside a person", site + `<meta name="author" content="Harbour Post"><h1>T</h1><p class="author">Mara Ellison</p>`, "Mara Ellison"},
		{"the publisher where nobody else is named", site + `<meta name="author" content="Harbour Post"><h1>T</h1>`, "Harbour Post"},
		{"URLs are none", `<meta property="article:author" content="https://social.example/mara">`, ""},
		{"persons of other objects are none", `<script type="application/ld+json">[{"@type":"Person","name":"Ulla Reader"},{"@type":"NewsArticle","headline":"T","author":"Mara Ellison"}]</script>`, "Mara Ellison"},
		{"surname first in citations", `<meta name="citation_author" content="Ellison, Mara"><meta name="citation_author" content="Odell, Tom">`, "Mara Ellison; Tom Odell"},
		{"an agency", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":{"@type":"Organization","name":"Reuters"}}</script>`, "Reuters"},
		{"links to authors of other stories stand apart", `<h1>T</h1><a href="/author/mara">Mara Ellison</a>` + strings.Repeat("<p>x", 20) + `<a href="/author/tom">Tom Odell</a>`, "Mara Ellison"},
		{"an account", `<h1>T</h1><a rel="author" href="/u/1">mara_e77</a>`, "mara_e77"},
		{"accounts beside a name", `<meta name="author" content="Mara Ellison"><meta name="author" content="marae">`, "Mara Ellison"},
		{"labels of cards", `<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Mara Ellison"><meta name="twitter:label2" content="Time to read"><meta name="twitter:data2" content="Four Minutes">`, "Mara Ellison"},
		{"value for content", `<meta name="author" value="Mara Ellison">`, "Mara Ellison"},
		{"the full name for the first", `<meta name="author" content="Mara"><h1>T</h1><p class="byline">By Mara Ellison</p>`, "Mara Ellison"},
		{"the name for the name and a place", `<meta name="author" content="Mara Ellison"><h1>T</h1><p class="byline">By Mara Ellison North Quay</p>`, "Mara Ellison"},
		{"the outlet that JSON-LD states", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":{"@type":"Organization","name":"Quay Today"}}</script><h1>T</h1><p class="byline">By Mara Ellison Quay Today</p>`, "Mara Ellison"},
		{"what is left of a date is no outlet", `<meta name="author" content="Harbour Guild on May 3, 2021">`, "Harbour Guild"},
		{"a reviewer is none", `<h1>T</h1><p class="byline">By Mara Ellison</p><p class="author">Reviewed by Hanna Barga, MD</p>`, "Mara Ellison"},
		{"the article of the headline", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Old","datePublished":"2020-01-02","author":"Tom Odell"},{"@type":"NewsArticle","headline":"T of the day","author":"Mara Ellison"}]}</script><h1>T of the day</h1>`, "Mara Ellison"},
		{"a name in a name", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":{"@type":"Person","name":{"@type":"Person","name":"Mara Ellison"}}}</script>`, "Mara Ellison"},
		{"no section", `<meta property="article:section" content="Harbour Life"><h1>T</h1><p class="author">Harbour Life</p>`, ""},
		{"who comments", `<h1>T</h1><div id="comments"><p class="comment-author vcard"><cite class="author">Ulla Reader</cite><a rel="author" href="/u/2">Ulf Leser</a><a href="/author/u">Ana Lectora</a></p></div>`, ""},
		{"who mentions the page", `<h1>T</h1><ol class="webmentions"><li><a class="p-author" href="https://p.example/author/u/">Ulla Reader</a></ol>`, ""},
		{"who comments in microdata", `<h1>T</h1><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ulla Reader</span></div>`, ""},
		{"comments far below", `<h1>T</h1>` + strings.Repeat("<p>x", 300) + `<div class="kommentare"><a rel="author" href="/u/2">Ulla Reader</a></div>`, ""},
		{"a wrapper that is named for comments holds the article, too", `<div class="post comments-open comments"><h1>T</h1><p class="author">Mara Ellison</p></div>`, "Mara Ellison"},
		{"beside a count of comments", `<h1>T</h1><p class="meta"><span class="author">Mara Ellison</span> <span class="comments">7 comments</span></p>`, "Mara Ellison"},
		{"whom a page is about", `<h1>T</h1><a href="/profil/spieler/7">Tom Odell</a><a href="/x/profile/player/8">Ana Ruiz</a>`, ""},
		{"several names of one person", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":{"@type":"Person","name":["Mara Ellison","Tom Odell"]}}</script>`, "Mara Ellison; Tom Odell"},
		{"the name of an initial", `<meta name="author" content="M. Ellison"><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":"Mara Ellison"}</script>`, "Mara Ellison"},
		{"no headline", `<h1>Upcoming Dredgings</h1><p class="author">Upcoming Dredgings</p>`, ""},
	}
	for _, c := range cases {
		if m := page("<html><head>"+c.html+"</html>", &schema.Page{}, body(prose)); authorNames(m) != c.want {
			t.Errorf("%s: got %q, want %q", c.name, authorNames(m), c.want)
		}
	}
}

// A page of one person, whose name is also the site's.
func TestSiteOwner(t *testing.T) {
	site := `<meta property="og:site_name" content="Maria Odell">`
	for _, c := range []struct{ html, want string }{
		{site + `<meta name="author" content="Maria Odell"><h1>T</h1>`, "Maria Odell"},
		{site + `<h1>T</h1><a rel="author" href="/about">Maria Odell</a>`, "Maria Odell"},
		{site + `<h1>T</h1><p class="byline">By Tom Ellison</p><a rel="author" href="/about">Maria Odell</a>`, "Tom Ellison"},
		{`<meta property="og:site_name" content="Harbour Post"><h1>T</h1><a rel="author" href="/about">Harbour Post</a>`, ""},
	} {
		m := page("<html><head>"+c.html+"</html>", &schema.Page{}, body(prose))
		if authorNames(m) != c.want || c.want != "" && m.Authors[0].Kind != schema.AuthorPerson {
			t.Errorf("%s: got %v", c.html, m.Authors)
		}
	}
}

// A byline that is typed otherwise: above the headline, or taken for the first line of the text.
func TestUntypedBylines(t *testing.T) {
	title := b(schema.KindTitle, "Dredging to start in May")
	kept := func(s string) schema.Block {
		x := b(schema.KindParagraph, s)
		x.Kept = true
		return x
	}
	for _, c := range []struct {
		name   string
		blocks []schema.Block
		want   string
	}{
		{"above the headline", []schema.Block{b(schema.KindNavigation, "By mara ellison | May 3, 2021"), title, body(prose)}, "Mara Ellison"},
		{"first line", []schema.Block{title, kept("by Mara Ellison May 3, 2021 quays dredging"), body(prose)}, "Mara Ellison"},
		{"a capital word before the date", []schema.Block{title, b(schema.KindByline, "By Mara Ellison On May 3, 2021"), body(prose)}, "Mara Ellison"},
		{"before the date in other languages", []schema.Block{title, b(schema.KindByline, "Por Mara Ellison El 3 de mayo de 2021"), body(prose)}, "Mara Ellison"},
		{"the company behind two authors", []schema.Block{title, b(schema.KindOther, "May 3, 2021 Mara Ellison and Tom Odell | QuayTheory Strategies"), body(prose)}, ""},
		{"of another story above", []schema.Block{b(schema.KindNavigation, "By Tom Odell | May 2, 2021"), b(schema.KindNavigation, "Menu"), b(schema.KindNavigation, "Search"), title, body(prose)}, ""},
	} {
		if m := page("<html><body><h1>Dredging to start in May</h1>", &schema.Page{}, c.blocks...); authorNames(m) != c.want {
			t.Errorf("%s: got %q", c.name, authorNames(m))
		}
	}
}

// A byline behind its date, on a line of a block, with a role: in the head of a page.
func TestBylinesOfTheHead(t *testing.T) {
	title := b(schema.KindTitle, "Dredging to start in May")
	for _, c := range []struct {
		name   string
		blocks []schema.Block
		want   string
	}{
		{"behind the date, with a role", []schema.Block{title, b(schema.KindDate, "05/03/2021 by Maria Ellison, Chair of the committee for piers and locks")}, "Maria Ellison"},
		{"behind the date, German", []schema.Block{title, b(schema.KindDate, "3. Mai 2021 von Maria Ellison")}, "Maria Ellison"},
		{"behind the date, before a section", []schema.Block{title, b(schema.KindDate, "Posted on May 3, 2021 by Maria Ellison in Harbours")}, "Maria Ellison"},
		{"on a line of a block", []schema.Block{title, b(schema.KindOther, "2 to read by Maria Ellison\nPublished on May 3, 2021")}, "Maria Ellison"},
		{"with a role right below the headline", []schema.Block{title, b(schema.KindBio, "Maria Ellison Ports correspondent")}, "Maria Ellison"},
		{"words of menus with an of", []schema.Block{title, b(schema.KindNavigation, "Table of contents"), b(schema.KindNavigation, "History of ports")}, ""},
	} {
		if m := page("<html><body><h1>Dredging to start in May</h1>", &schema.Page{}, append(c.blocks, body(prose))...); authorNames(m) != c.want {
			t.Errorf("%s: got %q", c.name, authorNames(m))
		}
	}
}

// An account of the outlet gives way to a person.
func TestOutletAccount(t *testing.T) {
	m := page(`<meta property="og:site_name" content="Quayweek"><meta name="author" content="quayweek_edit"><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","author":[{"@type":"Person","name":"quayweek_edit"},{"@type":"Person","name":"Maria Ellison"}]}</script><h1>T</h1>`,
		&schema.Page{}, b(schema.KindTitle, "T"), b(schema.KindByline, "By Maria Ellison"), body(prose))
	if authorNames(m) != "Maria Ellison" {
		t.Errorf("got %q", authorNames(m))
	}
}

// An agency or the outlet gives way to the person of the byline.
func TestAgencyBesideByline(t *testing.T) {
	ld := func(name string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","publisher":{"@type":"Organization","name":"Harbour Post"},"author":{"@type":"Organization","name":"` + name + `"}}</script><h1>T</h1>`
	}
	for _, agency := range []string{"Harbour Post", "Harbour Post Newsroom"} {
		if m := page(ld(agency), &schema.Page{}, b(schema.KindTitle, "T"), b(schema.KindByline, "By Maria Ellison"), body(prose)); authorNames(m) != "Maria Ellison" {
			t.Errorf("%s: got %q", agency, authorNames(m))
		}
		if m := page(ld(agency), &schema.Page{}, b(schema.KindTitle, "T"), body(prose)); authorNames(m) != agency {
			t.Errorf("%s alone: got %q", agency, authorNames(m))
		}
	}
}

func TestSigned(t *testing.T) {
	for _, below := range [][]schema.Block{
		{b(schema.KindOther, "Author: Mara Ellison")},
		{b(schema.KindOther, "Article by"), b(schema.KindOther, "Mara Ellison")},
		{b(schema.KindOther, "Autorin:\nMara Ellison")},
	} {
		if m := page("<h1>T</h1>", &schema.Page{}, append([]schema.Block{b(schema.KindTitle, "T"), body(prose)}, below...)...); authorNames(m) != "Mara Ellison" {
			t.Errorf("%q: got %q", below[0].Text, authorNames(m))
		}
	}
	others := []schema.Block{b(schema.KindTitle, "T"), body(prose), b(schema.KindPromo, "Quay closed"), b(schema.KindPromo, "By Tom Odell"), b(schema.KindPromo, "Pier open"), b(schema.KindPromo, "By Ana Ruiz"), b(schema.KindPromo, "Lock shut"), b(schema.KindPromo, "By Ulf Stein")}
	if m := page("<h1>T</h1>", &schema.Page{}, others...); authorNames(m) != "" {
		t.Errorf("bylines of other stories: %q", authorNames(m))
	}
}

// TestSources: what each kind of evidence states, whoever is chosen in the end.
func TestSources(t *testing.T) {
	cases := []struct {
		name, html string
		from       authorSource
		blocks     []schema.Block
		want       string
	}{
		{"links to the authors' pages", `<h1>T</h1><a href="/authors/mara-ellison">Mara Ellison</a> <a href="https://p.example/author/tom/">Tom Odell</a><a href="/authors/">All authors</a>`, fromLink, nil, "Mara Ellison; Tom Odell"},
		{"a card of a service for editors", `<meta name="parsely-page" content='{"title":"T","author":"Mara Ellison & Tom Odell"}'>`, fromParsely, nil, "Mara Ellison; Tom Odell"},
		{"far from the headline", `<h1>T</h1>` + strings.Repeat("<p>x", 300) + `<a rel="author" href="/u/1">Mara Ellison</a><a href="/author/tom-odell">Tom Odell</a>`, fromFar, nil, "Mara Ellison; Tom Odell"},
		{"data for scripts", `<script>var dataLayer_content = {"pageTitle":"T","pagePostAuthor":"Mara Ellison","author_id": "7", author: 'Tom Odell'};</script>`, fromScript, nil, "Mara Ellison; Tom Odell"},
		{"data that is broken", `<script>x = {"author":"Mara Ellison`, fromScript, nil, ""},
		{"a byline far from the head", "", fromElse, []schema.Block{b(schema.KindTitle, "T"), body(prose), body(prose), b(schema.KindOther, "x"), b(schema.KindOther, "x"), b(schema.KindOther, "x"), b(schema.KindOther, "x"), b(schema.KindOther, "By: Mara Ellison")}, "Mara Ellison"},
		{"a signature in the text", "", fromEdge, []schema.Block{b(schema.KindTitle, "T"), body(prose), body("Interview: Mara Ellison\nPictures from the quay")}, "Mara Ellison"},
	}
	for _, c := range cases {
		var d markup.Doc
		d.Parse([]byte("<html><body>"+c.html), markup.Limits{})
		f := newFinder(Input{Page: &schema.Page{}, Doc: &d, Blocks: c.blocks}, Options{})
		f.head()
		got := ""
		for _, l := range f.pageAuthors() {
			if l.from == c.from {
				got = joinNames(l.authors)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestJudged: a name that a list of names has ranks above words of menus, and names in
// one field stand together.
func TestJudged(t *testing.T) {
	m := page(`<meta name="citation_author" content="Mara Ellison"><meta name="citation_author" content="Xyla Qorvath"><h1>Dredging to start</h1>`, &schema.Page{}, body(prose))
	if authorNames(m) != "Mara Ellison; Xyla Qorvath" {
		t.Errorf("one field: %q", authorNames(m))
	}
	m = page(`<h1>Dredging to start</h1><p class="author">Mara Ellison</p><p class="byline">Event Details</p>`, &schema.Page{}, b(schema.KindTitle, "Dredging to start"), b(schema.KindOther, "Mara Ellison"), b(schema.KindOther, "Event Overview"), body(prose))
	if authorNames(m) != "Mara Ellison" {
		t.Errorf("beside menus: %q", authorNames(m))
	}
	for _, c := range m.Candidates {
		if c.Field == "authors" && c.Chosen != (c.Value == "Mara Ellison") {
			t.Errorf("chosen: %+v", c)
		}
	}
}

// In a dump the byline may stand below a deck that is kept, or far below the title.
func TestDumpOpening(t *testing.T) {
	tools := make([]schema.Block, 40)
	for i := range tools {
		tools[i] = b(schema.KindNavigation, "Share")
	}
	title := b(schema.KindTitle, "Dredging to start in May")
	cases := []struct {
		name   string
		blocks []schema.Block
		want   string
	}{
		{"below the deck", []schema.Block{title, body(prose), b(schema.KindByline, "By Mara Ellison"), body(prose)}, "Mara Ellison"},
		{"below a list of tools", append(append([]schema.Block{title}, tools...), b(schema.KindByline, "By Mara Ellison"), body(prose)), "Mara Ellison"},
		{"with a role", []schema.Block{title, b(schema.KindNavigation, "Listen"), b(schema.KindOther, "Mara J. Ellison Ports editor"), body(prose)}, "Mara J. Ellison"},
		{"glued to a role", []schema.Block{title, b(schema.KindByline, "By Mara EllisonLifestyle Writer"), body(prose)}, "Mara Ellison"},
		{"of another story", []schema.Block{title, b(schema.KindByline, "By Mara Ellison"), body(prose), b(schema.KindByline, "By Tom Odell"), body(prose)}, "Mara Ellison"},
	}
	for _, c := range cases {
		if m := dump(c.blocks...); authorNames(m) != c.want {
			t.Errorf("%s: got %q", c.name, authorNames(m))
		}
	}
}
