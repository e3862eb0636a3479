package convert

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

const notice = "The harbour news are printed on paper of the old mill, and have been since its wheel was mended."

// crawl yields n pages, each with the digest of its bytes.
func crawl(n int, page func(i int) *schema.Page) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		for i := range n {
			p := page(i)
			p.ID = schema.DocID("", p.Body)
			if !yield(p, nil) {
				return
			}
		}
	}
}

func storyOf(i int) string {
	return fmt.Sprintf(`Ward %[1]d votes on the harbour

The council of ward %[1]d voted on Monday to rebuild the harbour, after a debate that had taken most of the year.

It was the mayor of ward %[1]d who had fought for the plan since her first election, against two of her own party.

The work in ward %[1]d is to begin in spring, and it is expected to cost the town about nine million a year.

`, i) + notice + "\n"
}

func TestSurvey(t *testing.T) {
	html := func(i int) []byte {
		return fmt.Appendf(nil, "<title>Ward %d votes on the harbour</title><article><h1>Ward %d votes on the harbour</h1><p>%s</article>", i, i, strings.ReplaceAll(storyOf(i), "\n\n", "<p>"))
	}
	for _, c := range []struct {
		name string
		page func(i int) *schema.Page
		want int64
	}{
		{"dumps of a folder", func(i int) *schema.Page {
			return &schema.Page{Source: schema.Source{URI: fmt.Sprintf("a/%d.txt", i), Format: schema.FormatPageText}, Body: []byte(storyOf(i))}
		}, 6},
		{"dumps of folders", func(i int) *schema.Page {
			return &schema.Page{Source: schema.Source{URI: fmt.Sprintf("%d/a.txt", i), Format: schema.FormatPageText}, Body: []byte(storyOf(i))}
		}, 0},
		{"dumps of folders with a row in the index", func(i int) *schema.Page {
			return &schema.Page{Index: &schema.IndexRow{URL: fmt.Sprintf("https://a.example/%d", i)}, Source: schema.Source{URI: fmt.Sprintf("%d/a.txt", i), Format: schema.FormatPageText}, Body: []byte(storyOf(i))}
		}, 6},
		{"records of a file", func(i int) *schema.Page {
			return &schema.Page{Source: schema.Source{URI: "a.jsonl", Record: fmt.Sprint(i), Format: schema.FormatHTML}, Body: html(i)}
		}, 6},
		{"records with URLs", func(i int) *schema.Page {
			return &schema.Page{URL: fmt.Sprintf("https://www%d.a.example/%d", i, i), Source: schema.Source{URI: fmt.Sprint(i, ".jsonl"), Record: "1", Format: schema.FormatHTML}, Body: html(i)}
		}, 6},
		{"records of several sites", func(i int) *schema.Page {
			return &schema.Page{URL: fmt.Sprintf("https://%d.example/", i), Source: schema.Source{URI: "a.jsonl", Record: "1", Format: schema.FormatHTML}, Body: html(i)}
		}, 0},
		{"clean text", func(i int) *schema.Page {
			return &schema.Page{Source: schema.Source{URI: "a.jsonl", Record: fmt.Sprint(i), Format: schema.FormatText}, Body: []byte(storyOf(i))}
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before []schema.Outcome
			for _, workers := range []int{1, 7} {
				size := int64(0)
				converter := New(Options{Workers: workers, Without: Layers, Blocks: true, Surveyed: func(n int64) { size += n }})
				survey, err := converter.Survey(t.Context(), crawl(6, c.page))
				if err != nil {
					t.Fatal(err)
				}
				converter.DropSiteLines(survey)
				all := collect(t, converter.Outcomes(t.Context(), crawl(6, c.page)))
				if got := converter.Summary().SiteLines; got.Pages != c.want || got.Blocks != c.want {
					t.Errorf("%d workers: dropped %+v, want %d", workers, got, c.want)
				}
				if before != nil {
					if diff := cmp.Diff(before, all); diff != "" {
						t.Errorf("the workers change the outcomes: %s", diff)
					}
				}
				before = all
			}
		})
	}
}

func TestSurveyPassesRejectsOver(t *testing.T) {
	converter := New(Options{})
	survey, err := converter.Survey(t.Context(), pages(10))
	if err != nil {
		t.Fatal(err)
	}
	if n := survey.Table().Sites(); n != 1 { // of the pages that could be read
		t.Errorf("found %d sites", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := converter.Survey(ctx, pages(10)); err == nil {
		t.Error("a cancelled survey has no error")
	}
}
