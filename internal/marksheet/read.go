package marksheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// maxBytes is above what a million marks need.
const maxBytes = 256 << 20

// Table is the rows of a CSV.
type Table struct {
	Names []string
	Rows  []Row
	at    map[string]int
}

// Row is a row of a CSV that is not empty.
type Row struct {
	Line  int
	cells []string
}

// ErrEmpty means that a file has no first line.
var ErrEmpty = errors.New("it is empty")

// Read reads a CSV as dsbuild wrote it, or as a spreadsheet saved it: in UTF-8, UTF-16 or the charset
// of Windows, with commas, semicolons or tabs.
func Read(r io.Reader) (*Table, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxBytes:
		return nil, fmt.Errorf("it has more than %d MiB; a sheet is smaller", maxBytes>>20)
	}
	if body, err = inUTF8(body); err != nil {
		return nil, err
	}
	in := csv.NewReader(bytes.NewReader(body))
	in.FieldsPerRecord = -1
	in.Comma = separator(body)
	names, err := in.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, ErrEmpty
	case err != nil:
		return nil, err
	}
	t := &Table{Names: trimmed(names), at: map[string]int{}}
	for i, n := range t.Names {
		if _, twice := t.at[n]; twice && n != "" {
			return nil, fmt.Errorf("its first line names the column %s twice", n)
		}
		t.at[n] = i
	}
	for {
		cells, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return nil, err
		}
		if slices.ContainsFunc(cells, func(s string) bool { return s != "" }) {
			line, _ := in.FieldPos(0)
			t.Rows = append(t.Rows, Row{line, trimmed(cells)})
		}
	}
}

// Has reports whether the first line names a column.
func (t *Table) Has(name string) bool { _, ok := t.at[name]; return ok }

// Cell returns a cell without the spaces around it, "" where the row has none.
func (t *Table) Cell(r *Row, name string) string {
	if i, ok := t.at[name]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, s := range cells {
		out[i] = strings.TrimSpace(s)
	}
	return out
}

// inUTF8 makes the text UTF-8 without its mark. What is neither that nor UTF-16 comes from Windows.
func inUTF8(body []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(body)
	case !utf8.Valid(body):
		return charmap.Windows1252.NewDecoder().Bytes(body)
	}
	return bytes.TrimPrefix(body, []byte("\ufeff")), nil
}

// separator is what stands between the names of the first line.
func separator(body []byte) rune {
	line, _, _ := bytes.Cut(body, []byte("\n"))
	for _, comma := range []rune{';', '\t'} {
		if !bytes.ContainsRune(line, ',') && bytes.ContainsRune(line, comma) {
			return comma
		}
	}
	return ','
}
