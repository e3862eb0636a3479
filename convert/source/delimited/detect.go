package delimited

import (
	"bufio"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/internal/fields"
)

// Form is how a table is written.
type Form struct {
	Comma  byte
	Header bool // the first row has the names of the columns
	// Stated is the length of a first line "sep=;", with which Excel states the delimiter.
	Stated int
}

const (
	commas = ",;\t|"
	// maxName is longer than names of columns are.
	maxName = 64
	// maxWords are the words of a name of a column; a sentence has more.
	maxWords = 4
	// enoughRows of one width are no chance where nothing else tells a table.
	enoughRows = 3
	// textColumns is how many columns commas must part where nothing else tells
	// a table: a text may have the same two commas in three lines.
	textColumns = 4
)

// Detect tells whether text is a table by its beginning; whole says that there is no more.
func Detect(head []byte, whole bool) (Form, bool) {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if comma, n := separatorLine(head); n > 0 {
		return Form{Comma: comma, Header: true, Stated: n}, true
	}
	best, width := Form{}, 0
	for i := range len(commas) {
		rows, cut := sample(head, commas[i], whole)
		if len(rows) == 0 {
			continue
		}
		header, ok := judge(rows, cut, commas[i])
		if ok && len(rows[0]) > width {
			best, width = Form{Comma: commas[i], Header: header}, len(rows[0])
		}
	}
	return best, width > 0
}

// headSize is how much of a table that is known to be one tells how it is written.
const headSize = 64 << 10

// Delimiter returns what parts the cells of a table, and the length of a line that
// states it. Where the rows do not tell, it is what stands most often in the first.
func Delimiter(table []byte) (comma byte, stated int) {
	if form, ok := Detect(table[:min(len(table), headSize)], len(table) <= headSize); ok {
		return form.Comma, form.Stated
	}
	var counts [len(commas)]int
	quoted := false
	for _, c := range table {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' || c == '\r' {
			break
		}
		if i := strings.IndexByte(commas, c); i >= 0 {
			counts[i]++
		}
	}
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return commas[best], 0
}

// separatorLine reads the line "sep=;".
func separatorLine(head []byte) (comma byte, size int) {
	line, _, found := bytes.Cut(head, []byte("\n"))
	stated, is := bytes.CutPrefix(bytes.TrimRight(line, "\r"), []byte("sep="))
	if !found || !is || len(stated) != 1 {
		return 0, 0
	}
	return stated[0], len(line) + 1
}

// sample returns the whole rows of the beginning. cut says that the beginning
// of another row stands behind them.
func sample(head []byte, comma byte, whole bool) (rows [][]string, cut bool) {
	if !whole {
		// The last row may go on behind the beginning: a mark that it cannot have closes none.
		head = append(bytes.Clone(head), 0)
	}
	lines := bytes.Count(head, []byte("\n")) + 1
	r := NewReader(bufio.NewReaderSize(bytes.NewReader(head), len(head)+1), comma, int64(len(head)))
	if !whole {
		r.again = maxAgain // a quote may close behind the beginning
	}
	for {
		row, err := r.Next()
		if err != nil {
			return rows, false
		}
		ends := !whole && r.line > lines // it has no end of its own
		if row.Problem != "" {
			if ends {
				return rows, true
			}
			continue
		}
		if ends {
			return rows, true
		}
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = string(c)
		}
		if !Blank(cells) {
			rows = append(rows, cells)
		}
	}
}

// Blank reports whether no cell has anything in it.
func Blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// judge tells a table from text by its first rows, and whether it has a header.
func judge(rows [][]string, cut bool, comma byte) (header, ok bool) {
	width, same := len(rows[0]), 0
	for _, row := range rows {
		if len(row) == width {
			same++
		}
	}
	if width < 2 {
		return false, addresses(rows, cut)
	}
	names, known := names(rows[0])
	likely := comma != ',' || width > 2 || len(rows) >= enoughRows // a text has commas too
	switch most := 2*(same-1) > len(rows)-1; {
	case names && known >= 2 && (most || len(rows) == 1):
		return true, len(rows) > 1 || cut || known == width
	case same < len(rows):
		return false, false
	case names && known == 1 && len(rows) > 1 && likely:
		return true, true
	case comma == '\t' && IsTrafilatura(rows[0]):
		return false, true
	case tabular(rows):
		return names && !slices.ContainsFunc(rows[0], value), true
	case comma == '\t' && width > 2 && len(rows) > 1, width > 2 && (comma != ',' || width >= textColumns) && len(rows) >= enoughRows:
		return names && !slices.ContainsFunc(rows[0], value), true
	}
	return false, false
}

