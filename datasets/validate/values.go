package validate

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/datasets/validate/prose"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// columnCheck holds what the cells of one column must keep.
type columnCheck struct {
	def     *schema.Column
	words   map[string]bool
	pattern *regexp.Regexp
	letters *letters // the pattern, where it is simple
	asIs    bool     // a name or address from outside, which need not be NFC
	prose   bool     // words of the page that stand nowhere else
	name    bool     // a name or code, which no word for "missing" is
	counted string   // the law of a count, which is there in every row; "" of what is no count
}

func checksOf(t *schema.Table) []columnCheck {
	checks := make([]columnCheck, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		k := &checks[i]
		k.def = c
		k.asIs, k.prose, k.name, k.counted = isAsIs(c), isProse(t, c), isName(t, c), countedBy(t, c)
		if c.Vocabulary != nil {
			k.words = map[string]bool{}
			for _, term := range c.Vocabulary.Terms {
				k.words[term.Code] = true
			}
		}
		if c.Pattern != "" {
			k.pattern = regexp.MustCompile("^(?:" + c.Pattern + ")$")
			k.letters = lettersOf(c.Pattern)
		}
	}
	return checks
}

// shown is how many code points of a value a finding has: enough to recognise it by.
const shown = 60

// rowFinding makes a finding about a row. What it shows is copied: a piece of a
// batch would keep all of it.
func rowFinding(p place, rule, column, value, message string) Finding {
	f := newFinding(rule, message)
	f.Table, f.File, f.DocID, f.Column, f.Value = p.table, p.file, strings.Clone(p.docID), column, strings.Clone(text.Head(value, shown))
	group, row := p.group, p.row
	f.RowGroup, f.Row = &group, &row
	return f
}

// checkColumns checks every cell on its own. A column where nothing can be wrong
// is passed at a glance.
func (k *chunk) checkColumns() {
	for i := range k.t.checks {
		check, cells := &k.t.checks[i], &k.Columns[i]
		if !k.absent[i] && !check.passes(cells, k.Len) {
			k.checkCells(check, cells)
		}
	}
}

// checkCells checks the cells of a column one by one.
func (k *chunk) checkCells(c *columnCheck, cells *table.Cells) {
	for r := range k.Len {
		v := cells.Value(r)
		switch {
		case v.Valid:
			k.checkCell(c, r, &v)
		case c.def.Required:
			k.say(r, "values.required", c.def.Name, "", "the value is NULL")
		case c.counted != "":
			k.say(r, c.counted, c.def.Name, "", "the value is NULL: what is counted may be 0, but there is a count")
		}
	}
}

func (k *chunk) checkCell(c *columnCheck, r int, v *schema.Value) {
	switch c.def.Type {
	case schema.Utf8:
		k.checkText(c, r, v.Str)
	case schema.Utf8List:
		for _, s := range v.List {
			k.checkText(c, r, s)
		}
	case schema.Int32:
		if v.Int != int64(int32(v.Int)) || v.Float != 0 {
			k.say(r, "schema.type", c.def.Name, plainString(c.def, v), "the value is no 32-bit integer")
			return
		}
		k.checkRange(c, r, v)
	case schema.Float64:
		if math.IsNaN(v.Float) || math.IsInf(v.Float, 0) || schema.Round4(v.Float) != v.Float {
			k.say(r, "values.decimals", c.def.Name, plainString(c.def, v), "the value is not finite or has more than 4 decimals")
			return
		}
		k.checkRange(c, r, v)
	case schema.Date32:
		if v.Float != 0 {
			k.say(r, "schema.type", c.def.Name, plainString(c.def, v), "the value is no day: it has a time")
		}
	case schema.Bool, schema.Timestamp: // every value is one
	}
}

func (k *chunk) checkRange(c *columnCheck, r int, v *schema.Value) {
	lowest, highest, f := c.def.Min, c.def.Max, float64(v.Int)+v.Float
	if lowest.OK && f < lowest.V || highest.OK && f > highest.V {
		k.say(r, "values.range", c.def.Name, plainString(c.def, v), "the value must be "+c.def.Rule())
	}
}

func (k *chunk) checkText(c *columnCheck, r int, s string) {
	switch {
	case s == "":
		k.say(r, "values.empty", c.def.Name, "", "the text is empty")
		return
	case text.Blank(s):
		k.say(r, "values.empty", c.def.Name, s, "the text is white space and nothing else")
	}
	k.checkUnicode(c, r, s)
	if c.name && missingWords[s] {
		k.say(r, "values.missing_word", c.def.Name, s, "the word stands for a missing value, which is NULL")
	}
	if c.words != nil && !c.words[s] {
		k.say(r, "values.vocabulary", c.def.Name, s, "it is no word of "+c.def.Vocabulary.Name)
	}
	if c.pattern != nil && !c.pattern.MatchString(s) {
		k.say(r, "values.pattern", c.def.Name, s, "it does not match "+c.def.Pattern)
	}
}

func (k *chunk) checkUnicode(c *columnCheck, r int, s string) {
	if text.Calm(s) && (!c.prose || prose.Mojibake(s) < 0) {
		return
	}
	if !utf8.ValidString(s) {
		k.say(r, "text.utf8", c.def.Name, strings.ToValidUTF8(s, "\uFFFD"), "the text is not valid UTF-8")
		return
	}
	if i := text.Unseen(s); i >= 0 {
		sign, _ := utf8.DecodeRuneInString(s[i:])
		k.say(r, "text.control", c.def.Name, s[i:], fmt.Sprintf("the text has %U at byte %d", sign, i))
	}
	if c.prose {
		k.checkSigns(c, r, s)
	}
	if !c.asIs && !norm.NFC.IsNormalString(s) {
		k.say(r, "text.nfc", c.def.Name, s, "the text is not in form NFC")
	}
}
