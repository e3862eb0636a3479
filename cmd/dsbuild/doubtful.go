package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/schema"
)

// doubts counts the doubtful articles of a build.
type doubts struct {
	articles, missing, low int64
	outlets                map[string]int64
}

// add counts an article.
func (d *doubts) add(a *schema.Article) {
	var codes []string
	for i := range a.Findings {
		codes = append(codes, string(a.Findings[i].Code))
	}
	if !figures.IsDoubtful(codes, a.BodyConfidence) {
		return
	}
	d.articles++
	if slices.Contains(codes, string(schema.FindingTextMayBeMissing)) {
		d.missing++
	}
	if figures.IsDoubtful(nil, a.BodyConfidence) {
		d.low++
	}
	if d.outlets == nil {
		d.outlets = map[string]int64{}
	}
	d.outlets[cmp.Or(a.Site, a.Publisher, "no outlet")]++
}

// line says what was counted, "" where it is nothing.
func (d *doubts) line(out string) string {
	if d.articles == 0 {
		return ""
	}
	var kinds []string
	if d.missing > 0 {
		kinds = append(kinds, fmt.Sprintf("text_may_be_missing %d", d.missing))
	}
	if d.low > 0 {
		kinds = append(kinds, fmt.Sprintf("body_confidence below %.1f %d", figures.LowConfidence, d.low))
	}
	return fmt.Sprintf("  doubtful   %s (%s) of %s; see dsbuild inspect %s --pages DIR --doubtful\n",
		screen.Number(d.articles, "article"), strings.Join(kinds, ", "), joinCounts(counts(d.outlets)), out)
}
