package lossreport_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// examplePages traces the example pages: HTML and a dump.
func examplePages(t *testing.T) []lossreport.Page {
	t.Helper()
	reader, err := source.Open([]source.Input{{Path: filepath.Join("..", "..", "datasets", "examples", "first", "pages")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var pages []lossreport.Page
	for page, err := range reader.Pages(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, lossreport.Page{Trace: convert.New(convert.Options{EvidenceAll: true}).Trace(page)})
	}
	return pages
}

func draw(t *testing.T, pages []lossreport.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := lossreport.Write(&b, &lossreport.Report{Tool: "test", Of: "pages of a test", Pages: pages}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t *testing.T, report []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// prefixOf returns the id of the section that shows a page.
func prefixOf(t *testing.T, report []byte, docID string) string {
	t.Helper()
	for _, s := range find(parse(t, report), func(n *html.Node) bool { return hasClass(n, "page") }) {
		if strings.Contains(textOf(s), docID) {
			return attribute(s, "id")
		}
	}
	t.Fatalf("no page shows the doc_id %s", docID)
	return ""
}

// TestEveryBlockIsARow compares the drawing with the trace: the blocks in
// order, and beside them the paragraphs of the article, whole and in order.
func TestEveryBlockIsARow(t *testing.T) {
	pages := examplePages(t)
	report := draw(t, pages)
	for _, p := range pages {
		section := byID(t, parse(t, report), prefixOf(t, report, p.Trace.Page.ID))
		rows := find(section, func(n *html.Node) bool { return hasClass(n, "r") })
		if len(rows) != len(p.Trace.Blocks) {
			t.Fatalf("%s: %d rows for %d blocks", p.Trace.Page.Source.URI, len(rows), len(p.Trace.Blocks))
		}
		var article []string
		for i, row := range rows {
			b := &p.Trace.Blocks[i]
			if !strings.HasPrefix(textOf(find(row, func(n *html.Node) bool { return hasClass(n, "t") })[0]), b.Text) {
				t.Errorf("row %d does not begin with its block: %s", i, textOf(row))
			}
			title := attribute(row, "title")
			for _, want := range []string{string(b.Kind), string(b.Reason), fmt.Sprintf("score %.2f", b.Score), b.Path} {
				if !strings.Contains(title, want) {
					t.Errorf("row %d does not say %q on hover: %s", i, want, title)
				}
			}
			if hasClass(row, "k") != b.Kept {
				t.Errorf("row %d: kept is %v", i, b.Kept)
			}
			for _, paragraph := range find(row, func(n *html.Node) bool { return n.Data == "p" }) {
				article = append(article, textOf(paragraph))
			}
		}
		if got := strings.Join(article, "\n\n"); got != p.Trace.Article.Text {
			t.Errorf("the right side is not the article:\n%s", got)
		}
	}
}

// TestMetadataShowsWhatLost looks at the date of a page on which sources disagree.
func TestMetadataShowsWhatLost(t *testing.T) {
	pages := examplePages(t)
	report := draw(t, pages)
	doc := parse(t, report)
	for _, p := range pages {
		prefix := prefixOf(t, report, p.Trace.Page.ID)
		for _, c := range p.Trace.Metadata.Candidates {
			row := byID(t, doc, prefix+"-"+c.Field)
			class := "lost"
			if c.Chosen {
				class = "chosen"
			}
			values := find(row, func(n *html.Node) bool { return hasClass(n, class) && strings.HasPrefix(textOf(n), c.Value) })
			if c.Chosen && len(values) != 1 || !strings.Contains(textOf(row), c.Value) || !strings.Contains(textOf(row), string(c.Evidence)) {
				t.Errorf("%s %s from %s is not shown as %s: %s", c.Field, c.Value, c.Evidence, class, textOf(row))
			}
		}
	}
}

// hostile are texts that would do harm as markup, in attributes, in a script or on a screen.
var hostile = []string{
	`</script><script>document.title="taken"</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onmouseover='alert(1)' x='`,
	`<!-- <style>* { display: none }</style> -->`,
	`]]></textarea></title></section></main><base href="https://evil.example/">`,
	"{{.Script}} ${alert(1)} `x` \\u003cscript\\u003e",
	"right\u202eto left\u202c and \u2066isolate\u2069 and \u200e marks",
	"a NUL \x00, a bell \x07, an escape \x1b[31m, \ufeff and \u00ad",
	"not UTF-8: \xff\xfe",
	"&lt;b&gt; &amp; &#60;script&#62;",
	"",
}

// pagesSaying makes pages that say the texts wherever a page can say anything.
func pagesSaying(texts []string) []lossreport.Page {
	nasty := strings.Join(texts, " ")
	page := &schema.Page{ID: nasty, Source: schema.Source{URI: nasty, Record: nasty, Format: schema.FormatHTML}}
	a := &schema.Article{
		ID: nasty,
		Metadata: schema.Metadata{
			Title: nasty, Subtitle: nasty, Publisher: nasty, Language: nasty, URL: "javascript:alert(1)//" + nasty,
			Published: schema.Published{Raw: nasty, Zone: nasty},
		},
		PageType: schema.PageArticle, TextStatus: schema.TextFull,
		Findings: []schema.Finding{{Code: schema.FindingNoTitle, Field: nasty, Message: nasty}},
	}
	t := &convert.Trace{Page: page, Article: a, Metadata: &meta.Metadata{}}
	for i, s := range texts {
		t.Blocks = append(t.Blocks, schema.Block{
			Index: i, Text: s, Kind: schema.KindParagraph, Kept: true, Reason: schema.ReasonBody,
			Score: 1, Path: s,
		})
		start := len(a.Text)
		a.Text += s
		a.Paragraphs = append(a.Paragraphs, schema.Paragraph{Span: schema.Span{Start: start, End: len(a.Text)}, Kind: "paragraph", Block: i})
		t.Metadata.Candidates = append(t.Metadata.Candidates, schema.Candidate{Field: "title", Value: s, Evidence: schema.EvidenceH1, Chosen: i == 0})
	}
	reject := &schema.Reject{Source: page.Source, ID: nasty, URL: "https://" + nasty, Title: nasty, Publisher: nasty, Stage: schema.StageRead, Reason: schema.RejectBadRecord, Message: nasty}
	stored := &lossreport.Stored{Values: map[string]string{"title": `"other"`, "language": nasty}, Text: nasty, Candidates: []schema.Candidate{{Field: nasty, Value: nasty, Evidence: schema.Evidence(nasty)}}}
	return []lossreport.Page{
		{Trace: t},
		{Trace: t, Stored: stored},
		{Trace: &convert.Trace{Reject: reject}},
		{Problem: nasty, ID: nasty, Source: page.Source},
	}
}

// TestHostileTextStaysText: what pages say may neither end an element nor turn the screen around.
func TestHostileTextStaysText(t *testing.T) {
	checkHarmless(t, draw(t, pagesSaying(hostile)))
}

// FuzzTextStaysText: no text whatever becomes markup, and none is lost.
func FuzzTextStaysText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		report := draw(t, pagesSaying([]string{s}))
		checkHarmless(t, report)
		row := byID(t, parse(t, report), "p2b0")
		got := textOf(find(row, func(n *html.Node) bool { return hasClass(n, "t") })[0])
		shown := func(r rune) rune {
			if r == utf8.RuneError || r != '\n' && text.Invisible(r) {
				return -1
			}
			return r
		}
		if want := strings.Map(shown, s); len(s) < 1000 && !strings.HasPrefix(strings.Map(shown, got), want) {
			t.Errorf("%q is shown as %q", s, got)
		}
	})
}

func checkHarmless(t *testing.T, report []byte) {
	t.Helper()
	if bytes.ContainsAny(report, "\x00\x07\x1b\u202e\u202c\u2066\u2069\u200e\ufeff\u00ad") {
		t.Error("the report holds control or direction characters")
	}
	doc := parse(t, report)
	allowed := "html head meta title style body header h1 p nav button output div span b dialog h2 table tbody thead tr th td kbd form main section small em a code details summary bdi i u svg rect footer script"
	for _, n := range find(doc, func(*html.Node) bool { return true }) {
		if !strings.Contains(" "+allowed+" ", " "+n.Data+" ") {
			t.Errorf("there is an element <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
				t.Errorf("<%s> has the attribute %s=%q", n.Data, a.Key, a.Val)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://") {
				t.Errorf("there is a link to %q", a.Val)
			}
		}
	}
	scripts := find(doc, func(n *html.Node) bool { return n.Data == "script" })
	if len(scripts) != 1 {
		t.Fatalf("there are %d scripts", len(scripts))
	}
}

// TestPolicyFitsTheFile: the digests of the policy are those of the one script
// and the one style sheet, and it allows nothing else.
func TestPolicyFitsTheFile(t *testing.T) {
	doc := parse(t, draw(t, pagesSaying(hostile)))
	policy := ""
	for _, n := range find(doc, func(n *html.Node) bool { return attribute(n, "http-equiv") == "Content-Security-Policy" }) {
		policy += attribute(n, "content")
	}
	digest := func(element string) string {
		sum := sha256.Sum256([]byte(find(doc, func(n *html.Node) bool { return n.Data == element })[0].FirstChild.Data))
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	want := "default-src 'none'; script-src 'sha256-" + digest("script") + "'; style-src 'sha256-" + digest("style") + "'; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy %s\nwant   %s", policy, want)
	}
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(draw(t, examplePages(t)), draw(t, examplePages(t))) {
		t.Error("the same pages gave two reports")
	}
}

