package validate

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// treatments says what became of the columns of a table in a derivative; nil where the
// dataset is none.
func (c *checker) treatments(t *schema.Table) []datasets.Treatment {
	if c.manifest == nil || c.manifest.Derived == nil {
		return nil
	}
	list := make([]datasets.Treatment, len(t.Columns))
	for i := range t.Columns {
		list[i] = c.manifest.Derived.Treatment(&t.Columns[i])
	}
	return list
}

// withhold takes the columns whose texts are not there out of all laws on texts. What is
// left in them is checked by checkRights; nothing is missing by it.
func (o *opened) withhold() {
	if o.t.treated == nil {
		return
	}
	o.withheld = make([]bool, len(o.absent))
	for i, how := range o.t.treated {
		gone := how == datasets.Dropped || how == datasets.Cut ||
			how == datasets.Hashed && o.t.def.Columns[i].Rights != schema.RightsPerson // whose digests are equal where names are
		if gone && !o.absent[i] {
			o.withheld[i], o.absent[i] = true, true
		}
	}
}

var digestPattern = regexp.MustCompile(fmt.Sprintf("^[0-9a-f]{%d}$", datasets.HashLength))

// checkRights checks that a derivative holds no more than its manifest says.
func (k *chunk) checkRights() {
	for i, how := range k.t.treated {
		if how == datasets.Kept || k.absent[i] && !k.withheld[i] {
			continue
		}
		for r := range k.Len {
			if v := k.Columns[i].Value(r); v.Valid {
				k.checkShared(r, i, how, &v)
			}
		}
	}
}

func (k *chunk) checkShared(r, column int, how datasets.Treatment, v *schema.Value) {
	texts := v.List
	if texts == nil {
		texts = []string{v.Str}
	}
	says, length := "", 0
	for _, s := range texts {
		n := utf8.RuneCountInString(s)
		length += n
		switch {
		case how == datasets.Hashed && !digestPattern.MatchString(s):
			says = "it is no digest, and the derivative is to have one"
		case how == datasets.Shortened && n > datasets.LongestName:
			says = fmt.Sprintf("it has %d characters, and the derivative is to have %d of a name at most", n, datasets.LongestName)
		}
	}
	most := k.t.snippet
	switch {
	case how == datasets.Dropped:
		says = "it is there, and the derivative is to have nothing of it"
	case how == datasets.Cut && length > most:
		says = fmt.Sprintf("it has %d characters, and the derivative is to have the first %d at most", length, most)
	}
	if says != "" {
		row{k, r}.noteCell("laws.rights", column, says)
	}
}
