// Package sqlite reads the rows of the tables of an SQLite database.
//
// In: a database file that nobody vouches for. Out: its tables with the names of
// their columns, and their rows with what each cell holds.
//
// Laws: the file is only read; no page is visited twice, so that no loop in it is
// without end; one row is in memory at a time; a database in WAL mode is refused,
// since a part of it may lie in another file.
package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

const (
	headerSize = 100
	// maxDepth is above the depth of any b-tree with 2^32 pages.
	maxDepth = 32
)

// The kinds of pages of a b-tree.
const (
	indexInner, tableInner = 2, 5
	indexLeaf, tableLeaf   = 10, 13
)

// errWAL says that a part of the database may lie in another file.
var errWAL = errors.New("it is in WAL mode, in which the newest rows lie in another file; write all of it into one with `sqlite3 FILE \"PRAGMA journal_mode=DELETE\"`")

var errDamaged = errors.New("the database is damaged")

// DB is an open database.
type DB struct {
	Tables []*Table
	Left   []string // tables that are not read: virtual ones, and those without rowid

	r        io.ReaderAt
	pageSize int
	usable   int
	pages    uint32
	encoding uint32
	max      int64
}

// Table is a table of a database.
type Table struct {
	Name    string
	Columns []string

	db    *DB
	root  uint32
	alias int // the column that is the rowid; -1 none
}

// Row is a row of a table.
type Row struct {
	ID int64
	// Values are nil, int64, float64, string or []byte, parallel to Columns.
	Values []any
	Size   int64 // of the row, where it is larger than a row may be; Values is nil then
}

// Open reads the schema of a database of size bytes; a row may have max bytes.
func Open(r io.ReaderAt, size, maxRow int64) (*DB, error) {
	head := make([]byte, headerSize)
	if _, err := r.ReadAt(head, 0); err != nil {
		return nil, fmt.Errorf("read head: %w", errDamaged)
	}
	db := &DB{r: r, pageSize: int(binary.BigEndian.Uint16(head[16:])), encoding: binary.BigEndian.Uint32(head[56:]), max: maxRow}
	if db.pageSize == 1 {
		db.pageSize = 1 << 16
	}
	db.usable = db.pageSize - int(head[20])
	const wal, leastUsable = 2, 480
	switch {
	case head[18] == wal || head[19] == wal:
		return nil, errWAL
	case db.pageSize < 512 || db.pageSize&(db.pageSize-1) != 0 || db.usable < leastUsable || db.encoding > 3:
		return nil, fmt.Errorf("its head does not add up: %w", errDamaged)
	}
	db.pages = uint32(min(size/int64(db.pageSize), math.MaxUint32))
	schema := &Table{Name: "sqlite_schema", Columns: []string{"type", "name", "tbl_name", "rootpage", "sql"}, db: db, root: 1, alias: -1}
	for row, err := range schema.Rows() {
		if err != nil {
			return nil, fmt.Errorf("read the list of tables: %w", err)
		}
		if row.Values != nil {
			db.add(row.Values)
		}
	}
	return db, nil
}

// add notes a table of the schema.
func (db *DB) add(row []any) {
	kind, _ := row[0].(string)
	name, _ := row[1].(string)
	root, _ := row[3].(int64)
	sql, _ := row[4].(string)
	if kind != "table" || strings.HasPrefix(name, "sqlite_") {
		return
	}
	columns, alias, ok := parseColumns(sql)
	if !ok || root <= 1 || root > int64(db.pages) {
		db.Left = append(db.Left, name)
		return
	}
	db.Tables = append(db.Tables, &Table{Name: name, Columns: columns, db: db, root: uint32(root), alias: alias})
}

// page reads a page; at is where its b-tree header begins.
func (db *DB) page(n uint32, buffer []byte) (at int, err error) {
	if n == 0 || n > db.pages {
		return 0, fmt.Errorf("there is no page %d: %w", n, errDamaged)
	}
	if _, err := db.r.ReadAt(buffer, int64(n-1)*int64(db.pageSize)); err != nil {
		return 0, fmt.Errorf("read page %d: %w", n, err)
	}
	if n == 1 {
		at = headerSize
	}
	return at, nil
}

// Rows yields the rows in the order of their rowids. An error ends them.
func (t *Table) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		w := &walk{t: t, yield: yield, seen: make([]byte, t.db.pages/8+1)}
		if err := w.tree(t.root, 0); err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	}
}

var errStopped = errors.New("stopped")

// walk visits a b-tree.
type walk struct {
	t       *Table
	yield   func(*Row, error) bool
	seen    []byte // a bit a page
	buffers [maxDepth][]byte
	payload []byte
	row     Row
}

// visit marks a page; false where it was visited before.
func (w *walk) visit(n uint32) bool {
	if n > w.t.db.pages || w.seen[n/8]&(1<<(n%8)) != 0 {
		return false
	}
	w.seen[n/8] |= 1 << (n % 8)
	return true
}

