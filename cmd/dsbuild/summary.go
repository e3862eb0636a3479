package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// tally counts outcomes for the summary on the screen.
type tally struct {
	pages, articles, rejects, duplicates int64
	paragraphs, quotes, candidates       int64
	noPages                              int64 // rejects that were no page to begin with, see isPage
	withoutID                            int64 // articles whose record has no value for --id
	doubts                               doubts
	reasons                              map[string]int64
	statuses                             map[string]int64
	examples                             map[string]string // reason -> the first message
}

func newTally() *tally {
	return &tally{reasons: map[string]int64{}, statuses: map[string]int64{}, examples: map[string]string{}}
}

// count adds an outcome.
func (t *tally) count(o *schema.Outcome) {
	t.pages++
	if r := o.Reject; r != nil {
		t.rejects++
		if !isPage(r) {
			t.noPages++
		}
		reason := string(r.Reason)
		t.reasons[reason]++
		if t.examples[reason] == "" {
			t.examples[reason] = r.Error()
		}
		return
	}
	a := o.Article
	t.articles++
	t.doubts.add(a)
	t.paragraphs += int64(len(a.Paragraphs))
	t.quotes += int64(len(a.Quotes))
	t.candidates += int64(len(a.QuoteCandidates))
	if a.DuplicateOf != "" {
		t.duplicates++
	}
	for _, f := range a.Findings {
		if f.Code == schema.FindingFieldInvalid && f.Field == "doc_id" {
			t.withoutID++
			break
		}
	}
	if a.TextStatus != schema.TextFull {
		t.statuses[string(a.TextStatus)]++
	}
}

// faults is the finding that pages met a fault of the program; nil where none did.
func (t *tally) faults() error {
	n := t.reasons[string(schema.RejectPanic)]
	if n == 0 {
		return nil
	}
	return command.Findingsf("%s met a fault of dsbuild; see rejects with reason panic, and please report it", screen.Number(n, "page"))
}

// isPage reports whether a reject counts for --max-rejects: what a server sent in
// the place of a page, and what a crawler did not store again, is no page that failed.
func isPage(r *schema.Reject) bool {
	switch r.Reason {
	case schema.RejectHTTPStatus, schema.RejectRevisitUnresolved:
		return false
	case schema.RejectDuplicatePage:
		return r.Stage != schema.StageRead // a revisit
	default:
		return true
	}
}

// summaryView prints the end of a build on one screen.
type summaryView struct {
	w         io.Writer
	paint     func(colour, s string) string
	tally     *tally
	summary   *schema.Summary
	proposals []string // maps for fields of records that go nowhere
	notFound  []string // maps of fields that no record has
	readOnce  bool     // what recurs on the pages of a site was not looked for
	out       string
	published bool
	seconds   float64

	corrections *datasets.Corrections // of people; nil: none
	relations   []schema.Count        // of articles that are like an earlier one
	shard       *shardFolder          // nil: a dataset was built
	before      int                   // pages that an interrupted build had converted
}

// stories says how many the articles tell, where some tell the same.
func (v *summaryView) stories() string {
	stories := v.tally.articles
	for _, r := range v.relations {
		if schema.Relation(r.Name).OneStory() {
			stories -= r.Count
		}
	}
	if len(v.relations) == 0 {
		return ""
	}
	return fmt.Sprintf("  stories    %d; like an earlier article are: %s (table duplicates; view articles_stories)\n",
		stories, joinCounts(v.relations))
}

