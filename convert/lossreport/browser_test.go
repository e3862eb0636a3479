package lossreport_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/internal/browsertest"
)

func find(n *html.Node, wanted func(*html.Node) bool) []*html.Node {
	var all []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && wanted(d) {
			all = append(all, d)
		}
	}
	return all
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	return strings.Contains(" "+attribute(n, "class")+" ", " "+class+" ")
}

func byID(t *testing.T, n *html.Node, id string) *html.Node {
	t.Helper()
	all := find(n, func(n *html.Node) bool { return attribute(n, "id") == id })
	if len(all) != 1 {
		t.Fatalf("%d elements have the id %s", len(all), id)
	}
	return all[0]
}

// shown counts the rows of a page that are shown, and all of them.
func shown(page *html.Node) (shown, all int) {
	for _, row := range find(page, func(n *html.Node) bool { return hasClass(n, "r") }) {
		all++
		if !has(row, "hidden") {
			shown++
		}
	}
	return shown, all
}

// TestInABrowser: the script runs to its end, shows the index first, and draws nothing anew.
func TestInABrowser(t *testing.T) {
	pages := examplePages(t)
	report := draw(t, pages)
	doc := browsertest.Open(t, report, "")
	if has(byID(t, doc, "index"), "hidden") {
		t.Error("the index is not what is seen first")
	}
	for _, p := range pages {
		page := byID(t, doc, prefixOf(t, report, p.Trace.Page.ID))
		if _, rows := shown(page); !has(page, "hidden") || rows != len(p.Trace.Blocks) {
			t.Errorf("%s: %d rows for %d blocks, seen: %v", p.Trace.Page.Source.URI, rows, len(p.Trace.Blocks), !has(page, "hidden"))
		}
	}
}

func TestHostilePageInABrowser(t *testing.T) {
	doc := browsertest.Open(t, draw(t, pagesSaying(hostile)), "p2") // behind the one that could not be read
	if scripts := find(doc, func(n *html.Node) bool { return n.Data == "script" }); len(scripts) != 1 {
		t.Errorf("the document has %d scripts, want its own", len(scripts))
	}
	for _, n := range find(doc, func(n *html.Node) bool {
		return n.Data == "img" || n.Data == "iframe" || n.Data == "base" || n.Data == "link"
	}) {
		t.Errorf("the page brought an element <%s> into the report", n.Data)
	}
	if got, all := shown(byID(t, doc, "p2")); got != all || all != len(hostile) {
		t.Errorf("%d of %d rows are shown, want %d", got, all, len(hostile))
	}
}
