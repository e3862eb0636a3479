package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// unseen are characters that no table holds, each in its own company, and the flag of
// Scotland, whose tags are seen and stay.
var unseen = []string{
	"\u2028", "\u2029", "\u3164", "\uffa0", "\u115f", "\u1160", "\U000e0041", "\U000e007f", "\U000e0001", "\U0001f3f4\U000e0041\U000e007f",
	"\u200b", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u0001", "\u0085", "\ufdd0",
}

const scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

// TestNothingUnseenReachesATable holds that of characters which nobody sees none is in any
// column of any table, whatever they come from, and no text is white space only.
func TestNothingUnseenReachesATable(t *testing.T) {
	dir := t.TempDir()
	pages := filepath.Join(dir, "pages")
	if err := os.Mkdir(pages, 0o700); err != nil {
		t.Fatal(err)
	}
	index := "path,title,Code\n"
	for i, bad := range unseen {
		writeUnseen(t, pages, i, bad)
		index += fmt.Sprintf("%02d-b.html,%s,%sc%sd\n", i, bad, bad, bad)
	}
	if err := os.WriteFile(filepath.Join(dir, "coding.csv"), []byte(index), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := dsbuild(t, "build", pages, "-o", out, "--quiet", "--tables", "blocks", "--evidence", "all", "--site-lines", "keep", "--index", filepath.Join(dir, "coding.csv"), "--map", "x_wave=wave")
	if body, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	ds, err := datasets.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, table := range ds.Tables() {
		for cells, err := range ds.Rows(table.Name) {
			if err != nil {
				t.Fatal(err)
			}
			rows[table.Name]++
			for i := range cells {
				checkSeen(t, table.Name+"."+table.Columns[i].Name, cells[i])
			}
		}
	}
	for _, name := range []string{"articles", "paragraphs", "authors", "quotes", "speakers", "metadata", "links", "blocks", "rejects"} {
		if rows[name] < len(unseen) {
			t.Errorf("%d rows of %s: too few to say anything", rows[name], name)
		}
	}
}

func checkSeen(t *testing.T, column string, v schema.Value) {
	t.Helper()
	for _, s := range append(v.List, v.Str) {
		if at := text.Unseen(s); at >= 0 {
			t.Errorf("%s holds %+q", column, s)
		}
		if s != "" && text.Blank(s) || strings.HasSuffix(column, ".text") && strings.Contains(s, "flag") && !strings.Contains(s, scotland) {
			t.Errorf("%s is %+q", column, s)
		}
		if !norm.NFC.IsNormalString(s) {
			t.Errorf("%s is not composed: %+q", column, s)
		}
	}
}

// writeUnseen writes pages that hold a character wherever a page can hold any.
func writeUnseen(t *testing.T, dir string, i int, bad string) {
	t.Helper()
	write := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	story := fmt.Sprintf("The%[1]s council of ward %[2]d voted%[1]s for the quay on Monday, under the flag%[1]s of %[3]s Scotland%[1]s.\n\n“We will%[1]s rebuild it,” said%[1]s Ana%[1]s Ruiz%[1]s, the mayor%[1]s of ward %[2]d.\n\n%[1]s\n\nThe work is to begin in spring and will cost nine million a year.", bad, i, scotland)
	html := fmt.Sprintf(`<html lang=en><head><title>%[1]s</title><meta property="og:title" content="Ward %[2]d%[1]svotes"><meta name=author content="Ida%[1]s Holm">
<meta property="og:site_name" content="%[1]sHarbour%[1]sPost"><meta name=keywords content="a%[1]s,%[1]s,b"><meta property="article:section" content="%[1]s">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ward %[2]d%[3]svotes","author":{"name":"%[3]s"},"datePublished":"2024-03-0%[3]s4"}</script>
<link rel=canonical href="https://a.example/%[2]d%[1]sx"></head><body class="a%[1]sb"><h1>%[1]sWard %[2]d%[1]s votes%[1]s</h1><h2>%[1]s</h2><p class="by%[1]sline">By Ida%[1]s Holm</p><p>%[4]s</p>
<p>The council has debated the <a href="https://c.example/x%[1]sy">plan%[1]s of the harbour office</a> for most of the year, and the mayor said that she was glad.</p><figure><img src=x><figcaption>%[1]sThe quay</figcaption></figure></body></html>`,
		bad, i, fmt.Sprintf("\\u%04x", []rune(bad)[0]&0xffff), strings.ReplaceAll(story, "\n\n", "</p><p>"))
	write(fmt.Sprintf("%02d-a.html", i), []byte(html))
	write(fmt.Sprintf("%02d-b.html", i), []byte(strings.Replace(html, "of ward", "of the ward", 1)))
	write(fmt.Sprintf("%02d-%s.html", i, bad), []byte(strings.Replace(html, "of ward", "in ward", 1)))
	write(fmt.Sprintf("%02d-d.txt", i), []byte("Home\n\nWard "+bad+"votes\n\nBy Ida"+bad+" Holm\n\n"+story))
	var lines []byte
	for k, body := range []string{story, "", bad} {
		line, err := json.Marshal(map[string]any{
			"url": fmt.Sprintf("https://b%s.example/%d/%d%s", bad, i, k, bad), "title": bad, "text": body, "authors": []string{bad, "Ida" + bad + " Holm"}, "wave": bad + "w" + bad, "publisher": bad,
		})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, line...), '\n')
	}
	write(fmt.Sprintf("%02d-e.jsonl", i), lines)
}
