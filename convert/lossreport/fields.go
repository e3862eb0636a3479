package lossreport

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// fieldView is one metadata column with what was chosen and what lost.
type fieldView struct {
	Name, Meaning string
	Values        []valueView // the chosen ones first
	More          []valueView // the rest of a long list
	Remark        string      // what else is known of the value
}

// valueView is one value and everything on the page that states it.
type valueView struct {
	Value   string
	Chosen  bool
	Sources []sourceView
	Block   int // the first block that has the words; -1 none
}

type sourceView struct{ Evidence, Meaning, Score string }

// fieldOrder is the order people ask in.
var fieldOrder = []string{
	"title", "subtitle", "authors", "published_date", "modified_at", "publisher", "section", "keywords", "language", "url", "canonical_url", "retrieved_at", "is_free",
}

// fields lists the metadata of a page. Where there is a dataset, it says what was chosen.
func fields(p *Page, r *rows) []fieldView {
	var all []schema.Candidate
	if p.Trace.Metadata != nil {
		all = p.Trace.Metadata.Candidates
	}
	if p.Stored != nil {
		all = merge(p.Stored.Candidates, all)
	}
	table := schema.TableByName("articles")
	var list []fieldView
	add := func(name string) {
		f := fieldView{Name: name, Values: valuesOf(name, all, r)}
		if len(f.Values) == 0 {
			return
		}
		if c, _ := table.Column(name); c != nil {
			f.Meaning = c.Doc
		}
		if a := p.Trace.Article; name == "published_date" && a != nil {
			f.Remark = remark(&a.Published)
			if v := &f.Values[0]; v.Block < 0 {
				v.Block = r.find(a.Published.Raw)
			}
		}
		const most = 5
		if chosen := f.chosen(); len(f.Values) > chosen+most {
			f.Values, f.More = f.Values[:chosen+most], f.Values[chosen+most:]
		}
		list = append(list, f)
	}
	known := map[string]bool{}
	for _, name := range fieldOrder {
		known[name] = true
		add(name)
	}
	for i := range all {
		if name := all[i].Field; !known[name] {
			known[name] = true
			add(name)
		}
	}
	return list
}

// chosen is how many values of the field were chosen.
func (f *fieldView) chosen() int {
	n := 0
	for n < len(f.Values) && f.Values[n].Chosen {
		n++
	}
	return n
}

// merge adds to the candidates of the dataset those of the page that it does
// not have; where the dataset has the field, they lost.
func merge(stored, page []schema.Candidate) []schema.Candidate {
	type key struct {
		field, value string
		evidence     schema.Evidence
	}
	seen, fields := map[key]bool{}, map[string]bool{}
	for _, c := range stored {
		seen[key{c.Field, c.Value, c.Evidence}] = true
		fields[c.Field] = true
	}
	all := stored
	for _, c := range page {
		if seen[key{c.Field, c.Value, c.Evidence}] {
			continue
		}
		c.Chosen = c.Chosen && !fields[c.Field]
		all = append(all, c)
	}
	return all
}

// valuesOf groups the candidates of a field by value: what agrees stands together.
func valuesOf(name string, all []schema.Candidate, r *rows) []valueView {
	var values []*valueView
	at := map[string]*valueView{}
	for i := range all {
		c := &all[i]
		if c.Field != name {
			continue
		}
		v := at[c.Value]
		if v == nil {
			v = &valueView{Block: r.find(parts(name, c.Value)[0])}
			v.Value, _ = shorten(c.Value, maxDropped)
			at[c.Value] = v
			values = append(values, v)
		}
		v.Chosen = v.Chosen || c.Chosen
		v.Sources = append(v.Sources, sourceView{string(c.Evidence), meaning("evidence", string(c.Evidence)), share(c.Score)})
	}
	list := make([]valueView, 0, len(values))
	for _, chosen := range []bool{true, false} {
		for _, v := range values {
			if v.Chosen == chosen {
				list = append(list, *v)
			}
		}
	}
	return list
}

// maxSearched is how many blocks are searched for a value: those behind them are not drawn.
const maxSearched = 4 * maxRows

// find returns the index of the first block that has the words of a value, or -1.
func (r *rows) find(value string) int {
	const least = 3
	if utf8.RuneCountInString(value) < least {
		return -1
	}
	if r.lower == nil {
		r.lower = make([]string, min(len(r.blocks), maxSearched))
		for i := range r.lower {
			r.lower[i] = strings.ToLower(r.blocks[i].Text)
		}
	}
	value = strings.ToLower(value)
	for i, words := range r.lower {
		if strings.Contains(words, value) {
			return r.blocks[i].Index
		}
	}
	return -1
}

// remark says what is known of a date beside the day.
func remark(p *schema.Published) string {
	var parts []string
	if p.Raw != "" {
		parts = append(parts, "printed as “"+p.Raw+"”")
	}
	if p.Precision != "" {
		parts = append(parts, "exact to the "+string(p.Precision))
	}
	if p.Zone != "" {
		parts = append(parts, "zone "+p.Zone)
	}
	if !p.At.IsZero() {
		parts = append(parts, "instant "+p.At.UTC().Format(time.RFC3339))
	}
	return strings.Join(parts, ", ")
}