// TestLowestConfidenceFirst: the order of the index, and pages that are not shown before all.
func TestLowestConfidenceFirst(t *testing.T) {
	pages := examplePages(t)
	for i := range pages {
		pages[i].Trace.Article.BodyConfidence = schema.Some([]float64{0.9, 0.2, 0.5}[i])
	}
	pages = append(pages, lossreport.Page{ID: "missing", Problem: "it is gone"})
	var got []string
	for _, row := range find(byID(t, parse(t, draw(t, pages)), "index"), func(n *html.Node) bool { return has(n, "data-page") }) {
		got = append(got, textOf(find(row, func(n *html.Node) bool { return n.Data == "td" })[0]))
	}
	if fmt.Sprint(got) != "[4 2 3 1]" {
		t.Errorf("the index has the pages in the order %v", got)
	}
}

// longPage has many blocks, of which the given ones are kept.
func longPage(blocks int, kept func(int) bool) lossreport.Page {
	a := &schema.Article{PageType: schema.PageArticle, TextStatus: schema.TextFull}
	t := &convert.Trace{Page: &schema.Page{ID: "long"}, Article: a, Metadata: &meta.Metadata{}}
	for i := range blocks {
		b := schema.Block{Index: i, Text: fmt.Sprintf("Line %d of a long page.", i), Kind: schema.KindNavigation, Reason: schema.ReasonLinks}
		if b.Kept = kept(i); b.Kept {
			b.Kind, b.Reason, b.Score = schema.KindParagraph, schema.ReasonBody, 0.9
		}
		t.Blocks = append(t.Blocks, b)
	}
	return lossreport.Page{Trace: t}
}

