package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

// pageOf takes a page with the given head and body through the stages before.
func pageOf(head, body string) (meta.Input, Options) {
	var d markup.Doc
	var r block.Reader
	d.Parse([]byte("<!doctype html><head>"+head+"</head><body>"+body), markup.Limits{})
	return meta.Input{Page: &schema.Page{ID: "x"}, Doc: &d, Blocks: r.HTML(&d)}, Options{Markup: &d}
}

// cards are n cards of goods or stories, each with a text of its own.
func cards(n int, more string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<div class="card"><a href="/pier/%d"><img src="%d.jpg"></a><h3><a href="/pier/%d">Rope of %d metres</a></h3>%s</div>`, i, i, i, i+3, more)
	}
	return "<div>" + b.String() + "</div>"
}

// paragraphs are n different ones.
func paragraphs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>On day %d, %s</p>", i, prose)
	}
	return b.String()
}

func TestLists(t *testing.T) {
	const price = `<span>€ 12.50</span><button>Add to basket</button>`
	const teaser = `<time>3 May</time><p>The vote was nine to five, and the pier will be closed.</p>`
	const welcome = "<p>Here you find all that we know of the harbour, its piers, its boats and those who work there.</p>"
	const filters = `<label>Length</label><label>Colour</label><label>Maker</label><label>Price</label>`
	said := `<meta property="og:type" content="article"><meta property="article:published_time" content="2021-05-03">`
	address := func(s string) string { return `<link rel="canonical" href="https://harbourpost.example` + s + `">` }
	cases := []struct {
		name, head, body string
		list             bool
	}{
		{"a shelf of goods", "<title>Ropes and chains</title>" + address("/ropes"), filters + cards(12, price), true},
		{"headlines with teasers", "<title>Harbour</title>" + address("/harbour"), welcome + cards(16, teaser), true},
		{"headlines with teasers without an address", "<title>Harbour</title>", welcome + cards(16, teaser), true},
		{"an article", "<title>Harbour board closes pier after storm</title>" + address("/2021/pier-closed-after-storm"), paragraphs(9), false},
		{"an article among cards", "<title>Harbour board closes pier after storm</title>" + address("/2021/pier-closed-after-storm"), paragraphs(9) + cards(16, teaser), false},
		{"an article among cards without an address", "<title>Harbour board closes pier after storm</title>", paragraphs(9) + cards(16, teaser), false},
		{"a short article that says so", said + "<title>Harbour</title>" + address("/news/pier-closed-after-the-storm"), paragraphs(1) + cards(6, ""), false},
		{"a comparison of goods that says so", said + "<title>The best ropes for small boats</title>" + address("/the-best-ropes-for-small-boats"), paragraphs(12) + cards(12, price), false},
		{"an article in a script without spaces", "<title>港湾委員会が浚渫工事を五月に始めると発表した</title>", "<p>" + strings.Repeat("港湾委員会は月曜日に、浚渫工事を五月に始めると発表した。", 16) + "</p>" + cards(8, ""), false},
	}
	for _, c := range cases {
		in, opt := pageOf(c.head, c.body)
		_, err := Build(in.Page, in.Blocks, meta.Find(in, meta.Options{}), opt)
		var r *schema.Reject
		if got := errors.As(err, &r) && r.PageType == schema.PageListing && r.Reason == schema.RejectNotAnArticle; got != c.list {
			values, _ := Signs(in.Page, in.Blocks, meta.Find(in, meta.Options{}), opt)
			t.Errorf("%s: %v, signs %v", c.name, err, values)
		}
	}
}

// shelf is what the lines of a dump of n goods are.
func shelf(n int) (all []schema.Block) {
	for i := range n {
		all = append(all, kept(schema.KindParagraph, fmt.Sprintf("Rope of %d metres", i)), kept(schema.KindParagraph, fmt.Sprintf("€ %d", 10+i)))
	}
	return all
}

func TestListsInDumps(t *testing.T) {
	dated := schema.Published{Date: schema.Date{Year: 2021, Month: 5, Day: 3}, Evidence: schema.EvidenceText}
	goods := meta.Metadata{Metadata: schema.Metadata{Title: "Ropes and chains"}}
	cases := []struct {
		name   string
		m      meta.Metadata
		blocks []schema.Block
		list   bool
	}{
		{"a shelf of goods", goods, shelf(12), true},
		{"a report with a few prices", goods, append(shelf(2), story(2)...), false},
		{"a comparison of goods", goods, append(shelf(12), story(30)...), false},
		{"a dated list of goods", meta.Metadata{Metadata: schema.Metadata{Title: "Ropes and chains", Published: dated}}, shelf(4), false},
		{"a short report", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour board closes pier"}}, story(2), false},
		{"a dated report among the lines of a site", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour board closes pier", Published: dated}}, append(story(3), index(90)...), false},
		{"nothing but the lines of a site", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour"}}, append([]schema.Block{kept(schema.KindParagraph, "All the news.")}, index(90)...), true},
	}
	page := &schema.Page{Source: schema.Source{Format: schema.FormatPageText}}
	for _, c := range cases {
		if _, err := Build(page, c.blocks, &c.m, Options{}); (err != nil) != c.list {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	clean := &schema.Page{Source: schema.Source{Format: schema.FormatText}}
	if _, err := Build(clean, shelf(12), &goods, Options{}); err != nil {
		t.Errorf("clean text: %v", err)
	}
}

// index is n short lines of a site.
func index(n int) (all []schema.Block) {
	for i := range n {
		all = append(all, dropped(schema.KindNavigation, fmt.Sprintf("Pier %d", i)))
	}
	return all
}

func TestSigns(t *testing.T) {
	head := `<title>Harbour</title><link rel="canonical" href="https://harbourpost.example/2021/pier-closed_now/"><meta property="og:type" content="article">`
	// A list of two lists: the outer one counts, and a card that is too long counts in neither.
	inner := func(text string) string {
		return `<div>` + strings.Repeat(`<i><a href="/x">x</a><img>`+text+`</i>`, 4) + `</div>`
	}
	body := strings.Repeat(inner(strings.Repeat("r", 9)), 2) + inner(strings.Repeat("r", 800)) +
		`<label>a</label><button>b</button><button>c</button><time>d</time><figure><figcaption>e</figcaption></figure><select><option>Long option</select>`
	in, opt := pageOf(head, body)
	got, kind := Signs(in.Page, in.Blocks, meta.Find(in, meta.Options{}), opt)
	want := map[string]int32{"slug": 2, "number": 1, "title": step(1), "says": 1, "person": 0, "cards": 0, "labels": step(1), "buttons": step(2), "times": step(1), "captions": step(1)}
	for i, name := range SignNames() {
		if n, ok := want[name]; ok && got[i] != n {
			t.Errorf("%s is %d, not %d", name, got[i], n)
		}
	}
	if kind != "" {
		t.Errorf("ruled %q", kind)
	}
	in, opt = pageOf("", inner(strings.Repeat("r", 9))+strings.Repeat("r", 38))
	if got, _ := Signs(in.Page, in.Blocks, meta.Find(in, meta.Options{}), opt); got[signCards] != 4 || got[signSlug] != noSlug {
		t.Errorf("cards %d, slug %d", got[signCards], got[signSlug])
	}
}

func TestStep(t *testing.T) {
	for n, want := range map[int]int32{0: 0, 1: 1, 2: 3, 3: 4, 4: 5, 6: 6, 8: 7, 1 << 20: 41} {
		if got := step(n); got != want {
			t.Errorf("step(%d) = %d, not %d", n, got, want)
		}
	}
	if count(many+1) != step(many) || count(many-9) == step(many) {
		t.Errorf("count of many is %d, of fewer %d", count(many+1), count(many-9))
	}
}

// TestConfidence: a sign that speaks for an article never lowers the confidence.
func TestConfidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := classifier{markup: &markup.Doc{}}
		if rapid.Bool().Draw(t, "dump") {
			c.markup = nil
		}
		points := c.scales().article.points
		for i := range c.signs {
			c.signs[i] = rapid.Int32Range(0, 40).Draw(t, signNames[i])
		}
		before := c.confidence()
		if before < 0 || before > 1 {
			t.Fatalf("confidence %v", before)
		}
		i := rapid.IntRange(0, int(numSigns)-1).Draw(t, "sign")
		c.signs[i]++
		if after := c.confidence(); points[i] >= 0 && after < before || points[i] <= 0 && after > before {
			t.Fatalf("%s: %v to %v", signNames[i], before, after)
		}
	})
}
