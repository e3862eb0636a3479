package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/bench/peers"
	"github.com/dsbuild/dsbuild/convert"
)

const article = `<html><head><title>The bridge at Low Ferry</title></head><body><h1>The bridge at Low Ferry</h1>
<p>The county has set aside money for the bridge at Low Ferry, which has been closed to lorries since the flood of last year.</p>
<P class="body">Work is to begin once the river has fallen, an engineer said, and should be done before the autumn rains come.</P></body></html>`

func TestRun(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte(article), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run([]string{"-pages", dir, "-n", "3", "-passes", "1"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, s := range systems() {
		if !strings.Contains(out.String(), " "+s.name+" ") {
			t.Errorf("no line for %s in\n%s", s.name, &out)
		}
	}
	for _, stage := range []string{"markup", "block", "meta", "article", "quotes", "topics", convert.MarkBetween} {
		if !strings.Contains(out.String(), " "+stage+" ") {
			t.Errorf("no line for the stage %s in\n%s", stage, &out)
		}
	}
	if err := run([]string{"-pages", t.TempDir()}, &out); err == nil {
		t.Error("an empty folder is no error")
	}
}

func TestMultiply(t *testing.T) {
	pages := multiply([]peers.Page{{URL: address("https://a.example/x"), HTML: []byte(article)}}, 3)
	if string(pages[0].HTML) != article || pages[1].URL.String() != "https://a.example/x-1" {
		t.Errorf("first page changed, or second has the address %s", pages[1].URL)
	}
	if n := strings.Count(string(pages[2].HTML), ">In case no. 2 "); n != 2 {
		t.Errorf("%d paragraphs with other words, want 2", n)
	}
}

func TestLoadLines(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pages.jsonl")
	if err := os.WriteFile(name, []byte("{\"url\": \"https://a.example/\", \"html\": \"<p>x\"}\n\n{\"html\": \"<p>y\"}"), 0o600); err != nil {
		t.Fatal(err)
	}
	pages, err := load(name)
	if err != nil || len(pages) != 2 || string(pages[1].HTML) != "<p>y" || pages[1].URL.Host == "" {
		t.Errorf("%v, %v", pages, err)
	}
}
