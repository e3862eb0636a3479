package lossreport_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/schema"
)

// TestQuotesAreUnderlined: the words of every quote are underlined by kind, and
// the pointer on them is told who speaks, by which cue and rule.
func TestQuotesAreUnderlined(t *testing.T) {
	pages := examplePages(t)
	doc := parse(t, draw(t, pages))
	seen, candidates := map[schema.QuoteKind]int{}, 0
	for _, p := range pages {
		a := p.Trace.Article
		lines := map[string][]string{} // by what is told: the words
		for _, u := range find(doc, func(n *html.Node) bool { return n.Data == "u" && attribute(n, "title") != "" }) {
			lines[attribute(u, "title")] = append(lines[attribute(u, "title")], textOf(u))
		}
		all, counted := a.AllQuotes(), a.Said()
		for i := range all {
			q := &all[i]
			seen[q.Kind]++
			candidate := !counted[q.Statement] && q.Kind != schema.QuoteNotSpeech
			if candidate {
				candidates++
			}
			if i+1 < len(all) && all[i+1].Start < q.End || i > 0 && all[i-1].End > q.Start {
				continue // drawn in parts
			}
			words, found := a.Text[q.Start:q.End], false
			for title, drawn := range lines {
				told := strings.Contains(title, "candidate") == candidate && strings.HasPrefix(title, string(q.Kind)) && strings.Contains(title, q.SpeakerName) &&
					strings.Contains(title, "rule "+string(q.Rule)) && strings.Contains(title, a.Text[q.Cue.Start:q.Cue.End])
				for _, d := range drawn {
					found = found || told && d == words
				}
			}
			if !found {
				t.Errorf("%s of %s is not underlined: %s", q.Kind, q.SpeakerName, words)
			}
		}
	}
	if candidates == 0 || seen[schema.QuoteDirect] == 0 || seen[schema.QuoteIndirect] == 0 {
		t.Errorf("the example pages have quotes of kinds %v and %d candidates only", seen, candidates)
	}
}
