package meta

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

func b(kind schema.BlockKind, s string) schema.Block { return schema.Block{Kind: kind, Text: s} }

func body(s string) schema.Block {
	return schema.Block{Kind: schema.KindParagraph, Text: s, Kept: true, Reason: schema.ReasonBody, Score: 0.9}
}

const prose = "The harbour board said on Monday that the dredging would start in May and that the costs are shared by both of the towns on the river."

// page finds the metadata of an original page.
func page(src string, p *schema.Page, blocks ...schema.Block) *Metadata {
	var d markup.Doc
	d.Parse([]byte(src), markup.Limits{})
	return Find(Input{Page: p, Doc: &d, Blocks: blocks}, Options{})
}

func dump(blocks ...schema.Block) *Metadata {
	return Find(Input{Page: &schema.Page{}, Blocks: blocks}, Options{})
}

func authorNames(m *Metadata) string { return joinNames(m.Authors) }

func finding(m *Metadata, code schema.FindingCode) bool {
	for _, f := range m.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestWholePage(t *testing.T) {
	m := page(`<!DOCTYPE html><html lang="en-GB"><head><title>Towns to share cost of dredging | Harbour Post</title>
<link rel="canonical" href="/2021/05/03/dredging"><meta property="og:title" content="Towns to share cost of dredging">
<meta property="og:site_name" content="Harbour Post"><meta property="og:type" content="article">
<meta property="article:modified_time" content="2021-05-04T08:00:00Z"><meta name="keywords" content="ports, rivers , ports">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"WebSite","name":"Harbour Post"},
 {"@type":"Person","name":"Ulla Reader","@id":"#reader"},
 {"@type":"NewsArticle","headline":"Towns to share cost of dredging","datePublished":"2021-05-03T23:30:00+01:00",
  "author":[{"@id":"#mara"},{"@type":"Person","name":"Tom Odell"}],"articleSection":["Ports"],"isAccessibleForFree":"False",
  "publisher":{"@type":"Organization","name":"Harbour Post"},},
 {"@type":"Person","name":"Mara Ellison","@id":"#mara"}]}</script></head>
<body><h1>Towns to share cost of dredging</h1><p class="byline">By Mara Ellison and Tom Odell</p></body></html>`,
		&schema.Page{URL: "https://www.harbourpost.co.uk/2021/05/03/dredging?x=1"}, b(schema.KindTitle, "Towns to share cost of dredging"), body(prose))
	want := Metadata{
		Metadata: schema.Metadata{
			Title: "Towns to share cost of dredging", Publisher: "Harbour Post", Site: "harbourpost.co.uk", Section: "Ports", Keywords: []string{"ports", "rivers"},
			Language: "en", URL: "https://www.harbourpost.co.uk/2021/05/03/dredging?x=1", CanonicalURL: "https://www.harbourpost.co.uk/2021/05/03/dredging",
			IsFree: schema.Some(false), Modified: time.Date(2021, 5, 4, 8, 0, 0, 0, time.UTC),
			Authors: []schema.Author{
				{Name: "Mara Ellison", Raw: "Mara Ellison", Kind: schema.AuthorPerson, Evidence: schema.EvidenceJSONLD},
				{Name: "Tom Odell", Raw: "Tom Odell", Kind: schema.AuthorPerson, Evidence: schema.EvidenceJSONLD},
			},
			Published: schema.Published{
				Date: schema.Date{Year: 2021, Month: 5, Day: 3}, At: time.Date(2021, 5, 3, 22, 30, 0, 0, time.UTC), Precision: schema.PrecisionSecond,
				Zone: "+01:00", Raw: "2021-05-03T23:30:00+01:00", Evidence: schema.EvidenceJSONLD,
			},
		},
		Types: []string{"NewsArticle", "article"},
	}
	got := *m
	got.Candidates, got.Findings, got.LanguageScore = nil, nil, schema.Opt[float64]{}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(m.Findings) != 0 {
		t.Errorf("findings %v", m.Findings)
	}
}

func TestTitles(t *testing.T) {
	cases := []struct{ name, html, want string }{
		{"the h1 that agrees, not the logo", `<title>Dredging to start in May - Harbour Post</title><h1>Harbour Post</h1><h1>Dredging to start in May</h1>`, "Dredging to start in May"},
		{"no h1: the site is cut off", `<title>Dredging to start in May | Ports | Harbour Post</title><meta property="og:site_name" content="Harbour Post">`, "Dredging to start in May"},
		{"an h1 that is the tail of the page's title", `<title>Quay Tech Blog | Managing the locks</title><h1>Managing the locks</h1>`, "Managing the locks"},
		{"a logo glued to the h1", `<meta property="og:site_name" content="Quay Post"><title>Dredging to start in May</title><h1>Dredging to start in May<img src="q.png">Quay Post</h1>`, "Dredging to start in May"},
		{"a dash inside stays", `<title>Dredging - a long story</title><h1>Dredging - a long story</h1>`, "Dredging - a long story"},
		{"kicker before a stated title", `<meta property="og:title" content="Towns will share the cost"><h1>Harbour dispute: Towns will share the cost</h1>`, "Towns will share the cost"},
		{"kicker set apart in the h1", `<meta property="og:title" content="Ports - Towns will share the cost"><h1><span class="head__kicker">Ports</span> - <span class="head__text">Towns will share the cost</span></h1>`, "Towns will share the cost"},
		{"kicker that the outlet joins with a colon", `<meta property="og:title" content="Ports: Towns will share the cost"><h1><span class="headKicker">Ports</span> <span>Towns will share the cost</span></h1>`, "Ports: Towns will share the cost"},
		{"deck and day in the h1", `<h1>Towns will share the cost<br><small>4 May 2021</small> <span class="subtitle">Dredging starts soon</span></h1>`, "Towns will share the cost"},
		{"an h1 that is all label", `<h1><span class="label">Towns will share the cost</span></h1>`, "Towns will share the cost"},
		{"an itemprop outranks a class", `<h1><span class="subtitle" itemprop="headline">Towns will share the cost</span> <span class="overline">Ports</span></h1>`, "Towns will share the cost"},
		{"a headline behind a day is no outlet", `<title>Board - Towns will share it</title><h1><span class="topline">4 May</span>Towns will share it</h1>`, "Towns will share it"},
		{"escaped twice", `<meta property="og:title" content="Ports &amp;amp; rivers of the north">`, "Ports & rivers of the north"},
		{"a section left beside the headline that a class calls a kicker", `<meta property="og:title" content="Towns will share the cost"><h1><a class="head__category">Harbour affairs</a> <span class="head__kicker">Towns will share the cost</span></h1>`, "Towns will share the cost"},
		{"the site behind a mark without its space", `<meta property="og:site_name" content="Harbour Post"><title>Dredging to start in May- Harbour Post</title>`, "Dredging to start in May"},
		{"the site behind a bar without spaces", `<meta property="og:site_name" content="Harbour Post"><title>Dredging to start in May|Harbour Post</title>`, "Dredging to start in May"},
		{"a hyphen in the last word", `<meta property="og:site_name" content="Post"><title>Dredging to start in mid-May</title>`, "Dredging to start in mid-May"},
		{"site before the title", `<title>Harbour Post: Dredging to start in May</title><meta property="og:site_name" content="The Harbour Post">`, "Dredging to start in May"},
	}
	for _, c := range cases {
		if m := page("<html><head>"+c.html+"</html>", &schema.Page{}, body(prose)); m.Title != c.want {
			t.Errorf("%s: got %q, want %q", c.name, m.Title, c.want)
		}
	}
	m := page(`<script type="application/ld+json">{"@type":"Article","headline":"A wholly different headline about the fish market"}</script><h1>Dredging to start</h1>`,
		&schema.Page{}, b(schema.KindTitle, "Dredging to start"), body(prose))
	if m.Title != "Dredging to start" || !finding(m, schema.FindingTitleConflict) {
		t.Errorf("conflict: %q %v", m.Title, m.Findings)
	}
	if m := dump(body(prose)); m.Title != "" || !finding(m, schema.FindingNoTitle) {
		t.Errorf("no title: %q %v", m.Title, m.Findings)
	}
}

func TestDates(t *testing.T) {
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle",` + s + `}</script>`
	}
	cases := []struct {
		name, html, line string
		date, at         string
		evidence         schema.Evidence
	}{
		{"UTC beside the day the outlet prints", ld(`"headline":"T","datePublished":"2021-05-04T02:30:00Z"`), "Published May 3, 2021 at 10:30 pm EDT", "2021-05-03", "2021-05-04T02:30:00Z", schema.EvidenceJSONLD},
		{"no zone, no instant", `<meta name="date" content="2021-05-03 10:30">`, "", "2021-05-03", "", schema.EvidenceMeta},
		{"updated is not published", ld(`"headline":"T","dateModified":"2021-05-09T10:00:00Z"`), "Updated May 9, 2021 | Published May 3, 2021", "2021-05-03", "", schema.EvidenceByline},
		{"a time element", `<h1>T</h1><time datetime="2021-05-03T10:30:00+02:00">yesterday</time>`, "", "2021-05-03", "2021-05-03T08:30:00Z", schema.EvidenceTime},
		{"RDFa", `<h1>T</h1><span property="schema:datePublished" content="2021-05-03">x</span>`, "", "2021-05-03", "", schema.EvidenceTime},
		{"a month alone ranks behind a day", `<h1>T</h1><time datetime="2021-05-03">x</time>`, "January 2021", "2021-05-03", "", schema.EvidenceTime},
		{"relative is none", `<h1>T</h1><time>2 hours ago</time>`, "3 hours ago", "", "", ""},
		{"the day of one, the instant of another", ld(`"headline":"T","datePublished":"2021-05-03"`) + `<meta name="parsely-pub-date" content="2021-05-03T10:30:00Z">`, "", "2021-05-03", "2021-05-03T10:30:00Z", schema.EvidenceMeta},
		{"a name nobody lists", `<meta name="x-published-on" content="2021-05-03T10:30:00Z"><meta name="published-state" content="live">`, "", "2021-05-03", "2021-05-03T10:30:00Z", schema.EvidenceMeta},
		{"the day of the change, printed alone", `<meta property="article:published_time" content="2021-05-03T10:30:00Z"><meta property="article:modified_time" content="2021-06-09T10:30:00Z"><time datetime="2021-06-09">x</time>`, "June 9, 2021", "2021-05-03", "2021-05-03T10:30:00Z", schema.EvidenceOpenGraph},
	}
	for _, c := range cases {
		m := page("<html lang=en-US>"+c.html, &schema.Page{}, b(schema.KindTitle, "T"), b(schema.KindDate, c.line), body(prose))
		at := ""
		if !m.Published.At.IsZero() {
			at = m.Published.At.Format(time.RFC3339)
		}
		if m.Published.Date.String() != c.date || at != c.at || m.Published.Evidence != c.evidence {
			t.Errorf("%s: got %+v", c.name, m.Published)
		}
	}
}

