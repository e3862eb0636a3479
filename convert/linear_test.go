//go:build unix

package convert

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// hostile are pieces of which a page may have any number. Each makes some careless
// search run over what it has seen before.
var hostile = []struct{ name, head, piece, tail string }{
	{"paragraphs", "<title>Ferry</title>", "<p>The ferry is late again today, said the harbour office on Monday. ", ""},
	{"one paragraph", "<p>", "The ferry is late again today, said the harbour office. ", ""},
	{"levels", "", "<div>x", ""},
	{"levels of spans", "", "<span>x", ""},
	{"spans side by side", "<p>", "<span class=a>x</span><b>Y</b>", ""},
	{"links", "<p>", "<a href=/a>Harbour</a><a href=/b>Market</a>", ""},
	{"links in a line", "<p>", "<a href=/a>Harbour (opens in new window)</a>", ""},
	{"quotations", "<p>", "<q>", "x"},
	{"quotations said", "<p>", "<q>The ferry</q>", ""},
	{"rows", "<table>", "<tr><td>Ferry<td>4", "</table>"},
	{"tables in cells", "", "<table><tr><td>x", ""},
	{"cells of one row", "<table><tr>", "<td colspan=9007199254740992>4", "</table>"},
	{"lists in lists", "", "<ul><li>x", ""},
	{"items", "<ul>", "<li>x", ""},
	{"breaks", "<p>", "Ferry<br>", ""},
	{"marks that combine", "<p>", "e\u0301", ""},
	{"buttons", "", "<button><b></b>", ""},
	{"noscripts", "", "<noscript><p>The ferry is late.</noscript>", ""},
	{"scripts", "", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","author":{"name":"Ida Holm"}}</script>`, ""},
	{"one script", "<p>x<script type=application/json>[", `{"text":"The ferry is late again today, said the office. It was."},`, "]</script>"},
	{"script in levels", "<p>x<script type=application/json>", `{"text":["The ferry is late again today, said the office. It was.",`, "</script>"},
	{"head", "<head>", `<meta property="article:author" content="Ida Holm">`, ""},
	{"times", "", "<time datetime=2024-05-04>4 May 2024</time><p>By Ida Holm</p>", ""},
	{"text without spaces", "<p>", "渡船は六月から四クラウンになる。", ""},
	{"bytes that are no UTF-8", "<p>", "Gr\xf6\xdfe ", ""},
	{"encoded twice", "<p>", "The harbour\u00e2\u0080\u0099s ", ""},
	{"headings", "", "<h2>Ferry</h2>", ""},
	{"bylines", "", "<div class=byline>By Ida Holm</div>", ""},
}

// TestLinear holds that four times the page takes no more than a few times the
// time. The margin is wide: what it is to find takes sixteen times as long.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			const few, many = 2_000, 8_000
			for attempt := 0; ; attempt++ {
				short, long := fastest(h.head+strings.Repeat(h.piece, few)+h.tail), fastest(h.head+strings.Repeat(h.piece, many)+h.tail)
				if long < 11*short || long < 20*time.Millisecond {
					return
				}
				if attempt == 3 {
					t.Fatalf("%d times: %v, %d times: %v", few, short, many, long)
				}
			}
		})
	}
}

// fastest is the least time of the processor that a page takes: a busy machine
// changes the clock, but not that by much.
func fastest(page string) time.Duration {
	least := time.Duration(1 << 62)
	for range 3 {
		start := used()
		convertPage(page)
		least = min(least, used()-start)
	}
	return least
}

func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano())
}

// TestLargePage converts 20 MB of a million nodes, and the deepest page.
func TestLargePage(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const count = 200_000
	var b strings.Builder
	b.WriteString("<html><body><article><h1>Ferry</h1>")
	for i := range count {
		fmt.Fprintf(&b, "<p>On day %d the ferry was <b>late</b> again, said the office of the harbour to the people on the quay.</p>\n", i)
	}
	large := convertPage(b.String() + "</article></body></html>")
	if large.Reject != nil || large.Nodes < 1_000_000 || len(large.Article.Paragraphs) != count {
		t.Errorf("%d nodes, %d paragraphs, %+v", large.Nodes, len(large.Article.Paragraphs), large.Reject)
	}
	deep := convertPage(strings.Repeat("<div>", 10_000) + "<p>The ferry is late again today, said the harbour office on Monday evening, and it will be late tomorrow too.</p>")
	if deep.Reject != nil || len(deep.Article.Paragraphs) != 1 || !has(deep.Article.Findings, schema.FindingNestingFlattened) {
		t.Errorf("%+v", deep.Reject)
	}
}
