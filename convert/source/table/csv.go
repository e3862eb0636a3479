package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/schema"
)

// CSV reads a table whose cells a delimiter parts; a row may have max bytes. Nil: it is none.
func CSV(in *bufio.Reader, maxRow int64) *Table {
	t := &Table{Format: schema.FormatCSV, Kind: "a CSV table"}
	head, err := in.Peek(charsetSize)
	in = t.text(in, head)
	size := min(len(head), sniff.HeadSize)
	if t.Charset == utf16 {
		head, err = in.Peek(sniff.HeadSize / 2)
		size = len(head)
	}
	form, ok := delimited.Detect(head[:size], err != nil && size == len(head))
	if !ok {
		return nil
	}
	if form.Comma == '\t' {
		t.Format, t.Kind = schema.FormatTSV, "a TSV table"
	}
	lines := 0
	if form.Stated > 0 {
		_, _ = in.Discard(form.Stated) // it was looked at
		lines = 1
	}
	c := &csvRows{t: t, Reader: delimited.NewReader(in, form.Comma, maxRow), above: lines}
	first, err := c.Next()
	if err != nil || first.Problem != "" {
		return nil
	}
	names := make([]string, len(first.Cells))
	if form.Header {
		for i, cell := range first.Cells {
			names[i] = string(c.decode(cell))
		}
	} else {
		c.first = &delimited.Row{Line: first.Line}
		for _, cell := range first.Cells {
			c.first.Cells = append(c.first.Cells, bytes.Clone(cell))
		}
	}
	t.Columns = delimited.Names(names, len(names))
	if !form.Header && delimited.IsTrafilatura(texts(first.Cells)) {
		t.Columns, c.null = delimited.Trafilatura, "null"
	}
	c.object = newObject(t.Columns)
	t.Rows = c.rows
	return t
}

const (
	// charsetSize is how much of a table tells its charset and form.
	charsetSize = 64 << 10
	utf8Name    = "utf-8"
	utf16       = "utf-16le" // or be: only that it is wide matters here
)

// text settles the charset of the table and returns a reader without byte order mark.
func (t *Table) text(in *bufio.Reader, head []byte) *bufio.Reader {
	cut := head
	if len(head) == charsetSize {
		cut = head[:bytes.LastIndexByte(head, '\n')+1] // no character is cut there
	}
	if len(cut) == 0 {
		cut = head
	}
	d := charset.Decode(cut, "", false)
	t.Charset, t.CharsetFrom = d.Name, d.From
	if wide := charset.UTF16(head); wide != "" || strings.HasPrefix(d.Name, "utf-16") {
		order := unicode.LittleEndian
		if wide == "utf-16be" || d.Name == "utf-16be" {
			order = unicode.BigEndian
		}
		t.Charset = utf16
		return bufio.NewReaderSize(transform.NewReader(in, unicode.UTF16(order, unicode.UseBOM).NewDecoder()), charsetSize)
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(len("\xef\xbb\xbf")) // it was looked at
	}
	return in
}

// csvRows are the rows of a CSV table.
type csvRows struct {
	*delimited.Reader
	t      *Table
	object *object
	first  *delimited.Row // where the table has no header
	above  int            // lines above what the reader counts
	row    Row
	null   string // what the table writes for NULL; "" nothing
}

func texts(cells [][]byte) []string {
	list := make([]string, len(cells))
	for i, c := range cells {
		list[i] = string(c)
	}
	return list
}

func (c *csvRows) next() (*delimited.Row, error) {
	if row := c.first; row != nil {
		c.first = nil
		return row, nil
	}
	return c.Next()
}

func (c *csvRows) rows(yield func(*Row, error) bool) {
	for {
		row, err := c.next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			yield(nil, err)
			return
		}
		if c.read(row) && !yield(&c.row, nil) {
			return
		}
	}
}

// read makes a record of a row; false where no cell has anything in it.
func (c *csvRows) read(row *delimited.Row) bool {
	c.row = Row{Record: strconv.Itoa(row.Line + c.above), Problem: row.Problem, TooLarge: row.TooLarge}
	width := len(c.t.Columns)
	switch n := len(row.Cells); {
	case row.Problem != "":
		return true
	case n > width && !blankCells(row.Cells[width:]), n < width && c.Damaged && !blankCells(row.Cells):
		c.row.Problem = fmt.Sprintf("the row has %d cells, and the table %d columns", n, width)
		if n > width {
			c.row.Problem += "; a cell with a delimiter in it belongs into quote marks"
		}
		return true
	}
	c.row.JSON = c.object.row(func(out []byte, column int) []byte {
		if column >= len(row.Cells) {
			return out
		}
		cell := row.Cells[column]
		if len(bytes.TrimSpace(cell)) == 0 || c.null != "" && string(cell) == c.null {
			return out
		}
		return jsonline.AppendString(out, c.decode(cell))
	})
	return !blank(c.row.JSON)
}

// decode returns a cell in UTF-8.
func (c *csvRows) decode(cell []byte) []byte {
	if utf8.Valid(cell) {
		return cell
	}
	name := c.t.Charset
	if name == utf8Name || name == utf16 {
		name = ""
	}
	return charset.Decode(cell, name, false).Body
}

func blankCells(cells [][]byte) bool {
	for _, c := range cells {
		if len(bytes.TrimSpace(c)) > 0 {
			return false
		}
	}
	return true
}
