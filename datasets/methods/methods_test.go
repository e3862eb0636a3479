package methods_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/audit"
	"github.com/dsbuild/dsbuild/datasets/methods"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// article is an original of an invented outlet.
func article(n int) schema.Outcome {
	const text = "The ferry ran late, said Ann Roe of the port."
	a := &schema.Article{
		ID: fmt.Sprintf("%024x", n), Text: text, PageType: schema.PageArticle, TextStatus: schema.TextFull,
		Paragraphs: []schema.Paragraph{{Span: schema.Span{End: len(text)}, Kind: "paragraph", WordCount: 9}},
		Source:     schema.Source{URI: "pages", Format: schema.FormatHTML},
	}
	a.Title, a.Publisher, a.Language = fmt.Sprintf("Ferry %d late again", n), "Harbour Post", "en"
	a.Published = schema.Published{Date: schema.Date{Year: 2024, Month: 3, Day: 1}, Precision: schema.PrecisionDay}
	return schema.Outcome{Article: a}
}

func reject(r schema.RejectReason) schema.Outcome {
	return schema.Outcome{Reject: &schema.Reject{Stage: schema.StageClassify, Reason: r, Message: "no article"}}
}

func said(
	t *testing.T, outcomes []schema.Outcome, o datasets.Options, s schema.ConvertSummary, marks *audit.Result,
) (plain, markdown string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	b, err := datasets.Create(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	pages := int64(len(outcomes))
	read := schema.ReadSummary{Pages: pages, Inputs: []schema.Input{{Root: "pages", Files: pages, Bytes: 12345}}}
	if _, err := outcometest.Store(b, outcomes, schema.NewSummary(read, s)); err != nil {
		t.Fatal(err)
	}
	d, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := methods.Of(context.Background(), d, stats.Options{Audit: marks})
	if err != nil {
		t.Fatal(err)
	}
	var text, md strings.Builder
	if err := m.Text(&text); err != nil {
		t.Fatal(err)
	}
	if err := m.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(text.String()), " "), md.String()
}

var annotators = schema.ConvertSummary{Annotators: []schema.Annotator{
	{Name: "quotes", Version: "7", Hash: "abcdef0123456789"},
	{Name: "topics", Version: "3", Scheme: "ports", Codes: []schema.CodebookCode{{Code: "1", Label: "Ferries"}}},
}}

func TestWhatIsSaid(t *testing.T) {
	outcomes := []schema.Outcome{reject(schema.RejectNotAnArticle), reject(schema.RejectNoText), reject(schema.RejectNoText)}
	for i := range 7 {
		outcomes = append(outcomes, article(i))
	}
	a := outcomes[3].Article
	a.TextStatus, outcomes[4].Article.DuplicateOf = schema.TextStub, outcomes[5].Article.ID
	outcomes[5].Article.Published, outcomes[6].Article.Language = schema.Published{}, "de"
	outcomes[7].Article.Quotes = []schema.Quote{{Span: schema.Span{End: 18}, Kind: schema.QuoteIndirect, SpeechConfidence: .9}}
	o := datasets.Options{Identity: datasets.Identity{
		Title: "Ferries", Version: "2", Tool: "9.8", Options: map[string]string{datasets.OptionThreshold: "0.5", "site_lines": "drop", "quote_model": "mine.bin"},
	}}
	plain, markdown := said(t, outcomes, o, annotators, nil)
	for _, want := range []string{
		"Ferries, version 2, was made from 10 files of 12,345 bytes in 1 input: pages (10 files",
		"The dataset holds 7 articles of 1 outlet, published in March 2024. By language: en 6, de 1.",
		"Of 10 pages, 7 became articles and 3 did not: - no_text, ",
		": 2 - not_an_article, ",
		"text_status stub (a teaser before a paywall), 1; the normalised text of an earlier article (duplicate_of), 1;",
		"lines that recur on other pages of their site were left out",
		"published_date: 6 of 7 (85.7 %)",
		"(version 7, weights or data with SHA-256 abcdef012345…)",
		"The weights are the project's own (mine.bin).",
		"of at least 0.5 is counted (1 quote)",
		"codebook ports (version 3, 1 code)",
		"Nobody has marked pages of this dataset yet",
		"The figures of quotes were measured with the weights that ship",
		"words of the article's text (F1) .953; texts exactly right .424 (.328 to .526)",
		"Not among the articles: 3 of 10 pages;",
		"Only a part of the text (stub): 1 of 7 articles;",
		"No published_date: 1 of 7 articles.",
		"No speaker found: 1 quote.",
		"Not known to be English: 1 of 7 articles;",
		"dsbuild 9.8, schema " + schema.Version,
		"Options: quote_model=mine.bin, site_lines=drop, speech_threshold=0.5.",
		"Cite as: Ferries (version 2) [Data set].",
		"The recipe does not state: creators (creators:",
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("the text does not say %q:\n%s", want, plain)
		}
	}
	for _, want := range []string{"# Methods and limitations: Ferries\n", "\n## Limitations\n\n- Not among", "```bibtex\n@misc{"} {
		if !strings.Contains(markdown, want) {
			t.Errorf("Markdown does not have %q:\n%s", want, markdown)
		}
	}
}

