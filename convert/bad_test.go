package convert

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/dsbuild/dsbuild/schema"
)

func convertPage(body string) *Trace {
	b := []byte(body)
	return New(Options{Without: Layers}).Trace(&schema.Page{
		Source: schema.Source{URI: "a.html", Format: schema.FormatHTML, Size: int64(len(b)), SHA256: strings.Repeat("0", 64)},
		ID:     schema.DocID("", b), Body: b,
	})
}

// TestSeveralDocuments: the text of one story never stands under the title of another.
func TestSeveralDocuments(t *testing.T) {
	one, two := string(page(1).Body), strings.ReplaceAll(string(page(2).Body), "harbour", "bridge")
	for name, tt := range map[string]struct {
		body    string
		several bool
	}{
		"one":           {one, false},
		"two":           {one + two, true},
		"many":          {one + strings.Repeat("\n<!doctype html>\n"+two, 20), true},
		"one within":    {strings.Replace(one, "</body>", "<div>"+two+"</div></body>", 1), false},
		"text behind":   {one + "<p>Page made in 12 ms.</p>", false},
		"upper case":    {one + "<!-- saved -->" + strings.Replace(two, "<html>", "<HTML lang=en>", 1), true},
		"an empty file": {"<html><head></head></html>" + one, false},
	} {
		tr := convertPage(tt.body)
		if tr.Article == nil {
			t.Fatalf("%s: %v", name, tr.Reject)
		}
		found := has(tr.Article.Findings, schema.FindingSeveralDocuments)
		if found != tt.several {
			t.Errorf("%s: finding %v", name, found)
		}
		if tt.several && (tr.Article.Title != "Council votes on the harbour" || strings.Contains(tr.Article.Text, "bridge") || !strings.Contains(tr.Article.Text, "harbour")) {
			t.Errorf("%s: %q: %q", name, tr.Article.Title, tr.Article.Text)
		}
	}
}

func TestPagesWithoutText(t *testing.T) {
	for name, tt := range map[string]struct{ page, message string }{
		"built by scripts": {`<html><head><title>The Mole</title><script src="/app.js"></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`, "needs a browser"},
		"frames":           {`<html><head><title>The Mole</title></head><frameset cols="20%,80%"><frame src="menu.html"><frame src="story.html"><noframes>Your browser has no frames.</noframes></frameset></html>`, "menu.html, story.html"},
		"one frame":        {`<html><body><iframe src="https://example.org/story"></iframe></body></html>`, "https://example.org/story"},
		"nothing":          {`<html><body></body></html>`, "holds no text"},
		"menus":            {`<html><body>` + strings.Repeat(`<nav><a href="/a">Harbour news of the week</a> <a href="/b">Market prices</a></nav>`, 30) + `</body></html>`, "no text of an article was found"},
	} {
		t.Run(name, func(t *testing.T) {
			r := convertPage(tt.page).Reject
			if r == nil || r.Reason != schema.RejectNoText || !strings.Contains(r.Message, tt.message) {
				t.Errorf("%+v", r)
			}
		})
	}
}

