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

// checkTopics checks the topics that one table has of one article.
func (c *checker) checkTopics(t *tableState, rows []row) {
	l := &t.columns
	if !have(rows, l.scheme, l.code, l.label, l.rank, l.outcome) {
		return
	}
	for _, r := range rows {
		c.checkCode(l, r)
	}
	for from, to := 0, 0; from < len(rows); from = to {
		for to = from + 1; to < len(rows) && sameUnit(rows[from], rows[to]); to++ {
			continue
		}
		for i, r := range rows[from:to] {
			if r.int(l.rank) != int64(i+1) && r.whole(l.rank) {
				c.checkRank(rows, r)
			}
			if to-from > 1 && !r.valid(l.code) && r.valid(l.outcome) {
				c.sayCell(r, "laws.outcome", l.outcome, "another row of the scheme stands beside it, and where one has no code there is no other")
			}
		}
	}
}

// sameUnit reports whether two rows code the same text by the same codebook.
func sameUnit(a, b row) bool {
	l := &a.t.columns
	return a.str(l.scheme) == b.str(l.scheme) && (l.paragraph < 0 || a.int(l.paragraph) == b.int(l.paragraph))
}

// checkRank tells a rank beyond the number of rows that are ranked: no two have the
// same, so that some rank is left out.
func (c *checker) checkRank(rows []row, r row) {
	n := 0
	for i := range rows {
		if sameUnit(rows[i], r) {
			n++
		}
	}
	if at := r.t.columns.rank; r.int(at) > int64(n) {
		c.sayCell(r, "laws.rank", at, fmt.Sprintf("ranked are %d, from 1 on", n))
	}
}

// checkCode compares code and label with the codebook.
func (c *checker) checkCode(l *columns, r row) {
	if !r.valid(l.scheme) {
		return
	}
	s := c.scheme(r.str(l.scheme))
	code, label := r.str(l.code), r.str(l.label)
	want, known := s.labels[code]
	switch {
	case !r.valid(l.code):
		if r.valid(l.label) && r.str(l.outcome) != string(schema.OutcomeCoded) { // else the code is missing, which was told
			c.sayCell(r, "laws.code", l.label, "there is no code")
		}
	case known && label != want && r.valid(l.label):
		c.sayCell(r, "laws.code", l.label, fmt.Sprintf("the label of code %s of %s is %s", code, s.name, strconv.Quote(want)))
	case known && !r.valid(l.label):
		c.sayCell(r, "laws.code", l.label, "the code has a label")
	case known:
	case s.closed:
		c.sayCell(r, "laws.code", l.code, "the codebook "+s.name+" has no such code")
	case len(s.labels) < mostCodes:
		s.labels[strings.Clone(code)] = strings.Clone(label)
	}
}

// checkCoded checks that an article has a row for every codebook.
func (v *view) checkCoded() {
	k := v.complete("topics")
	if k == nil || k.t.columns.scheme < 0 || !have(k.group, k.t.columns.scheme) {
		return
	}
	if v.first == nil {
		p := v.article.place()
		p.docID = strings.Clone(p.docID)
		v.first = &p
	}
	for _, r := range k.group {
		if !r.valid(k.t.columns.scheme) {
			continue
		}
		s := v.c.scheme(r.str(k.t.columns.scheme))
		if s.last < 0 && !s.listed && v.coded > 0 {
			v.c.out.finding(rowFinding(*v.first, "laws.topics", "", "", fmt.Sprintf("%d articles, this one the first, have no row in topics by the codebook %s", v.coded, s.name)))
		}
		s.last = v.position
	}
	for _, s := range v.c.schemes {
		if s.last != v.position && (s.last >= 0 || s.listed) {
			v.c.say(v.article, "laws.topics", "", "", "the article has no row in topics by the codebook "+s.name)
		}
	}
	v.coded++
}

// checkAnyCoded tells of topics that has no row at all, beside articles.
func (v *view) checkAnyCoded() {
	if k := v.complete("topics"); k != nil && len(v.c.schemes) == 0 && v.coded > 0 && k.t.rows == 0 {
		v.c.out.finding(rowFinding(*v.first, "laws.topics", "", "", fmt.Sprintf("%d articles, this one the first, have no row in topics", v.coded)))
	}
}

// isTopics reports whether a table has topics of articles or of their parts.
func isTopics(t *schema.Table) bool { return slices.Contains(t.Key, "scheme") }
