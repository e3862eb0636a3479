package markup

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/internal/golden"
)

// checkTree reports what breaks the laws of the package.
func checkTree(t testing.TB, d *Doc, l Limits) {
	t.Helper()
	if len(d.Nodes) == 0 || len(d.Nodes) > l.nodes() || d.Nodes[0].Tag != TagHTML || d.Nodes[0].Parent != -1 ||
		int(d.Nodes[0].End) != len(d.Nodes) {
		t.Fatalf("%d nodes, root %+v", len(d.Nodes), d.Nodes[0])
	}
	if len(d.stack) != 0 {
		t.Fatalf("%d elements left open", len(d.stack))
	}
	next := make([]int32, len(d.Nodes)) // where the next child of a node must be
	for i := range d.Nodes {
		n := &d.Nodes[i]
		next[i] = int32(i) + 1
		if i == 0 {
			continue
		}
		parent := &d.Nodes[n.Parent]
		switch {
		case n.Parent < 0 || int(n.Parent) >= i:
			t.Fatalf("node %d: parent %d", i, n.Parent)
		case int(n.End) <= i || n.End > parent.End:
			t.Fatalf("node %d: end %d, its parent's %d", i, n.End, parent.End)
		case next[n.Parent] != int32(i):
			t.Fatalf("node %d: its parent's next child is to be %d", i, next[n.Parent])
		case int(n.Depth) != int(parent.Depth)+1 || int(n.Depth) >= l.depth():
			t.Fatalf("node %d: depth %d, its parent's %d", i, n.Depth, parent.Depth)
		case n.Tag <= TagRawText && (int(n.End) != i+1 || n.pos >= n.b || int(n.b) > len(d.Src)):
			t.Fatalf("text %d: %+v", i, *n)
		case n.Tag > TagRawText && (n.a > n.b || int(n.b) > len(d.attrs)):
			t.Fatalf("element %d: %+v", i, *n)
		}
		next[n.Parent] = n.End
	}
}

// checkText reports text that is not valid UTF-8 or has a NUL.
func checkText(t testing.TB, d *Doc) {
	t.Helper()
	for i := range d.Nodes {
		if b := d.AppendText(nil, int32(i)); !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
			t.Fatalf("node %d: text %q", i, b)
		}
		for k := range numKeys {
			if v, _ := d.Attr(int32(i), k); !utf8.ValidString(v) || strings.Contains(v, "\x00") {
				t.Fatalf("node %d: attribute %q", i, v)
			}
		}
	}
	if s := d.Text(0); !utf8.ValidString(s) {
		t.Fatalf("text %q", s)
	}
	d.TitleHint()
}

// stepsPerByte bounds the work: a token of a few bytes opens or closes a few
// elements and looks at up to 64 of them. It does not follow the code's own
// bounds, so that it holds them.
const stepsPerByte = 64

func checkSteps(t testing.TB, d *Doc) {
	t.Helper()
	if d.steps > stepsPerByte*(len(d.Src)+16) {
		t.Fatalf("%d steps for %d bytes", d.steps, len(d.Src))
	}
}

func FuzzParse(f *testing.F) {
	for _, in := range seeds {
		f.Add([]byte(in), 0, 0)
		f.Add([]byte(in), 12, 5)
	}
	for _, in := range golden.Inputs(f, "../block/testdata/*.txtar", "page.html") {
		f.Add(in, 0, 0)
	}
	var d Doc
	f.Fuzz(func(t *testing.T, src []byte, nodes, depth int) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
		l := Limits{MaxNodes: nodes, MaxDepth: depth}
		d.Parse(src, l)
		checkTree(t, &d, l)
		checkText(t, &d)
		checkSteps(t, &d)
	})
}

var seeds = []string{
	"", "<", "</", "<!", "<a", "<a b", "<a b='", "&", "&#", "&#x;", "a<b", "\uFEFF<p>x",
	"<!doctype html><html lang=en><head><meta charset=utf-8><title>T &amp; U</title></head><body class='a b'><p>One<p>Two<br>Three",
	"<table><tr><td>a<td>b<tr><th>c</table><table><caption>x<col><tbody><tr><td><table><tr></td>y</table>",
	"<ul><li>a<ul><li>b</ul><li>c</ol></ul><dl><dt>x<dd>y<dt>z</dl>",
	"<a><div><a>x</a></div></a><b><p><i></b>x</i></p><form><div></form></div><form>",
	"<svg><title>t</title><a><foreignObject><p>x</foreignObject><![CDATA[y]]></svg><math><mi>x<mglyph></mi><annotation-xml encoding=text/html><p></math>",
	"<select><option>a<optgroup><option>b<select><input></select><button><button><ruby>x<rt>y<rp>z",
	"<noscript><p></div></noscript x='>'>y<template><tr><td></template><noscript><noscript></noscript>",
	"<script><!-- <script> </script> --></script><style></style x><textarea>\n&lt;</textarea><title></title><xmp><p></xmp><plaintext></plaintext>",
	"<!--x--!><!--><!---><!-- -- --><?x><!x><![CDATA[x]]></ x></></br></p>",
	"<pre>\n\nx\x00</pre><h1>a<h2>b</h1><a href='?a=1&copy=2&lt;&amp'>x</a><a href=x href=y>",
}

// notAsHTML5 are references that the reference implementations do not read as
// HTML5 says: without digits, of one digit without an end, and of numbers that
// overflow in them.
var notAsHTML5 = regexp.MustCompile(`&#([xX];|[0-9]([^0-9;]|$)|[xX]0*[0-9a-fA-F]{8}|0*[0-9]{10})`)

// FuzzDecode holds character references against the standard library (in text)
// and x/net/html (in attributes).
func FuzzDecode(f *testing.F) {
	for _, in := range []string{
		"a &amp; b", "&lt;p&gt;", "&notit; &notin; &not", "?a=1&copy=2&copyright&copy;&COPY", "&#233;&#xe9;&#xE9&#233", "&#128;&#x9f;&#0;&#xD800;&#x110000;&#99999999999;",
		"&", "&;", "&#;", "&#x;", "&semi;", "&NotEqualTilde;", "&ngE;&amp;amp;", "&CounterClockwiseContourIntegral;x", "&ampx=&amp=", "&lt", "&ltx", "&#12a;", "&é;",
	} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\"\x00\r") || notAsHTML5.MatchString(s) {
			t.Skip()
		}
		if got, want := string(appendDecoded(nil, []byte(s), false)), html.UnescapeString(s); got != want {
			t.Errorf("text %q: got %q, want %q", s, got, want)
		}
		z := xhtml.NewTokenizer(strings.NewReader(`<a href="` + s + `">`))
		z.Next()
		_, want, _ := z.TagAttr()
		if z.Token().Type == xhtml.ErrorToken {
			t.Skip()
		}
		if got := decodeAttr([]byte(s)); got != string(want) {
			t.Errorf("attribute %q: got %q, want %q", s, got, want)
		}
	})
}
