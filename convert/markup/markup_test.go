package markup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outline prints the tree in one line: elements with their children in
// brackets, texts in quotes.
func outline(d *Doc) string {
	var b strings.Builder
	var ends []int32
	for i := range d.Nodes {
		n := &d.Nodes[i]
		for len(ends) > 0 && int32(i) >= ends[len(ends)-1] {
			b.WriteString(")")
			ends = ends[:len(ends)-1]
		}
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "(") {
			b.WriteString(" ")
		}
		if n.Tag <= TagRawText {
			fmt.Fprintf(&b, "%q", d.AppendText(nil, int32(i)))
			continue
		}
		b.WriteString(d.Name(int32(i)))
		if n.End > int32(i)+1 {
			b.WriteString("(")
			ends = append(ends, n.End)
		}
	}
	return b.String() + strings.Repeat(")", len(ends))
}

func TestTree(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", "html"},
		{
			"document", "<!doctype html><html><head><title>A &amp; B</title></head><body><p>One</p></body></html>",
			`html(head(title("A & B")) body(p("One")))`,
		},
		{
			"of several documents the first", "<html><body><p>a</body></html>\n<!-- saved from b -->\uFEFF <?xml version='1.0'?>\n<!DOCTYPE html><html><body><p>b",
			`html(body(p("a")))`,
		},
		{"of several documents the first that has text", "<html><head><title>x</title></head></html><html><body><p>b</html>", `html(head(title("x")) body(p("b")))`},
		{"a second html and body are part of it", "<html><body><p>a</body></html><html><body><p>b</html>", `html(body(p("a") p("b")))`},
		{"a second html with a head is another", "<html><body><p>a</body></html><HTML lang=en> <HEAD><body><p>b</html>", `html(body(p("a")))`},
		{"what follows the end is part of it", "<html><body><p>a</body></html><p>b<html><p>c</html>", `html(body(p("a") p("b") p("c")))`},
		{"a document in a document is part of it", "<body><div>a<!doctype html><html><body>b</body></div>c", `html(body(div("a" "b") "c"))`},
		{"implied ends", "<p>One<p>Two<ul><li>a<li>b</ul>c", `html(body(p("One") p("Two") ul(li("a") li("b")) "c"))`},
		{
			"table parts are implied", "<!doctype html><table><tr><td>a<td>b<tr><th>c</table>d",
			`html(body(table(tbody(tr(td("a") td("b")) tr(th("c")))) "d"))`,
		},
		{"a block waits in misnested formatting", "<a>x<div>y</a>z</div>w", `html(body(a("x" div("y" "z")) "w"))`},
		{"stray end tags do nothing", "<div>a</span></li></td>b</div>", `html(body(div("a" "b")))`},
		{"svg titles are no titles", "<p><svg><title>icon</title><path/></svg>x", `html(body(p(svg(svg:title("icon") path) "x")))`},
		{
			"noscript ends where a browser ends it", "<div><noscript><p>a</div></noscript>b</div>c",
			`html(body(div(noscript(p("a")) "b") "c"))`,
		},
		{
			"noscript in the head stays there", "<head><noscript><img src=x></noscript><title>t</title><p>b",
			`html(head(noscript(img) title("t")) body(p("b")))`,
		},
		{
			"XHTML", "<?xml version='1.0'?><!DOCTYPE html><html><head><script src='a.js'/><title/></head><body><div class='x'/><p><![CDATA[1 < 2 &amp; 3]]></p></body></html>",
			`html(head(script title) body(div p("1 < 2 &amp; 3")))`,
		},
		{"no XHTML", "<p/>a<![CDATA[b]]><div/>c", `html(body(p("a") div("c")))`},
		{"frames are named", "<frameset><frame src=a><frame src=b></frameset><frame>", `html(body(frameset(frame frame)))`},
		{"a less-than sign is text", "<p>1 < 2 <3", `html(body(p("1 < 2 <3")))`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d Doc
			d.Parse([]byte(c.in), Limits{})
			if diff := cmp.Diff(c.want, outline(&d)); diff != "" {
				t.Errorf("%s\n%s", c.in, diff)
			}
		})
	}
}

func ExampleDoc() {
	var d Doc
	d.Parse([]byte(`<title>Council &amp; Co</title><p class="lead">The <b>vote</b> is on Monday.`), Limits{})
	for i := range d.Nodes {
		if n := int32(i); d.Nodes[i].Tag == TagP {
			class, _ := d.Attr(n, KeyClass)
			fmt.Printf("%s: %s\n", class, d.Text(n))
		}
	}
	fmt.Println(d.TitleHint())
	// Output:
	// lead: The vote is on Monday.
	// Council & Co
}

// find returns the first node with the tag.
func find(t *testing.T, d *Doc, tag Tag) int32 {
	t.Helper()
	for i := range d.Nodes {
		if d.Nodes[i].Tag == tag {
			return int32(i)
		}
	}
	t.Fatalf("no %s in %s", tag, outline(d))
	return 0
}

