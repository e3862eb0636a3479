// Package xlsx reads the rows of the sheets of an Excel workbook.
//
// In: a .xlsx file that nobody vouches for. Out: its sheets, and their rows as
// the text of each cell, dates as 2006-01-02 or 2006-01-02T15:04:05.
//
// Laws: sheets are read from front to back, one row in memory at a time; the
// strings that all sheets share, and what one row may have, are bounded; formulas
// are not computed: a cell has the value that was saved with it.
package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"
)

const (
	// maxColumns is what Excel has.
	maxColumns = 16384
	// sharedTimes is how many records of the largest size the shared strings may take.
	sharedTimes = 4
)

// Book is an open workbook.
type Book struct {
	Sheets []*Sheet

	zip    *zip.Reader
	max    int64
	ratio  int64
	shared []string
	dates  []bool // by style: cells of it are dates
	from04 bool   // days are counted from 1904
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name string
	book *Book
	path string
}

// Row is a row of a sheet.
type Row struct {
	Number int // as Excel shows it
	Cells  []string
}

var errRow = errors.New("a row or string of it is larger than a record may be; raise --max-record to read it")

// errRatio says that a part expands to more than it may.
var errRatio = errors.New("it expands to more than it may; raise --max-ratio if it is to be trusted")

// ratioFloor lets small files pass, whatever their ratio.
const ratioFloor = 16 << 20

// Open reads what the sheets share; a row may have max bytes, and a byte may
// expand to ratio.
func Open(z *zip.Reader, maxRow, ratio int64) (*Book, error) {
	b := &Book{zip: z, max: maxRow, ratio: ratio}
	targets, err := b.relations()
	if err != nil {
		return nil, err
	}
	err = b.each("xl/workbook.xml", func(_ *decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.from04 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if target := targets[attr(e, "id")]; strings.Contains(target, "worksheets/") {
				b.Sheets = append(b.Sheets, &Sheet{Name: attr(e, "name"), book: b, path: target})
			}
		}
		return nil
	})
	if err == nil {
		err = b.readStyles()
	}
	if err == nil {
		err = b.readShared()
	}
	return b, err
}

// relations returns the path of each part that the workbook names.
func (b *Book) relations() (map[string]string, error) {
	targets := make(map[string]string)
	err := b.each("xl/_rels/workbook.xml.rels", func(_ *decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = "xl/" + target
			}
			targets[attr(e, "Id")] = strings.TrimPrefix(path.Clean(target), "/")
		}
		return nil
	})
	return targets, err
}

// readStyles notes which styles are those of dates.
func (b *Book) readStyles() error {
	own := make(map[string]bool)
	inCells := false
	return b.optional("xl/styles.xml", func(_ *decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			own[attr(e, "numFmtId")] = isDate(attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := attr(e, "numFmtId")
				b.dates = append(b.dates, own[id] || builtinDates[id])
			}
		}
		return nil
	})
}

// builtinDates are the numbers of the formats of dates that every workbook has.
var builtinDates = map[string]bool{"14": true, "15": true, "16": true, "17": true, "22": true}

// isDate reports whether a format shows the day or the year of a date.
func isDate(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[' || c == ']':
			bracket = c == '['
		case !bracket && strings.IndexByte("dDyY", c) >= 0:
			return true
		}
	}
	return false
}

// readShared reads the strings that all sheets share.
func (b *Book) readShared() error {
	var size int64
	return b.optional("xl/sharedStrings.xml", func(d *decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := d.text("si")
		if size += int64(len(s)) + 16; err == nil && size > sharedTimes*b.max {
			err = fmt.Errorf("its strings take more than %d bytes; save the sheets as CSV", sharedTimes*b.max)
		}
		b.shared = append(b.shared, s)
		return err
	})
}

// Rows yields the rows of the sheet. An error ends them.
func (s *Sheet) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		last := 0
		err := s.book.each(s.path, func(d *decoder, e xml.StartElement) error {
			if e.Name.Local != "row" {
				return nil
			}
			last++
			if n, err := strconv.Atoi(attr(e, "r")); err == nil && n >= last {
				last = n
			}
			row := &Row{Number: last}
			if err := s.book.cells(d, row); err != nil {
				return fmt.Errorf("row %d: %w", last, err)
			}
			if !yield(row, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	}
}

var errStopped = errors.New("stopped")

// cells reads the cells of a row.
func (b *Book) cells(d *decoder, row *Row) error {
	size := int64(0)
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			at := column(attr(e, "r"), len(row.Cells))
			if at >= maxColumns {
				return errors.New("it has more columns than Excel has")
			}
			value, err := d.cell()
			if err != nil {
				return err
			}
			for len(row.Cells) <= at {
				row.Cells = append(row.Cells, "")
			}
			row.Cells[at] = b.value(attr(e, "t"), attr(e, "s"), value)
			if size += int64(len(row.Cells[at])); size > b.max {
				return errRow
			}
		}
	}
}

// column reads the letters of "BC12"; next where there are none.
func column(ref string, next int) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= maxColumns; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// value turns what is stored for a cell into its text.
func (b *Book) value(kind, style, stored string) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(stored); err == nil && i >= 0 && i < len(b.shared) {
			return b.shared[i]
		}
		return ""
	case "b":
		return map[string]string{"1": "true", "0": "false"}[stored]
	case "e":
		return "" // #N/A and the like
	case "", "n":
		if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(b.dates) && b.dates[i] {
			return b.day(stored)
		}
	}
	return stored
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// optional is each for a part that a workbook need not have.
func (b *Book) optional(name string, visit func(*decoder, xml.StartElement) error) error {
	err := b.each(name, visit)
	if errors.Is(err, errNoPart) {
		return nil
	}
	return err
}

var errNoPart = errors.New("it is not there")

// each visits the elements of a part.
func (b *Book) each(name string, visit func(*decoder, xml.StartElement) error) error {
	for _, f := range b.zip.File {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		defer in.Close() // it was only read
		d := newDecoder(&unpacked{in, max(ratioFloor, b.ratio*int64(min(f.CompressedSize64, 1<<40)))}, b.max)
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read %s: %w", name, err)
			}
			if e, is := token.(xml.StartElement); is {
				if err := visit(d, e); err != nil {
					return err
				}
			}
		}
	}
	return fmt.Errorf("%s: %w", name, errNoPart)
}