func TestDateFindings(t *testing.T) {
	line := func(s string) []schema.Block {
		return []schema.Block{b(schema.KindTitle, "T"), b(schema.KindDate, s), body(prose)}
	}
	cases := []struct {
		name   string
		html   string
		page   schema.Page
		blocks []schema.Block
		want   schema.FindingCode
	}{
		{"ambiguous", "<html lang=en>", schema.Page{}, line("03/04/2021"), schema.FindingDateAmbiguous},
		{"only in the URL", "", schema.Page{URL: "https://p.example/2021/05/03/x"}, nil, schema.FindingDateURLOnly},
		{"unreadable", "", schema.Page{Fields: schema.Fields{Published: "the other day"}}, nil, schema.FindingDateUnreadable},
		{"future", "", schema.Page{Retrieved: time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC)}, line("May 3, 2021"), schema.FindingDateFuture},
		{"conflict", `<meta property="article:published_time" content="2021-05-03T10:00:00Z">`, schema.Page{}, line("Published: June 9, 2021"), schema.FindingDateConflict},
	}
	for _, c := range cases {
		if m := page(c.html, &c.page, c.blocks...); !finding(m, c.want) {
			t.Errorf("%s: %+v %v", c.name, m.Published, m.Findings)
		}
	}
}

func TestIndexAndRecord(t *testing.T) {
	src := `<html><head><title>Dredging to start in May</title></head><h1>Dredging to start in May</h1>`
	row := schema.Fields{Title: "Dredging begins", Authors: []string{"Ellison, Mara"}, Published: "03/05/2021", PublishedOrder: "dmy", Publisher: "Harbour Post"}
	p := &schema.Page{Index: &schema.IndexRow{Fields: row}, Fields: schema.Fields{Title: "From the record"}}
	m := page(src, p, b(schema.KindTitle, "Dredging to start in May"), body(prose))
	if m.Title != "Dredging begins" || m.Published.Date.String() != "2021-05-03" || authorNames(m) != "Mara Ellison" || m.Publisher != "Harbour Post" || !finding(m, schema.FindingIndexConflict) {
		t.Errorf("index first: %q %v %q %v", m.Title, m.Published, authorNames(m), m.Findings)
	}
	p.Index.Last = true
	if m = page(src, p, body(prose)); m.Title != "From the record" || m.Published.Date.String() != "2021-05-03" {
		t.Errorf("index last: %q %v", m.Title, m.Published)
	}
	chosen := 0
	for _, c := range m.Candidates {
		if c.Field == "title" && c.Chosen {
			chosen++
		}
	}
	if chosen != 1 {
		t.Errorf("%d chosen titles in %+v", chosen, m.Candidates)
	}
}