func TestAttributes(t *testing.T) {
	var d Doc
	d.Parse([]byte(`<A HREF="/a?x=1&amp;y=2&copy=3" Class=one class=two hidden data-qa='body text' unknown=1 title = "&Eacute;t&#233;"/>x</A>`), Limits{})
	a := find(t, &d, TagA)
	got := map[string]string{}
	for name, k := range map[string]Key{"href": KeyHref, "class": KeyClass, "hidden": KeyHidden, "test": KeyTest, "title": KeyTitle, "id": KeyID} {
		if v, ok := d.Attr(a, k); ok {
			got[name] = v
		}
	}
	want := map[string]string{"href": "/a?x=1&y=2&copy=3", "class": "one", "hidden": "", "test": "body text", "title": "Été"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if raw := string(d.AttrRaw(a, KeyTitle)); raw != "&Eacute;t&#233;" {
		t.Errorf("raw %q", raw)
	}
	if d.Has(a, KeyID) || d.AttrRaw(a, KeyID) != nil || d.Has(a+1, KeyClass) {
		t.Error("attributes that are not there")
	}
}

func TestRaw(t *testing.T) {
	var d Doc
	d.Parse([]byte("<script type='application/ld+json'>{\"a\": \"</b>&amp;\"}</SCRIPT ><textarea>\n&lt;p></textarea><style></style>"), Limits{})
	for _, c := range []struct {
		tag       Tag
		raw, text string
	}{
		{TagScript, `{"a": "</b>&amp;"}`, `{"a": "</b>&amp;"}`},
		{TagTextarea, "&lt;p>", "<p>"},
		{TagStyle, "", ""},
	} {
		n := find(t, &d, c.tag)
		if raw, text := string(d.Raw(n)), d.Text(n); raw != c.raw || text != c.text {
			t.Errorf("%s: raw %q, text %q", c.tag, raw, text)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<div>a<p>b</p>c<span>d</span></div>e", "a\nb\ncd\ne"},
		{"one<br><br>two <i>and</i>&nbsp;three", "one\ntwo and\u00a0three"},
		{"a<script>b</script><style>c</style><template><p>d</template><noscript>e</noscript>f", "af"},
		{"<svg><title>icon</title></svg>a<!-- b -->c", "ac"},
		{"<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"},
	} {
		var d Doc
		d.Parse([]byte(c.in), Limits{})
		if got := strings.TrimSpace(d.Text(0)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTitleHint(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"<h1>A <b>b</b></h1><h1>c</h1>", "A b"},
		{"<title>\n A &ndash; Site </title><h1>A</h1>", "A – Site"},
		{"<title>A</title><meta property=og:title content='The &quot;A&quot;'>", `The "A"`},
		{"<title> </title><meta property='og:title' content=''><h1>b</h1>", "b"},
		{"<svg><title>icon</title></svg><h1>b</h1>", "b"},
	} {
		var d Doc
		d.Parse([]byte(c.in), Limits{})
		if got := d.TitleHint(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

// TestReuse parses small pages after a large one into the same Doc.
func TestReuse(t *testing.T) {
	var reused Doc
	for _, in := range append([]string{benchmarkPage()}, seeds...) {
		var fresh Doc
		fresh.Parse([]byte(in), Limits{})
		reused.Parse([]byte(in), Limits{})
		if diff := cmp.Diff(outline(&fresh), outline(&reused)); diff != "" {
			t.Errorf("%.40q: %s", in, diff)
		}
	}
	src := []byte(benchmarkPage())
	if n := testing.AllocsPerRun(5, func() { reused.Parse(src, Limits{}) }); n > 1 {
		t.Errorf("%v allocations for a page of known size", n)
	}
}

func TestTags(t *testing.T) {
	for tag := TagA; tag < NumTags; tag++ {
		name := []byte(tag.String())
		if got := Tag(tagTable.get(name, hash(name))); got != tag && tag != TagSVGTitle {
			t.Errorf("%s is read as %s", tag, got)
		}
	}
	if !TagP.Block() || TagB.Block() || !TagBr.Void() || !TagScript.Raw() || !TagStyle.NoText() || TagH3.Heading() != 3 ||
		TagP.Heading() != 0 {
		t.Error("properties of tags")
	}
}

// benchmarkPage is a news page: menus around an article, with scripts between.
func benchmarkPage() string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour plan goes to a vote | The Ledger</title>` +
		`<meta property="og:title" content="Harbour plan goes to a vote"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour plan"}</script>`)
	for range 20 {
		b.WriteString("<link rel=\"preload\" href=\"/static/app.css\" as=\"style\"><style>.menu > li { color: #333; padding: 0 4px }</style>\n")
	}
	b.WriteString("</head><body class=\"page page--article\"><nav id=\"top\"><ul>")
	for i := range 120 {
		fmt.Fprintf(&b, "\n\t<li class=\"menu__item menu__item--%d\"><a class=\"link\" href=\"/section/%d?from=menu&amp;pos=%d\" data-track=\"nav\">Section %d</a></li>", i, i, i, i)
	}
	b.WriteString("</ul></nav><main><article><h1>Harbour plan goes to a vote</h1>")
	for i := range 60 {
		fmt.Fprintf(&b, "\n<p class=\"body-text\">Paragraph %d: the committee&rsquo;s report says that the <a href=\"/harbour/%d\">harbour</a> needs <em>new</em> walls, "+
			"and that the town can pay for half of them; the rest is to come from a fund the ministry set up last spring.</p>\n<div class=\"ad\"><div><script>var slot = slots || []; slot.push({id: %d, size: [300, 250]});</script></div></div>", i, i, i)
	}
	b.WriteString("</article><aside><table><tr><th>Year<th>Ships")
	for i := range 100 {
		fmt.Fprintf(&b, "<tr><td>%d</td><td>%d</td></tr>", 1900+i, i*i)
	}
	b.WriteString("</table></aside></main><script>" + strings.Repeat("window.state = {\"items\": [1, 2, 3]}; ", 1000) + "</script></body></html>")
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	src := []byte(benchmarkPage())
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var d Doc
	for b.Loop() {
		d.Parse(src, Limits{})
	}
}
