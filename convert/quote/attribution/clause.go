package attribution

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/schema"
)

// AddClause adds tokens [from, to) as what a cue reports in a clause of its own: as mixed where part
// of it stands in marks, as direct where all of it does. It reports whether there is enough of it,
// and none of it has been added before. base is the first attribution of the sentence.
func (d *Draft) AddClause(from, to int, c *phrase.Cue, rule schema.QuoteRule, statement, base int) bool {
	return d.AddPart(from, to, c, rule, statement, base, LeastIndirect)
}

// AddPart adds a clause, or a part of one that a cue parts in two, of so many words at least.
func (d *Draft) AddPart(from, to int, c *phrase.Cue, rule schema.QuoteRule, statement, base, least int) bool {
	from, to = d.trim(from, to)
	n := d.content(from, to)
	if from >= to || d.Taken(from, to, base) {
		return false
	}
	if n.plain == 0 && n.quotes > 0 {
		d.addMarked(from, to, c, rule, statement)
		return true
	}
	if n.quotes == 0 && n.plain+n.terms < least {
		return false
	}
	d.addPart(from, to, n, c, rule, statement)
	return true
}
