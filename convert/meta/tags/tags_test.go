package tags_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
)

func read(page string) *tags.Tags {
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	var found tags.Tags
	found.Read(&d)
	return &found
}

// An h2 stands for the headline wherever it is, also at the node to which the search is
// set where there is none.
func TestLesserHeadline(t *testing.T) {
	const title = "Council closes the harbour bridge"
	for n := range 300 {
		page := "<title>" + title + "</title>" + strings.Repeat("<br>", n) + "<h2>" + title + "</h2><p>Text."
		if !read(page).Headed() {
			t.Errorf("no headline behind %d elements", n)
		}
	}
	for name, page := range map[string]string{
		"an h2 that the title does not have": "<title>" + title + "</title><h2>Dikes are raised by a metre</h2>",
		"too short to be no accident":        "<title>Bridge closed</title><h2>Bridge</h2>",
		"none":                               "<title>" + title + "</title><p>Text.",
	} {
		if read(page).Headed() {
			t.Errorf("%s: a headline", name)
		}
	}
}

func TestHead(t *testing.T) {
	got := read(`<html lang="de-CH"><title> Ferry &amp; quay </title><svg><title>Logo</title></svg>
		<link rel="shortlink canonical" href="/ferry"><link rel="canonical" href="/other">`)
	if got.Lang != "de-CH" || got.Title != "Ferry & quay" || got.Canonical != "/ferry" {
		t.Errorf("language %q, title %q, canonical %q", got.Lang, got.Title, got.Canonical)
	}
}

func TestMeta(t *testing.T) {
	got := read(`<meta property="og:title" content=" Ferry late "><meta name="OG:Title" content="second">
		<meta name="citation_author" content="Quill, Mara"><meta name="DC.creator" content="Brand, Ivo"><meta name="dcterms.creator" content="">
		<meta itemprop="datePublished" content="2026-03-02"><meta name="x-published-on" content="2026-03-03T09:00">
		<meta name="x-publisher-id" content="77"><meta http-equiv="content-language" content="en"><meta name="author" value="Mara Quill"><meta name="viewport" content="x">`)
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"og:title"}, "Ferry late"},
		{[]string{"twitter:title", "og:title"}, "Ferry late"}, // in this order
		{[]string{"author"}, "Mara Quill"},                    // value is no attribute of HTML, but written
		{[]string{"content-language"}, "en"},
		{[]string{tags.ItemDate}, "2026-03-02"},
		{[]string{"date"}, "2026-03-03T09:00"}, // by a name that nobody knows
		{[]string{"viewport"}, ""},             // nobody asks for it
	} {
		if s := got.First(c.names...); s != c.want {
			t.Errorf("first of %q: %q, want %q", c.names, s, c.want)
		}
	}
	if diff := cmp.Diff([]string{"Quill, Mara", "Brand, Ivo"}, got.Every("citation_author")); diff != "" {
		t.Error(diff)
	}
	many := read(strings.Repeat(`<meta name="citation_author" content="Quill, Mara">`, 100))
	if n := len(many.Every("citation_author")); n != 32 {
		t.Errorf("%d of 100 authors, want 32", n)
	}
}

// The lines that outlets set into an h1 beside the headline.
func TestHeadlines(t *testing.T) {
	for h1, want := range map[string]string{
		"Ferry late": "",
		`<span class="kicker">Harbour</span> Ferry is late again`:                                "Ferry is late again",
		`<span class="article-kicker">Harbour:</span><br>Ferry is late again`:                    "Ferry is late again",
		`<span class="headline">Ferry is late</span><small>The third time</small>`:               "Ferry is late",
		`<span class="subhead" itemprop="headline">Ferry is late</span>`:                         "",
		`<span class="kicker">Harbour</span> Ferry`:                                              "", // too little is left
		`<span class="c-headline">Ferry is late again</span><time>2 March</time>`:                "Ferry is late again",
		`Ferry is late <a class="labelled-more" href="/x">again</a> <i class="icon-label">!</i>`: "Ferry is late again",
	} {
		got := read("<h1>" + h1 + "</h1>")
		if len(got.Headlines) != 1 || len(got.H1) != 1 || got.Headlines[0] != want {
			t.Errorf("%s: %q of %q, want %q", h1, got.Headlines, got.H1, want)
		}
	}
	if got := read(strings.Repeat("<h1>Ferry</h1><h1> </h1>", 40)); len(got.H1) != 16 || len(got.Headlines) != 16 {
		t.Errorf("%d headlines of 40, want 16", len(got.H1))
	}
}