// One story in pages of every kind of damage.
func TestDamagedPages(t *testing.T) {
	first := "The harbour council voted on Tuesday evening to close the old bridge to lorries, because engineers had found cracks in both of its piers."
	second := "Work should begin in March and last until the summer, the mayor said, and nobody knows yet who is to pay for it."
	head := `<html><head><title>Old bridge shut to lorries</title><meta property="og:type" content="article"></head><body>`
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p>`)
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"unclosed everything": `<html><head><title>Old bridge shut to lorries</title><body><div><div class=story><h1>Old bridge shut to lorries</h1><p><b><i>` + first + `<p>` + second,
		"plaintext":           head + `<h1>Old bridge shut to lorries</h1><plaintext>` + first + "\n" + second,
		"NULs":                strings.ReplaceAll(head+`<h1>Old bridge shut to lorries</h1><p>`+first+`</p><p>`+second+`</p>`, "e", "e\x00"),
		"tables in tables":    head + `<table><tr><td><table><tr><td>Home<td>News</table><td><table><tr><td><h1>Old bridge shut to lorries</h1><p>` + first + `<p>` + second + `</table></table>`,
		"cut in a tag":        head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p><div class="foo`,
		"cut in a comment":    head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p><!-- more`,
		"cut in a script":     head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p><script>var a = "<p>no`,
		"no head, no body":    `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p>`,
		"two bodies":          head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p></body></html><html><body><p>` + second + `</p></body></html>`,
		"AMP":                 `<!doctype html><html ⚡><head><title>Old bridge shut to lorries</title><style amp-boilerplate>body{visibility:hidden}</style><noscript><style>body{visibility:visible}</style></noscript></head><body><amp-sidebar id=a hidden><ul><li><a href=/>Home</a></ul></amp-sidebar><article><h1>Old bridge shut to lorries</h1><amp-img src=a.jpg alt="A bridge"></amp-img><p>` + first + `</p><amp-ad></amp-ad><p>` + second + `</p></article></body></html>`,
		"XHTML":               `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Old bridge shut to lorries</title><script src="a.js"/></head><body><h1>Old bridge shut to lorries</h1><a name="top"/><p><![CDATA[` + first + `]]></p><p>` + second + `</p></body></html>`,
		"breaks alone":        head + `Old bridge shut to lorries<br><br>` + first + `<br><br>` + second,
		"stray ends":          head + `</div></p></table><h1>Old bridge shut to lorries</h1></article><p>` + first + `</span></p></section><p>` + second + `</p></main>`,
		"UTF-16":              wide,
		"a mark of order":     "\ufeff\ufeff" + head + `<h1>Old bridge shut to lorries</h1><p>` + first + `</p><p>` + second + `</p>`,
	} {
		t.Run(name, func(t *testing.T) {
			tr := convertPage(page)
			if tr.Reject != nil {
				t.Fatalf("%+v", tr.Reject)
			}
			if want := first + "\n\n" + second; tr.Article.Text != want {
				t.Errorf("%q", tr.Article.Text)
			}
		})
	}
}

// TestTruncatedAnywhere cuts a page at every place: no text comes out that it does
// not hold, and what the first paragraph says is there from its end on.
func TestTruncatedAnywhere(t *testing.T) {
	const first = "The harbour council voted on Tuesday evening to close the old bridge to lorries, because engineers had found cracks in both of its piers."
	page := `<html><head><title>Old bridge shut to lorries</title><meta property="og:type" content="article"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Old bridge shut to lorries"}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Old bridge shut to lorries</h1><p>` +
		first + `</p><ul><li>Caf&eacute; owners want signs.</li></ul><table><tr><td>Lorries</td><td>4</td></tr></table><p>Work should begin in March and last until the summer, the mayor said, and nobody knows yet who is to pay for it.</p></article></body></html>`
	whole := convertPage(page).Article.Text
	for cut := range page {
		tr := convertPage(page[:cut])
		if tr.Reject == nil {
			got := strings.TrimRight(tr.Article.Text, "</") // of a tag; HTML5 calls it text
			if i := strings.LastIndexByte(got, '&'); i >= 0 {
				got = got[:i] // half of a reference
			}
			if !strings.HasPrefix(whole, strings.TrimRight(got, " |")) {
				t.Fatalf("cut at %d: %q", cut, tr.Article.Text)
			}
		}
		if cut > strings.Index(page, first)+len(first) && (tr.Reject != nil || !strings.HasPrefix(tr.Article.Text, first)) {
			t.Fatalf("cut at %d: %+v", cut, tr.Reject)
		}
	}
}

// Text that the markup does not show, in the two places where it may stand.
func TestTextBesideTheMarkup(t *testing.T) {
	const story = "The harbour council voted on Tuesday evening to close the old bridge to lorries until engineers have looked at both of its piers. "
	parts := strings.Repeat(`{"type":"paragraph","text":"`+story+`"},`, 6)
	state := convertPage(`<html><head><title>Old bridge shut to lorries</title><meta property="og:type" content="article"></head><body><div id="app"><h1>Old bridge shut to lorries</h1><p>` + story +
		`</p></div><script type="application/json">{"a":{"headline":"Old bridge shut to lorries","author":"Ida Holm","body":[` + parts + `{"type":"heading","text":"What comes next"},{"type":"paragraph","text":"It ends here, she said."}]}}</script></body></html>`)
	if a := state.Article; a == nil || len(a.Paragraphs) != 8 || !strings.HasSuffix(a.Text, "What comes next\n\nIt ends here, she said.") || !has(a.Findings, schema.FindingTextFromScript) {
		t.Errorf("%+v", state.Reject)
	}
	kept := map[schema.BlockReason]int{}
	for i, b := range state.Blocks {
		kept[b.Reason]++
		if b.Index != i {
			t.Errorf("block %d has index %d", i, b.Index)
		}
	}
	if kept[schema.ReasonScriptData] != 8 || kept[schema.ReasonBody] != 0 || kept[schema.ReasonRepeated] == 0 {
		t.Error(kept)
	}
	noscript := convertPage(`<html><head><title>Old bridge shut to lorries</title></head><body><div id="app"></div><script src="a.js"></script><noscript><h1>Old bridge shut to lorries</h1><p>` +
		strings.Repeat(story, 3) + `</p><p>` + story + `</p></noscript></body></html>`)
	if a := noscript.Article; a == nil || len(a.Paragraphs) != 2 {
		t.Errorf("%+v", noscript.Reject)
	}
}

func has(findings []schema.Finding, code schema.FindingCode) bool {
	for _, f := range findings {
		if f.Code == code {
			return true
		}
	}
	return false
}
