package block

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// check holds the laws of the package doc against the blocks of one page.
func check(t interface{ Errorf(string, ...any) }, blocks []schema.Block) {
	kinds, reasons := vocabulary("block_kind"), vocabulary("block_reason")
	for i := range blocks {
		b := &blocks[i]
		if b.Index != i {
			t.Errorf("block %d has index %d", i, b.Index)
		}
		if !kinds.Has(string(b.Kind)) || !reasons.Has(string(b.Reason)) {
			t.Errorf("block %d: kind %q, reason %q", i, b.Kind, b.Reason)
		}
		if b.Kept != (b.Reason == schema.ReasonBody || b.Reason == schema.ReasonAllKept || b.Reason == schema.ReasonScriptData) {
			t.Errorf("block %d: kept %v with reason %q", i, b.Kept, b.Reason)
		}
		if b.Kept && !vocabulary("paragraph_kind").Has(string(b.Kind)) {
			t.Errorf("block %d: kept as %q", i, b.Kind)
		}
		if b.Score < 0 || b.Score > 1 || b.Path == "" {
			t.Errorf("block %d: score %v, path %q", i, b.Score, b.Path)
		}
		if b.Text == "" || b.Text != text.Clean(b.Text, true) {
			t.Errorf("block %d is not clean: %q", i, b.Text)
		}
		last := 0
		for _, l := range b.Links {
			if l.Start < last || l.End <= l.Start || l.End > len(b.Text) || !boundary(b.Text, l.Start) || !boundary(b.Text, l.End) {
				t.Errorf("block %d: link %v in %q", i, l.Span, b.Text)
			}
			last = l.Start
		}
	}
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

func vocabulary(name string) *schema.Vocabulary {
	for _, v := range schema.Vocabularies {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// pieces are what random pages are made of: every construct the segmenter knows,
// with words that are numbered by the test.
var pieces = []string{
	"<p>", "</p>", "<div class='article-body'>", "</div>", "<div class='related'>", "<ul><li>", "</li>", "</ul>", "<br>", "<br><br>",
	"<table><tr><td>", "</td><td>", "</td></tr>", "</table>", "<a href='/x'>", "</a>", "<b>", "</b>", "<h2>", "</h2>", "<pre>", "</pre>",
	"<blockquote>", "</blockquote>", "<article>", "</article>", "<form>", "</form>", "<span>", "</span>", "<nav>", "</nav>",
	"word", "word, and more of it.", "Kept it stays, as one would expect of a sentence that is long enough to count as prose on most pages, would one not?",
	" ", "\n", "&nbsp;", "é", "e\u0301", "漢字が多い文。", "مرحبا", "\u00ad", "&amp;", "• ", "©", "By Ida", "Read more", "12 May 2024",
}

func page(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
}

func TestHTMLLaws(t *testing.T) {
	var r Reader
	var d markup.Doc
	rapid.Check(t, func(t *rapid.T) {
		d.Parse([]byte(page(t)), markup.Limits{})
		blocks := r.HTML(&d)
		check(t, blocks)
		var fresh Reader
		if diff := cmp.Diff(fresh.HTML(&d), blocks); diff != "" {
			t.Errorf("a reader that was used before (+) sees other blocks: %s", diff)
		}
		var all strings.Builder
		for _, b := range blocks {
			all.WriteString(b.Text)
		}
		if got, want := text.Key(all.String()), text.Key(d.Text(0)); got != want {
			t.Errorf("text was lost or added:\n%q\n%q", got, want)
		}
	})
}

func TestPageTextLaws(t *testing.T) {
	var r Reader
	rapid.Check(t, func(t *rapid.T) {
		dump := rapid.SliceOfN(rapid.SampledFrom([]string{
			"  • Home", "", "  ", "Old bridge closes to lorries", "By Ida Fenner", "Published May 12, 2024", "Read more", "Share", "Photo: I. Fenner",
			"    Kept it stays, as one would expect of a sentence that is long enough to count as prose on most pages, would one not?",
			"Short one.", "•", "• •", "漢字が多い文。", "\xff\xfe broken", "\t\u00a0", "© 2024", "Ida is a reporter at the Post.",
		}), 0, 40).Draw(t, "lines")
		body := strings.Join(dump, "\n")
		for _, blocks := range [][]schema.Block{r.PageText(flow([]byte(body))), r.Text(flow([]byte(body)))} {
			check(t, blocks)
			var all strings.Builder
			for _, b := range blocks {
				all.WriteString(b.Text)
			}
			if got, want := text.Key(all.String()), text.Key(body); got != want {
				t.Errorf("text was lost or added:\n%q\n%q", got, want)
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<p>a<table><tr><td>b<td>c<br>d</table><pre>e\nf</pre><a href=x>g<p>h</a>"))
	f.Add([]byte("<ul><li>a<li><a href=/>b</a></ul><div hidden>c</div><span class=sr-only>d</span>"))
	for _, section := range []string{"page.html", "page.txt"} {
		for _, in := range golden.Inputs(f, "testdata/*.txtar", section) {
			f.Add(in)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		src = []byte(strings.ToValidUTF8(string(src), "\ufffd"))
		var d markup.Doc
		var r Reader
		d.Parse(src, markup.Limits{})
		check(t, r.HTML(&d))
		check(t, r.Given(&d, schema.ReasonScriptData))
		check(t, r.PageText(flow(src)))
	})
}

// TestHostile holds the time to the size of the page: these take milliseconds, or
// for ever.
func TestHostile(t *testing.T) {
	const n = 200_000
	var r Reader
	var d markup.Doc
	for name, src := range map[string]string{
		"nested blocks":   strings.Repeat("<div>", n) + "x",
		"nested links":    strings.Repeat("<a href=x>y", n),
		"nested spans":    strings.Repeat("<span>y ", n),
		"nested tables":   strings.Repeat("<table><tr><td>a<td>b", n/4),
		"open rows":       "<table>" + strings.Repeat("<tr><td>a<td>b", n/4),
		"nested bodies":   strings.Repeat("<div class=article-body><p>Here is one, and it goes on.", n/8),
		"one line":        strings.Repeat("word ", 2*n),
		"breaks":          strings.Repeat("a<br>", n),
		"lists":           strings.Repeat("<ul><li>a", n/4),
		"wide class":      "<div class='" + strings.Repeat("a-b ", n) + "'>x",
		"composed":        "<p>" + strings.Repeat("<a href=x>e\u0301</a>", n/20),
		"marks":           "<p>e" + strings.Repeat("\u0301", n),
		"headings":        strings.Repeat("<h2>Related</h2><p>Here is one, and it goes on for quite a while as sentences on pages often do, does it not.</p>", n/50),
		"lines of a dump": strings.Repeat("Read more\n\nHere is one, and it goes on for quite a while as sentences on pages often do, does it not.\n", n/50),
		"many runs":       strings.Repeat("Here is one, and it goes on for quite a while as sentences on pages often do, does it not.\n\n• a\n• b\n• c\n• d\n\n", n/10),
		"bullets":         strings.Repeat("• ", n),
	} {
		t.Run(name, func(t *testing.T) {
			d.Parse([]byte(src), markup.Limits{})
			check(t, r.HTML(&d))
			check(t, r.PageText(flow([]byte(src))))
		})
	}
}

// flow is text with a paragraph a line.
func flow(body []byte) *textform.Text { return &textform.Text{Body: body} }
