package attribution

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// AddClause adds tokens [from, to) as what a cue reports in a clause of its own: as mixed where part
// of it stands in marks, as direct where all of it does. It reports whether there is enough of it,
// and none of it has been added before. base is the first attribution of the sentence.
func (d *Draft) AddClause(from, to int, c *phrase.Cue, rule schema.QuoteRule, statement, base int) bool {
	t := d.Text.Tokens
	from, to = d.trim(from, to)
	n := d.content(from, to)
	if from >= to || d.Taken(from, to, base) {
		return false
	}
	if n.plain == 0 && n.quotes > 0 {
		for i := from; i < to; i++ {
			if t[i].Kind == words.Quoted {
				d.AddDirect(i, c, rule, statement)
			}
		}
		return true
	}
	kind := schema.QuoteMixed
	if n.quotes == 0 {
		kind = schema.QuoteIndirect
		if n.plain+n.terms < LeastIndirect {
			return false
		}
	}
	for i := from; i < to; i++ {
		if t[i].Kind == words.Quoted {
			d.Claimed[t[i].Mark] = !d.Terms.Term(i)
		}
	}
	d.Add(Attribution{
		Span: d.Text.Span(from, to), Kind: kind, Rule: rule, Statement: statement, Marked: n.marked,
		Cue: c.Span(d.Text), Subject: c.Subject, Token: c.First, SameSpeakerAs: -1, Firm: true,
	})
	return true
}
