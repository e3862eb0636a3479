package convert

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestTextMayBeMissing: an article beside which the page has far more running text says
// so, with the numbers; one that is all there does not.
func TestTextMayBeMissing(t *testing.T) {
	const page = `<html><head><title>The mill at Sorrel Bridge</title></head><body><main><h1>The mill at Sorrel Bridge</h1>
<p>The mill at Sorrel Bridge will grind no more flour, its owner, Perrin Dale, said on Friday, after a hundred and forty years at the weir.</p>
<p>A buyer for the wheel has been found, he said, and the building is to become a school of crafts once the lease has been signed.</p></main>%s</body></html>`
	talk := `<div class="comments">`
	for i := range 12 {
		talk += fmt.Sprintf(`<div class="comment"><p>%d times my grandmother told us how the miller let the children ride on the sacks, and I wonder who keeps the old ledgers now.</p></div>`, i+2)
	}
	for below, want := range map[string]bool{"": false, talk + "</div>": true} {
		found := false
		for _, f := range convertPage(fmt.Sprintf(page, below)).Article.Findings {
			if f.Code == schema.FindingTextMayBeMissing {
				found = true
				if !strings.Contains(f.Message, "of 352 words, of which 52 were kept") {
					t.Error(f.Message)
				}
			}
		}
		if found != want {
			t.Errorf("with %d bytes below the article the finding stands: %v", len(below), found)
		}
	}
}

// TestTextThatNobodySees: the finding stands where most of the running text is in an
// element that shows none, or twice as much in a script, and not for what is little beside the text.
func TestTextThatNobodySees(t *testing.T) {
	const page = `<html><head><title>The wheel at Sorrel Bridge</title></head><body><main><h1>The wheel at Sorrel Bridge</h1>
<p>The wheel at Sorrel Bridge turns again, after eleven years and a good many promises, said Perrin Dale, who owns the mill beside it.</p>%s</main></body></html>`
	story := func(n int, tag, end string) (s string) {
		for i := range n {
			s += fmt.Sprintf("%sIn year %d of the works, as the ledger of the mill has it, the carpenters of the valley gave their Sundays to the wheel.%s", tag, i+1, end)
		}
		return s
	}
	for _, c := range []struct {
		below string
		want  string
	}{
		{"", ""},
		{"<template>" + story(8, "<p>", "</p>") + "</template>", "<template> of the page holds running text of 200 words that it does not show as text; 24 words were kept"},
		{"<template>" + story(2, "<p>", "</p>") + "</template>", ""},
		{story(8, "<p>", "</p>") + "<template>" + story(8, "<p>", "</p>") + "</template>", ""},
		{story(8, "<button>", "</button>"), "<button> of the page holds running text of 200 words that it does not show as text; 24 words were kept"},
		{"<script>add('" + story(8, "", "');add('") + "')</script>", "<script> of the page holds running text of 200 words that it does not show as text; 24 words were kept"},
		{story(4, "<p>", "</p>") + "<script>next('" + story(8, "", " It is the tale of another wheel.');next('") + "')</script>", ""},
	} {
		got := ""
		for _, f := range convertPage(fmt.Sprintf(page, c.below)).Article.Findings {
			if f.Code == schema.FindingTextMayBeMissing {
				got = f.Message
			}
		}
		if got != c.want {
			t.Errorf("%.60s: %q, want %q", c.below, got, c.want)
		}
	}
}

// TestTextInALink: a text all of which is one link, since it was never closed or leads
// nowhere, is text; teasers that lead to several stories are not.
func TestTextInALink(t *testing.T) {
	const page = `<html><head><title>The wheel at Sorrel Bridge</title></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><h1>The wheel at Sorrel Bridge</h1>
<p>The wheel at Sorrel Bridge turns again, after eleven years and a good many promises, said Perrin Dale, who owns the mill.</p>%s</main></body></html>`
	for link, want := range map[string]int{`<a name="text">`: 7, `<a href="/buy">`: 7, `<a href="/story/%d">`: 1, `<p>`: 7} {
		below := ""
		for i := range 6 {
			below += fmt.Sprintf("<p>"+strings.ReplaceAll(link, "%d", fmt.Sprint(i))+"In year %d of the works, as the ledger of the mill has it, the carpenters of the valley gave their Sundays to it.</a></p>", i+1)
		}
		if got := len(convertPage(fmt.Sprintf(page, below)).Article.Paragraphs); got != want {
			t.Errorf("%s: %d paragraphs, want %d", link, got, want)
		}
	}
}