// Each codebook is said to be coded by what coded it; figures that were measured with the keywords of cap are of them alone.
func TestWhoCodes(t *testing.T) {
	topics := func(scheme, hash string) schema.Annotator {
		return schema.Annotator{Name: "topics", Version: "3", Scheme: scheme, Hash: hash, Codebook: "aa" + scheme}
	}
	coded := func(scheme, code string, outcome schema.TopicOutcome) schema.Topic {
		return schema.Topic{Scheme: scheme, Code: code, Rank: 1, Method: schema.MethodKeywords, Outcome: outcome}
	}
	outcomes := []schema.Outcome{article(1), article(2)}
	outcomes[0].Article.Topics = []schema.Topic{coded("cap", "7", schema.OutcomeCoded), coded("ports", "", schema.OutcomeAbstained)}
	outcomes[1].Article.Topics = []schema.Topic{coded("cap", "8", schema.OutcomeCoded), coded("ports", "1", schema.OutcomeCoded)}
	o := datasets.Options{Identity: datasets.Identity{Options: map[string]string{"topic_model": "own.model"}}}
	const words, model, figure = "coded by words of the codebook ", "coded by a trained model (own.model) for the codebook ", "the right major code"
	for name, tt := range map[string]struct {
		cap, ports schema.Annotator
		says, not  []string
	}{
		"a model of one's own": {
			topics("cap", "aacap"), topics("ports", "bb"),
			[]string{words + "cap", model + "ports", "stands in what dsbuild topics train printed", figure, "Of 2 articles 2 have a code.", "Of 2 articles 1 have a code; abstained 1."},
			[]string{model + "cap", "was not measured"},
		},
		"a model of cap": {topics("cap", "bb"), topics("ports", "aaports"), []string{model + "cap", words + "ports", "was not measured"}, []string{figure}},
	} {
		t.Run(name, func(t *testing.T) {
			plain, _ := said(t, outcomes, o, schema.ConvertSummary{Annotators: []schema.Annotator{tt.cap, tt.ports}}, nil)
			for _, want := range tt.says {
				if !strings.Contains(plain, want) {
					t.Errorf("the text does not say %q:\n%s", want, plain)
				}
			}
			for _, bad := range tt.not {
				if strings.Contains(plain, bad) {
					t.Errorf("the text says %q:\n%s", bad, plain)
				}
			}
		})
	}
}

// Marks of people who read the dataset stand before figures of other pages.
func TestAuditComesFirst(t *testing.T) {
	marks := &audit.Result{Articles: 20, Fields: []audit.Field{{Field: "title", Right: 19, Marked: 20, Share: .95, Low: .764, High: .991}}}
	plain, _ := said(t, []schema.Outcome{article(1)}, datasets.Options{}, annotators, marks)
	own := strings.Index(plain, "this dataset, title: 19 of 20 right, .950 (.764 to .991)")
	if other := strings.Index(plain, "on 92 articles"); own < 0 || own > other || strings.Contains(plain, "Nobody has marked") {
		t.Errorf("the marks stand at %d, the figures at %d:\n%s", own, other, plain)
	}
}

// Whatever a dataset lacks, the document stands and says what is missing.
func TestEdgeDatasets(t *testing.T) {
	bare := schema.Outcome{Article: &schema.Article{ID: "b"}}
	for name, tt := range map[string]struct {
		outcomes []schema.Outcome
		options  datasets.Options
		says     []string
		not      []string
	}{
		"none":         {nil, datasets.Options{}, []string{"All of 0 pages became articles", "holds 0 articles; of none the month"}, nil},
		"only rejects": {[]schema.Outcome{reject(schema.RejectNoText)}, datasets.Options{}, []string{"Of 1 page, 0 became articles and 1 did not"}, nil},
		"all NULL":     {[]schema.Outcome{bare}, datasets.Options{}, []string{"of none the month of publication is known", "By language: not known 1", "No published_date: 1 of 1 article."}, nil},
		"no layers":    {[]schema.Outcome{article(1)}, datasets.Options{Without: []string{"quotes", "topics"}}, []string{"The dataset has no quotes", "The dataset has no topics"}, []string{"PolNeAR", "major code"}},
	} {
		t.Run(name, func(t *testing.T) {
			plain, _ := said(t, tt.outcomes, tt.options, schema.ConvertSummary{}, nil)
			for _, want := range tt.says {
				if !strings.Contains(plain, want) {
					t.Errorf("the text does not say %q:\n%s", want, plain)
				}
			}
			for _, bad := range append(tt.not, "%!", "NaN") {
				if strings.Contains(plain, bad) {
					t.Errorf("the text says %q", bad)
				}
			}
		})
	}
}

// No text of a page or recipe opens anything in Markdown.
func TestHostile(t *testing.T) {
	const evil = "x\n# y\n```\n<script>alert(1)</script> | [a](javascript:b) \u202e\x1b[1m"
	o := article(1)
	o.Article.Publisher, o.Article.Language = evil, evil
	_, markdown := said(t, []schema.Outcome{o}, datasets.Options{Identity: datasets.Identity{
		Name: evil, Title: evil, Version: evil, License: evil, Citation: evil, Tool: evil, Options: map[string]string{evil: evil},
		Creators: []datasets.Creator{{Name: evil}},
	}}, annotators, nil)
	body, fenced, _ := strings.Cut(markdown, "\n```bibtex\n")
	body = strings.ReplaceAll(body, `\<`, "")
	for _, bad := range []string{"<script", "\n# y", "\n```", "[a](", "\u202e", "\x1b"} {
		if strings.Contains(body, bad) {
			t.Errorf("Markdown has %q:\n%s", bad, body)
		}
	}
	if strings.Count(fenced, "\n```") != 1 || !strings.HasSuffix(fenced, "\n```\n") {
		t.Errorf("the fence closes elsewhere:\n%s", fenced)
	}
}