// The form of the seed: a dump with menus, breadcrumbs, a byline on two lines.
func TestDump(t *testing.T) {
	m := dump(b(schema.KindNavigation, "Menu"), b(schema.KindNavigation, "Ports"), b(schema.KindNavigation, "Home Ports"), b(schema.KindNavigation, "Ports"),
		b(schema.KindTitle, "Dredging to start in May"), b(schema.KindByline, "Written by"), b(schema.KindOther, "Mara Ellison"), b(schema.KindDate, "Published May 3, 2021"),
		b(schema.KindPromo, "Harbour Post is editorially independent of its advertisers."), body(prose), b(schema.KindBio, "Mara Ellison covers ports."),
		b(schema.KindNavigation, "About Harbour Post"), b(schema.KindNavigation, "© 2024 Owner Group. All Rights Reserved"))
	if m.Title != "Dredging to start in May" || authorNames(m) != "Mara Ellison" || m.Published.Date.String() != "2021-05-03" || m.Section != "Ports" || m.Publisher != "Harbour Post" ||
		m.Language != "en" || m.Keywords != nil {
		t.Errorf("%+v", m)
	}
}

func TestDumpHeadline(t *testing.T) {
	title, other := b(schema.KindNavigation, "Dredging of the harbour to start in May, board says"), b(schema.KindTitle, "Ten herring recipes for a cold night")
	cases := []struct {
		name  string
		lines []schema.Block
	}{
		{"a line of the menu was taken for it", []schema.Block{other, title, b(schema.KindDate, "May 3, 2021")}},
		{"a caption below it", []schema.Block{title, b(schema.KindDate, "May 3, 2021"), b(schema.KindTitle, "The harbour of the towns on the river. Photo: Ulla Reader")}},
		{"a deck below it", []schema.Block{title, b(schema.KindTitle, "The costs are shared by both of the towns."), b(schema.KindByline, "By Mara Ellison")}},
		{"a link to share repeats it", []schema.Block{title, b(schema.KindTitle, "Share All sharing options for: Dredging of the harbour to start in May, board says")}},
	}
	for _, c := range cases {
		if m := dump(append(c.lines, body(prose))...); m.Title != title.Text {
			t.Errorf("%s: got %q", c.name, m.Title)
		}
	}
	if m := dump(b(schema.KindNavigation, "Menu"), b(schema.KindTitle, "Dredging"), body(prose)); m.Title != "Dredging" {
		t.Errorf("a typed title stays where no line is surer: %q", m.Title)
	}
}

