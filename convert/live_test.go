package convert

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// livePage is a live blog of an invented council: its newest entry comes first, two
// print a time of day alone, and the linked data know the day of one of them.
func livePage(entries int) string {
	var b strings.Builder
	b.WriteString(`<html lang="en"><head><title>Bridge vote live | Alder Post</title><link rel="canonical" href="https://alder-post.example/bridge">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Bridge vote live","datePublished":"2026-02-03T08:00:00+01:00","dateModified":"2026-02-04T18:00:00+01:00",
"liveBlogUpdate":[{"@type":"BlogPosting","headline":"Nothing of this page","datePublished":"2026-02-04T17:00:00+01:00"},
{"@type":"BlogPosting","headline":"What entry 1 is about","datePublished":"2026-02-04T16:59:00+01:00","author":{"@type":"Person","name":"Ida Fenner"},"articleBody":"<p>Something else.</p>"},
{"@type":"BlogPosting","datePublished":"2026-02-04T15:30:00+01:00","articleBody":"<p>The clerk of ward 2 read the paper &amp; sat down again, as clerks do.</p>"}]}</script></head><body>
<nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav><main><article><h1>Bridge vote live</h1>
<p>The council of Alder votes on the new bridge over two days, and nobody knows how three of its members will vote on it.</p>
<p>We are in the hall, where the seats of the public are taken, and tell what is said for as long as the sittings last.</p><section class="updates">`)
	for i := range entries {
		stamp, head := "", fmt.Sprintf("<h2>What entry %d is about</h2>", i)
		switch i {
		case 0:
			stamp = ` datetime="2026-02-04T18:40:00+01:00"`
		case 2:
			head = ""
		}
		fmt.Fprintf(&b, `<div class="e"><time%s>%d:40</time><span class="byline">By Jo Park</span>%s<p>The clerk of ward %d read the paper & sat down again, as clerks do. “Ward %d is against it,” he said.</p></div>`, stamp, (66-i)%24, head, i, i)
	}
	return b.String() + `</section></article></main><footer><p>© Alder Post</p></footer></body></html>`
}

// TestLiveBlog: an article that is a live blog is whole, and says which of its
// paragraphs were posted when, and by whom.
func TestLiveBlog(t *testing.T) {
	for _, entries := range []int{4, 40} { // rules decide the small page, the model the other
		body := livePage(entries)
		a := New(Options{}).Trace(&schema.Page{Source: schema.Source{URI: "live.html", Format: schema.FormatHTML, Size: int64(len(body))}, ID: schema.DocID("", []byte(body)), Body: []byte(body)}).Article
		if a == nil {
			t.Fatal("no article")
		}
		if a.PageType != schema.PageLiveBlog || a.Published.Date.String() != "2026-02-03" || len(a.Entries) != entries {
			t.Fatalf("%s of %s with %d entries, want %d", a.PageType, a.Published.Date, len(a.Entries), entries)
		}
		end := 2 // the introduction
		for i := range a.Entries {
			e := &a.Entries[i]
			if e.First != end || e.Last <= e.First {
				t.Errorf("entry %d is paragraphs [%d, %d), the one before ends at %d", i, e.First, e.Last, end)
			}
			end = e.Last
			p := a.Paragraphs[e.Last-1]
			if want := fmt.Sprintf("The clerk of ward %d ", i); !strings.HasPrefix(a.Text[p.Start:p.End], want) {
				t.Errorf("entry %d ends with %q", i, a.Text[p.Start:p.End])
			}
			if e.Author != "Jo Park" {
				t.Errorf("entry %d is by %q", i, e.Author)
			}
		}
		if end != len(a.Paragraphs) {
			t.Errorf("%d paragraphs, the entries end at %d", len(a.Paragraphs), end)
		}
		for i, want := range []struct{ heading, at, raw string }{
			{"What entry 0 is about", "2026-02-04T17:40:00Z", "2026-02-04T18:40:00+01:00"},
			{"What entry 1 is about", "2026-02-04T15:59:00Z", "2026-02-04T16:59:00+01:00"},
			{"", "2026-02-04T14:30:00Z", "2026-02-04T15:30:00+01:00"},
			{"What entry 3 is about", "", "15:40"},
		} {
			e, at := &a.Entries[i], ""
			if !e.Published.At.IsZero() {
				at = e.Published.At.Format(time.RFC3339)
			}
			if e.Heading != want.heading || at != want.at || e.Published.Raw != want.raw {
				t.Errorf("entry %d: %q posted at %q (%q), want %+v", i, e.Heading, at, e.Published.Raw, want)
			}
		}
		of := map[int]int{}
		for _, q := range a.AllQuotes() {
			if at, ok := of[q.Statement]; ok && q.Statement >= 0 && at != q.Paragraph {
				t.Errorf("a statement in paragraphs %d and %d", at, q.Paragraph)
			}
			of[q.Statement] = q.Paragraph
		}
		if a.BodyConfidence.OK {
			t.Errorf("confidence %v, though rules decided the entries", a.BodyConfidence.V)
		}
	}
}
