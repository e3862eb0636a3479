package parquetfile

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"
)

// checkStored checks the Arrow schema that a file repeats in its metadata: pandas
// and polars refuse the whole file where they cannot decode it.
func checkStored(encoded string, derived *arrow.Schema) error {
	stored, err := decodeStored(encoded)
	switch {
	case err != nil:
		return err
	case stored.NumFields() != derived.NumFields():
		return fmt.Errorf("it has %d columns, the file %d", stored.NumFields(), derived.NumFields())
	}
	for i, f := range stored.Fields() {
		have := derived.Field(i)
		if f.Name != have.Name {
			return fmt.Errorf("it names column %d %q, the file %q", i, f.Name, have.Name)
		}
		said, ok := f.Type.(*arrow.TimestampType)
		is, also := have.Type.(*arrow.TimestampType)
		if ok && also && (said.TimeZone == "") != (is.TimeZone == "") {
			return fmt.Errorf("column %s is %s in it, %s in the file", f.Name, said, is)
		}
	}
	return nil
}

func decodeStored(encoded string) (s *arrow.Schema, err error) {
	defer recovered(&err)
	coding := base64.StdEncoding
	if len(encoded)%4 != 0 {
		coding = base64.RawStdEncoding
	}
	message, err := coding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	if err := checkMessage(message); err != nil {
		return nil, err
	}
	r, err := ipc.NewReader(bytes.NewReader(message))
	if err != nil {
		return nil, err
	}
	defer r.Release()
	return r.Schema(), nil
}

// checkMessage walks the schema in an Arrow message: every table, string and list
// lies within it. The library checks none of that, and allocates by what a list
// says of its length.
func checkMessage(message []byte) (err error) {
	defer func() {
		if r := recover(); r != nil { // an index outside, a slice cut short
			err = errors.New("something in it lies outside of it")
		}
	}()
	const header = 8 // continuation, length
	if binary.LittleEndian.Uint32(message) != 0xffffffff {
		return errors.New("it is no Arrow message")
	}
	size := int(binary.LittleEndian.Uint32(message[4:]))
	w := walker{body: message[header : header+size : header+size], left: maxTables}
	const schemaInMessage = 2
	root := w.table(int(binary.LittleEndian.Uint32(w.body)), 0)
	return w.schema(w.pointer(root, schemaInMessage))
}

// maxTables is above what a schema of ten thousand columns has.
const maxTables = 1 << 17

// walker follows the offsets of a FlatBuffer. What lies outside panics.
type walker struct {
	body []byte
	left int // tables that may still be visited: an offset may lead to one twice
}

// flatTable is where a table stands, and its slots.
type flatTable struct {
	at    int
	slots []byte
}

func (w *walker) table(at, depth int) flatTable {
	const deepest = 64
	if w.left--; w.left < 0 || depth > deepest {
		panic("no schema is as large as that")
	}
	v := at - int(int32(binary.LittleEndian.Uint32(w.body[at:])))
	size, object := int(binary.LittleEndian.Uint16(w.body[v:])), int(binary.LittleEndian.Uint16(w.body[v+2:]))
	_ = w.body[at : at+object : at+object]
	t := flatTable{at, w.body[v+4 : v+size : v+size]}
	for i := 0; i+1 < len(t.slots); i += 2 {
		if int(binary.LittleEndian.Uint16(t.slots[i:])) >= object {
			panic("a field lies outside its table")
		}
	}
	return t
}

// pointer returns where slot n of a table points to, 0 where it has none.
func (w *walker) pointer(t flatTable, n int) int {
	if 2*n+2 > len(t.slots) {
		return 0
	}
	offset := int(binary.LittleEndian.Uint16(t.slots[2*n:]))
	if offset == 0 {
		return 0
	}
	at := t.at + offset
	return at + int(binary.LittleEndian.Uint32(w.body[at:]))
}

// each visits the tables of a list.
func (w *walker) each(list, depth int, visit func(flatTable)) {
	if list == 0 {
		return
	}
	n := int(binary.LittleEndian.Uint32(w.body[list:]))
	for at := list + 4; n > 0; at, n = at+4, n-1 {
		visit(w.table(at+int(binary.LittleEndian.Uint32(w.body[at:])), depth))
	}
}

func (w *walker) text(at int) {
	if at > 0 {
		n := int(binary.LittleEndian.Uint32(w.body[at:]))
		_ = w.body[at+4 : at+4+n : at+4+n]
	}
}

func (w *walker) pairs(list, depth int) {
	w.each(list, depth, func(pair flatTable) {
		w.text(w.pointer(pair, 0))
		w.text(w.pointer(pair, 1))
	})
}

func (w *walker) schema(at int) error {
	const fields, metadata = 1, 2
	if at == 0 {
		return errors.New("it is empty")
	}
	t := w.table(at, 1)
	w.fields(w.pointer(t, fields), 2)
	w.pairs(w.pointer(t, metadata), 2)
	return nil
}

func (w *walker) fields(list, depth int) {
	const name, kind, dictionary, children, metadata = 0, 3, 4, 5, 6
	w.each(list, depth, func(f flatTable) {
		w.text(w.pointer(f, name))
		for _, slot := range []int{kind, dictionary} {
			if at := w.pointer(f, slot); at > 0 {
				w.table(at, depth+1)
			}
		}
		w.fields(w.pointer(f, children), depth+1)
		w.pairs(w.pointer(f, metadata), depth+1)
	})
}
