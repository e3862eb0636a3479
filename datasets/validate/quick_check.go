package validate

import (
	"bytes"
	"math"
	"regexp/syntax"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/datasets/validate/prose"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// What follows checks whole columns quickly. A false result means: check the column
// value by value, which also says what is wrong.

// passes reports whether nothing can be wrong with any of n cells.
func (c *columnCheck) passes(cells *table.Cells, n int) bool {
	if (c.def.Required || c.counted != "") && !cells.Full() {
		return false
	}
	switch c.def.Type {
	case schema.Utf8, schema.Utf8List:
		return c.textsPass(cells)
	case schema.Int32:
		return c.countsPass(cells, n)
	case schema.Float64:
		return c.realsPass(cells, n)
	case schema.Date32:
		return len(cells.Counts()) == n
	case schema.Bool, schema.Timestamp: // every value is one
	}
	return true
}

func (c *columnCheck) textsPass(cells *table.Cells) bool {
	body, offsets, ok := cells.Texts()
	if !ok || !text.QuickCheck(body) || c.prose && !unmistakable(cells, body, offsets) {
		return false
	}
	closely := c.words != nil || c.pattern != nil || c.name
	last := ""
	for i := 1; i < len(offsets); i++ {
		if offsets[i] == offsets[i-1] {
			if c.def.Type == schema.Utf8List || cells.Valid(i-1) {
				return false // empty
			}
			continue
		}
		// Few texts begin with what may be white space.
		if first := body[offsets[i-1]-offsets[0]]; (first <= ' ' || first >= utf8.RuneSelf) && text.Blank(cells.Item(i-1)) {
			return false
		}
		if !closely {
			continue
		}
		s := cells.Item(i - 1)
		if s == last {
			continue
		}
		if last = s; !c.wordPasses(s) {
			return false
		}
	}
	return true
}

// unmistakable reports whether no text looks wrongly decoded.
func unmistakable(cells *table.Cells, body []byte, offsets []int32) bool {
	const lead = 0xc3 // that what was wrongly decoded begins with
	if bytes.IndexByte(body, lead) < 0 {
		return true
	}
	for i := 1; i < len(offsets); i++ {
		if prose.Mojibake(cells.Item(i-1)) >= 0 {
			return false
		}
	}
	return true
}

func (c *columnCheck) wordPasses(s string) bool {
	switch {
	case c.words != nil && !c.words[s], c.name && len(s) <= longestMissing && missingWords[s]:
		return false
	case c.pattern == nil:
		return true
	}
	return c.letters != nil && c.letters.match(s)
}

func (c *columnCheck) countsPass(cells *table.Cells, n int) bool {
	values := cells.Counts()
	if len(values) != n {
		return false
	}
	low, high := bound(c.def.Min, math.MinInt32), bound(c.def.Max, math.MaxInt32)
	for i, v := range values {
		if f := float64(v); (f < low || f > high) && cells.Valid(i) {
			return false
		}
	}
	return true
}

func (c *columnCheck) realsPass(cells *table.Cells, n int) bool {
	values := cells.Reals()
	if len(values) != n {
		return false
	}
	low, high := bound(c.def.Min, -math.MaxFloat64), bound(c.def.Max, math.MaxFloat64)
	last := math.NaN()
	for i, v := range values {
		if v == last {
			continue
		}
		if (!(v >= low && v <= high) || schema.Round4(v) != v) && cells.Valid(i) {
			return false
		}
		last = v
	}
	return true
}

func bound(b schema.Opt[float64], otherwise float64) float64 {
	if b.OK {
		return b.V
	}
	return otherwise
}

// letters is a pattern that says which letters a text has, and how many: most
// patterns do.
type letters struct {
	ascii       [256]bool // others are left to the pattern itself
	least, most int
}

// lettersOf returns a pattern as letters, nil where it is not of that kind.
func lettersOf(pattern string) *letters {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || re.Op != syntax.OpRepeat || re.Sub[0].Op != syntax.OpCharClass || re.Max < 0 {
		return nil
	}
	l := &letters{least: re.Min, most: re.Max}
	class := re.Sub[0].Rune
	for i := 0; i < len(class); i += 2 {
		for r := class[i]; r <= min(class[i+1], 0x7f); r++ {
			l.ascii[r] = true
		}
	}
	return l
}

func (l *letters) match(s string) bool {
	if len(s) < l.least || len(s) > l.most {
		return false
	}
	for i := range len(s) {
		if !l.ascii[s[i]] {
			return false
		}
	}
	return true
}
