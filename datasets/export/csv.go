package export

import (
	"encoding/csv"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// csv writes a file a table.
func (x *exporter) csv() error {
	for _, t := range x.tables {
		name := t.Name + ".csv"
		err := x.create(name, func(f disk.File) error {
			w := csv.NewWriter(f)
			cells := make([]string, len(t.Columns))
			for i := range t.Columns {
				cells[i] = t.Columns[i].Name
			}
			if err := w.Write(cells); err != nil {
				return err
			}
			rows, err := x.each(t, func(row []schema.Value) error {
				for i, v := range row {
					cells[i] = csvCell(t.Columns[i].Type, v)
				}
				return w.Write(cells)
			})
			if err != nil {
				return err
			}
			x.note(t, name, rows, nil)
			w.Flush()
			return w.Error()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// csvCell writes a value; NULL is an empty cell.
func csvCell(t schema.Type, v schema.Value) string {
	if !v.Valid {
		return ""
	}
	switch t {
	case schema.Utf8:
		return harmless(v.Str)
	case schema.Utf8List:
		return list(v.List)
	case schema.Float64:
		return strconv.FormatFloat(v.Float, 'f', -1, 64)
	case schema.Bool:
		return strconv.FormatBool(v.Int != 0)
	case schema.Int32:
		return strconv.FormatInt(v.Int, 10)
	default: // a day or an instant
		c := schema.Column{Type: t}
		return c.Plain(v).(string)
	}
}

// formula has what makes a spreadsheet take a cell for a formula, the wide forms of it too.
const formula = "=+-@＝＋－＠|%"

// harmless puts an apostrophe before a text that a spreadsheet might take for a formula, and
// before one that begins with an apostrophe. So the text is what is left when an apostrophe at
// the beginning is taken off.
func harmless(s string) string {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	first, _ := utf8.DecodeRuneInString(rest)
	if rest != "" && strings.ContainsRune(formula, first) || strings.HasPrefix(s, "'") {
		return "'" + s
	}
	return s
}