func (v *summaryView) print() error {
	t := v.tally
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s = %s + %s", v.paint("bold", "built"), screen.Number(t.pages, "page"), screen.Number(t.articles, "article"),
		screen.Number(t.rejects, "reject"))
	if v.seconds > 0 {
		fmt.Fprintf(&b, " in %.1f s", v.seconds)
	}
	fmt.Fprintf(&b, "\n  articles   %s, %s", screen.Number(t.paragraphs, "paragraph"), screen.Number(t.quotes, "quote"))
	if t.candidates > 0 {
		fmt.Fprintf(&b, " (%s in no count)", screen.Number(t.candidates, "quote candidate"))
	}
	if t.duplicates > 0 {
		fmt.Fprintf(&b, ", %s of another (view articles_unique leaves them out)", screen.Number(t.duplicates, "duplicate"))
	}
	b.WriteByte('\n')
	b.WriteString(v.stories())
	if len(t.statuses) > 0 {
		fmt.Fprintf(&b, "  not full   %s\n", joinCounts(counts(t.statuses)))
	}
	b.WriteString(t.doubts.line(v.out))
	for _, c := range counts(t.reasons) {
		fmt.Fprintf(&b, "  reject     %-16s %6d   e.g. %s\n", c.Name, c.Count, text.Head(text.Terminal(t.examples[c.Name]), 120))
	}
	if len(v.summary.Skipped) > 0 {
		fmt.Fprintf(&b, "  skipped    %s (no pages)\n", joinCounts(v.summary.Skipped))
	}
	if len(v.summary.Unmapped) > 0 {
		fmt.Fprintf(&b, "  unmapped   fields of records that go nowhere: %s%s; carry one with --map x_NAME=NAME\n",
			joinCounts(v.summary.Unmapped), proposals(v.proposals))
	}
	if len(v.notFound) > 0 {
		fmt.Fprintf(&b, "  not found  --map %s: no file of records has the field among its first records\n",
			text.Terminal(strings.Join(v.notFound, ", ")))
	}
	b.WriteString(guessLines(v.summary.Guesses))
	if t.withoutID > 0 {
		fmt.Fprintf(&b, "  ids        %s without a value for --id; the digest stands in its place\n", screen.Number(t.withoutID, "article"))
	}
	if x := v.summary.SiteLines; x.Blocks > 0 {
		fmt.Fprintf(&b, "  site lines dropped %s of %s that recur on other pages of their site\n", screen.Number(x.Blocks, "block"),
			screen.Number(x.Pages, "page"))
	}
	if v.readOnce {
		b.WriteString("  site lines not looked for: the input can be read only once; save it as a file to have them dropped\n")
	}
	if len(v.summary.Findings) > 0 {
		fmt.Fprintf(&b, "  findings   %s (articles)\n", joinCounts(v.summary.Findings))
	}
	if x := v.summary.Index; x != nil {
		fmt.Fprintf(&b, "  index      %s, %d matched, %s without a page%s, %s without a row\n",
			screen.Number(x.Rows, "row"), x.Matched, screen.Number(x.RowsWithoutPage, "row"), rowNumbers(x.Unmatched),
			screen.Number(x.PagesWithoutRow, "page"))
	}
	if c := v.corrections; c != nil {
		fmt.Fprintf(&b, "  people     %s of %s, %d without effect%s\n", screen.Number(int64(c.Rows), "correction"), text.Terminal(c.File),
			len(c.WithoutEffect), rowNumbers(c.WithoutEffect))
	}
	if v.before > 0 {
		fmt.Fprintf(&b, "  went on    from %s that an interrupted build had converted\n", screen.Number(int64(v.before), "page"))
	}
	switch {
	case v.published && v.shard != nil:
		fmt.Fprintf(&b, "\nNext: build the other shards, then dsbuild merge %s ... -o OUT\n", shellWord(v.out))
	case v.published:
		fmt.Fprintf(&b, "\nNext: open %[1]s/report.html; dsbuild validate %[1]s; dsbuild stats %[1]s; or in Python pd.read_parquet(%[2]q)\n",
			v.out, v.out+"/articles")
	}
	_, err := io.WriteString(v.w, b.String())
	return err
}

// proposals are maps that may be meant.
func proposals(maps []string) string {
	const shown = 4
	var b strings.Builder
	for i, pair := range maps[:min(len(maps), shown)] {
		b.WriteString([]string{"; most likely --map ", ", --map "}[min(i, 1)])
		b.WriteString(shellWord(text.Terminal(pair)))
	}
	return b.String()
}

// shellWord quotes what a shell would take apart.
func shellWord(s string) string {
	if strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-=.:/,+@%", r)
	}) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// guessLines says what was guessed, a line each.
func guessLines(guesses []schema.Guess) string {
	var b strings.Builder
	for i := range guesses {
		g := &guesses[i]
		field, flag := g.Field, "--map"
		if field == "html" || field == "text" {
			field = "html or text"
		}
		if g.Place == "index" {
			flag = "--index-map"
		}
		fmt.Fprintf(&b, "  guessed    %s = %s", field, text.Terminal(g.Column))
		if g.Order != "" {
			fmt.Fprintf(&b, " (%s, as its values tell)", map[string]string{"dmy": "day before month", "mdy": "month before day"}[g.Order])
		}
		if g.Place == "index" {
			b.WriteString(", a column of the index")
		} else {
			fmt.Fprintf(&b, ", in %s of records", screen.Number(g.Files, "file"))
		}
		if i == len(guesses)-1 {
			fmt.Fprintf(&b, "; where one is wrong, say %[1]s FIELD=NAME, or set it aside with %[1]s x_NAME=NAME", flag)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func rowNumbers(rows []int64) string {
	const shown = 8
	if len(rows) == 0 {
		return ""
	}
	words := make([]string, 0, shown)
	for _, n := range rows[:min(len(rows), shown)] {
		words = append(words, fmt.Sprint(n))
	}
	if len(rows) > shown {
		words = append(words, "…")
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// counts orders a tally by number, then by name.
func counts(tally map[string]int64) []schema.Count {
	list := schema.Counts(tally)
	slices.SortStableFunc(list, func(a, b schema.Count) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

func joinCounts(list []schema.Count) string {
	const shown = 8
	words := make([]string, 0, shown)
	for _, c := range list[:min(len(list), shown)] {
		words = append(words, fmt.Sprintf("%s %d", text.Terminal(c.Name), c.Count))
	}
	if len(list) > shown {
		words = append(words, fmt.Sprintf("and %d more", len(list)-shown))
	}
	return strings.Join(words, ", ")
}