func TestDumpWithoutBy(t *testing.T) {
	m := dump(b(schema.KindTitle, "Dredging to start in May"), b(schema.KindOther, "Mara Ellison"), b(schema.KindOther, "Senior Reporter"), b(schema.KindDate, "May 3, 2021"), body(prose))
	if authorNames(m) != "Mara Ellison" {
		t.Errorf("got %q", authorNames(m))
	}
	for _, line := range []string{"Mara Ellison 4:05 PM on May 3, 2021", "May 3, 2021 / Mara Ellison", "Posted on 2021-05-03 09:30 EST by Mara Ellison", "Mara Ellison • Harbour Post", "Mara Ellison", "ByMara Ellison", "News by Mara Ellison", "di Mara Ellison"} {
		if m := dump(b(schema.KindTitle, "Dredging to start in May"), b(schema.KindOther, line), body(prose)); authorNames(m) != "Mara Ellison" {
			t.Errorf("%s: got %q", line, authorNames(m))
		}
	}
	m = dump(b(schema.KindTitle, "Dredging to start in May"), b(schema.KindDate, "Mara Ellison, HPNMay 3, 202110:30 AM EDT"), body(prose))
	if m.Published.Date.String() != "2021-05-03" || m.Published.At.IsZero() {
		t.Errorf("glued date: %v", m.Published)
	}
	m = dump(b(schema.KindTitle, "Dredging to start in May"), b(schema.KindOther, "The dredging of the harbour, seen from the pier by night"), body(prose))
	if authorNames(m) != "" {
		t.Errorf("a caption: %q", authorNames(m))
	}
	m = dump(b(schema.KindTitle, "Dredging to start in May"), b(schema.KindDate, "By Mara EllisonMay 3, 2021"), body(prose))
	if authorNames(m) != "Mara Ellison" || m.Published.Date.String() != "2021-05-03" {
		t.Errorf("glued: %q %v", authorNames(m), m.Published)
	}
}

