package table

import (
	"archive/zip"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/convert/source/xlsx"
	"github.com/dsbuild/dsbuild/schema"
)

// XLSX reads the sheets of a workbook of size bytes; a row may have max bytes,
// and a byte may expand to ratio. The first row of a sheet has the names of its columns,
// or one behind lines about the sheet; where it is a record, the columns have none.
func XLSX(r io.ReaderAt, size, maxRow, ratio int64) (iter.Seq2[*Table, error], error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("open the workbook: %w", err)
	}
	book, err := xlsx.Open(z, maxRow, ratio)
	if err != nil {
		return nil, err
	}
	return func(yield func(*Table, error) bool) {
		for _, s := range book.Sheets {
			t, err := sheet(s)
			if t == nil && err == nil {
				continue // it is empty
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}, nil
}

// maxAbove is how many lines about a sheet may stand above the names of its columns.
const maxAbove = 10

func filled(cells []string) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// sheet reads the names of the columns of a sheet; nil where it has no rows.
func sheet(s *xlsx.Sheet) (*Table, error) {
	t := &Table{Format: schema.FormatXLSX, Kind: "an Excel workbook", Name: s.Name, Charset: utf8Name, CharsetFrom: "utf8"}
	var top []*xlsx.Row
	for row, err := range s.Rows() {
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
		}
		if delimited.Blank(row.Cells) {
			continue
		}
		top = append(top, &xlsx.Row{Number: row.Number, Cells: slices.Clone(row.Cells)})
		if filled(row.Cells) > 1 || len(top) == maxAbove {
			break
		}
	}
	if len(top) == 0 {
		return nil, nil
	}
	names := top[0]
	if last := top[len(top)-1]; delimited.IsHeader(last.Cells) {
		names = last
	}
	header, width := names.Number, len(names.Cells)
	if delimited.IsRow(names.Cells) {
		header, names = names.Number-1, &xlsx.Row{}
	}
	t.Columns = delimited.Names(names.Cells, width)
	t.Rows = func(yield func(*Row, error) bool) {
		o := newObject(t.Columns)
		for from, err := range s.Rows() {
			if err != nil {
				yield(nil, err)
				return
			}
			if from.Number <= header || delimited.Blank(from.Cells) {
				continue
			}
			if !yield(sheetRow(t, o, from), nil) {
				return
			}
		}
	}
	return t, nil
}

func sheetRow(t *Table, o *object, from *xlsx.Row) *Row {
	row := &Row{Record: t.Name + "!" + strconv.Itoa(from.Number)}
	if n := len(t.Columns); len(from.Cells) > n && !delimited.Blank(from.Cells[n:]) {
		row.Problem = fmt.Sprintf("the row has %d cells, and the sheet %d columns with names", len(from.Cells), n)
		return row
	}
	row.JSON = o.row(func(out []byte, column int) []byte {
		if column >= len(from.Cells) || strings.TrimSpace(from.Cells[column]) == "" {
			return out
		}
		return jsonline.AppendString(out, []byte(from.Cells[column]))
	})
	return row
}
