package block

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// The days of a strike at an invented harbour, as five posts of a live blog.
var strike = [...]struct{ time, stamp, head, text string }{
	{"14:40", "2026-02-03T14:40:00+01:00", "Pilots go back to work", "The pilots of Lowmouth take their boats out again at high water, the harbour master says, and four ships are waiting in the roads."},
	{"13:05", "2026-02-03T13:05:00+01:00", "A vote in the net loft", "Two hundred dockers have voted in the net loft on Gull Street, and the count will take an hour at least."},
	{"11:50", "2026-02-03T11:50:00+01:00", "Offer of the port", "The port has offered three per cent and a day off in August. “We have read worse letters,” said Ines Hallvard of the union."},
	{"10:15", "2026-02-03T10:15:00+01:00", "Ferries stay in", "No ferry leaves before noon, and travellers with bicycles may wait in the hall of the old customs house."},
	{"08:30", "2026-02-03T08:30:00+01:00", "Gates are shut", "The gates of both quays are shut this morning. Lorries stand on the coast road as far as the lighthouse."},
}

const (
	liveIntro = "The dockers of Lowmouth are on strike for the second day, and nobody can say when the quays will open again, or for whom."
	liveMore  = "We report from the harbour, the town hall and the coast road for as long as it lasts, and gather what is known by the hour."
)

// livePage is a page around the entries, with a head, a menu and a footer.
func livePage(head, title, inside string) string {
	return `<html><head><title>` + title + `</title>` + head + `</head><body>` + menu + `<main><article><h1>` + title + `</h1>
<p>` + liveIntro + `</p><p>` + liveMore + `</p>` + inside + `</article></main><footer><p>© Lowmouth Post</p></footer></body></html>`
}

const livePosting = `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Strike"}</script>`

// each writes every post by a layout: %[1]s is its time, 2 the same for machines, 3 the heading, 4 the text.
func each(layout string) string {
	var b strings.Builder
	for _, p := range strike {
		fmt.Fprintf(&b, layout, p.time, p.stamp, p.head, p.text)
	}
	return b.String()
}