// tabular reports whether figures make rows of one width a table that no name of a column
// does: all of them are figures, or a column is under its name, which no text is line by line.
func tabular(rows [][]string) bool {
	if len(rows) < 2 {
		return false
	}
	const digits = "0123456789"
	all, one := true, false
	numbered := strings.ContainsAny(strings.Join(rows[0], ""), digits)
	for column, name := range rows[0] {
		figures := !slices.ContainsFunc(rows[1:], func(row []string) bool { return !figure(row[column]) })
		all = all && figures
		one = one || figures && !numbered && strings.TrimSpace(name) != ""
	}
	return all || one && len(rows) > enoughRows
}

// figure reports whether a cell is a number or date in figures, or empty.
func figure(s string) bool {
	other := func(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(commas[1:], r) }
	return !strings.ContainsFunc(s, other) && (strings.ContainsAny(s, "0123456789") || strings.TrimSpace(s) == "")
}

// addresses reports whether every line is an address: a list of pages that nobody fetched.
func addresses(rows [][]string, cut bool) bool {
	return (len(rows) > 1 || cut) && !slices.ContainsFunc(rows, func(row []string) bool { return len(row) != 1 || !address(row[0]) })
}

func address(s string) bool {
	s = strings.TrimSpace(s)
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && !strings.ContainsAny(s, " \t")
}

// value reports whether a cell is a value, and no name of a column.
func value(s string) bool {
	s = strings.TrimSpace(s)
	_, err := strconv.ParseFloat(s, 64)
	return err == nil || address(s) || s == ""
}

// names reports whether cells can be the names of columns, and how many of them
// are names under which scrapers write a field.
func names(cells []string) (ok bool, known int) {
	seen := make(map[string]bool)
	for i, c := range cells {
		c = strings.TrimSpace(c)
		switch {
		case c == "" && i == 0: // the index that pandas writes
			continue
		case c == "", len(c) > maxName, seen[c], address(c), len(strings.Fields(c)) > maxWords, strings.ContainsAny(c, "\n<>"):
			return false, 0
		}
		seen[c] = true
		if fields.Known(c) {
			known++
		}
	}
	return true, known
}

// longCell is longer than any name of a column that people write.
const longCell = 200

// IsRow reports whether cells are a row and cannot be the names of columns: one is an
// address or long.
func IsRow(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool { return address(c) || len(c) > longCell })
}

// IsHeader reports whether cells can be the names of columns, and one is a name under
// which scrapers write a field.
func IsHeader(cells []string) bool {
	ok, known := names(cells)
	return ok && known > 0 && len(cells) > 1
}

// Trafilatura are the columns of its CSV, which has no header.
var Trafilatura = []string{"url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license", "pagetype"}

// IsTrafilatura reports whether a row is one that trafilatura writes: eleven
// cells, an address and the 16 hexadecimal digits of the text's fingerprint among them.
func IsTrafilatura(row []string) bool {
	const address, print, digits = 0, 2, 16
	if len(row) != len(Trafilatura) || len(row[print]) != digits || !value(row[address]) && row[address] != "null" {
		return false
	}
	_, err := strconv.ParseUint(row[print], 16, 64)
	return err == nil
}

// Names makes names of columns of a header, each once, or of their places.
func Names(header []string, width int) []string {
	list := make([]string, width)
	seen := make(map[string]bool)
	for i := range list {
		name := ""
		if i < len(header) {
			name = strings.TrimSpace(header[i])
		}
		if name == "" {
			name = "column_" + strconv.Itoa(i+1)
		}
		list[i] = name
		for n := 2; seen[list[i]]; n++ {
			list[i] = name + "." + strconv.Itoa(n)
		}
		seen[list[i]] = true
	}
	return list
}
