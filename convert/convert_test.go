package convert

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

const body = `<html><head><title>Council votes on the harbour</title><meta property="og:type" content="article"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<h1>Council votes on the harbour</h1>
<p>The council of ward %[1]d voted on Monday to rebuild the harbour, after a debate that had taken most of the year.</p>
<p>“We will rebuild it,” said Ana Ruiz, the mayor of ward %[1]d, who had fought for the plan since her first election.</p>
<p>The work is to begin in spring, and the council expects that it will cost the town about nine million a year.</p>
</body></html>`

func page(number int) *schema.Page {
	b := fmt.Appendf(nil, body, number)
	return &schema.Page{
		Source: schema.Source{URI: fmt.Sprintf("pages/%d.html", number), Format: schema.FormatHTML, Size: int64(len(b)), SHA256: strings.Repeat("0", 64)},
		ID:     schema.DocID("", b), Body: b,
	}
}

// pages yields pages 0 to n-1, every fifth as a reject of reading.
func pages(n int) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		for i := range n {
			p, err := page(i), error(nil)
			if i%5 == 4 {
				p, err = nil, &schema.Reject{Source: schema.Source{URI: fmt.Sprint(i)}, Stage: schema.StageRead, Reason: schema.RejectUnreadable, Message: "no"}
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

func collect(t *testing.T, outcomes iter.Seq2[schema.Outcome, error]) []schema.Outcome {
	t.Helper()
	var all []schema.Outcome
	for o, err := range outcomes {
		if err != nil {
			t.Fatal(err)
		}
		if (o.Article == nil) == (o.Reject == nil) {
			t.Fatalf("outcome %d is not exactly one of article and reject", len(all))
		}
		all = append(all, o)
	}
	return all
}

func TestEveryPageHasOneOutcomeInItsPlace(t *testing.T) {
	var first []schema.Outcome
	for _, workers := range []int{1, 2, 5} {
		all := collect(t, New(Options{Workers: workers}).Outcomes(t.Context(), pages(53)))
		if len(all) != 53 {
			t.Fatalf("%d outcomes of 53 pages", len(all))
		}
		for i, o := range all {
			if (i%5 == 4) != (o.Reject != nil) {
				t.Errorf("page %d: %v", i, o.Reject)
			} else if o.Article != nil && o.Article.Source.URI != fmt.Sprintf("pages/%d.html", i) {
				t.Errorf("page %d became %s", i, o.Article.Source.URI)
			}
		}
		if first == nil {
			first = all
		} else if diff := cmp.Diff(first, all); diff != "" {
			t.Errorf("outcomes depend on the workers:\n%s", diff)
		}
	}
}

func TestSameRecordAgainIsAReject(t *testing.T) {
	twice := func(yield func(*schema.Page, error) bool) {
		again := page(1)
		again.Source.URI = "pages/again.html"
		_ = yield(page(1), nil) && yield(page(2), nil) && yield(again, nil)
	}
	all := collect(t, New(Options{Workers: 2}).Outcomes(t.Context(), twice))
	if all[0].Article == nil || all[2].Reject == nil {
		t.Fatalf("outcomes %+v", all)
	}
	r := all[2].Reject
	if r.Reason != schema.RejectDuplicatePage || !strings.Contains(r.Message, "pages/1.html") || r.Title == "" {
		t.Errorf("the reject does not name the first or lost its title: %+v", r)
	}
}

func TestSameOwnIDOverAnotherRecordIsAReject(t *testing.T) {
	own := func(yield func(*schema.Page, error) bool) {
		for i := range 2 {
			p := page(i)
			p.ID, p.OwnID, p.Source.SHA256 = "mine", true, strings.Repeat(fmt.Sprint(i), 64)
			if !yield(p, nil) {
				return
			}
		}
	}
	all := collect(t, New(Options{}).Outcomes(t.Context(), own))
	if all[1].Reject == nil || all[1].Reject.Reason != schema.RejectDuplicateID {
		t.Errorf("outcome %+v", all[1].Reject)
	}
}

func TestSameTextElsewhereIsADuplicate(t *testing.T) {
	syndicated := func(yield func(*schema.Page, error) bool) {
		other := page(1)
		other.Body = []byte(strings.ReplaceAll(string(other.Body), "<nav>", "<nav><a href='/sport'>Sport</a>"))
		other.ID, other.Source.URI = schema.DocID("", other.Body), "other/1.html"
		_ = yield(page(1), nil) && yield(other, nil) && yield(page(2), nil)
	}
	all := collect(t, New(Options{}).Outcomes(t.Context(), syndicated))
	if all[0].Article.DuplicateOf != "" || all[1].Article.DuplicateOf != all[0].Article.ID || all[2].Article.DuplicateOf != "" {
		t.Errorf("duplicate_of is %q, %q, %q", all[0].Article.DuplicateOf, all[1].Article.DuplicateOf, all[2].Article.DuplicateOf)
	}
}

func TestLayersCanBeLeftOut(t *testing.T) {
	c := New(Options{Without: []string{"quotes", "topics"}})
	a := collect(t, c.Outcomes(t.Context(), pages(1)))[0].Article
	if a.Quotes != nil || a.Speakers != nil || a.Topics != nil {
		t.Errorf("layers that were left out are there: %+v", a)
	}
	if len(c.Summary().Annotators) != 0 {
		t.Errorf("annotators %v", c.Summary().Annotators)
	}
	full := New(Options{})
	if a := collect(t, full.Outcomes(t.Context(), pages(1)))[0].Article; a.Quotes == nil || a.Topics == nil {
		t.Error("layers are missing")
	}
	if len(full.Summary().Annotators) != len(Layers) {
		t.Errorf("annotators %v", full.Summary().Annotators)
	}
}

// TestSeveralCodebooks holds that each has rows of its own, and what the other would give alone.
func TestSeveralCodebooks(t *testing.T) {
	harbours, err := codebook.Parse([]byte("name: harbours\nversion: \"3\"\ncodes:\n  - code: h1\n    name: Harbours\n    keywords: {en: {strong: [harbour*, ward]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows := func(codebooks ...*codebook.Codebook) ([]schema.Topic, []schema.ParagraphTopic) {
		c := New(Options{Codebooks: codebooks, ParagraphTopics: true})
		a := collect(t, c.Outcomes(t.Context(), pages(1)))[0].Article
		annotators := c.Summary().Annotators[1:]
		if len(annotators) != len(codebooks) {
			t.Errorf("annotators %+v", annotators)
		}
		for i, cb := range codebooks {
			if annotators[i].Scheme != cb.Name || annotators[i].Hash != cb.Hash() {
				t.Errorf("annotator %+v", annotators[i])
			}
		}
		return a.Topics, a.ParagraphTopics
	}
	own, ownParagraphs := rows(harbours)
	policy, policyParagraphs := rows(codebook.CAP())
	both, bothParagraphs := rows(codebook.CAP(), harbours)
	if own[0].Code != "h1" || len(ownParagraphs) == 0 {
		t.Errorf("the codebook gives %+v", own)
	}
	if diff := cmp.Diff(append(policy, own...), both) + cmp.Diff(append(policyParagraphs, ownParagraphs...), bothParagraphs); diff != "" {
		t.Error(diff)
	}
}

func TestPanicBecomesAReject(t *testing.T) {
	p := &pipeline{opt: &Options{}, coders: []*topic.Coder{{}}} // has no codebook, so that it panics
	r := p.result(page(1))
	if r.Reject == nil || r.Reject.Reason != schema.RejectPanic || !strings.Contains(r.Reject.Message, "topic") {
		t.Fatalf("outcome %+v", r.Outcome)
	}
	if strings.Contains(r.Reject.Message, "0x") {
		t.Errorf("the message holds an address, which differs from run to run: %s", r.Reject.Message)
	}
	if again := p.result(page(1)); again.Article == nil {
		t.Errorf("the next page does not work: %v", again.Reject)
	}
}

func TestErrorEndsTheRun(t *testing.T) {
	broken := errors.New("disk on fire")
	failing := func(yield func(*schema.Page, error) bool) {
		_ = yield(page(1), nil) && yield(nil, broken) && yield(page(2), nil)
	}
	var got error
	n := 0
	for _, err := range New(Options{Workers: 2}).Outcomes(t.Context(), failing) {
		if n++; err != nil {
			got = err
		}
	}
	if !errors.Is(got, broken) || n != 2 {
		t.Errorf("%d outcomes and %v, want the error in the second place and the end", n, got)
	}
}

func TestCancelEndsTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var errs []error
	for _, err := range New(Options{Workers: 2}).Outcomes(ctx, pages(1000)) {
		cancel()
		if err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) != 1 || !errors.Is(errs[0], context.Canceled) {
		t.Errorf("errors %v", errs)
	}
}

func TestTraceKeepsEveryStage(t *testing.T) {
	trace := New(Options{}).Trace(page(1))
	if trace.Page == nil || trace.Nodes == 0 || len(trace.Blocks) == 0 || trace.Metadata == nil || trace.Article == nil {
		t.Errorf("trace %+v", trace)
	}
	if !slices.ContainsFunc(trace.Blocks, func(b schema.Block) bool { return !b.Kept && strings.Contains(b.Text, "News") }) {
		t.Error("the dropped menu is not in the blocks")
	}
}