func TestTimes(t *testing.T) {
	for name, c := range map[string]struct {
		element string
		want    tags.Time
	}{
		"time":          {`<time datetime="2026-03-02">2 March</time>`, tags.Time{At: "2026-03-02", Text: "2 March"}},
		"its text":      {`<time>2 March 2026</time>`, tags.Time{Text: "2 March 2026"}},
		"published":     {`<span itemprop="datePublished" content="2026-03-02T09:00">2 March</span>`, tags.Time{At: "2026-03-02T09:00", Text: "2 March", Published: true}},
		"RDFa":          {`<span property="schema:dateModified" content="2026-03-02">2 March</span>`, tags.Time{At: "2026-03-02", Text: "2 March", Modified: true}},
		"class":         {`<div class="post-date">2 March 2026</div>`, tags.Time{Text: "2 March 2026"}},
		"class, a role": {`<div class="lastUpdated">2 March 2026</div>`, tags.Time{Text: "2 March 2026", Modified: true}},
		"hAtom":         {`<abbr class="published" title="2026-03-02T09:00">Monday</abbr>`, tags.Time{At: "2026-03-02T09:00", Text: "Monday", Published: true}},
		"a label":       {`<b>Updated</b> <time datetime="2026-03-02">2 March</time>`, tags.Time{At: "2026-03-02", Text: "2 March", Label: "Updated"}},
	} {
		got := read("<h1>Ferry is late 7</h1>" + c.element).Times
		if len(got) != 1 {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		got[0].Node, got[0].Away = 0, 0
		if diff := cmp.Diff(c.want, got[0]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, page := range map[string]string{
		"no digit": `<h1>Ferry</h1><time>yesterday</time>`, "no date's class": `<h1>Ferry</h1><p class="update-box">2 March 2026</p>`,
		"far from the headline": "<h1>Ferry</h1>" + strings.Repeat("<br>", 600) + `<div class="post-date">2 March 2026</div>`,
	} {
		if got := read(page).Times; len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := read("<h1>Ferry</h1>" + strings.Repeat("<br>", 600) + `<time itemprop="datePublished" datetime="2026-03-02">x</time>`).Times; len(got) != 1 {
		t.Errorf("a time with a role far from the headline: %+v", got)
	}
}

func TestAway(t *testing.T) {
	for page, want := range map[string]int{
		"<time>2026</time><h1>Ferry</h1>":                          tags.NoHead,
		"<h1>Ferry</h1><time>2026</time>":                          0,
		"<h1>Ferry</h1><p>12 bytes are <time>2026</time>":          len("12 bytes are "),
		"<h1>Ferry</h1><script>many bytes</script><time>26</time>": 0,
	} {
		if got := read(page).Times; len(got) != 1 || got[0].Away != want {
			t.Errorf("%s: %+v, want %d", page, got, want)
		}
	}
}

// The dates of what else the markup describes are not those of the page.
func TestScope(t *testing.T) {
	const (
		story   = `<article itemscope itemtype="https://schema.org/Article"><h1>Ferry is late</h1><time itemprop="datePublished" datetime="2026-03-02">x</time>%</article>`
		picture = `<figure itemscope itemtype="https://schema.org/ImageObject"><time itemprop="datePublished" datetime="2020-01-01">x</time></figure>`
		teaser  = `<div itemscope itemtype="https://schema.org/Article"><time itemprop="datePublished" datetime="2021-01-01">x</time></div>`
	)
	for name, page := range map[string]string{
		"alone": story, "a picture within": strings.Replace(story, "%", picture, 1), "a picture before": picture + story,
		"another story below": story + teaser, "another story within": strings.Replace(story, "%", teaser, 1),
	} {
		got := read(strings.Replace(page, "%", "", 1)).Times
		if len(got) != 1 || got[0].At != "2026-03-02" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestPeople(t *testing.T) {
	long := strings.Repeat("She wrote of the harbour. ", 20)
	for name, c := range map[string]struct{ element, bylines, people, linked string }{
		"byline":               {`<p class="byline">By Mara Quill</p>`, "By Mara Quill", "", ""},
		"parts of a byline":    {`<p class="byline"><span>Mara Quill</span><span>Staff writer</span></p>`, "Mara Quill | Staff writer", "", ""},
		"byline in a byline":   {`<div class="authors"><span class="author">Mara Quill</span></div>`, "Mara Quill", "", ""},
		"one class, two words": {`<p class="c-byline__name">Mara Quill</p>`, "Mara Quill", "", ""},
		"by another name":      {`<p class="authority">Harbour Board</p>`, "", "", ""},
		"rel":                  {`<a rel="nofollow author" href="/x">Mara Quill</a>`, "", "Mara Quill", ""},
		"itemprop":             {`<span itemprop="author">Mara Quill</span>`, "", "Mara Quill", ""},
		"an author's page":     {`<a href="https://post.example/author/mara-quill">Mara Quill</a>`, "", "", "Mara Quill"},
		"page of all authors":  {`<a href="/authors/">Authors</a>`, "", "", ""},
		"by a parameter":       {`<a href="/?author=7">Mara Quill</a>`, "", "", "Mara Quill"},
		"a biography":          {`<div class="author">` + long + `</div>`, "", "", ""},
	} {
		got := read("<h1>Ferry is late</h1>" + c.element)
		if s := strings.Join(got.Bylines, "; "); s != c.bylines {
			t.Errorf("%s: bylines %q, want %q", name, s, c.bylines)
		}
		if s := strings.Join(got.People, "; "); s != c.people {
			t.Errorf("%s: people %q, want %q", name, s, c.people)
		}
		if s := strings.Join(got.Linked, "; "); s != c.linked {
			t.Errorf("%s: linked %q, want %q", name, s, c.linked)
		}
	}
}

// Authors that stand far from the headline are kept apart.
func TestElsewhere(t *testing.T) {
	far := "<h1>Ferry is late</h1>" + strings.Repeat("<br>", 600)
	got := read(far + `<a rel="author" href="/x">Mara Quill</a><a href="/author/ivo-brand">Ivo Brand</a><a href="/author/ivo-brand">Ivo Brand</a>
		<script>var page = {"pagePostAuthor": "Mara Quill", 'author_name' : 'Ivo \u0042rand', "authorId": "7", "coauthorship": "no"}</script>`)
	if diff := cmp.Diff([]string{"Mara Quill", "Ivo Brand"}, got.Elsewhere.Far); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Mara Quill", "Ivo Brand"}, got.Elsewhere.Scripted); diff != "" {
		t.Error(diff)
	}
	if len(got.People)+len(got.Linked)+len(got.Bylines) != 0 {
		t.Errorf("near the headline: %q, %q, %q", got.People, got.Linked, got.Bylines)
	}
	if got := read(far + "<script>" + strings.Repeat(`{"author":"`, 10_000)); len(got.Elsewhere.Scripted) > 8 {
		t.Errorf("%d authors of a script", len(got.Elsewhere.Scripted))
	}
}

func TestCanonical(t *testing.T) {
	for page, want := range map[string]string{
		`<link rel="canonical" href="/a"><meta property="og:url" content="/b">`: "/a",
		`<meta property="og:url" content="/b"><link rel="canonical" href="/a">`: "/a",
		`<meta property="OG:URL" content="/b"><link rel="canonical" href="">`:   "/b",
		`<link rel="alternate" href="/a">`:                                      "",
	} {
		var d markup.Doc
		d.Parse([]byte(page), markup.Limits{})
		if got := tags.Canonical(&d); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}
