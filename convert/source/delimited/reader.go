// Package delimited reads tables whose rows are lines and whose cells are parted
// by a comma, a semicolon, a tab or a bar.
//
// In: bytes in any charset that has ASCII in it. Out: whether they are such a
// table, and its rows with the line at which each begins.
//
// Laws: Detect looks at the beginning only; a row that cannot be cut into cells
// is named with its line, and reading goes on behind it; no more than one row
// is in memory; time is linear in the bytes.
package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxAgain is how often reading begins again behind a quote that never closes:
// each time it may have read as much as a row may have.
const maxAgain = 8

// Row is a row of a table.
type Row struct {
	Line  int      // at which it begins, from 1
	Cells [][]byte // valid until the next row is read
	// Problem says why the row cannot be used, "" where it can; TooLarge is set
	// where it has more bytes than a row may have.
	Problem  string
	TooLarge bool
}

// Reader reads the rows of a table.
type Reader struct {
	// Damaged is set once a row could not be cut into cells: what comes behind
	// may be the rest of it.
	Damaged bool

	in    *bufio.Reader
	comma byte
	max   int64
	line  int // at which the next row begins
	again int

	raw   []byte
	cells [][]byte
	row   Row
}

// keepRow is the buffer that is kept from row to row; one huge row must not hold memory for the rest.
const keepRow = 4 << 20

// NewReader returns a reader of rows of at most max bytes.
func NewReader(in *bufio.Reader, comma byte, maxRow int64) *Reader {
	return &Reader{in: in, comma: comma, max: maxRow, line: 1}
}

// Next returns the next row, valid until the call after it. The error is io.EOF
// behind the last, or that of the stream.
func (r *Reader) Next() (*Row, error) {
	if cap(r.raw) > keepRow {
		r.raw = nil
	}
	r.raw, r.cells = r.raw[:0], r.cells[:0]
	r.row = Row{Line: r.line}
	s := scanner{comma: r.comma}
	lines := 0
	for {
		part, err := r.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		r.raw = append(r.raw, part...)
		s.scan(r.raw)
		whole := !errors.Is(err, bufio.ErrBufferFull)
		if whole {
			lines++
		}
		switch size := int64(len(r.raw)); {
		case size == 0:
			return nil, io.EOF
		case s.quoted() && (size > r.max || whole && err != nil):
			return r.unclosed(lines, whole)
		case size > r.max:
			return r.tooLarge(whole)
		case !whole, s.quoted():
			continue
		case s.stray > 0:
			return r.refuse(lines,
				fmt.Sprintf("in line %d a quote mark inside a quoted cell is not doubled", r.line+bytes.Count(r.raw[:s.stray], []byte("\n")))), nil
		}
		r.line += lines
		r.cut(s.ends)
		r.row.Cells = r.cells
		return &r.row, nil
	}
}

// refuse returns a row that cannot be used.
func (r *Reader) refuse(lines int, problem string) *Row {
	r.row.Problem = problem
	r.line += lines
	r.Damaged = true
	return &r.row
}

// tooLarge passes over the rest of a row that is too large.
func (r *Reader) tooLarge(whole bool) (*Row, error) {
	size := int64(len(r.raw))
	if !whole {
		rest, err := r.skip()
		if err != nil {
			return nil, err
		}
		size += rest
	}
	r.row.TooLarge = true
	return r.refuse(1+bytes.Count(r.raw[:len(r.raw)-1], []byte("\n")), fmt.Sprintf("the row has %d bytes", size)), nil
}

// skip passes over the rest of a line.
func (r *Reader) skip() (size int64, err error) {
	for {
		part, err := r.in.ReadSlice('\n')
		size += int64(len(part))
		switch {
		case err == nil, errors.Is(err, io.EOF):
			return size, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return size, err
		}
	}
}

// unclosed refuses a row with a quote that does not close, and begins again at the
// line behind its first.
func (r *Reader) unclosed(lines int, whole bool) (*Row, error) {
	first := bytes.IndexByte(r.raw, '\n') + 1
	problem := fmt.Sprintf("a quote mark in the row that begins in line %d is never closed", r.line)
	if int64(len(r.raw)) > r.max {
		problem = fmt.Sprintf("a quote mark in the row that begins in line %d is not closed within %d bytes", r.line, r.max)
	}
	if first > 0 && r.again < maxAgain {
		r.again++
		rest := bytes.Clone(r.raw[first:])
		r.in = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), r.in), bufferSize)
		return r.refuse(1, problem), nil
	}
	if !whole {
		if _, err := r.skip(); err != nil {
			return nil, err
		}
		lines++
	}
	if lines > 1 {
		problem += fmt.Sprintf("; with it go the %d lines behind it", lines-1)
	}
	return r.refuse(lines, problem), nil
}

const bufferSize = 64 << 10

// cut makes cells of what lies between the ends that a scanner has found.
func (r *Reader) cut(ends []int) {
	start := 0
	for _, end := range ends {
		r.cells = append(r.cells, unquote(r.raw[start:end]))
		start = end + 1
	}
	last := bytes.TrimSuffix(r.raw[start:], []byte("\n"))
	r.cells = append(r.cells, unquote(bytes.TrimSuffix(last, []byte("\r"))))
}

// unquote returns what a cell holds.
func unquote(cell []byte) []byte {
	if len(cell) < len(`""`) || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return cell
	}
	cell = cell[1 : len(cell)-1]
	if bytes.IndexByte(cell, '"') < 0 {
		return cell
	}
	return bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
}

// scanner finds where the cells of a row end.
type scanner struct {
	comma byte
	at    int // how far it has looked
	state state
	ends  []int // of all cells but the last
	stray int   // where a quote mark stands that is not doubled; 0 nowhere
}

type state uint8

const (
	cellBegins  state = iota
	plain             // in a cell without quotes
	inQuotes          // in a cell with quotes
	behindQuote       // behind a quote in a cell with quotes
)

// scan looks at what was added to a row.
func (s *scanner) scan(raw []byte) {
	for s.at < len(raw) {
		if s.state == inQuotes {
			i := bytes.IndexByte(raw[s.at:], '"')
			if i < 0 {
				s.at = len(raw)
				return
			}
			s.at += i + 1
			s.state = behindQuote
			continue
		}
		c := raw[s.at]
		switch {
		case c == s.comma:
			s.ends = append(s.ends, s.at)
			s.state = cellBegins
		case c == '"' && s.state == cellBegins, c == '"' && s.state == behindQuote:
			s.state = inQuotes
		case c == '\n' || c == '\r':
			// The end of the row; a carriage return before anything else is text.
		case s.state == behindQuote:
			if s.stray == 0 {
				s.stray = s.at
			}
			s.state = inQuotes
		default:
			s.state = plain
		}
		s.at++
	}
}

// quoted reports whether a quote is open.
func (s *scanner) quoted() bool { return s.state == inQuotes }
