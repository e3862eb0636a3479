package export

import (
	"bufio"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// jsonl writes articles with what belongs to them, and each other table as a file.
func (x *exporter) jsonl() error {
	var articles *schema.Table
	var inside []*schema.Table
	for _, t := range x.tables {
		switch _, at := t.Column("doc_id"); {
		case t.Name == "articles":
			articles = t
		case at == 0 && t.Name != "blocks": // which has those of rejects too
			inside = append(inside, t)
		}
	}
	if articles == nil {
		inside = nil // then every table is a file
	}
	for _, t := range x.tables {
		if slices.Contains(inside, t) {
			continue
		}
		n := &nest{x: x, of: t, name: t.Name + ".jsonl"}
		if t == articles {
			n.inside = inside
		}
		if err := x.create(n.name, n.write); err != nil {
			return err
		}
	}
	return nil
}

// nest is a table that is written, one row a line, with the rows of other tables inside.
type nest struct {
	x      *exporter
	of     *schema.Table
	inside []*schema.Table
	name   string
	layers []*layer
	line   []byte
}

// layer is a table inside: dsbuild writes the articles in one order into every table.
type layer struct {
	t    *schema.Table
	name string // of the member
	next func() ([]schema.Value, error, bool)
	row  []schema.Value // the next one; nil at the end
	rows int64
}

func (l *layer) advance() error {
	row, err, ok := l.next()
	if l.row = row; !ok {
		l.row = nil
	}
	return err
}

func (n *nest) write(f disk.File) error {
	for _, t := range n.inside {
		l := &layer{t: t, name: t.Name}
		if c, _ := n.of.Column(t.Name); c != nil {
			l.name += "_rows" // authors is a column, too
		}
		next, stop := iter.Pull2(n.x.ds.Rows(t.Name))
		defer stop()
		l.next = next
		if err := l.advance(); err != nil {
			return err
		}
		n.layers = append(n.layers, l)
	}
	w := bufio.NewWriterSize(f, 1<<16)
	rows, err := n.x.each(n.of, func(row []schema.Value) error {
		if err := n.article(row); err != nil {
			return err
		}
		_, err := w.Write(n.line)
		return err
	})
	if err != nil {
		return err
	}
	n.x.note(n.of, n.name, rows, nil)
	for _, l := range n.layers {
		if l.row != nil {
			return fmt.Errorf("the rows of table %s stand in another order than the articles, or are of none; export it with --to csv", l.t.Name)
		}
		n.x.note(l.t, n.name, l.rows, nil)
	}
	return w.Flush()
}

// article makes the line of a row.
func (n *nest) article(row []schema.Value) error {
	n.line = appendMembers(append(n.line[:0], '{'), n.of, row, 0)
	id := row[0].Str
	for _, l := range n.layers {
		n.line = append(appendText(append(n.line, ','), l.name), ':', '[')
		for first := true; l.row != nil && l.row[0].Str == id; first = false {
			if err := sound(l.t, l.row, l.rows); err != nil {
				return err
			}
			if !first {
				n.line = append(n.line, ',')
			}
			n.line = append(appendMembers(append(n.line, '{'), l.t, l.row, 1), '}')
			l.rows++
			n.x.tell()
			if err := l.advance(); err != nil {
				return err
			}
		}
		n.line = append(n.line, ']')
	}
	n.line = append(n.line, '}', '\n')
	return nil
}

// appendMembers appends the cells of a row from the given column on.
func appendMembers(dst []byte, t *schema.Table, row []schema.Value, from int) []byte {
	for i := from; i < len(t.Columns); i++ {
		if i > from {
			dst = append(dst, ',')
		}
		dst = append(appendText(dst, t.Columns[i].Name), ':')
		dst = appendJSON(dst, t.Columns[i].Type, row[i])
	}
	return dst
}

func appendJSON(dst []byte, t schema.Type, v schema.Value) []byte {
	if !v.Valid {
		return append(dst, "null"...)
	}
	switch t {
	case schema.Utf8:
		return appendText(dst, v.Str)
	case schema.Utf8List:
		return append(dst, list(v.List)...)
	case schema.Int32:
		return strconv.AppendInt(dst, v.Int, 10)
	case schema.Float64:
		return strconv.AppendFloat(dst, v.Float, 'f', -1, 64)
	case schema.Bool:
		return strconv.AppendBool(dst, v.Int != 0)
	default: // a day or an instant
		c := schema.Column{Type: t}
		return appendText(dst, c.Plain(v).(string))
	}
}

func appendText(dst []byte, s string) []byte {
	plain := utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029'
	})
	if plain {
		return append(append(append(dst, '"'), s...), '"')
	}
	quoted := list([]string{s})
	return append(dst, quoted[1:len(quoted)-1]...)
}
