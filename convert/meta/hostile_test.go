package meta

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/schema"
)

// Hostile pages must cost no more than their length.
func TestLinear(t *testing.T) {
	var lines []schema.Block
	for i := range 100_000 {
		lines = append(lines, b(schema.KindNavigation, "About Place "+strings.Repeat("x", i%9)+string(rune('a'+i%26))), b(schema.KindByline, "By Mara Ellison"))
	}
	ids := strings.Repeat(`{"@id":"#none"},`, 100_000)
	start := time.Now()
	m := page(`<script type="application/ld+json">{"@type":"Article","headline":"T","author":[`+ids+`{"name":"Mara Ellison"}]}</script>`+
		strings.Repeat("<h1>T</h1><time>May 3, 2021</time>", 50_000), &schema.Page{}, lines...)
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	if m.Title != "T" {
		t.Errorf("title %q", m.Title)
	}
}

func TestHostile(t *testing.T) {
	const n = 100_000
	deep := strings.Repeat(`{"a":[`, 10_000)
	cases := []struct{ name, html, want string }{
		{"JSON-LD 10,000 levels deep", `<script type="application/ld+json">` + deep + strings.Repeat(`"x",`, 250_000) + strings.Repeat("]}", 10_000) + "</script><h1>T</h1>", "T"},
		{"lists 10,000 levels deep, not closed", `<h1>T</h1><script type="application/ld+json">` + strings.Repeat("[", 10_000) + `{"@type":"Article"`, "T"},
		{"the same meta", strings.Repeat(`<meta property="og:title" content="T">`, n), "T"},
		{"metas nobody asks for", "<title>T</title>" + strings.Repeat(`<meta name="published-x" content="no day">`, n), "T"},
		{"metas with dates", "<title>T</title>" + strings.Repeat(`<meta name="x-published" content="2021-05-03">`, n), "T"},
		{"authors", "<title>T</title>" + strings.Repeat(`<meta name="author" content="Mara Ellison, Tom Odell and Ana Cruz">`, n), "T"},
		{"links to authors", "<h1>T</h1>" + strings.Repeat(`<a href="/author/mara/x/y/z">Mara</a>`, n), "T"},
		{"objects", `<h1>T</h1><script type="application/ld+json">[` + strings.Repeat(`{"@type":"Thing"},`, n) + "{}]</script>", "T"},
	}
	for _, c := range cases {
		start := time.Now()
		m := page(c.html, &schema.Page{}, body(prose))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %v", c.name, d)
		}
		if m.Title != c.want {
			t.Errorf("%s: title %q", c.name, m.Title)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(`<title>A | B</title><script type="application/ld+json">{"@type":"Article","author":{"@id":"#a"},"datePublished":"2021`, "By A\nMay 3, 2021", "https://p.example/2021/05/03")
	f.Add("<h1>\xff</h1><time datetime=2021-05-03>", "Home > X", "http://[::1")
	for _, in := range golden.Inputs(f, "../block/testdata/*.txtar", "page.html") {
		f.Add(string(in), "By Ida Holm, 4 May 2024", "https://p.example/2024/05/04/ferry")
	}
	f.Fuzz(func(t *testing.T, src, line, url string) {
		src = strings.ToValidUTF8(src, "\ufffd")
		blocks := []schema.Block{
			b(schema.KindTitle, line), b(schema.KindByline, line), b(schema.KindDate, line), b(schema.KindOther, line),
			body(line), b(schema.KindBio, line),
		}
		m := page(src, &schema.Page{URL: url}, blocks...)
		if d := cmp.Diff(m, page(src, &schema.Page{URL: url}, blocks...)); d != "" {
			t.Errorf("not the same twice: %s", d)
		}
		for _, c := range m.Candidates {
			if c.Value == "" || c.Evidence == "" || c.Score < 0 || c.Score > 1 {
				t.Errorf("candidate %+v", c)
			}
		}
		if len(m.Title) > 0 && clean(m.Title) != m.Title {
			t.Errorf("title %q is not clean", m.Title)
		}
	})
}