var digits = regexp.MustCompile(`[\d,]+`)

// TestLongPageSaysWhatIsNotShown: rows drawn and blocks named as left out are all blocks.
func TestLongPageSaysWhatIsNotShown(t *testing.T) {
	for name, kept := range map[string]func(int) bool{
		"menus without end":    func(i int) bool { return i%5000 == 100 },
		"a text without end":   func(int) bool { return true },
		"text and menus mixed": func(i int) bool { return i%3 == 0 },
	} {
		t.Run(name, func(t *testing.T) {
			const blocks, most = 30_000, 4100
			report := draw(t, []lossreport.Page{longPage(blocks, kept)})
			section := byID(t, parse(t, report), "p1")
			_, rows := shown(section)
			left := 0
			for _, n := range find(section, func(n *html.Node) bool { return hasClass(n, "box") }) {
				said := digits.FindAllString(textOf(n), -1)
				number := said[0]
				if strings.HasPrefix(textOf(n), "This page has") {
					number = said[1]
				}
				n := 0
				fmt.Sscan(strings.ReplaceAll(number, ",", ""), &n)
				left += n
			}
			if rows > most || rows+left != blocks {
				t.Errorf("%d rows drawn (at most %d), %d blocks said to be left out, of %d", rows, most, left, blocks)
			}
		})
	}
}

