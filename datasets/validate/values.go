package validate

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// columnCheck holds what the cells of one column must keep.
type columnCheck struct {
	def     *schema.Column
	absent  bool // the part has no such column, or none that can be read
	words   map[string]bool
	pattern *regexp.Regexp
	asIs    bool // a name or address from outside, which need not be NFC
	prose   bool // words of the page that stand nowhere else
	name    bool // a name or code, which no word for "missing" is
}

func checksOf(t *schema.Table) []columnCheck {
	checks := make([]columnCheck, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		k := &checks[i]
		k.def = c
		k.asIs, k.prose, k.name = isAsIs(c), isProse(t, c), isName(t, c)
		if c.Vocabulary != nil {
			k.words = map[string]bool{}
			for _, term := range c.Vocabulary.Terms {
				k.words[term.Code] = true
			}
		}
		if c.Pattern != "" {
			k.pattern = regexp.MustCompile("^(?:" + c.Pattern + ")$")
		}
	}
	return checks
}

// place says where a row stands.
type place struct {
	table, file string
	group       int
	row         int64
	docID       string
}

// say queues a finding about a row.
func (c *checker) say(p *place, rule, column, value, message string) {
	c.out.finding(c.rowFinding(p, rule, column, value, message))
}

// shown is how many code points of a value a finding has: enough to recognise it by.
const shown = 60

func (c *checker) rowFinding(p *place, rule, column, value, message string) Finding {
	f := newFinding(rule, message)
	f.Table, f.File, f.DocID, f.Column, f.Value = p.table, p.file, p.docID, column, text.Head(value, shown)
	group, row := p.group, p.row
	f.RowGroup, f.Row = &group, &row
	return f
}

// checkCells checks every cell of a row on its own.
func (c *checker) checkCells(t *tableState, p *place, row *table.Row) {
	for i := range t.checks {
		k, v := &t.checks[i], &row.Cells[i]
		switch {
		case k.absent:
		case !v.Valid:
			if k.def.Required {
				c.say(p, "values.required", k.def.Name, "", "the value is NULL")
			}
		default:
			c.checkCell(k, p, v)
		}
	}
}

func (c *checker) checkCell(k *columnCheck, p *place, v *schema.Value) {
	switch k.def.Type {
	case schema.Utf8:
		c.checkText(k, p, v.Str)
	case schema.Utf8List:
		for _, s := range v.List {
			c.checkText(k, p, s)
		}
	case schema.Int32:
		if v.Int != int64(int32(v.Int)) || v.Float != 0 {
			c.say(p, "schema.type", k.def.Name, strconv.FormatFloat(v.Float+float64(v.Int), 'g', -1, 64), "the value is no 32-bit integer")
			return
		}
		c.checkRange(k, p, float64(v.Int))
	case schema.Float64:
		if math.IsNaN(v.Float) || math.IsInf(v.Float, 0) || schema.Round4(v.Float) != v.Float {
			c.say(p, "values.decimals", k.def.Name, strconv.FormatFloat(v.Float, 'g', -1, 64), "the value is not finite or has more than 4 decimals")
			return
		}
		c.checkRange(k, p, v.Float)
	case schema.Bool, schema.Date32, schema.Timestamp: // every value is one
	}
}

func (c *checker) checkRange(k *columnCheck, p *place, f float64) {
	lowest, highest := k.def.Min, k.def.Max
	if lowest.OK && f < lowest.V || highest.OK && f > highest.V {
		c.say(p, "values.range", k.def.Name, strconv.FormatFloat(f, 'g', -1, 64), "the value must be "+k.def.Rule())
	}
}

func (c *checker) checkText(k *columnCheck, p *place, s string) {
	switch {
	case s == "":
		c.say(p, "values.empty", k.def.Name, "", "the text is empty")
		return
	case !plain(s):
		c.checkUnicode(k, p, s)
	}
	if k.name && missingWords[s] {
		c.say(p, "values.missing_word", k.def.Name, s, "the word stands for a missing value, which is NULL")
	}
	if k.words != nil && !k.words[s] {
		c.say(p, "values.vocabulary", k.def.Name, s, "it is no word of "+k.def.Vocabulary.Name)
	}
	if k.pattern != nil && !k.pattern.MatchString(s) {
		c.say(p, "values.pattern", k.def.Name, s, "it does not match "+k.def.Pattern)
	}
}

// plain is the fast path: printable ASCII and line feeds.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}

func (c *checker) checkUnicode(k *columnCheck, p *place, s string) {
	if !utf8.ValidString(s) {
		c.say(p, "text.utf8", k.def.Name, strings.ToValidUTF8(s, "\uFFFD"), "the text is not valid UTF-8")
		return
	}
	for i, r := range s {
		if r != '\n' && text.Invisible(r) {
			c.say(p, "text.control", k.def.Name, s[i:], fmt.Sprintf("the text has %U at byte %d", r, i))
			break
		}
	}
	if k.prose {
		c.checkSigns(k, p, s)
	}
	if !k.asIs && !norm.NFC.IsNormalString(s) {
		c.say(p, "text.nfc", k.def.Name, s, "the text is not in form NFC")
	}
}