func TestSections(t *testing.T) {
	linked := func(s, u string) schema.Block {
		return schema.Block{Kind: schema.KindNavigation, Text: s, Path: "html/body/p", Links: []schema.BlockLink{{Span: schema.Span{End: len(s)}, URL: u}}}
	}
	title := b(schema.KindTitle, "Dredging to start in May")
	u := &schema.Page{URL: "https://p.example/river-ports/dredging"}
	cases := []struct {
		name   string
		page   *schema.Page
		blocks []schema.Block
		want   string
	}{
		{"only the URL", u, []schema.Block{title}, "river ports"},
		{"the URL as the menu prints it", u, []schema.Block{linked("River Ports", "/river-ports"), linked("Herring", "/herring"), b(schema.KindOther, "x"), title}, "River Ports"},
		{"a kicker before the URL", u, []schema.Block{linked("Herring", "/herring"), title}, "Herring"},
		{"an entry of the menu is no kicker", u, []schema.Block{linked("Sign in", "/login"), title}, "river ports"},
		{"nor is one among its like", &schema.Page{}, []schema.Block{linked("Herring", "/herring"), linked("Sails", "/sails"), title}, ""},
		{"Homes is not Home", &schema.Page{}, []schema.Block{linked("Homes", "/homes"), title}, "Homes"},
		{"the path of a page without headings", &schema.Page{}, []schema.Block{b(schema.KindPromo, "Front page > Ports"), b(schema.KindOther, "Dredging\nMay 3, 2021")}, "Ports"},
	}
	for _, c := range cases {
		if m := page("<html>", c.page, append(c.blocks, body(prose))...); m.Section != c.want {
			t.Errorf("%s: got %q, want %q", c.name, m.Section, c.want)
		}
	}
}

