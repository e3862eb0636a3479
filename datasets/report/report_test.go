package report_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/report"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// mostBytes is what a page may take, of however many articles.
const mostBytes = 1_500_000

// built writes outcomes as a dataset.
func built(t *testing.T, outcomes []schema.Outcome, o datasets.Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	o.Identity.Name = "harbours"
	b, err := datasets.Create(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	summary := schema.NewSummary(schema.ReadSummary{Pages: int64(len(outcomes))}, schema.ConvertSummary{})
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	return dir
}

// drawn is the page of the dataset in a folder, as bytes.
func drawn(t *testing.T, dir string) string {
	t.Helper()
	d, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, d, d.Manifest(), stats.Options{})
}

func written(t *testing.T, ds stats.Dataset, m *datasets.Manifest, o stats.Options) string {
	t.Helper()
	page, err := report.Of(context.Background(), ds, m, o)
	if err != nil {
		t.Fatal(err)
	}
	page.Rows = 50
	var b bytes.Buffer
	if err := page.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// article is an original of an invented outlet.
func article(n int, outlet string, year, month int) schema.Outcome {
	text := fmt.Sprintf("The ferry number %d ran late.\n\nNobody was surprised.", n)
	a := &schema.Article{
		ID: fmt.Sprintf("%024x", n), Text: text, PageType: schema.PageArticle, TextStatus: schema.TextFull, BodyConfidence: schema.Some(0.95),
		Paragraphs: []schema.Paragraph{{Span: schema.Span{End: len(text) - 23}, Kind: "paragraph", WordCount: 6}, {Span: schema.Span{Start: len(text) - 21, End: len(text)}, Kind: "paragraph", WordCount: 3}},
		Source:     schema.Source{URI: "pages", Format: schema.FormatHTML},
	}
	a.Title, a.Publisher = fmt.Sprintf("Ferry %d late again", n), outlet
	if year > 0 {
		a.Published = schema.Published{Date: schema.Date{Year: int16(year), Month: uint8(month), Day: 1}, Precision: schema.PrecisionDay}
	}
	return schema.Outcome{Article: a}
}

func reject(reason schema.RejectReason, outlet string) schema.Outcome {
	return schema.Outcome{Reject: &schema.Reject{
		Source: schema.Source{URI: "pages", Format: schema.FormatHTML}, Publisher: outlet, Stage: schema.StageClassify, Reason: reason, Message: "a list of ferries",
	}}
}

// text is what a reader of the page sees, in one line.
func text(t *testing.T, page string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// table returns the cells of the rows of a table by its name.
func table(t *testing.T, page, name string) [][]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for n := range doc.Descendants() {
		if n.Data != "table" || !slices.Contains(n.Attr, html.Attribute{Key: "data-figure", Val: name}) {
			continue
		}
		for tr := range n.Descendants() {
			if tr.Data != "tr" {
				continue
			}
			var row []string
			for c := tr.FirstChild; c != nil; c = c.NextSibling {
				var s strings.Builder
				for x := range c.Descendants() {
					if x.Type == html.TextNode {
						s.WriteString(x.Data)
					}
				}
				row = append(row, s.String())
			}
			rows = append(rows, row)
		}
	}
	if rows == nil {
		t.Fatalf("the page has no table %s", name)
	}
	return rows
}

// sections are the parts of a page, in order.
var sections = []string{"glance", "flow", "coverage", "trust", "text", "voices", "topics", "articles", "columns", "made"}

func checkPage(t *testing.T, page string) {
	t.Helper()
	at := 0
	for _, id := range sections {
		i := strings.Index(page[at:], `<section id="`+id+`"`)
		if i < 0 {
			t.Fatalf("section %s is missing or in another place", id)
		}
		at += i
	}
	if !strings.HasSuffix(page, "</html>\n") || len(page) > mostBytes {
		t.Errorf("a page of %d bytes ends in %q", len(page), page[len(page)-20:])
	}
	for _, bad := range []string{"<script", "NaN", "Inf%", "%!"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if slices.Contains([]string{"img", "script", "a", "iframe", "link"}, n.Data) && n.Type == html.ElementNode {
			t.Errorf("the page has an element %s", n.Data)
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"src", "href", "style"}, a.Key) || strings.HasPrefix(a.Key, "on") {
				t.Errorf("the page has an attribute %s", a.Key)
			}
		}
	}
}

