package validate

import (
	"fmt"
	"strconv"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// The tables that a threshold tells apart.
const (
	saidTable       = "quotes"
	candidatesTable = "quote_candidates"
)

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
		o.say(newFinding("laws.threshold", fmt.Sprintf("the part states %q, the manifest %q", stated, listed)))
	}
	if v, err := strconv.ParseFloat(stated, 64); err == nil {
		least = schema.Some(v)
	}
	return least
}

// checkThreshold checks that the surest row of each statement of an article is on
// the side of the threshold where its table is.
func (c *checker) checkThreshold(t *tableState, rows []row) {
	l, least := &t.columns, rows[0].least
	if !least.OK || !have(rows, l.statement, l.sure) {
		return
	}
	surest := map[int64]float64{}
	for _, r := range rows {
		if n := r.int(l.statement); r.whole(l.statement) {
			surest[n] = max(surest[n], r.float(l.sure))
		}
	}
	for _, r := range rows {
		n := r.int(l.statement)
		most, open := surest[n]
		if !open || !r.whole(l.statement) || (most >= least.V) == (t.def.Name == saidTable) {
			continue
		}
		delete(surest, n) // once is enough
		c.say(r, "laws.threshold", "speech_confidence", strconv.FormatFloat(most, 'g', -1, 64),
			fmt.Sprintf("the surest row of statement %d in %s; the threshold is %g", n, t.def.Name, least.V))
	}
}

// checkWhole checks what statements are over both tables: each in one of them,
// and no more of them than rows.
func (v *view) checkWhole() {
	said, rest := v.complete(saidTable), v.complete(candidatesTable)
	if said == nil || rest == nil || !have(said.group, said.t.columns.statement) || !have(rest.group, rest.t.columns.statement) {
		return
	}
	in, all := map[int64]bool{}, int64(len(said.group)+len(rest.group))
	ranged := func(r row, column int) int64 {
		n := r.int(column)
		if r.whole(column) && n >= all {
			v.c.say(r, "laws.statement", "statement_index", strconv.FormatInt(n, 10), fmt.Sprintf("the article has %d quotes and candidates", all))
		}
		return n
	}
	for _, r := range said.group {
		if n := ranged(r, said.t.columns.statement); r.whole(said.t.columns.statement) {
			in[n] = true
		}
	}
	for _, r := range rest.group {
		if n := ranged(r, rest.t.columns.statement); r.whole(rest.t.columns.statement) && in[n] {
			v.c.say(r, "laws.statement_whole", "statement_index", strconv.FormatInt(n, 10), "the same statement has rows in "+saidTable)
		}
	}
}
