package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rounds is how often each build is repeated: what leaks from page to page depends on
// which worker takes which page, and shows only now and then.
const rounds = 10

// TestSameBytes holds that the files of a dataset are the same, byte for byte, at any -j
// and in any run, when pages of every form come one after the other.
func TestSameBytes(t *testing.T) {
	pages := filepath.Join(t.TempDir(), "pages")
	mixedPages(t, pages)
	var first map[string]string
	for round := range rounds {
		for _, jobs := range []string{"1", "2", "8"} {
			out := filepath.Join(t.TempDir(), "out")
			cmd := dsbuild(t, "build", pages, "-o", out, "-j", jobs, "--quiet", "--tables", "blocks", "--tables-as", "both", "--evidence", "all", "--keep", "all")
			if body, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("build -j %s: %v\n%s", jobs, err, body)
			}
			got := digestsOf(t, out)
			if first == nil {
				first = got
				if len(got) < 20 {
					t.Errorf("%d files only: every table stands there twice", len(got))
				}
			}
			if diff := cmp.Diff(first, got); diff != "" {
				t.Fatalf("round %d, -j %s: the files differ from those of the first build:\n%s", round, jobs, diff)
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// digestsOf returns the SHA-256 of every file below dir.
func digestsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, path))
		all[path] = fmt.Sprintf("%x", sha256.Sum256(body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mixedPages writes pages of every form side by side: pages that a model judges, small
// ones, dumps, clean text, records with HTML, text in scripts, and what is rejected.
func mixedPages(t *testing.T, dir string) {
	t.Helper()
	write := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		html := newsPage(i)
		write(fmt.Sprintf("%02d-a.html", i), html)
		write(fmt.Sprintf("%02d-b.jsonl", i), append(record(t, i, "text", newsText(i)), record(t, i+100, "html", string(newsPage(i+100)))...))
		write(fmt.Sprintf("%02d-c.txt", i), []byte("Home\nNews\n\n    Ward "+fmt.Sprint(i)+" votes on its quay\n\n    By Ida Holm\n\n    "+strings.ReplaceAll(newsText(i), "\n\n", "\n\n    ")+"\n\nAbout us\n"))
		write(fmt.Sprintf("%02d-d.html", i), fmt.Appendf(nil, "<title>Ward %d</title><p>%s", i, strings.Split(newsText(i), "\n\n")[0]))
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(newsPage(i + 200))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		write(fmt.Sprintf("%02d-e.html.gz", i), packed.Bytes())
	}
	write("empty.html", nil)
	write("script.html", []byte(`<title>Ferry</title><div id=root></div><script type="application/json">{"body":["`+strings.Repeat("The ferry to Anholt sails twice a day, said the office. ", 9)+`"]}</script>`))
}

func newsText(i int) string {
	var b strings.Builder
	for k, what := range []string{"quay", "crane", "pier", "lock", "mole", "bridge"} {
		fmt.Fprintf(&b, "The council of ward %d voted for the new %s after a debate of %d hours that had filled the hall. “We will pay for it,” said Ana Ruiz, the mayor of ward %d, on Monday.\n\n", i, what, k+2, i)
	}
	return b.String()
}

// newsPage is a page of units enough for a model to judge it.
func newsPage(i int) []byte {
	menu := strings.Repeat("<div><a href='/x'>Harbour</a></div><div><a href='/y'>Market prices</a></div>", 50)
	return fmt.Appendf(nil, `<html lang=en><head><title>Ward %[1]d votes on its quay</title><link rel=canonical href="https://ward%[2]d.example/%[1]d"></head>
<body><nav>%[3]s</nav><main><article><h1>Ward %[1]d votes on its quay</h1><p>By Ida Holm</p><p>%[4]s</p></article></main></body></html>`,
		i, i%3, menu, strings.ReplaceAll(strings.TrimSpace(newsText(i)), "\n\n", "</p><p>"))
}

func record(t *testing.T, i int, field, value string) []byte {
	t.Helper()
	line, err := json.Marshal(map[string]string{"url": fmt.Sprintf("https://a.example/%d", i), "title": fmt.Sprintf("Ward %d votes", i), field: value})
	if err != nil {
		t.Fatal(err)
	}
	return append(line, '\n')
}
