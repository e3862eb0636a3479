package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const html = `<html><head><title>The bridge at Low Ferry</title><meta property="og:type" content="article"></head><body>
<article><h1>The bridge at Low Ferry</h1><p class="byline">By Ida Fenner</p>
<p>The county has set aside money for the bridge at Low Ferry, which has been closed to lorries since the flood of last year.</p>
<p>Work is to begin once the river has fallen, an engineer said, and should be done before the autumn rains come.</p></article></body></html>`

func corpus(t *testing.T, gold string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["gold.jsonl"] = gold
	for name, body := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRun(t *testing.T) {
	dir := corpus(t, `{"id": "a", "url": "https://post.example/a", "site": "post.example"}`+"\n"+`{"id": "empty"}`, map[string]string{
		"html/a.html": html, "html/empty.html": "<html></html>", "dump/a.txt": "The bridge at Low Ferry\n\nThe county has set aside money for the bridge.\n",
	})
	out := t.TempDir()
	if err := run([]string{"-corpus", dir, "-o", out, "-j", "2"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range systems(nil, false) {
		b, err := os.ReadFile(filepath.Join(out, s.name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if want := 2 - strings.Count(s.name, "dump"); strings.Count(string(b), "\n") != want {
			t.Errorf("%s wrote\n%s, want %d lines", s.name, b, want)
		}
	}
	b, err := os.ReadFile(filepath.Join(out, "dsbuild.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var got [2]article
	for i, line := range strings.SplitN(string(b), "\n", 2) {
		if err := json.Unmarshal([]byte(line), &got[i]); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"Ida Fenner"}
	if a := got[0]; a.ID != "a" || a.Title != "The bridge at Low Ferry" || len(a.Paragraphs) != 2 || !cmp.Equal(a.Authors, want) {
		t.Errorf("found %+v", a)
	}
	if a := got[1]; a.ID != "empty" || a.Reject != "no_text" {
		t.Errorf("of an empty page: %+v", a)
	}
}

func TestRunErrors(t *testing.T) {
	for why, args := range map[string][]string{
		"no corpus":   {"-o", t.TempDir()},
		"no gold":     {"-corpus", t.TempDir(), "-o", t.TempDir()},
		"no HTML":     {"-corpus", corpus(t, `{"id": "a"}`, map[string]string{}), "-o", t.TempDir()},
		"broken gold": {"-corpus", corpus(t, `{"id": `, map[string]string{}), "-o", t.TempDir()},
	} {
		if err := run(args); err == nil {
			t.Errorf("%s is no error", why)
		}
	}
}
