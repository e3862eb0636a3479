package lossreport_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// browser returns a Chromium, or skips the test: but not where
// DSBUILD_REQUIRE_BROWSER says that there must be one.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("DSBUILD_REQUIRE_BROWSER") != "" {
		t.Fatal("there is no Chromium, and DSBUILD_REQUIRE_BROWSER is set: install the package chromium")
	}
	t.Skip("SKIPPED: no Chromium on this machine, so the loss report was not opened in a browser; install the package chromium")
	return ""
}

// flags start the browser without a screen and with an empty profile.
func flags(t *testing.T) []string {
	t.Helper()
	profile, err := os.MkdirTemp("", "look") //nolint:usetesting // see below
	if err != nil {
		t.Fatal(err)
	}
	// Its helpers may still write there when the browser has ended, which t.TempDir takes for a failure.
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile,
	}
}

// open loads a report in a browser at a fragment and returns the document as
// the script leaves it. Whatever the browser complains of fails the test.
func open(t *testing.T, report []byte, fragment string) *html.Node {
	t.Helper()
	name := filepath.Join(t.TempDir(), "look.html")
	if err := os.WriteFile(name, report, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser(t), append(flags(t), "--enable-logging=stderr", "--dump-dom", "file://"+name+"#"+fragment)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", errors.Join(err, ctx.Err()), stderr.String())
	}
	for line := range strings.SplitSeq(stderr.String(), "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("#%s: the browser says: %s", fragment, line)
		}
	}
	doc, err := html.Parse(&stdout)
	if err != nil {
		t.Fatal(err)
	}
	root := find(doc, func(n *html.Node) bool { return n.Data == "html" })[0]
	if attribute(root, "data-ready") != "1" || attribute(root, "data-error") != "" {
		t.Fatalf("#%s: the script did not come to its end: %q", fragment, attribute(root, "data-error"))
	}
	return doc
}

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
	doc := open(t, report, "")
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
	doc := open(t, draw(t, pagesSaying(hostile)), "p2") // behind the one that could not be read
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