// TestLiveLayouts wants every entry, its time and its heading, however the page is made.
func TestLiveLayouts(t *testing.T) {
	keyEvents := "<ul>"
	for _, p := range strike {
		keyEvents += `<li><time>` + p.time + `</time><a href="#e">` + p.head + `</a></li>`
	}
	keyEvents += "</ul>"
	for name, tc := range map[string]struct {
		page  string
		stamp bool // the times are for machines too
		found int  // entries, 0 for all posts and no other
	}{
		"articles":                 {page: livePage(livePosting, "Strike at the quays", `<div>`+each(`<article class="post"><time datetime="%[2]s">%[1]s</time><h2>%[3]s</h2><p>%[4]s</p></article>`)+`</div>`), stamp: true},
		"a list":                   {page: livePage(livePosting, "Strike at the quays", `<ul class="x">`+each(`<li class="e"><span>%[1]s</span><h3>%[3]s</h3><p>%[4]s</p></li>`)+`</ul>`)},
		"items without a list":     {page: livePage(livePosting, "Strike at the quays", `<div>`+each(`<li class="e"><h3><span>%[1]s</span> %[3]s</h3><div><p>%[4]s</p></div></li>`)+`</div>`)},
		"divisions named live":     {page: livePage("", "Strike at the quays", `<div class="live-blog-posts">`+each(`<div><div>%[1]s CET</div><h2>%[3]s</h2><p>%[4]s</p></div>`)+`</div>`)},
		"a headline that says so":  {page: livePage("", "Strike at the quays – live updates", `<div>`+each(`<div class="a"><p>%[1]s</p><h2>%[3]s</h2><p>%[4]s</p></div>`)+`</div>`)},
		"microdata":                {page: livePage("", "Strike at the quays", `<div itemscope itemtype="https://schema.org/LiveBlogPosting">`+each(`<div class="c"><aside><time>%[1]s</time></aside><div><h4>%[3]s</h4><p>%[4]s</p></div></div>`)+`</div>`)},
		"headings between":         {page: livePage(livePosting, "Strike at the quays", each(`<h2>%[1]s %[3]s</h2><p>%[4]s</p>`))},
		"headings with a dot":      {page: livePage(livePosting, "Strike at the quays", strings.NewReplacer("14:40", "2.40pm", "13:05", "1.05pm", "11:50", "11.50am", "10:15", "10.15am", "08:30", "8.30am").Replace(each(`<h3><b>%[1]s</b> %[3]s</h3><p>%[4]s</p>`)))},
		"times between paragraphs": {page: livePage(livePosting, "Strike at the quays", each(`<p><time datetime="%[2]s">%[1]s</time></p><h3>%[3]s</h3><p>%[4]s</p>`)), stamp: true},
		"hours ago":                {page: livePage(livePosting, "Strike at the quays", `<div>`+strings.NewReplacer("14:40", "25 mins ago", "13:05", "2h ago", "11:50", "vor 3 Stunden", "10:15", "hace 5 horas", "08:30", "6 hours ago").Replace(each(`<div class="p"><span>%[1]s</span><h3>%[3]s</h3><p>%[4]s</p></div>`))+`</div>`)},
		"the time below":           {page: livePage(livePosting, "Strike at the quays", `<div>`+each(`<div class="p"><h3>%[3]s</h3><p>%[4]s</p><div><span>Ann Lee</span> <span>3 February 2026 %[1]s</span></div></div>`)+`</div>`)},
		"a box of key events":      {page: livePage(livePosting, "Strike at the quays", keyEvents+`<div>`+each(`<div class="p"><time>%[1]s</time><h3>%[3]s</h3><p>%[4]s</p></div>`)+`</div>`)},
		"one post is pinned": {page: livePage(livePosting, "Strike at the quays", `<div id="pinned-post"><div><time>12:00</time><h3>What we know</h3><p>The strike is in its second day, and both sides will meet at the town hall in the evening.</p></div></div><div>`+
			each(`<div class="p"><time>%[1]s</time><h3>%[3]s</h3><p>%[4]s</p></div>`)+`</div>`), found: len(strike) + 1},
		"by day": {page: livePage(livePosting, "Strike at the quays", `<section class="d"><h2>Tuesday</h2>`+each(`<div class="p"><time>%[1]s</time><h3>%[3]s</h3><p>%[4]s</p></div>`)+`</section><section class="d"><h2>Monday</h2>`+
			strings.NewReplacer("The ", "On Monday the ", "Two", "On Monday two", "No ferry", "No boat").Replace(each(`<div class="p"><time>%[1]s</time><h3>Monday: %[3]s</h3><p>%[4]s</p></div>`))+`</section>`), found: 2 * len(strike)},
	} {
		t.Run(name, func(t *testing.T) {
			var d markup.Doc
			var r Reader
			d.Parse([]byte(tc.page), markup.Limits{})
			for _, r.RulesOnly = range []bool{false, true} {
				blocks := r.HTML(&d)
				checkEntries(t, blocks, r.Entries(), tc.found)
				if at := r.Entries(); tc.stamp && len(at) > 0 && at[0].Stamp != strike[0].stamp {
					t.Errorf("the first entry says %+v", at[0])
				}
			}
		})
	}
}

func checkEntries(t *testing.T, blocks []schema.Block, said []schema.BlockEntry, want int) {
	t.Helper()
	kept := map[string][]int{} // texts and where they stand
	for _, b := range blocks {
		if b.Kept {
			kept[b.Text] = append(kept[b.Text], b.Entry)
		}
	}
	if want == 0 {
		want = len(strike)
	}
	if len(said) != want {
		t.Fatalf("%d entries, want %d", len(said), want)
	}
	for _, text := range []string{liveIntro, liveMore} {
		if at := kept[text]; len(at) != 1 || at[0] != 0 {
			t.Errorf("the introduction stands in %v: %q", at, text)
		}
	}
	for i, p := range strike {
		n := i + 1 + want%len(strike)
		if want > 2*len(strike)-1 {
			n = i + 1
		}
		if at := kept[p.text]; len(at) != 1 || at[0] != n {
			t.Errorf("post %d stands in %v, want %d", i, at, n)
		}
		if e := said[n-1]; e.Heading != p.head || e.Time == "" {
			t.Errorf("entry %d says %+v", n, e)
		}
		if len(kept[p.head]) > 1 {
			t.Errorf("%q is kept %d times", p.head, len(kept[p.head]))
		}
	}
	for text, at := range kept {
		if len(text) < 16 && strings.ContainsAny(text, ":0123456789") {
			t.Errorf("kept a time: %q in %v", text, at)
		}
	}
}

