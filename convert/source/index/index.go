// Package index matches the rows of a spreadsheet to the pages beside which it lies.
//
// In: a spreadsheet, and pages in reading order. Out: the row of each page, and
// counts of rows and pages without a partner. Laws: matching a row changes no
// doc_id but by the user's own id column; what is counted does not depend on
// the order in which goroutines count.
package index

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/internal/fields"
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
	columns map[string][]fields.Claim // of our fields and match keys
	guesses []fields.Claim
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

// Open reads an index. An error names the file, the column and the remedy.
func Open(file string, opt Options) (*Index, error) {
	s, err := sheet.Read(file)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", file, err)
	}
	x := &Index{path: file, opt: opt, sheet: s, columns: make(map[string][]fields.Claim)}
	if err := x.decide(); err != nil {
		return nil, fmt.Errorf("index %s: %w", file, err)
	}
	if !x.hasKey() {
		return nil, fmt.Errorf("index %s: no column says which page a row is for; "+
			"name one with --index-map path=COLUMN (or sha256, url, doc_id); its columns are %s", file, strings.Join(s.Columns, ", "))
	}
	x.addRows()
	x.Bind(nil)
	x.Reset()
	return x, nil
}

// decide says what every column is for.
func (x *Index) decide() error {
	columns := make([]fields.Column, len(x.sheet.Columns))
	for i, name := range x.sheet.Columns {
		columns[i].Name = name
	}
	for i, cells := range x.sheet.Rows() {
		for at, value := range cells {
			columns[at].Values.Add(value, i+1)
		}
	}
	meaning, err := fields.Decide(columns, fields.Options{In: fields.Index, Map: x.opt.Map, OwnID: x.opt.OwnID, Rows: x.sheet.Len()})
	if err != nil {
		return err
	}
	taken := make(map[string]bool)
	for _, c := range meaning.Claims {
		switch {
		case c.At < 0 && c.Field == fields.OwnID && x.opt.Map[fields.OwnID] == "":
			// --id may name a field of the records.
		case c.At < 0:
			return fmt.Errorf("there is no column %q for %s; its columns are %s; correct --index-map", x.opt.Map[c.Field], c.Field,
				strings.Join(x.sheet.Columns, ", "))
		case fields.IsUser(c.Field):
			x.user = append(x.user, userCell{c.At, schema.UserColumn{Name: c.Field, Type: x.opt.Types[c.Field]}, 0})
			taken[c.Field] = true
		default:
			x.columns[c.Field] = append(x.columns[c.Field], c)
		}
	}
	if err := meaning.CheckDates(fields.Index); err != nil {
		return err
	}
	for _, at := range meaning.Left {
		name := userName(x.sheet.Columns[at], at, taken)
		x.user = append(x.user, userCell{at, schema.UserColumn{Name: name, Type: x.opt.Types[name]}, 0})
	}
	slices.SortStableFunc(x.user, func(a, b userCell) int { return a.cell - b.cell })
	x.guesses = meaning.Guesses()
	return nil
}

// userName makes the name of a user column out of that of a column.
func userName(name string, i int, taken map[string]bool) string {
	base := strings.TrimPrefix(fields.Snake(name), fields.UserPrefix)
	if base == "" {
		base = fmt.Sprintf("column_%d", i+1)
	}
	name = fields.UserPrefix + base
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s%s_%d", fields.UserPrefix, base, n)
	}
	taken[name] = true
	return name
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
			value, _ := x.value(name, cells)
			key := normalKey(kind, value)
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

// value returns the cell of a field, and the claim by which it is one: of
// several columns the first that is filled.
func (x *Index) value(field string, cells []string) (string, *fields.Claim) {
	claims := x.columns[field]
	for i := range claims {
		if c := &claims[i]; strings.TrimSpace(cells[c.At]) != "" {
			return cells[c.At], c
		}
	}
	return "", nil
}

// row reads row i, with findings for cells that cannot be used.
func (x *Index) row(i int32) (*schema.IndexRow, []schema.Finding) {
	cells := x.sheet.Row(int(i))
	get := func(field string) string {
		value, _ := x.value(field, cells)
		return text.Clean(value, false)
	}
	date := func(field string) (value, order string) {
		value, c := x.value(field, cells)
		if c == nil {
			return "", ""
		}
		return text.Clean(value, false), c.Order
	}
	row := &schema.IndexRow{Number: int(i) + 1, URL: get("url"), Last: x.opt.Last}
	var findings []schema.Finding
	invalid := func(field, value, want string) {
		findings = append(findings, schema.Finding{
			Code: schema.FindingFieldInvalid, Field: field,
			Message: fmt.Sprintf("row %d of the index has %q where %s should stand; it was left out", row.Number, text.Head(value, maxShown), want),
		})
	}
	f := &row.Fields
	f.Title, f.Subtitle, f.Publisher, f.Section, f.Language = get("title"), get("subtitle"), get("publisher"), get("section"), get("language")
	f.Authors, f.Keywords = splitList(get("authors"), ";"), splitList(get("keywords"), ";,")
	f.Published, f.PublishedOrder = date("published_at")
	day, order := date("published_date")
	if f.Published == "" {
		f.Published, f.PublishedOrder = day, order
	} else {
		f.PublishedDay = day
	}
	f.Modified, f.ModifiedOrder = date("modified_at")
	if s := get("retrieved_at"); s != "" {
		var known bool
		if row.Retrieved, known = record.Time(s); !known {
			invalid("retrieved_at", s, record.TimeForm)
		}
	}
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

// Guesses lists the columns whose meaning was guessed.
func (x *Index) Guesses() []fields.Claim { return x.guesses }

// splitList splits a cell at any of the separators; nil where it is blank.
func splitList(s, separators string) []string {
	if s == "" {
		return nil
	}
	return sheet.CleanList(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }))
}

// Path returns the path the index was opened by.
func (x *Index) Path() string { return x.path }

// baseName is how the index stands in the summary: its folder is the user's affair.
func (x *Index) baseName() string { return filepath.Base(x.path) }