// TestDatasetThatDiffers: what stands in the dataset is shown, and where the page gives something else now that is said.
func TestDatasetThatDiffers(t *testing.T) {
	p := examplePages(t)[0]
	a := p.Trace.Article
	first := a.Text[a.Paragraphs[0].Start:a.Paragraphs[0].End]
	p.Stored = &lossreport.Stored{
		Values: map[string]string{"title": `"A title of the coder"`, "page_type": `"opinion"`, "body_confidence": "0.31"},
		Text:   strings.Replace(a.Text, first, "A paragraph that only the dataset has.", 1),
		Candidates: []schema.Candidate{
			{Field: "title", Value: "A title of the coder", Evidence: schema.EvidenceIndex, Score: 1, Chosen: true},
		},
	}
	section := byID(t, parse(t, draw(t, []lossreport.Page{p})), "p1")
	said := textOf(section)
	for _, want := range []string{
		"A title of the coder", "confidence 0.31", `page_type is "opinion" in the dataset, and "article" when the page is converted now`,
		"The text is not that of the dataset", "A paragraph that only the dataset has.", "In the dataset, but not made of this page now",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, n := range find(section, func(n *html.Node) bool { return hasClass(n, "box") && strings.HasPrefix(textOf(n), "title is ") }) {
		t.Errorf("a title of the index is said to differ: the page alone cannot have it: %s", textOf(n))
	}
	foreign := find(section, func(n *html.Node) bool { return hasClass(n, "foreign") })
	if len(foreign) != 1 || !strings.HasPrefix(textOf(foreign[0]), first) {
		t.Errorf("%d paragraphs are marked as not in the dataset", len(foreign))
	}
	if lost := find(byID(t, section, "p1-title"), func(n *html.Node) bool { return hasClass(n, "lost") }); len(lost) == 0 {
		t.Error("the title of the page is not among what lost")
	}
}

// TestMetadataBlocksNameTheirColumn: beside a block of metadata stands the column that has its words.
func TestMetadataBlocksNameTheirColumn(t *testing.T) {
	a := &schema.Article{Metadata: schema.Metadata{Title: "Harbour votes"}, PageType: schema.PageArticle, TextStatus: schema.TextFull}
	block := func(i int, kind schema.BlockKind, text string) schema.Block {
		return schema.Block{Index: i, Text: text, Kind: kind, Reason: schema.ReasonMetadata}
	}
	lost := strings.Repeat("Nobody asked the harbour itself. ", 4)
	trace := &convert.Trace{
		Page: &schema.Page{ID: "id"}, Article: a,
		Blocks: []schema.Block{
			block(0, schema.KindTitle, "Harbour votes"), block(1, schema.KindByline, "By Ana Ruiz and Bo Lind"), block(2, schema.KindDate, "Updated 9 March 2024"),
			block(3, schema.KindDate, "On 1 May 2023 it was otherwise"), block(4, schema.KindDeck, lost),
		},
		Metadata: &meta.Metadata{Candidates: []schema.Candidate{
			{Field: "title", Value: "Harbour votes", Evidence: schema.EvidenceH1, Chosen: true},
			{Field: "authors", Value: "Ana Ruiz; Bo Lind", Evidence: schema.EvidenceByline, Chosen: true},
			{Field: "published_date", Value: "2024-03-09", Evidence: schema.EvidenceTime, Chosen: true},
			{Field: "published_date", Value: "2023-05-01", Evidence: schema.EvidenceText},
		}},
	}
	doc := parse(t, draw(t, []lossreport.Page{{Trace: trace}}))
	for i, want := range []string{"title: Harbour votes", "authors: Ana Ruiz; Bo Lind", "published_date: 2024-03-09", "published_date: 2024-03-09 (other)", ""} {
		row := byID(t, doc, fmt.Sprintf("p1b%d", i))
		got := ""
		for _, n := range find(row, func(n *html.Node) bool { return hasClass(n, "to") }) {
			if got += textOf(n); hasClass(n, "other") {
				got += " (other)"
			}
		}
		if got != want {
			t.Errorf("beside block %d stands %q, want %q", i, got, want)
		}
	}
	if why := textOf(byID(t, doc, "p1b4")); !strings.Contains(why, "20 words went to the metadata, but no column has them") {
		t.Errorf("a lost deck is not marked: %s", why)
	}
}