// TestNoLiveBlog: dates in an ordinary article make none.
func TestNoLiveBlog(t *testing.T) {
	days := strings.NewReplacer("14:40", "3 March 2024", "13:05", "9 June 2024", "11:50", "1 August 2025", "10:15", "12 October 2025", "08:30", "3 February 2026")
	for name, page := range map[string]string{
		"a timeline":            livePage("", "How the strike began", `<ul class="timeline">`+days.Replace(each(`<li><time>%[1]s</time><h3>%[3]s</h3><p>%[4]s</p></li>`))+`</ul>`),
		"a live report with it": livePage("", "How the strike began – live updates", `<ul class="timeline">`+days.Replace(each(`<li><b>%[1]s</b><p>%[4]s</p></li>`))+`</ul>`),
		"the hours of a day":    livePage("", "A day on the quay, hour by hour", each(`<h2>%[1]s: %[3]s</h2><p>%[4]s</p>`)),
		"where people live":     livePage("", "Where dockers live: a street by the hour", each(`<h2>%[1]s</h2><p>%[4]s</p>`)),
		"dated events":          livePage(`<script type="application/ld+json">{"@type":"NewsArticle"}</script>`, "Meetings of the board", `<ul>`+days.Replace(each(`<li>%[1]s: %[4]s</li>`))+`</ul>`),
	} {
		t.Run(name, func(t *testing.T) {
			var d markup.Doc
			var r Reader
			d.Parse([]byte(page), markup.Limits{})
			blocks := r.HTML(&d)
			if len(r.Entries()) > 0 {
				t.Errorf("%d entries: %+v", len(r.Entries()), r.Entries()[0])
			}
			kept := ""
			for _, b := range blocks {
				if b.Entry != 0 {
					t.Errorf("entry %d: %q", b.Entry, b.Text)
				}
				if b.Kept {
					kept += b.Text + "\n"
				}
			}
			for _, p := range strike {
				if !strings.Contains(kept, p.text) {
					t.Errorf("lost %q", p.text)
				}
			}
		})
	}
}

// TestTicker: what else happens, beside the article, is none of it.
func TestTicker(t *testing.T) {
	beside := `<div id="now"><ul>` + each(`<li><span>%[1]s</span> <b>%[3]s.</b> %[4]s</li>`) + each(`<li><span>%[1]s</span> Also: %[4]s</li>`) + `</ul></div>`
	for name, page := range map[string]string{
		"behind":      strings.Replace(livePage("", "The quays of Lowmouth", ""), "</main>", "</main>"+beside, 1),
		"before":      strings.Replace(livePage("", "The quays of Lowmouth", ""), "<main>", beside+"<main>", 1),
		"a live blog": strings.Replace(livePage(livePosting, "The quays of Lowmouth", `<div>`+strings.ReplaceAll(each(`<div class="p"><time>%[1]s</time><h3>%[3]s</h3><p>%[4]s In the port that is news.</p></div>`), "The", "Here the")+`</div>`), "</main>", "</main>"+beside, 1),
	} {
		t.Run(name, func(t *testing.T) {
			var d markup.Doc
			var r Reader
			d.Parse([]byte(page), markup.Limits{})
			intro := false
			for _, b := range r.HTML(&d) {
				if b.Kept && strings.Contains(b.Path, "#now") || b.Kept && (strings.HasPrefix(b.Text, "14:40 ") || strings.Contains(b.Text, "Also: ")) {
					t.Errorf("kept a line of the ticker: %q", b.Text)
				}
				intro = intro || b.Kept && b.Text == liveIntro
			}
			if !intro {
				t.Error("lost the article")
			}
		})
	}
}