// Whatever a dataset lacks, the page stands and says what is missing.
func TestEdgeDatasets(t *testing.T) {
	const days = 651
	var old, long, rtl, bare, dull []schema.Outcome
	for i := range 2000 {
		old = append(old, article(i, "Almanac", 1450+i%days, 1+i%12))
	}
	for i := range 60 {
		o := article(i, strings.Repeat("An outlet of a long name ", 400), 2024, 1+i%12)
		o.Article.Title = strings.Repeat("A very long title. ", 540)
		long = append(long, o)
		o = article(i, "جريدة الميناء", 2024, 1+i%12)
		o.Article.Title = "\u202eعنوان <img src=x onerror=alert(1)>"
		rtl = append(rtl, o)
		bare = append(bare, schema.Outcome{Article: &schema.Article{ID: fmt.Sprint("x", i)}})
		dull = append(dull, article(i, "Harbour Post", 0, 0))
	}
	for name, tt := range map[string]struct {
		outcomes []schema.Outcome
		options  datasets.Options
		says     []string
	}{
		"none":             {nil, datasets.Options{}, []string{"holds 0 articles", "There are no articles to place in time", "There are no articles to draw from", "The dataset has no topics"}},
		"one":              {[]schema.Outcome{article(1, "Harbour Post", 2024, 3)}, datasets.Options{}, []string{"1 article of 1 outlet, published in March 2024", "Of 1 page that was read, every one became an article"}},
		"one outlet":       {[]schema.Outcome{article(1, "Harbour Post", 2024, 3), article(2, "Harbour Post", 2024, 6)}, datasets.Options{}, []string{"2 articles of 1 outlet, published from March 2024 to June 2024"}},
		"no dates":         {dull, datasets.Options{}, []string{"of none the month of publication is known", "there is nothing to draw over time"}},
		"only rejects":     {[]schema.Outcome{reject(schema.RejectNotAnArticle, ""), reject(schema.RejectNoText, "")}, datasets.Options{}, []string{"holds 0 articles", "2 did not become an article (most often: "}},
		"1450 to 2100":     {old, datasets.Options{}, []string{"from January 1450 to", "Articles by outlet and century"}},
		"long titles":      {long, datasets.Options{}, []string{"A very long title"}},
		"nothing but NULL": {bare, datasets.Options{}, []string{"60 articles; of none", "(outlet not known)", "(no title)"}},
		"right to left":    {rtl, datasets.Options{}, []string{"جريدة الميناء", "<img src=x onerror=alert(1)>"}},
		"without layers":   {dull, datasets.Options{Without: []string{"quotes", "topics"}}, []string{"the dataset has no quotes", "The dataset has no topics"}},
	} {
		t.Run(name, func(t *testing.T) {
			page := drawn(t, built(t, tt.outcomes, tt.options))
			checkPage(t, page)
			said := text(t, page)
			for _, s := range tt.says {
				if !strings.Contains(said, s) {
					t.Errorf("the page does not say %q: %.1500s", s, said)
				}
			}
			for _, bad := range []string{"<img", "\u202e"} {
				if strings.Contains(page, bad) {
					t.Errorf("the page holds %q", bad)
				}
			}
		})
	}
}

// Files without a manifest, and files of somebody else, have the same page with what is known.
func TestWithoutManifest(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(3, 40)
	dir := built(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns()})
	if err := os.Remove(filepath.Join(dir, datasets.ManifestName)); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{
		".":                             "what the tables were made from, and with which options, is not known",
		"articles":                      "pages that did not become articles are not known",
		"quotes/quotes-00000.parquet":   "There is no table of articles with a doc_id here",
		"rejects/rejects-00000.parquet": "There is no table of articles with a doc_id here",
	} {
		loose, err := datasets.OpenLoose(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		page := written(t, loose, nil, stats.Options{Partial: true})
		checkPage(t, page)
		if said := text(t, page); !strings.Contains(said, says) {
			t.Errorf("%s: the page does not say %q: %.1500s", name, says, said)
		}
	}
}

// A dataset of an older version has its page too.
func TestAnotherVersion(t *testing.T) {
	page := drawn(t, filepath.Join("..", "..", "cmd", "dsbuild", "testdata", "written-0.1.2"))
	checkPage(t, page)
	if said := text(t, page); !strings.Contains(said, "0.1.2") {
		t.Errorf("the page does not say which version made the dataset: %.800s", said)
	}
}

// Of many outlets the first have a row each, the others one together; nothing is lost.
func TestManyOutlets(t *testing.T) {
	var outcomes []schema.Outcome
	for i := range 12_000 {
		outcomes = append(outcomes, article(i, fmt.Sprintf("Herald of harbour %d", i%5000), 2015+i%10, 1+i%12))
	}
	page := drawn(t, built(t, outcomes, datasets.Options{Without: []string{"quotes", "topics"}}))
	checkPage(t, page)
	rows := table(t, page, "coverage")
	if n := len(rows); n != 1+40+1+1 || rows[n-2][0] != "4,960 other outlets" || rows[n-1][2] != "12,000" {
		t.Errorf("%d rows, the last ones %v", n, rows[len(rows)-2:])
	}
	if !strings.Contains(text(t, page), "12,000 articles of 5,000 outlets") {
		t.Error("outlets are not counted")
	}
}

