package validate

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/datasets/table"
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
// is passed by the quick check.
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
			k.note(r, "values.required", c.def.Name, "", "the value is NULL")
		case c.counted != "":
			k.note(r, c.counted, c.def.Name, "", "the value is NULL: what is counted may be 0, but there is a count")
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
			k.noteType(c, r, v, "the value is no 32-bit integer")
			return
		}
		k.checkRange(c, r, v)
	case schema.Float64:
		if math.IsNaN(v.Float) || math.IsInf(v.Float, 0) || schema.Round4(v.Float) != v.Float {
			k.note(r, "values.decimals", c.def.Name, plainString(c.def, v), "the value is not finite or has more than 4 decimals")
			return
		}
		k.checkRange(c, r, v)
	case schema.Date32:
		if v.Float != 0 {
			k.noteType(c, r, v, "the value is no day: it has a time")
		}
	case schema.Bool, schema.Timestamp: // every value is one
	}
}

func (k *chunk) checkRange(c *columnCheck, r int, v *schema.Value) {
	lowest, highest, f := c.def.Min, c.def.Max, float64(v.Int)+v.Float
	if lowest.OK && f < lowest.V || highest.OK && f > highest.V {
		k.note(r, "values.range", c.def.Name, plainString(c.def, v), "the value must be "+c.def.Rule())
	}
}

func (k *chunk) checkText(c *columnCheck, r int, s string) {
	switch {
	case s == "":
		k.note(r, "values.empty", c.def.Name, "", "the text is empty")
		return
	case text.Blank(s):
		k.note(r, "values.empty", c.def.Name, s, "the text is white space and nothing else")
	}
	k.checkUnicode(c, r, s)
	if c.name && missingWords[s] {
		k.note(r, "values.missing_word", c.def.Name, s, "the word stands for a missing value, which is NULL")
	}
	if c.words != nil && !c.words[s] {
		k.note(r, "values.vocabulary", c.def.Name, s, "it is no word of "+c.def.Vocabulary.Name)
	}
	if c.pattern != nil && !c.pattern.MatchString(s) {
		k.note(r, "values.pattern", c.def.Name, s, "it does not match "+c.def.Pattern)
	}
}

// isProse reports whether a column holds words of the page that stand nowhere
// else: a sign in the text of an article is reported once, in its paragraph.
func isProse(t *schema.Table, c *schema.Column) bool {
	ofText := c.Type == schema.Utf8 || c.Type == schema.Utf8List
	if !ofText || c.Vocabulary != nil || c.Pattern != "" || isAsIs(c) {
		return false
	}
	switch t.Name {
	case "articles":
		return c.Name != "text" && c.Name != "published_raw"
	case "paragraphs":
		return c.Name == "text"
	case "rejects":
		return c.Name == "title" || c.Name == "publisher"
	}
	return false
}

// isName reports whether a column holds names and codes, where words that mean
// "missing" are none of the page's.
func isName(t *schema.Table, c *schema.Column) bool {
	ofText := c.Type == schema.Utf8 || c.Type == schema.Utf8List
	folded := c.Name == "speaker_key" // Nan has the key "nan"
	if !ofText || c.Vocabulary != nil || c.Long || folded {
		return false
	}
	switch t.Name {
	case "articles", "authors", "speakers", "topics", "rejects":
		return true
	case peopleTable:
		return c.Name == "name"
	case "quotes":
		return strings.HasPrefix(c.Name, "speaker_")
	}
	return false
}

// isAsIs reports whether a column holds names or addresses from outside, which
// need not be clean.
func isAsIs(c *schema.Column) bool { return c.Unit == "URL" || strings.HasPrefix(c.Name, "source_") }

// missingWords are what libraries write for a missing value when they make it text.
var missingWords = map[string]bool{
	"null": true, "NULL": true, "nan": true, "NaN": true, "None": true, "<NA>": true, "NaT": true, "N/A": true, "undefined": true,
}

// longestMissing is the length in bytes of the longest of them.
const longestMissing = len("undefined")

// readAlone makes the text of articles, where their paragraphs are not read, what
// signs are looked for in.
func (c *checker) readAlone() {
	if t := c.table("articles"); t != nil && t.columns.text >= 0 {
		t.checks[t.columns.text].prose = true
	}
}

// plainString is a cell as text, as the file has it: where the value is none of the
// column's type, the value all the same.
func plainString(column *schema.Column, v *schema.Value) string {
	switch {
	case !v.Valid:
		return null
	case v.Float != 0 && column.Type == schema.Date32:
		return time.UnixMicro(int64(math.Round(v.Float * float64(microsPerDay)))).UTC().Format("2006-01-02 15:04:05.999999")
	case v.Float != 0:
		return strconv.FormatFloat(v.Float, 'g', -1, 64)
	}
	switch column.Type {
	case schema.Utf8:
		return v.Str
	case schema.Utf8List:
		return strings.Join(v.List, "; ")
	case schema.Int32:
		return strconv.FormatInt(v.Int, 10)
	case schema.Float64:
		return strconv.FormatFloat(v.Float, 'g', -1, 64)
	default:
		return fmt.Sprint(column.Plain(*v))
	}
}

// null is how a finding shows a cell without a value.
const null = "NULL"
