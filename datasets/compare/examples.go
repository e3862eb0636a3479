package compare

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// cellBytes is how much of the cells of a key and a column is held for its head.
	cellBytes = 64 << 10
	// headRunes is how much of them is shown, lead how much of that stands before the first difference.
	headRunes, lead = 100, 20
)

// titleColumn shows which article a key is.
const titleColumn = "title"

// cells are the cells of keys and columns, rows of one key put together.
type cells map[string]map[int]*strings.Builder

// show reads both sides again for the cells of the examples, and fills t with what was found.
func (f *found) show(ctx context.Context, sides [2]Dataset, t *Table, alive func()) error {
	title := -1
	for i := range f.columns {
		if f.columns[i].Name == titleColumn {
			title = i
		}
	}
	read := [2]cells{{}, {}}
	for i, keys := range f.changed[1:] {
		i++ // the key itself is known
		for _, key := range keys {
			read[0].want(key, i)
			read[1].want(key, i)
		}
	}
	for _, key := range f.removed {
		read[0].want(key, title)
	}
	for _, key := range f.added {
		read[1].want(key, title)
	}
	for side, d := range sides {
		if err := read[side].fill(ctx, d, t.Name, f.columns, alive); err != nil {
			return err
		}
	}
	for _, key := range f.removed {
		t.Gone = append(t.Gone, Example{Key: key, Old: text.Head(read[0].at(key, title), headRunes)})
	}
	for _, key := range f.added {
		t.New = append(t.New, Example{Key: key, New: text.Head(read[1].at(key, title), headRunes)})
	}
	for i, c := range f.tallies {
		if c.Changed == 0 || i == 0 { // the key differs only where the number of rows does
			continue
		}
		c.Examples = []Example{}
		for _, key := range f.changed[i] {
			was, is := heads(read[0].at(key, i), read[1].at(key, i))
			c.Examples = append(c.Examples, Example{key, was, is})
		}
		t.Columns = append(t.Columns, c)
	}
	return nil
}

// want asks for the cells of a key and a column; of column -1 there are none.
func (c cells) want(key string, column int) {
	if c[key] == nil {
		c[key] = map[int]*strings.Builder{}
	}
	if column >= 0 {
		c[key][column] = &strings.Builder{}
	}
}

func (c cells) at(key string, column int) string {
	if b := c[key][column]; b != nil {
		return b.String()
	}
	return ""
}

// fill reads the cells that are wanted.
func (c cells) fill(ctx context.Context, d Dataset, table string, columns []schema.Column, alive func()) error {
	if len(c) == 0 {
		return nil
	}
	for row, err := range rows(ctx, d, table, columns, alive) {
		if err != nil {
			return err
		}
		for i, b := range c[row[0].Str] {
			if b.Len() > 0 && b.Len() < cellBytes {
				b.WriteString(" | ")
			}
			if b.Len() < cellBytes {
				b.WriteString(shown(&columns[i], row[i]))
			}
		}
	}
	return nil
}

// shown is a cell as text, cut where it is long.
func shown(c *schema.Column, v schema.Value) string {
	switch p := c.Plain(v).(type) {
	case nil:
		return "NULL"
	case string:
		return p[:min(len(p), cellBytes)]
	case []string:
		b, err := json.Marshal(p)
		if err != nil {
			return fmt.Sprint(p)
		}
		return string(b[:min(len(b), cellBytes)])
	default:
		return fmt.Sprint(p)
	}
}

// heads are the two texts from shortly before where they first differ.
func heads(was, is string) (string, string) {
	at := 0
	for at < min(len(was), len(is)) && was[at] == is[at] {
		at++
	}
	for range lead {
		_, size := utf8.DecodeLastRuneInString(was[:at])
		at -= size
	}
	for at > 0 && at < len(was) && !utf8.RuneStart(was[at]) {
		at--
	}
	mark := ""
	if at > 0 {
		mark = "…"
	}
	return mark + text.Head(strings.ToValidUTF8(was[at:], ""), headRunes), mark + text.Head(strings.ToValidUTF8(is[at:], ""), headRunes)
}
