package table

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/schema"
)

// JSONArray reads an array of objects, one after the other; each may have max bytes.
func JSONArray(in *bufio.Reader, maxRow int64) *Table {
	a := &array{in: in, max: maxRow}
	return &Table{Format: schema.FormatJSON, Kind: "a JSON array", Charset: utf8Name, CharsetFrom: "utf8", Rows: a.rows}
}

// JSONObject reads the arrays that are members of an object, as fundus writes one for each
// publisher: each is a table with the name of its member. Other members are passed over.
func JSONObject(in *bufio.Reader, maxRow int64) iter.Seq2[*Table, error] {
	a := &array{in: in, max: maxRow}
	return func(yield func(*Table, error) bool) {
		for {
			name, more, err := a.nextArray()
			if err != nil {
				yield(nil, err)
			}
			if err != nil || !more {
				return
			}
			ended, broken := false, false
			t := &Table{Format: schema.FormatJSON, Kind: "a JSON object of arrays", Name: name, Charset: utf8Name, CharsetFrom: "utf8"}
			t.Rows = func(yield func(*Row, error) bool) {
				ended = a.elements(name+":", func(r *Row, err error) bool {
					broken = err != nil
					return yield(r, err)
				})
			}
			if !yield(t, nil) || broken {
				return
			}
			if !ended { // the table was left before its end
				a.elements("", func(_ *Row, e error) bool { err = e; return true })
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// array reads the elements of an array.
type array struct {
	in  *bufio.Reader
	max int64
	raw []byte
	row Row
	n   int // elements of the current array
}

// nextArray goes to the next member of an object that is an array, and behind its bracket.
func (a *array) nextArray() (name string, more bool, err error) {
	for {
		c, err := a.skipSpace()
		if err == nil && (c == '{' || c == ',') {
			c, err = a.skipSpace()
		}
		if err != nil || c == '}' {
			return "", false, err
		}
		if name, err = a.member(c); err != nil {
			return "", false, err
		}
		if c, err = a.skipSpace(); err != nil {
			return "", false, err
		}
		if c == '[' {
			a.n = 0
			return name, true, nil
		}
		a.raw = append(a.raw[:0], c)
		if _, err = a.value(c); err != nil {
			return "", false, err
		}
	}
}

// member reads the name of a member, whose first byte is c, and the colon behind it.
func (a *array) member(c byte) (string, error) {
	a.raw = append(a.raw[:0], c)
	size, err := a.value(c)
	if err != nil {
		return "", err
	}
	var name string
	if size > a.max || json.Unmarshal(a.raw, &name) != nil {
		return "", errors.New("the JSON object has a member without a name; mend the file")
	}
	if c, err = a.skipSpace(); err == nil && c != ':' {
		err = errors.New("the JSON object has a member without a value; mend the file")
	}
	return name, err
}

var errNoArray = errors.New("the JSON ends before its array does; fetch the file again")

func (a *array) rows(yield func(*Row, error) bool) {
	if c, err := a.skipSpace(); err != nil || c != '[' {
		yield(nil, errNoArray)
		return
	}
	a.elements("", yield)
}

// elements yields the elements of an array that are left; place begins their records. It
// reports whether the array has ended.
func (a *array) elements(place string, yield func(*Row, error) bool) bool {
	for {
		a.n++
		more, err := a.element(place, a.n)
		switch {
		case err != nil:
			yield(nil, err)
			return true
		case !more:
			return true
		case !yield(&a.row, nil):
			return false
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
func (a *array) element(place string, n int) (bool, error) {
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
	a.row = Row{Record: place + strconv.Itoa(n)}
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
		outside := depth == 0 && !quoted
		if outside && (c == '}' || c == ']' || c == '"') {
			return size, nil
		}
		if c, err = a.in.ReadByte(); err != nil {
			if errors.Is(err, io.EOF) {
				err = errNoArray
			}
			return size, err
		}
		if outside && (c == ',' || c == ']' || c == '}') {
			return size, a.in.UnreadByte() // a number, true, false or null
		}
		if size < a.max {
			a.raw = append(a.raw, c)
		}
	}
}