func TestBylinesInside(t *testing.T) {
	m := page("<title>Dredging to start in May - Harbour Post</title>", &schema.Page{}, b(schema.KindOther, "Dredging to start in May\nTuesday, 3 May 2021\nBy Mara Ellison and Tom Odell"), body(prose))
	if authorNames(m) != "Mara Ellison; Tom Odell" {
		t.Errorf("a cell with title, date and byline: %q", authorNames(m))
	}
	m = page("<h1>T</h1>", &schema.Page{}, b(schema.KindTitle, "T"), b(schema.KindByline, "By Mara Ellison Transport correspondent 3 May 2021"), body(prose))
	if authorNames(m) != "Mara Ellison" {
		t.Errorf("a role behind the name: %q", authorNames(m))
	}
}

func TestDateOrder(t *testing.T) {
	line := []schema.Block{b(schema.KindTitle, "T"), b(schema.KindDate, "Published: 03/05/2021"), body(prose)}
	pounds := append(line[:2:2], body(prose+" It costs £3m."))
	row := &schema.IndexRow{Fields: schema.Fields{Published: "03/05/2021", PublishedOrder: "dmy"}}
	cases := []struct {
		name, html string
		page       schema.Page
		blocks     []schema.Block
		want       string
		ambiguous  bool
	}{
		{"nothing decides", "<html lang=en>", schema.Page{}, line, "2021-03-05", true},
		{"the language's region", "<html lang=en-GB>", schema.Page{}, line, "2021-05-03", false},
		{"the site's country", "<html lang=en>", schema.Page{URL: "https://www.p.co.uk/x"}, line, "2021-05-03", false},
		{"prices in pounds are a guess", "<html lang=en>", schema.Page{}, pounds, "2021-05-03", true},
		{"another statement of the page", `<html lang=en><meta name="date" content="2021-05-03">`, schema.Page{}, line, "2021-05-03", false},
		{"the index", "<html lang=en>", schema.Page{Index: row}, line, "2021-05-03", true},
	}
	for _, c := range cases {
		m := page(c.html, &c.page, c.blocks...)
		if m.Published.Date.String() != c.want || finding(m, schema.FindingDateAmbiguous) != c.ambiguous ||
			finding(m, schema.FindingIndexConflict) || finding(m, schema.FindingDateConflict) {
			t.Errorf("%s: %v %v", c.name, m.Published.Date, m.Findings)
		}
	}
	row = &schema.IndexRow{Fields: schema.Fields{Published: "2021-06-09"}}
	if m := page("<html lang=en>", &schema.Page{Index: row}, line...); !finding(m, schema.FindingIndexConflict) {
		t.Errorf("another day in the index is a conflict: %v", m.Findings)
	}
}

func TestEpoch(t *testing.T) {
	m := page(`<meta property="article:published_time" content="1970-01-01T00:00:00+00:00"><meta name="date" content="1970-01-01"><meta property="article:modified_time" content="1970-01-01T00:00:00Z">`,
		&schema.Page{Fields: schema.Fields{Published: "1970-01-01T00:00:00Z", Modified: "1970-01-01T00:00:00Z"}}, b(schema.KindTitle, "T"), b(schema.KindDate, "May 3, 2021"), body(prose))
	if m.Published.Date.String() != "2021-05-03" || !m.Modified.IsZero() {
		t.Errorf("got %v, changed %v", m.Published, m.Modified)
	}
}

