// Package sheet reads a spreadsheet that was saved as text.
//
// In: a .csv, .tsv or .jsonl file as people save them: with ; or tab, a byte
// order mark, in windows-1252 or UTF-16. Out: its columns and rows as strings.
// Laws: a row is as long as the columns; rows are kept as the bytes of the file
// and read again when asked for, so memory is about the size of the file; Row
// may be called from several goroutines.
package sheet

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
)

// ListSeparator joins the items of a list in a JSON row into one cell.
const ListSeparator = "; "

// maxColumns bounds the fields of JSON rows: more are no spreadsheet.
const maxColumns = 4096

// Sheet is a spreadsheet.
type Sheet struct {
	Columns []string
	Charset string // of the file
	SHA256  string // of the file

	body   []byte
	starts []int // of the rows in body, and the end of the last
	comma  rune  // 0: JSON lines
	places map[string]int
}

// Read reads the spreadsheet at path. Its errors name what is wrong and the remedy.
func Read(path string) (*Sheet, error) {
	body, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("it does not exist; check the path")
	case err != nil:
		return nil, err
	}
	return Parse(body)
}

// Parse reads the spreadsheet in body and keeps it.
func Parse(body []byte) (*Sheet, error) {
	what := sniff.Head(body[:min(len(body), sniff.HeadSize)])
	switch what.Kind {
	case sniff.Empty:
		return nil, errors.New("it is empty; export it again")
	case sniff.Text, sniff.Table, sniff.HTML, sniff.Lines, sniff.Record: // cells may hold markup
	default:
		return nil, fmt.Errorf("it is %s and no table as text; save it as \"CSV UTF-8\" and name that file", what.Name)
	}
	sum := sha256.Sum256(body)
	d := charset.Decode(body, "", false)
	s := &Sheet{body: d.Body, Charset: d.Name, SHA256: hex.EncodeToString(sum[:])}
	if what.Kind == sniff.Lines || what.Kind == sniff.Record {
		return s, s.indexLines()
	}
	return s, s.indexCSV()
}

// Len returns the number of rows below the header.
func (s *Sheet) Len() int { return len(s.starts) - 1 }

// Row returns the cells of row i, from 0, in the order of Columns.
func (s *Sheet) Row(i int) []string { return s.row(i, bufio.NewReader(nil)) }

// Rows yields every row with its number, from 0.
func (s *Sheet) Rows() iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		buffer := bufio.NewReader(nil)
		for i := range s.Len() {
			if !yield(i, s.row(i, buffer)) {
				return
			}
		}
	}
}

func (s *Sheet) row(i int, buffer *bufio.Reader) []string {
	raw := s.body[s.starts[i]:s.starts[i+1]]
	cells := make([]string, len(s.Columns))
	if s.comma == 0 {
		// The line was read before, so it has no error.
		_ = jsonline.Object(raw, func(key, value []byte) error {
			cells[s.places[string(key)]] = cell(value)
			return nil
		})
		return cells
	}
	buffer.Reset(bytes.NewReader(raw))
	if row, err := s.reader(buffer).Read(); err == nil {
		copy(cells, row)
	}
	return cells
}

func (s *Sheet) reader(in io.Reader) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma, r.FieldsPerRecord = s.comma, -1
	return r
}

// indexCSV finds the columns and where every row begins.
func (s *Sheet) indexCSV() error {
	comma, stated := delimited.Delimiter(s.body)
	s.comma, s.body = rune(comma), s.body[stated:]
	r := s.reader(bytes.NewReader(s.body))
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return csvError(err)
	}
	for _, name := range header {
		s.Columns = append(s.Columns, strings.TrimSpace(name))
	}
	for {
		start := int(r.InputOffset())
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			s.starts = append(s.starts, start)
			return nil
		}
		if err != nil {
			return csvError(err)
		}
		if len(row) > len(s.Columns) && !blank(row[len(s.Columns):]) {
			line, _ := r.FieldPos(0)
			return fmt.Errorf("line %d has %d cells, the header %d; quote cells that hold %q, or export it again", line, len(row),
				len(s.Columns), s.comma)
		}
		if !blank(row) { // spreadsheets end in rows of empty cells
			s.starts = append(s.starts, start)
		}
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func csvError(err error) error {
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("line %d: %w; put cells with quote marks into quotes and double them, or export it again", parse.Line, parse.Err)
	}
	return err
}

// indexLines finds the columns of JSON lines and where every row begins.
func (s *Sheet) indexLines() error {
	s.places = make(map[string]int)
	end := 0
	for n := 1; end < len(s.body); n++ {
		start := end
		if i := bytes.IndexByte(s.body[start:], '\n'); i >= 0 {
			end = start + i + 1
		} else {
			end = len(s.body)
		}
		line := s.body[start:end]
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := jsonline.Object(line, s.column); err != nil {
			return fmt.Errorf("line %d: %w; write one JSON object a line", n, err)
		}
		s.starts = append(s.starts, start)
	}
	s.starts = append(s.starts, end)
	return nil
}

// column notes the field of a JSON row as a column, in order of appearance.
func (s *Sheet) column(key, _ []byte) error {
	if _, known := s.places[string(key)]; known {
		return nil
	}
	if len(s.Columns) == maxColumns {
		return fmt.Errorf("there are more than %d different fields", maxColumns)
	}
	s.places[string(key)] = len(s.Columns)
	s.Columns = append(s.Columns, string(key))
	return nil
}

// cell turns a JSON value into the text of a cell.
func cell(value []byte) string {
	switch value[0] {
	case '"':
		return string(jsonline.Unquote(value))
	case 'n':
		return ""
	case '[':
		var items []string
		if json.Unmarshal(value, &items) == nil {
			return strings.Join(items, ListSeparator)
		}
	}
	return string(value)
}
