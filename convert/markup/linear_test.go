package markup

import (
	"strings"
	"testing"
)

// hostile are pieces that make a careless parser quadratic when they are repeated:
// searches for what never comes, and stacks that are searched again and again.
var hostile = []struct{ name, head, piece, tail string }{
	{"nested div", "", "<div>", ""},
	{"nested b", "", "<b>", "</b>"},
	{"nested p", "", "<p>", "x"},
	{"p over button", "<p>", "<button><div>", ""},
	{"nested table", "", "<table><tr><td>", "x"},
	{"tables in tables", "", "<table>", "x"},
	{"nested li", "", "<ul><li>", "</ul>"},
	{"li in spans", "<ul>", "<li><span>", ""},
	{"dd and dt", "<dl>", "<dd><b><dt>", ""},
	{"unknown elements", "", "<x-a><x-b>", ""},
	{"unknown ends", strings.Repeat("<x-a>", 1000), "</x-b>", ""},
	{"ends without start", "", "</x>", ""},
	{"ends out of reach", "<span><table>", "<td></span>", ""},
	{"formatting around blocks", "", "<a><div></a>", ""},
	{"formatting ends", strings.Repeat("<a><div>", 1000), "</a>", ""},
	{"forms", "", "<form><div></form>", ""},
	{"tags in tags", "", "<a", ""},
	{"ends in ends", "", "</a", ""},
	{"unclosed quote", "<a b='", "x c=\"", ""},
	{"attributes", "<a ", "b c=d class=e ", ">"},
	{"comments", "", "<!--", ""},
	{"dashes", "<!--", "-- ", ""},
	{"declarations", "", "<!", ""},
	{"CDATA", "<svg>", "<![CDATA[", ""},
	{"ampersands", "<p>", "&", ""},
	{"references", "<p title='", "&amp&#1&not", "'>"},
	{"scripts", "", "<script><!--", ""},
	{"scripts in scripts", "<script><!--", "<script></script>", ""},
	{"half ends of raw text", "<style>", "</styl", ""},
	{"titles", "", "<title>", ""},
	{"textareas", "", "<textarea></textarea>", ""},
	{"noscripts", "", "<noscript>", ""},
	{"closed noscripts", "", "<noscript></noscript>", ""},
	{"templates", "", "<template><td>", ""},
	{"svg", "", "<svg>", "</svg>"},
	{"svg ends", "<svg>" + strings.Repeat("<g>", 1000), "</x>", ""},
	{"svg in svg", "", "<svg><g><foreignObject>", ""},
	{"svg and html", "", "<svg><p>", ""},
	{"math", "", "<math><mi><p>", ""},
	{"headings", "", "<h1><h2>", ""},
	{"selects", "", "<select><option>", ""},
	{"ruby", "<ruby>", "<rt><rb>", ""},
	{"less-than signs", "", "< ", ""},
	{"line breaks in pre", "", "<pre>\n", ""},
	{"stray parts of tables", "", "<td></tr>", ""},
}

// TestLinear doubles hostile pages and holds that the work doubles at most. Work
// is counted in steps, not measured: a busy machine changes nothing.
func TestLinear(t *testing.T) {
	var d Doc
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			before := 0
			for _, n := range []int{15_000, 30_000, 60_000} {
				d.Parse([]byte(c.head+strings.Repeat(c.piece, n)+c.tail), Limits{})
				checkTree(t, &d, Limits{})
				checkSteps(t, &d)
				if before > 0 && 10*d.steps > 21*before+10_000 {
					t.Errorf("%d repeats: %d steps after %d for half of them", n, d.steps, before)
				}
				before = d.steps
			}
		})
	}
}

func TestLimits(t *testing.T) {
	var d Doc
	d.Parse([]byte(strings.Repeat("<div>x", 2000)+strings.Repeat("</div>", 2000)+"<p>end"), Limits{})
	if !d.Flattened || d.Truncated {
		t.Errorf("2,000 levels: flattened %v, truncated %v", d.Flattened, d.Truncated)
	}
	if last := d.Nodes[len(d.Nodes)-2]; last.Tag != TagP || last.Depth != 2 {
		t.Errorf("after the levels: %+v, want a paragraph in the body", last)
	}
	l := Limits{MaxNodes: 100, MaxDepth: 10}
	d.Parse([]byte(strings.Repeat("<p>x<td>", 2000)), l)
	checkTree(t, &d, l)
	if d.Flattened || !d.Truncated || len(d.Nodes) < 90 {
		t.Errorf("100 nodes: %d, flattened %v, truncated %v", len(d.Nodes), d.Flattened, d.Truncated)
	}
	d.Parse([]byte("<p>x"), l)
	if d.Flattened || d.Truncated {
		t.Error("flags outlive their page")
	}
}