func TestSavers(t *testing.T) {
	cases := []struct{ name, src, url, at string }{
		{"browser", "<!-- saved from url=(0031)https://p.example/2021/dredging -->\n<html>", "https://p.example/2021/dredging", ""},
		{"SingleFile", "<html><!--\n Page saved with SingleFile \n url: https://p.example/a \n saved date: Tue May 04 2021 10:30:00 GMT+0200 (Central European Summer Time)\n-->", "https://p.example/a", "2021-05-04T08:30:00Z"},
		{"HTTrack", "<!-- Mirrored from p.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 04 May 2021 08:30:00 GMT -->", "http://p.example/a.html", "2021-05-04T08:30:00Z"},
		{"Wayback", `<script>__wm.wombat("http://p.example/a","20210504083000","https://web.archive.org/","web")</script>`, "http://p.example/a", "2021-05-04T08:30:00Z"},
		{"Wayback's last lines", "<html><!--\n     FILE ARCHIVED ON 08:30:00 May 04, 2021 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE", "", "2021-05-04T08:30:00Z"},
		{"none", "<html>", "", ""},
	}
	for _, c := range cases {
		m := page(c.src, &schema.Page{}, body(prose))
		at := ""
		if !m.Retrieved.IsZero() {
			at = m.Retrieved.UTC().Format(time.RFC3339)
		}
		if m.URL != c.url || at != c.at {
			t.Errorf("%s: got %q %q", c.name, m.URL, at)
		}
	}
	m := page("<html>", &schema.Page{URL: "https://web.archive.org/web/20210504083000id_/http://p.example/a?b=c"}, body(prose))
	if m.URL != "http://p.example/a?b=c" || m.Site != "p.example" || m.Retrieved.IsZero() {
		t.Errorf("archived URL: %q %v", m.URL, m.Retrieved)
	}
}

func TestSite(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.bbc.co.uk/news": "bbc.co.uk", "http://news.example.com:8080/x": "example.com", "https://BÜCHER.example/x": "xn--bcher-kva.example",
		"http://127.0.0.1/x": "", "http://localhost/x": "", "": "", "https://news.gov.uk/": "news.gov.uk", "/relative": "",
	} {
		if got := weburl.Site(raw); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}

func TestAddress(t *testing.T) {
	row := &schema.IndexRow{URL: "http://row.example/a"}
	const links = `<meta property="og:url" content="https://og.example/a"><link rel="Canonical" href="https://www.links.example/a/">`
	for _, c := range []struct {
		page          *schema.Page
		src           string
		address, site string
	}{
		{&schema.Page{URL: "https://news.record.example/a?b=c", Index: row}, links, "news.record.example/a?b=c", "record.example"},
		{&schema.Page{URL: "https://web.archive.org/web/20210504083000id_/http://p.example/a"}, links, "p.example/a", "p.example"},
		{&schema.Page{Index: row}, links, "row.example/a", "row.example"},
		{&schema.Page{}, "<!-- saved from url=(0031)https://p.example/2021/dredging -->" + links, "p.example/2021/dredging", "p.example"},
		{&schema.Page{}, links, "links.example/a", "links.example"},
		{&schema.Page{}, `<meta property="og:url" content="https://og.example/a"><link rel="icon" href="/i">`, "og.example/a", "og.example"},
		{&schema.Page{}, `<link rel="canonical" href="/a">`, "", ""},
		{&schema.Page{URL: "http://127.0.0.1/a"}, "", "", ""},
	} {
		var d markup.Doc
		d.Parse([]byte(c.src), markup.Limits{})
		if address, site := Address(c.page, &d); address != c.address || site != c.site {
			t.Errorf("%+v %s: got %q %q", c.page, c.src, address, site)
		}
	}
	if address, site := Address(&schema.Page{Index: row}, nil); address != "row.example/a" || site != "row.example" {
		t.Errorf("a dump: got %q %q", address, site)
	}
}

