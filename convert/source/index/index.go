// Package index matches the rows of a spreadsheet to the pages beside which it lies.
//
// In: a spreadsheet, and pages in reading order. Out: the row of each page, and
// counts of rows and pages without a partner. Laws: matching a row changes no
// doc_id but by the user's own id column; what is counted does not depend on
// the order in which goroutines count.
package index

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say how the columns of an index are read. The zero value works
// where the columns have our names.
type Options struct {
	// Map names the column for a field: Map["title"] = "Headline",
	// Map["published_date"] = "Date:dmy", Map["x_wave"] = "Wave". Match keys
	// are path, sha256, url and doc_id.
	Map   map[string]string
	Last  bool                   // the page ranks before the index
	Types map[string]schema.Type // of user columns x_*; utf8 where not named
	OwnID string                 // the column that is the doc_id, if the index has it
}

// maxShown cuts a cell in a message.
const maxShown = 60

// Index is the spreadsheet beside the pages. Matching is in reading order, the
// look-up by canonical URL may run in any goroutine.
type Index struct {
	path    string
	opt     Options
	sheet   *sheet.Sheet
	columns map[string]int    // of our fields and match keys
	orders  map[string]string // declared orders of date fields
	user    []userCell
	width   int // of Fields.User

	keys  [keyKinds]map[string]int32 // normalised key -> first row
	later map[int32][]int32          // first row -> rows with the same key
	names map[string]*fileName       // last elements of paths in the index

	mu    sync.Mutex // the counts come from the reader and from the end of the run
	state []rowState
	lost  int64 // pages without a row
}

// userCell is a column of the index that becomes a user column.
type userCell struct {
	cell   int // in the sheet
	column schema.UserColumn
	place  int // in Fields.User
}

// fileName is the last element of a path in the index.
type fileName struct {
	row   int32
	rows  int // rows that name it
	files int // files of the run that have it
}

type rowState uint8

const (
	rowFree      rowState = iota
	rowDuplicate          // an earlier row has the page
	rowMatched
)

// The kinds of keys that match rows to pages.
const (
	keyPath = iota
	keySHA256
	keyDocID
	keyURL
	keyKinds
)

// keyNames are the names of the match keys in a map, by kind.
var keyNames = [keyKinds]string{"path", "sha256", "doc_id", "url"}

// indexFields are the fields a column of the index may give.
var indexFields = []string{
	"title", "subtitle", "authors", "publisher", "section", "language", "keywords", "published_date", "published_at", "modified_at",
}

// aliases are other names under which a column is recognised without a map.
var aliases = map[string]string{
	"file": "path", "filename": "path", "file_name": "path", "file_path": "path", "source_uri": "path", "source_sha256": "sha256", "author": "authors",
}

// dateOrders are the orders that may be declared behind a column.
var dateOrders = []string{"dmy", "mdy", "ymd"}

// Open reads an index. An error names the file, the column and the remedy.
func Open(file string, opt Options) (*Index, error) {
	s, err := sheet.Read(file)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", file, err)
	}
	x := &Index{path: file, opt: opt, sheet: s, columns: make(map[string]int), orders: make(map[string]string)}
	used := make(map[int]bool)
	for _, ours := range slices.Sorted(maps.Keys(opt.Map)) {
		if err := x.mapColumn(ours, opt.Map[ours], used); err != nil {
			return nil, fmt.Errorf("index %s: %w", file, err)
		}
	}
	x.mapByName(used)
	if !x.hasKey() {
		return nil, fmt.Errorf("index %s: no column says which page a row is for; name one with --index-map path=COLUMN (or sha256, url, doc_id); its columns are %s",
			file, strings.Join(s.Columns, ", "))
	}
	x.addRows()
	x.Bind(nil)
	x.Reset()
	return x, nil
}

