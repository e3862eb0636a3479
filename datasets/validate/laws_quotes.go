package validate

import (
	"fmt"
	"strconv"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// The tables that a threshold tells apart.
const (
	saidTable       = "quotes"
	candidatesTable = "quote_candidates"
)

// statementLaws are on the statements of an article.
var statementLaws = []groupLaw{
	{"laws.statement", []string{"statement_index", "kind"}, (*checker).checkStatements},
	{"laws.threshold", []string{"statement_index", "kind", "speech_confidence"}, (*checker).checkThreshold},
}

// threshold returns the least speech_confidence of what was said, as the part
// states it, or else the manifest; none where neither does.
func (o *opened) threshold(m *datasets.Manifest) (least schema.Opt[float64]) {
	if o.r == nil || o.t.def.Name != saidTable && o.t.def.Name != candidatesTable {
		return least
	}
	stated, listed := o.r.Meta(table.MetaThreshold), ""
	if m != nil {
		listed = m.Options[datasets.OptionThreshold]
	}
	if stated == "" {
		stated = listed
	}
	if listed != "" && stated != listed {
		o.note(newFinding("laws.threshold", fmt.Sprintf("the part states %q, the manifest %q", stated, listed)))
	}
	if v, err := strconv.ParseFloat(stated, 64); err == nil {
		least = schema.Some(v)
	}
	return least
}

// checkThreshold checks that the surest row of each statement of an article is on
// the side of the threshold where its table is.
func (c *checker) checkThreshold(rows []row, b *lawAt) {
	statement, sure, least, table := b.at[0], b.at[2], rows[0].least, rows[0].t.def.Name
	if !least.OK {
		return
	}
	surest := map[int64]float64{}
	for _, r := range rows {
		if n := r.int(statement); r.whole(statement) {
			surest[n] = max(surest[n], r.float(sure))
		}
	}
	for _, r := range rows {
		n := r.int(statement)
		most, open := surest[n]
		if !open || !r.whole(statement) || (most >= least.V) == (table == saidTable) {
			continue
		}
		delete(surest, n) // once is enough
		c.note(r, b.rule, "speech_confidence", strconv.FormatFloat(most, 'g', -1, 64),
			fmt.Sprintf("the surest row of statement %d in %s; the threshold is %g", n, table, least.V))
	}
}

// checkWhole checks what statements are over both tables: each in one of them,
// and no more of them than rows.
func (v *view) checkWhole(b *lawAt) {
	said, rest := v.group(saidTable), v.group(candidatesTable)
	in, all := map[int64]bool{}, int64(len(said)+len(rest))
	ranged := func(r row, column int) int64 {
		n := r.int(column)
		if r.whole(column) && n >= all {
			v.c.note(r, "laws.statement", "statement_index", strconv.FormatInt(n, 10), fmt.Sprintf("the article has %d quotes and candidates", all))
		}
		return n
	}
	for _, r := range said {
		if n := ranged(r, b.at[0]); r.whole(b.at[0]) {
			in[n] = true
		}
	}
	for _, r := range rest {
		if n := ranged(r, b.at[1]); r.whole(b.at[1]) && in[n] {
			v.c.note(r, b.rule, "statement_index", strconv.FormatInt(n, 10), "the same statement has rows in "+saidTable)
		}
	}
}

func (c *checker) checkStatements(rows []row, b *lawAt) {
	alone := c.pinned.document.Table(candidatesTable) == nil // else checkWhole sees to the range
	for _, r := range rows {
		stated, statement, kind := r.valid(b.at[0]), r.int(b.at[0]), r.str(b.at[1])
		speech := kind != string(schema.QuoteNotSpeech)
		switch {
		case stated != speech && r.valid(b.at[1]):
			c.noteCell(r, b.rule, b.at[0], "the kind is "+kind)
		case alone && stated && statement >= int64(len(rows)):
			c.noteCell(r, b.rule, b.at[0], fmt.Sprintf("the article has %d quotes", len(rows)))
		}
	}
}

// spoken is what the quotes of an article say of a speaker.
type spoken struct{ quotes, words int64 }

// checkSpeakers compares what speakers count with the quotes.
func (v *view) checkSpeakers(b *lawAt) {
	speaker, words := b.at[0], b.at[1]
	speakerID, quotes, quoted := b.at[2], b.at[3], b.at[4]
	clear(v.sums)
	for _, r := range v.group(saidTable) {
		if r.valid(speaker) {
			id := r.str(speaker)
			was := v.sums[id]
			v.sums[id] = spoken{was.quotes + 1, was.words + int64(text.Words(r.str(words)))}
		}
	}
	for _, r := range v.group("speakers") {
		is := v.sums[r.str(speakerID)]
		if r.int(quotes) != is.quotes && r.whole(quotes) {
			v.c.noteCell(r, b.rule, quotes, fmt.Sprintf("%d quotes name the speaker", is.quotes))
		}
		if r.int(quoted) != is.words && r.whole(quoted) {
			v.c.noteCell(r, b.rule, quoted, fmt.Sprintf("the quotes that name the speaker have %d words", is.words))
		}
	}
}

// checkWithin checks that the span of a row lies in the paragraph it names.
func (v *view) checkWithin(r, paragraph row) {
	l, of := &r.t.columns, &paragraph.t.columns
	if !r.has(l.start, l.end) || !paragraph.has(of.start, of.end) {
		return
	}
	start, end, from, to := r.int(l.start), r.int(l.end), paragraph.int(of.start), paragraph.int(of.end)
	whole := func() bool {
		return r.whole(l.start) && r.whole(l.end) && paragraph.whole(of.start) && paragraph.whole(of.end)
	}
	if (start < from || end > to) && whole() {
		v.c.noteCell(r, "laws.paragraph", l.paragraph, fmt.Sprintf("[%d:%d] lies outside that paragraph, [%d:%d]", start, end, from, to))
	}
}