func TestURLDate(t *testing.T) {
	for raw, want := range map[string]string{
		"https://p.example/2021/05/03/x": "2021-05-03", "https://p.example/news/2021-05-03-x": "2021-05-03", "https://p.example/a20210503.html": "2021-05-03",
		"https://p.example/25-05-2021": "2021-05-25", "https://p.example/x/25-05-2021-y": "2021-05-25", "https://p.example/05-04-2021": "", "https://p.example/x25-05-2021": "", "https://p.example/32-05-2021": "",
		"https://p.example/2021/05/x": "2021-05-01", "https://p.example/story/2021": "", "https://p.example/1920x1080": "", "https://p.example/20219999/": "",
	} {
		m, _ := weburl.Date(raw)
		if m.Date.String() != want {
			t.Errorf("%q: got %q, want %q", raw, m.Date, want)
		}
	}
}

func TestEvidenceAll(t *testing.T) {
	var d markup.Doc
	d.Parse([]byte(`<title>Dredging to start</title><meta property="og:title" content="Dredging to start"><h1>Dredging to start</h1>`), markup.Limits{})
	in := Input{Page: &schema.Page{}, Doc: &d, Blocks: []schema.Block{body(prose)}}
	count := func(m *Metadata) (n int) {
		for _, c := range m.Candidates {
			if c.Field == "title" {
				n++
			}
		}
		return n
	}
	if n := count(Find(in, Options{})); n != 1 {
		t.Errorf("%d titles kept, the others agree", n)
	}
	if n := count(Find(in, Options{EvidenceAll: true})); n != 3 {
		t.Errorf("%d titles kept of 3", n)
	}
}

// A headline with a colon stands whole where the page shows and states it so; the words
// before the colon of a path to the page are its section.
func TestColonInHeadline(t *testing.T) {
	src := `<meta property="og:title" content="Towns will share the cost"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour dispute: Towns will share the cost"}</script><h1>Harbour dispute: Towns will share the cost</h1>`
	if m := page(src, &schema.Page{}, b(schema.KindTitle, "Harbour dispute: Towns will share the cost"), body(prose)); m.Title != "Harbour dispute: Towns will share the cost" {
		t.Errorf("headline: %q", m.Title)
	}
	if m := page(src, &schema.Page{}, b(schema.KindNavigation, "Harbour dispute: Towns will share the cost"), body(prose)); m.Title != "Towns will share the cost" {
		t.Errorf("path: %q", m.Title)
	}
}

// The h1 of a part below is no headline where another h1 is what the page states.
func TestHeadingOfPart(t *testing.T) {
	for _, stated := range []string{
		`<script type="application/ld+json">{"@type":"Article","headline":"The quietest pumps of the quay"}</script>`,
		`<meta property="og:title" content="The quietest pumps of the quay">`,
	} {
		m := page(stated+`<h1>The quietest pumps of the quay</h1><h1>How we tested them</h1>`, &schema.Page{}, b(schema.KindTitle, "How we tested them"), body(prose))
		if m.Title != "The quietest pumps of the quay" {
			t.Errorf("%s: %q", stated, m.Title)
		}
	}
}

// TestUnderLogo: the heading above the text is the headline where the h1 is not one.
func TestUnderLogo(t *testing.T) {
	heading := schema.Block{Kind: schema.KindOther, Text: "Dredging to start in May", Path: "html/body/div/h2.entry-title"}
	for src, want := range map[string]string{
		`<title>Blogs | Quay Post</title><h1>Blogs</h1>`:                                                           "Dredging to start in May",
		`<title>Quay Tech Notes » Dredging to start in May</title><h1><b>quay</b>notes</h1>`:                       "Dredging to start in May",
		`<title>Quay Post</title>`:                                                                                 "Dredging to start in May",
		`<title>The long dispute on the quay</title><h1>The long dispute on the quay</h1>`:                         "The long dispute on the quay",
		`<title>Quay Notes » Blog Archive » Dredging to start in May</title><h1>Quay Notes</h1>`:                   "Dredging to start in May",
		`<title>Quay Notes : Dredging to start in May</title><h1>Quay Notes</h1><h2>Dredging to start in May</h2>`: "Dredging to start in May",
	} {
		if m := page(src, &schema.Page{URL: "https://quaypost.example/1"}, heading, body(prose)); m.Title != want {
			t.Errorf("%s: %q", src, m.Title)
		}
	}
}
