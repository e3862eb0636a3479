package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// Each codebook has its agenda: shares of the articles with a code, what has none beside them, over time and by outlet.
func TestAgenda(t *testing.T) {
	var outcomes []schema.Outcome
	for i := range 12 {
		o := article(i, []string{"Post", "Herald", "Post"}[i%3], 2024, 1+i/6)
		of := schema.Topic{Scheme: "cap", Code: "7", Label: "Environment", Rank: 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded}
		switch {
		case i == 5:
			of.Code, of.Label, of.Outcome = "", "", schema.OutcomeAbstained
		case i%3 == 0:
			of.Code, of.Label = "8", "Energy"
		}
		mine := schema.Topic{Scheme: "mine", Code: "x", Label: "Ferries", Rank: 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded}
		o.Article.Topics = []schema.Topic{of, mine}
		outcomes = append(outcomes, o)
	}
	page := drawn(t, built(t, outcomes, datasets.Options{}))
	checkPage(t, page)
	if diff := cmp.Diff([][]string{
		{"code", "articles", "share", "95 % interval"},
		{"7 Environment", "7", "63.6 %", "35.4 % to 84.8 %"},
		{"8 Energy", "4", "36.4 %", "15.2 % to 64.6 %"},
	}, table(t, page, "agenda-cap")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{
		{"code", "2024-01", "2024-02"},
		{"articles with a code", "5", "6"},
		{"7 Environment", "60 (23–88)", "67 (30–90)"},
		{"8 Energy", "40 (12–77)", "33 (10–70)"},
	}, table(t, page, "agenda-time-cap")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{
		{"code", "Post", "Herald"},
		{"articles with a code", "7", "4"},
		{"articles without", "1", "0"},
		{"7 Environment", "43 (16–75)", "100 (51–100)"},
		{"8 Energy", "57 (25–84)", "0 (0–49)"},
	}, table(t, page, "agenda-outlets-cap")); diff != "" {
		t.Error(diff)
	}
	if rows := table(t, page, "agenda-mine"); rows[1][2] != "100 %" {
		t.Errorf("got %q", rows)
	}
	if s := text(t, page); !strings.Contains(s, "11 of 12 articles have a code; abstained: 1 (8.33 %).") {
		t.Error("what has no code is not said")
	}
}

// Many codebooks with many codes over a long time make the page no larger than its bounds.
func TestAgendaIsSmall(t *testing.T) {
	sizes := map[int]int{}
	for _, codes := range []int{1, 200} {
		var outcomes []schema.Outcome
		for i := range 1200 {
			o := article(i, fmt.Sprint("Outlet ", i%60), 1900+i/12, 1+i%12)
			o.Article.Topics = []schema.Topic{{
				Scheme: "own", Code: fmt.Sprint(i % codes), Label: "A topic", Rank: 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded,
			}}
			outcomes = append(outcomes, o)
		}
		page := drawn(t, built(t, outcomes, datasets.Options{}))
		sizes[codes] = len(page)
		if codes == 200 && !strings.Contains(text(t, page), "and 175 codes that fewer articles have") {
			t.Error("what is left out is not said")
		}
	}
	if more := sizes[200] - sizes[1]; more > 250<<10 {
		t.Errorf("200 codes take %d bytes", more)
	}
}