// mapColumn maps a column to a field as the user says.
func (x *Index) mapColumn(ours, theirs string, used map[int]bool) error {
	isUser := strings.HasPrefix(ours, record.UserPrefix) && len(ours) > len(record.UserPrefix)
	if !isUser && !slices.Contains(indexFields, ours) && !slices.Contains(keyNames[:], ours) {
		return fmt.Errorf("unknown field %q in --index-map; known are %s, %s and user columns %sname",
			ours, strings.Join(keyNames[:], ", "), strings.Join(indexFields, ", "), record.UserPrefix)
	}
	column, order := x.find(theirs), ""
	if name, suffix, found := cutLast(theirs, ":"); column < 0 && found {
		column, order = x.find(name), suffix
		if column >= 0 && (!slices.Contains(dateOrders, order) || !isDate(ours)) {
			return fmt.Errorf("%s=%s: the order of a date is one of %s, for published_date, published_at or modified_at", ours, theirs, strings.Join(dateOrders, ", "))
		}
	}
	if column < 0 {
		return fmt.Errorf("there is no column %q for %s; its columns are %s; correct --index-map", theirs, ours, strings.Join(x.sheet.Columns, ", "))
	}
	used[column] = true
	if isUser {
		x.user = append(x.user, userCell{column, schema.UserColumn{Name: ours, Type: x.opt.Types[ours]}, 0})
		return nil
	}
	x.columns[ours] = column
	if order != "" {
		x.orders[ours] = order
	}
	return nil
}

func isDate(field string) bool {
	return field == "published_date" || field == "published_at" || field == "modified_at"
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// find returns the position of a column, in any case where none is exact; -1 where there is none.
func (x *Index) find(name string) int {
	if i := slices.Index(x.sheet.Columns, name); i >= 0 {
		return i
	}
	return slices.IndexFunc(x.sheet.Columns, func(c string) bool { return strings.EqualFold(c, name) })
}

// mapByName maps the columns that have our names; the others become user columns.
func (x *Index) mapByName(used map[int]bool) {
	if i := x.find(x.opt.OwnID); x.opt.OwnID != "" && i >= 0 {
		x.columns[record.OwnID] = i
		used[i] = true
	}
	taken := make(map[string]bool)
	for _, u := range x.user {
		taken[u.column.Name] = true
	}
	for i, name := range x.sheet.Columns {
		if used[i] {
			continue
		}
		ours := snake(name)
		if other, found := aliases[ours]; found {
			ours = other
		}
		_, known := x.columns[ours]
		if !known && (slices.Contains(indexFields, ours) || slices.Contains(keyNames[:], ours)) {
			x.columns[ours] = i
			continue
		}
		name = userName(name, i, taken)
		x.user = append(x.user, userCell{i, schema.UserColumn{Name: name, Type: x.opt.Types[name]}, 0})
	}
	slices.SortStableFunc(x.user, func(a, b userCell) int { return a.cell - b.cell })
}

// userName makes the name of a user column out of that of a column.
func userName(name string, i int, taken map[string]bool) string {
	base := strings.TrimPrefix(snake(name), record.UserPrefix)
	if base == "" {
		base = fmt.Sprintf("column_%d", i+1)
	}
	name = record.UserPrefix + base
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s%s_%d", record.UserPrefix, base, n)
	}
	taken[name] = true
	return name
}

// snake writes a name in lower case, with "_" for all that is no letter or digit.
func snake(name string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "_")
}

func (x *Index) hasKey() bool {
	for _, name := range keyNames {
		if _, found := x.columns[name]; found {
			return true
		}
	}
	return false
}

// addRows enters every row under its keys.
func (x *Index) addRows() {
	for kind := range x.keys {
		x.keys[kind] = make(map[string]int32)
	}
	x.later, x.names = make(map[int32][]int32), make(map[string]*fileName)
	for i, cells := range x.sheet.Rows() {
		row := int32(i)
		for kind, name := range keyNames {
			column, found := x.columns[name]
			if !found {
				continue
			}
			key := normalKey(kind, cells[column])
			if key == "" {
				continue
			}
			if first, taken := x.keys[kind][key]; taken {
				x.later[first] = append(x.later[first], row)
			} else {
				// A cell is a slice of its row: the key must not keep all of it.
				key = strings.Clone(key)
				x.keys[kind][key] = row
			}
			if kind == keyPath {
				x.addName(path.Base(key), row)
			}
		}
	}
}

func (x *Index) addName(base string, row int32) {
	if n := x.names[base]; n != nil {
		n.rows++
		return
	}
	x.names[strings.Clone(base)] = &fileName{row: row, rows: 1}
}

