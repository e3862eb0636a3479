package validate

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// law is what must hold, with the columns that it speaks of: "text" of every table
// that has such a column, or "paragraphs.text". It is checked where all of them are
// declared and can be read: older versions and damaged parts may lack any. F is the
// function that checks it; it knows its columns only by their positions.
type law[F any] struct {
	rule  string
	needs []string
	check F
}

// lawAt is a law as a table, or all tables together, have it.
type lawAt struct {
	rule string
	at   []int // positions of the columns it needs, in their order
}

type boundLaw[F any] struct {
	lawAt
	check F
}

type (
	rowLaw   = law[func(row, *lawAt)]             // between the cells of a row
	groupLaw = law[func(*checker, []row, *lawAt)] // between the rows that one table has of one article
	viewLaw  = law[func(*view, *lawAt)]           // between the tables, on one article
)

// rowLaws are checked row by row, in this order.
var rowLaws = slices.Concat(countLaws, outcomeLaws, kindLaws, languageLaws, calendarLaws, instantLaws, orderLaws, personLaws)

// groupLaws are checked article by article, in this order.
var groupLaws = slices.Concat(statementLaws, paragraphLaws, topicLaws)

// viewLaws are checked article by article where all tables are there, in this order.
var viewLaws = []viewLaw{
	{"laws.text_join", []string{"articles.text", "paragraphs.text"}, (*view).checkJoin},
	{"laws.count", nil, (*view).checkCounts}, // of columns that say what they count
	{"laws.duplicate", []string{"articles.duplicate_of"}, (*view).checkDuplicate},
	{"laws.authors", []string{"articles.authors", "authors.name"}, (*view).checkAuthors},
	{"laws.section_heading", []string{"paragraphs.section_heading", "paragraphs.kind", "paragraphs.text"}, (*view).checkHeadings},
	entriesLaws[0], entriesLaws[1],
	recurringLaw,
	{"laws.span", nil, (*view).checkGroups}, // of columns that are declared as spans, and what each row is to others
	{"laws.speaker", []string{"quotes.speaker_id", "quotes.text", "speakers.speaker_id", "speakers.quote_count", "speakers.quoted_words"}, (*view).checkSpeakers},
	peopleLaws[0], peopleLaws[1],
	storiesLaw,
	{"laws.topics", []string{"topics.scheme"}, (*view).checkCoded},
	{"laws.statement_whole", []string{saidTable + ".statement_index", candidatesTable + ".statement_index"}, (*view).checkWhole},
}

// bind returns the laws of whose columns a table has all.
func bind[F any](laws []law[F], t *schema.Table) []boundLaw[F] {
	var all []boundLaw[F]
	for _, l := range laws {
		b := boundLaw[F]{lawAt{rule: l.rule}, l.check}
		for _, name := range l.needs {
			of, column, qualified := strings.Cut(name, ".")
			if !qualified {
				of, column = t.Name, name
			}
			if _, i := t.Column(column); i >= 0 && of == t.Name {
				b.at = append(b.at, i)
			}
		}
		if len(b.at) == len(l.needs) {
			all = append(all, b)
		}
	}
	return all
}

// checkRows checks the laws between the cells of each row.
func (k *chunk) checkRows() {
	var laws []*boundLaw[func(row, *lawAt)]
	for i := range k.t.rowLaws {
		if l := &k.t.rowLaws[i]; k.has(l.at...) {
			laws = append(laws, l)
		}
	}
	if laws == nil {
		return
	}
	for i := range k.Len {
		for _, l := range laws {
			l.check(row{k, i}, &l.lawAt)
		}
	}
}

// checkGroup checks the laws between the rows that one table has of one article.
func (c *checker) checkGroup(t *tableState, rows []row) {
	if len(rows) == 0 {
		return
	}
	c.checkKeys(t, rows)
	for i := range t.groupLaws {
		if l := &t.groupLaws[i]; have(rows, l.at...) {
			l.check(c, rows, &l.lawAt)
		}
	}
}

// boundView is a law between tables, and of which of them it needs which columns.
type boundView struct {
	boundLaw[func(*view, *lawAt)]
	article []int    // columns of articles
	of      []needed // and of the others
}

type needed struct {
	*cursor
	columns []int
}

// bindView returns the laws of whose columns the tables have all.
func (v *view) bindView() []boundView {
	var all []boundView
	for _, l := range viewLaws {
		b := boundView{boundLaw: boundLaw[func(*view, *lawAt)]{lawAt{rule: l.rule}, l.check}}
		for _, name := range l.needs {
			b.need(v, name)
		}
		if len(b.at) == len(l.needs) {
			all = append(all, b)
		}
	}
	return all
}

func (b *boundView) need(v *view, name string) {
	of, column, _ := strings.Cut(name, ".")
	k := v.of[of]
	t := v.articles
	switch {
	case k != nil:
		t = k.t
	case of != v.articles.def.Name:
		return
	}
	_, i := t.def.Column(column)
	if i < 0 {
		return
	}
	b.at = append(b.at, i)
	if k == nil {
		b.article = append(b.article, i)
		return
	}
	if n := len(b.of); n == 0 || b.of[n-1].cursor != k {
		b.of = append(b.of, needed{cursor: k})
	}
	last := &b.of[len(b.of)-1]
	last.columns = append(last.columns, i)
}

// there reports whether the columns can be read for the article, and the tables have all of its rows.
func (b *boundView) there(v *view) bool {
	for _, n := range b.of {
		if n.t.incomplete || !have(n.group, n.columns...) {
			return false
		}
	}
	return v.article.has(b.article...)
}
