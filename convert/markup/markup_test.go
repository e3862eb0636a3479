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
		{"document", "<!doctype html><html><head><title>A &amp; B</title></head><body><p>One</p></body></html>",
			`html(head(title("A & B")) body(p("One")))`},
		{"implied ends", "<p>One<p>Two<ul><li>a<li>b</ul>c", `html(body(p("One") p("Two") ul(li("a") li("b")) "c"))`},
		{"table parts are implied", "<!doctype html><table><tr><td>a<td>b<tr><th>c</table>d",
			`html(body(table(tbody(tr(td("a") td("b")) tr(th("c")))) "d"))`},
		{"a block waits in misnested formatting", "<a>x<div>y</a>z</div>w", `html(body(a("x" div("y" "z")) "w"))`},
		{"stray end tags do nothing", "<div>a</span></li></td>b</div>", `html(body(div("a" "b")))`},
		{"svg titles are no titles", "<p><svg><title>icon</title><path/></svg>x", `html(body(p(svg(svg:title("icon") path) "x")))`},
		{"noscript ends where a browser ends it", "<div><noscript><p>a</div></noscript>b</div>c",
			`html(body(div(noscript(p("a")) "b") "c"))`},
		{"noscript in the head stays there", "<head><noscript><img src=x></noscript><title>t</title><p>b",
			`html(head(noscript(img) title("t")) body(p("b")))`},
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