// normalKey brings a key into the form in which cells and pages are compared:
// paths may be in NFD or have backslashes, URLs differ in scheme, case of the
// host, fragment and last slash.
func normalKey(kind int, s string) string {
	s = strings.TrimSpace(s)
	switch kind {
	case keyPath:
		s = norm.NFC.String(strings.ReplaceAll(s, `\`, "/"))
		return strings.TrimLeft(strings.TrimPrefix(s, "./"), "/")
	case keyURL:
		return normalURL(s)
	}
	return strings.ToLower(s)
}

func normalURL(s string) string {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s = s[:i]
	}
	if _, rest, found := strings.Cut(s, "://"); found {
		s = rest
	}
	host, rest, _ := strings.Cut(s, "/")
	return strings.TrimRight(strings.ToLower(host)+"/"+rest, "/")
}

// Bind joins the user columns of records and of the index and says where the
// values of the index stand among them.
func (x *Index) Bind(columns []schema.UserColumn) []schema.UserColumn {
	for i := range x.user {
		u := &x.user[i]
		u.place = slices.IndexFunc(columns, func(c schema.UserColumn) bool { return c.Name == u.column.Name })
		if u.place < 0 {
			u.place = len(columns)
			columns = append(columns, u.column)
		}
	}
	x.width = len(columns)
	return columns
}

// row reads row i, with findings for cells that cannot be used.
func (x *Index) row(i int32) (*schema.IndexRow, []schema.Finding) {
	cells := x.sheet.Row(int(i))
	get := func(field string) string {
		if column, found := x.columns[field]; found {
			return text.Clean(cells[column], false)
		}
		return ""
	}
	row := &schema.IndexRow{Number: int(i) + 1, URL: get("url"), Last: x.opt.Last}
	var findings []schema.Finding
	invalid := func(field, value, want string) {
		findings = append(findings, schema.Finding{
			Code: schema.FindingFieldInvalid, Field: field,
			Message: fmt.Sprintf("row %d of the index has %q where %s should stand; it was left out", row.Number, text.Head(value, maxShown), want),
		})
	}
	date := func(field string) string {
		value := get(field)
		if value == "" || x.orders[field] != "" || isISO(value) {
			return value
		}
		invalid(field, value, "a date like 2006-01-02 (or declare its order: --index-map "+field+"=COLUMN:dmy)")
		return ""
	}
	f := &row.Fields
	f.Title, f.Subtitle, f.Publisher, f.Section, f.Language = get("title"), get("subtitle"), get("publisher"), get("section"), get("language")
	f.Authors, f.Keywords = splitList(get("authors"), ";"), splitList(get("keywords"), ";,")
	f.Published, f.PublishedOrder = date("published_at"), x.orders["published_at"]
	if f.Published == "" {
		f.Published, f.PublishedOrder = date("published_date"), x.orders["published_date"]
	}
	f.Modified = date("modified_at")
	if x.width > 0 {
		f.User = make([]schema.Value, x.width)
	}
	for _, u := range x.user {
		v, err := sheet.Value(u.column.Type, cells[u.cell])
		if err != nil {
			invalid(u.column.Name, cells[u.cell], err.Error())
		}
		f.User[u.place] = v
	}
	return row, findings
}

// splitList splits a cell at any of the separators; nil where it is blank.
func splitList(s, separators string) []string {
	if s == "" {
		return nil
	}
	return sheet.CleanList(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }))
}

// isISO reports whether a date begins with a year: 2006, 2006-01, 2006-01-02, 2006-01-02T15:04:05Z.
func isISO(s string) bool {
	const layout = "dddd-dd-dd"
	n := min(len(s), len(layout))
	for i := range n {
		if digit := s[i] >= '0' && s[i] <= '9'; digit != (layout[i] == 'd') || !digit && s[i] != '-' {
			return false
		}
	}
	return n == len("2006") || n == len("2006-01") || n == len(layout)
}

// Path returns the path the index was opened by.
func (x *Index) Path() string { return x.path }

// baseName is how the index stands in the summary: its folder is the user's affair.
func (x *Index) baseName() string { return filepath.Base(x.path) }