// tree visits the rows below a page.
func (w *walk) tree(n uint32, depth int) error {
	if depth == maxDepth || !w.visit(n) {
		return fmt.Errorf("page %d stands twice in a table: %w", n, errDamaged)
	}
	if w.buffers[depth] == nil {
		w.buffers[depth] = make([]byte, w.t.db.pageSize)
	}
	page := w.buffers[depth]
	at, err := w.t.db.page(n, page)
	if err != nil {
		return err
	}
	cells, pointers := int(binary.BigEndian.Uint16(page[at+3:])), at+8
	kind := page[at]
	switch kind {
	case tableInner:
		pointers += 4
	case tableLeaf:
	case indexInner, indexLeaf:
		return errors.New("it is a table without rowid, which is not read; copy it with `CREATE TABLE copy AS SELECT * FROM table`")
	default:
		return fmt.Errorf("page %d is no page of a table: %w", n, errDamaged)
	}
	if pointers+2*cells > w.t.db.usable {
		return fmt.Errorf("page %d has %d cells: %w", n, cells, errDamaged)
	}
	for i := range cells {
		cell := int(binary.BigEndian.Uint16(page[pointers+2*i:]))
		if cell+4 > w.t.db.usable {
			return fmt.Errorf("page %d, cell %d lies outside of it: %w", n, i, errDamaged)
		}
		if kind == tableInner {
			err = w.tree(binary.BigEndian.Uint32(page[cell:]), depth+1)
		} else {
			err = w.leaf(page[cell:w.t.db.usable])
		}
		if err != nil {
			return err
		}
	}
	if kind == tableInner {
		return w.tree(binary.BigEndian.Uint32(page[at+8:]), depth+1)
	}
	return nil
}

// leaf reads the row of a cell.
func (w *walk) leaf(cell []byte) error {
	size, n := varint(cell)
	id, m := varint(cell[n:])
	if n == 0 || m == 0 || size < 0 {
		return fmt.Errorf("a row has no size: %w", errDamaged)
	}
	w.row = Row{ID: id}
	payload, err := w.whole(cell[n+m:], size)
	if err != nil {
		return fmt.Errorf("row %d: %w", id, err)
	}
	if payload == nil {
		w.row.Size = size
	} else if w.row.Values, err = w.t.values(payload, id); err != nil {
		return fmt.Errorf("row %d: %w", id, err)
	}
	if !w.yield(&w.row, nil) {
		return errStopped
	}
	return nil
}

// keepPayload is the buffer that is kept from row to row.
const keepPayload = 4 << 20

// whole puts a payload together from its cell and the pages it goes on in; nil
// where it is larger than a row may be.
func (w *walk) whole(local []byte, size int64) ([]byte, error) {
	u := int64(w.t.db.usable)
	most := u - 35
	if size <= most {
		if size > int64(len(local)) {
			return nil, fmt.Errorf("it does not fit into its page: %w", errDamaged)
		}
		return local[:size], nil
	}
	if size > w.t.db.max {
		return nil, nil
	}
	least := (u-12)*32/255 - 23
	inside := least + (size-least)%(u-4)
	if inside > most {
		inside = least
	}
	if inside+4 > int64(len(local)) {
		return nil, fmt.Errorf("it does not fit into its page: %w", errDamaged)
	}
	if cap(w.payload) > keepPayload {
		w.payload = nil
	}
	w.payload = append(w.payload[:0], local[:inside]...)
	next := binary.BigEndian.Uint32(local[inside:])
	page := make([]byte, w.t.db.pageSize)
	for int64(len(w.payload)) < size {
		if !w.visit(next) {
			return nil, fmt.Errorf("page %d stands twice in a table: %w", next, errDamaged)
		}
		if _, err := w.t.db.page(next, page); err != nil {
			return nil, err
		}
		next = binary.BigEndian.Uint32(page)
		w.payload = append(w.payload, page[4:min(u, 4+size-int64(len(w.payload)))]...)
	}
	return w.payload, nil
}

// values decodes a payload. A row that was written before a column was added has none for it.
func (t *Table) values(payload []byte, id int64) ([]any, error) {
	headSize, n := varint(payload)
	if n == 0 || headSize < int64(n) || headSize > int64(len(payload)) {
		return nil, fmt.Errorf("its head does not fit into it: %w", errDamaged)
	}
	head, body := payload[n:headSize], payload[headSize:]
	values := make([]any, len(t.Columns))
	for i := 0; len(head) > 0 && i < len(values); i++ {
		kind, n := varint(head)
		if n == 0 {
			return nil, fmt.Errorf("its head is cut: %w", errDamaged)
		}
		head = head[n:]
		size := serialSize(kind)
		if size < 0 || size > int64(len(body)) {
			return nil, fmt.Errorf("column %s does not fit into it: %w", t.Columns[i], errDamaged)
		}
		values[i] = t.db.value(kind, body[:size])
		body = body[size:]
	}
	if t.alias >= 0 && values[t.alias] == nil {
		values[t.alias] = id
	}
	return values, nil
}

// serialSize is how many bytes a value of a kind has.
func serialSize(kind int64) int64 {
	const firstBlob = 12
	switch {
	case kind < 0:
		return -1
	case kind >= firstBlob:
		return (kind - firstBlob) / 2
	}
	return [...]int64{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1}[kind]
}

func (db *DB) value(kind int64, b []byte) any {
	const float, zero, one, firstBlob = 7, 8, 9, 12
	switch {
	case kind == 0:
		return nil
	case kind == float:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	case kind == zero, kind == one:
		return kind - zero
	case kind >= firstBlob && kind%2 == 0:
		return b
	case kind >= firstBlob:
		return db.text(b)
	}
	n := int64(int8(b[0]))
	for _, c := range b[1:] {
		n = n<<8 | int64(c)
	}
	return n
}

// text returns a string in UTF-8.
func (db *DB) text(b []byte) string {
	order := unicode.LittleEndian
	switch db.encoding {
	case 2:
	case 3:
		order = unicode.BigEndian
	default:
		return string(b)
	}
	out, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

// varint reads an integer of one to nine bytes; n is 0 where it is cut.
func varint(b []byte) (v int64, n int) {
	const longest = 9
	for i, c := range b[:min(len(b), longest)] {
		if i == longest-1 {
			return v<<8 | int64(c), longest
		}
		v = v<<7 | int64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
