package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/schema"
)

// JSONArray reads an array of objects, one after the other; each may have max bytes.
func JSONArray(in *bufio.Reader, maxRow int64) *Table {
	a := &array{in: in, max: maxRow}
	return &Table{Format: schema.FormatJSON, Kind: "a JSON array", Charset: utf8Name, CharsetFrom: "utf8", Rows: a.rows}
}

// array reads the elements of an array.
type array struct {
	in  *bufio.Reader
	max int64
	raw []byte
	row Row
}

var errNoArray = errors.New("the JSON ends before its array does; fetch the file again")

func (a *array) rows(yield func(*Row, error) bool) {
	if c, err := a.skipSpace(); err != nil || c != '[' {
		yield(nil, errNoArray)
		return
	}
	for n := 1; ; n++ {
		more, err := a.element(n)
		switch {
		case err != nil:
			yield(nil, err)
			return
		case !more:
			return
		case !yield(&a.row, nil):
			return
		}
	}
}

// skipSpace takes the first byte that is no white space and no byte order mark.
func (a *array) skipSpace() (byte, error) {
	for {
		c, err := a.in.ReadByte()
		if errors.Is(err, io.EOF) {
			err = errNoArray
		}
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\r', '\n', 0xef, 0xbb, 0xbf:
		default:
			return c, nil
		}
	}
}

// element reads an element and the comma before it; false behind the last.
func (a *array) element(n int) (bool, error) {
	c, err := a.skipSpace()
	if err == nil && c == ',' && n > 1 {
		c, err = a.skipSpace()
	}
	switch {
	case err != nil:
		return false, err
	case c == ']':
		return false, nil
	case c == ',':
		return false, fmt.Errorf("element %d of the JSON array is missing; mend the file", n)
	}
	if cap(a.raw) > keepRow {
		a.raw = nil
	}
	a.raw = append(a.raw[:0], c)
	a.row = Row{Record: strconv.Itoa(n)}
	size, err := a.value(c)
	if err != nil {
		return false, err
	}
	if size > a.max {
		a.row.TooLarge, a.row.Problem = true, fmt.Sprintf("the element has %d bytes", size)
		return true, nil
	}
	if a.row.JSON, err = jsonline.Canonical(a.raw); err != nil {
		a.row.Problem = err.Error()
	}
	return true, nil
}

// value reads what is left of a value whose first byte was read, and returns its size.
func (a *array) value(first byte) (size int64, err error) {
	depth, quoted, escaped := 0, false, false
	size = 1
	for c := first; ; size++ {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth == 0 && !quoted && (c == '}' || c == ']' || c == '"') {
			return size, nil
		}
		if c, err = a.in.ReadByte(); err != nil {
			if errors.Is(err, io.EOF) {
				err = errNoArray
			}
			return size, err
		}
		if depth == 0 && !quoted && (c == ',' || c == ']') {
			return size, a.in.UnreadByte() // a number, true, false or null
		}
		if size < a.max {
			a.raw = append(a.raw, c)
		}
	}
}