// The steps of the flow add up to what is left.
func TestFlowAddsUp(t *testing.T) {
	outcomes := []schema.Outcome{reject(schema.RejectNotAnArticle, ""), reject(schema.RejectNoText, ""), reject(schema.RejectNoText, "")}
	for i := range 7 {
		outcomes = append(outcomes, article(i, "Harbour Post", 2024, 1))
	}
	stub, copied, copiedStub := outcomes[3].Article, outcomes[4].Article, outcomes[5].Article
	stub.TextStatus, copiedStub.TextStatus = schema.TextStub, schema.TextStub
	copied.DuplicateOf, copiedStub.DuplicateOf = outcomes[6].Article.ID, stub.ID
	page := drawn(t, built(t, outcomes, datasets.Options{}))
	var got []string
	for _, row := range table(t, page, "flow")[1:] {
		got = append(got, row[0]+" "+row[2])
	}
	want := []string{
		"Pages read 10", "no_text 2", "not_an_article 1", "Articles 7", "stub 2", "copies 1", "Whole articles of their own 4", "Stories 6",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A month in which many more pages of an outlet fail than before is named, with its
// figures; one that always fails, and one with few pages, are not.
func TestJump(t *testing.T) {
	var outcomes []schema.Outcome
	n := 0
	for month := 1; month <= 6; month++ {
		for i := range 20 {
			n++
			for outlet, bad := range map[string]bool{"Changed": month >= 4 && i < 15, "Steady": i < 15} {
				o := article(n, outlet, 2024, month)
				if o.Article.ID += outlet[:1]; bad {
					o.Article.BodyConfidence = schema.Some(0.3)
				}
				outcomes = append(outcomes, o)
			}
		}
		o := article(n, "Small", 2024, month)
		if o.Article.ID += "s"; month >= 4 {
			o.Article.TextStatus = schema.TextStub
		}
		outcomes = append(outcomes, o)
	}
	slices.SortFunc(outcomes, func(a, b schema.Outcome) int { return strings.Compare(a.Article.ID, b.Article.ID) })
	page := drawn(t, built(t, outcomes, datasets.Options{}))
	said := text(t, page)
	if want := "Changed, April 2024: 75 % of 20 pages rejected, incomplete or in doubt; 0 % of 60 before."; !strings.Contains(said, want) {
		t.Errorf("the page does not say %q", want)
	}
	if n := len(regexp.MustCompile(`may have changed its template: look`).FindAllString(said, -1)); n != 1 {
		t.Errorf("%d jumps are named, want 1", n)
	}
}

// Paragraphs with which texts of an outlet begin or end again and again are listed;
// copies of an article do not count.
func TestEdges(t *testing.T) {
	var outcomes []schema.Outcome
	for i := range 6 {
		o := article(i, []string{"Post", "Herald"}[i/4], 2024, 1)
		outcomes = append(outcomes, o)
	}
	outcomes[5].Article.DuplicateOf = outcomes[4].Article.ID
	page := drawn(t, built(t, outcomes, datasets.Options{}))
	rows := table(t, page, "edges")[1:]
	if len(rows) != 1 || !slices.Equal(rows[0], []string{"Post", "last", "Nobody was surprised.", "4", "4"}) {
		t.Errorf("got %q", rows)
	}
}

// No text of a page becomes markup, wherever it stands.
func TestHostile(t *testing.T) {
	const evil = "</td></svg></style><script>alert(1)</script>\u202e\x1b[1m"
	o := article(1, evil, 2024, 1)
	a := o.Article
	a.Title, a.Section, a.Language = evil, evil, "en"
	a.Topics = []schema.Topic{{Scheme: evil, Code: evil, Label: evil, Rank: 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded}}
	a.Quotes = []schema.Quote{{
		Span: schema.Span{End: 9}, Kind: schema.QuoteDirect, SpeakerName: evil, SpeakerKind: schema.SpeakerPerson,
		SpeechConfidence: 1,
	}}
	a.Metadata.Keywords = []string{evil}
	outcomes := []schema.Outcome{o, reject(schema.RejectNotAnArticle, evil)}
	page := drawn(t, built(t, outcomes, datasets.Options{Identity: datasets.Identity{
		Title: evil, Version: evil, License: evil, Citation: evil, Options: map[string]string{evil: evil},
	}}))
	checkPage(t, page)
	for _, bad := range []string{"\u202e", "\x1b"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(page, "&lt;script&gt;"); n < 10 {
		t.Errorf("hostile text stands on the page %d times only", n)
	}
}

// The order of rows in other tables, and how many are read at a time, change nothing.
func TestWorkersChangeNothing(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(5, 200)
	d, err := datasets.Open(built(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns()}))
	if err != nil {
		t.Fatal(err)
	}
	one := written(t, d, d.Manifest(), stats.Options{Workers: 1})
	checkPage(t, one)
	for range 3 {
		if written(t, d, d.Manifest(), stats.Options{Workers: 8}) != one {
			t.Fatal("the page differs")
		}
	}
}
