package validate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// scheme is what is known of a codebook: its codes, where the manifest lists them,
// else those seen so far, up to mostCodes.
type scheme struct {
	name   string
	labels map[string]string // by code
	listed bool              // the manifest names it
	closed bool              // the manifest lists its codes
	last   int64             // the article with a row in topics that was seen last, -1 for none
}

// mostCodes is beyond every codebook there is.
const mostCodes = 1 << 16

// prepareSchemes takes the codebooks that the manifest lists.
func (c *checker) prepareSchemes() {
	if c.manifest == nil {
		return
	}
	for _, a := range c.manifest.Annotators {
		if a.Scheme == "" {
			continue
		}
		s := c.scheme(a.Scheme)
		s.listed, s.closed = true, len(a.Codes) > 0
		for _, code := range a.Codes {
			s.labels[code.Code] = code.Label
		}
	}
}

// scheme returns what is known of a codebook.
func (c *checker) scheme(name string) *scheme {
	for _, s := range c.schemes {
		if s.name == name {
			return s
		}
	}
	s := &scheme{name: strings.Clone(name), labels: map[string]string{}, last: -1}
	c.schemes = append(c.schemes, s)
	return s
}

// outcomeLaws are on each row of topics.
var outcomeLaws = []rowLaw{
	{"laws.outcome", []string{"code", "outcome"}, func(r row, b *lawAt) {
		if code, outcome := b.at[0], r.str(b.at[1]); r.valid(b.at[1]) && r.valid(code) != (outcome == string(schema.OutcomeCoded)) {
			r.noteCell(b.rule, code, "outcome is "+outcome)
		}
	}},
}

// topicLaws are on the topics that one table has of one article.
var topicLaws = []groupLaw{
	{"laws.code", coding, (*checker).checkCodes},
	{"laws.rank", coding, (*checker).checkUnits},
}

// coding are the columns of a code.
var coding = []string{"scheme", "code", "label", "rank", "outcome", "method"}

// checkUnits checks the rows that code one text by one codebook: they are ranked, a person's
// stands before the machine's, and one without a code stands alone among those of its kind.
func (c *checker) checkUnits(rows []row, b *lawAt) {
	code, rank, outcome := b.at[1], b.at[3], b.at[4]
	for from, to := 0, 0; from < len(rows); from = to {
		for to = from + 1; to < len(rows) && sameUnit(rows[from], rows[to]); to++ {
			continue
		}
		people := c.checkPeople(rows[from:to], b)
		for i, r := range rows[from:to] {
			alike := to - from - people
			if human(r, b) {
				alike = people
			}
			if r.int(rank) != int64(i+1) && r.whole(rank) {
				c.checkRank(rows, r, b)
			}
			if alike > 1 && !r.valid(code) && r.valid(outcome) {
				c.noteCell(r, "laws.outcome", outcome, "another row of the scheme stands beside it, and where one has no code there is no other")
			}
		}
	}
}

// checkPeople checks that the code that a person gave stands first, and counts such rows.
func (c *checker) checkPeople(rows []row, b *lawAt) (people int) {
	for _, r := range rows {
		if human(r, b) {
			people++
		}
	}
	for _, r := range rows {
		if rank := b.at[3]; human(r, b) && r.int(rank) > int64(people) {
			c.noteCell(r, b.rule, rank, "the code that a person gave has rank 1, and the machine's stand behind")
		}
	}
	return people
}

// human reports whether a person gave the code of a row.
func human(r row, b *lawAt) bool { return r.str(b.at[5]) == string(schema.MethodHuman) }

// sameUnit reports whether two rows code the same text by the same codebook.
func sameUnit(a, b row) bool {
	l := &a.t.columns
	return a.str(l.scheme) == b.str(l.scheme) && (l.paragraph < 0 || a.int(l.paragraph) == b.int(l.paragraph))
}

// checkRank reports a rank beyond the number of rows that are ranked: no two have the
// same, so that some rank is left out.
func (c *checker) checkRank(rows []row, r row, b *lawAt) {
	n := 0
	for i := range rows {
		if sameUnit(rows[i], r) {
			n++
		}
	}
	if rank := b.at[3]; r.int(rank) > int64(n) {
		c.noteCell(r, b.rule, rank, fmt.Sprintf("ranked are %d, from 1 on", n))
	}
}

// checkCodes compares codes and labels with the codebooks.
func (c *checker) checkCodes(rows []row, b *lawAt) {
	for _, r := range rows {
		if r.valid(b.at[0]) {
			c.checkCode(r, b)
		}
	}
}

func (c *checker) checkCode(r row, b *lawAt) {
	atCode, atLabel, outcome := b.at[1], b.at[2], b.at[4]
	s := c.scheme(r.str(b.at[0]))
	code, label := r.str(atCode), r.str(atLabel)
	want, known := s.labels[code]
	switch {
	case !r.valid(atCode):
		if r.valid(atLabel) && r.str(outcome) != string(schema.OutcomeCoded) { // else the code is missing, which was reported
			c.noteCell(r, b.rule, atLabel, "there is no code")
		}
	case !s.listed && slices.ContainsFunc(c.schemes, func(s *scheme) bool { return s.listed }):
		c.noteCell(r, b.rule, b.at[0], "the manifest names no codebook "+s.name)
	case known && label != want && r.valid(atLabel):
		c.noteCell(r, b.rule, atLabel, fmt.Sprintf("the label of code %s of %s is %s", code, s.name, strconv.Quote(want)))
	case known && !r.valid(atLabel):
		c.noteCell(r, b.rule, atLabel, "the code has a label")
	case known:
	case s.closed:
		c.noteCell(r, b.rule, atCode, "the codebook "+s.name+" has no such code")
	case len(s.labels) < mostCodes:
		s.labels[strings.Clone(code)] = strings.Clone(label)
	}
}

// checkCoded checks that an article has a row for every codebook.
func (v *view) checkCoded(b *lawAt) {
	scheme := b.at[0]
	if v.first == nil {
		p := v.article.place()
		p.docID = strings.Clone(p.docID)
		v.first = &p
	}
	for _, r := range v.group("topics") {
		if !r.valid(scheme) {
			continue
		}
		s := v.c.scheme(r.str(scheme))
		if s.last < 0 && !s.listed && v.coded > 0 {
			v.c.out.finding(rowFinding(*v.first, "laws.topics", "", "",
				fmt.Sprintf("%d articles, this one the first, have no row in topics by the codebook %s", v.coded, s.name)))
		}
		s.last = v.position
	}
	for _, s := range v.c.schemes {
		if s.last != v.position && (s.last >= 0 || s.listed) {
			v.c.note(v.article, "laws.topics", "", "", "the article has no row in topics by the codebook "+s.name)
		}
	}
	v.coded++
}

// checkAnyCoded reports topics that has no row at all, beside articles.
func (v *view) checkAnyCoded() {
	if k := v.complete("topics"); k != nil && len(v.c.schemes) == 0 && v.coded > 0 && k.t.rows == 0 {
		v.c.out.finding(rowFinding(*v.first, "laws.topics", "", "",
			fmt.Sprintf("%d articles, this one the first, have no row in topics", v.coded)))
	}
}
