package arrowcheck

import "encoding/binary"

// maxTables is above what a schema of ten thousand columns has.
const maxTables = 1 << 17

// walker follows the offsets of a FlatBuffer. What lies outside panics.
type walker struct {
	body []byte
	left int // tables that may still be visited: an offset may lead to one twice
}

func newWalker(body []byte) *walker { return &walker{body: body, left: maxTables} }

// root returns the outermost table.
func (w *walker) root() flatTable { return w.table(int(binary.LittleEndian.Uint32(w.body)), 0) }

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

// slot returns where slot n of a table stands, 0 where it has none.
func (w *walker) slot(t flatTable, n int) int {
	if 2*n+2 > len(t.slots) {
		return 0
	}
	if offset := int(binary.LittleEndian.Uint16(t.slots[2*n:])); offset > 0 {
		return t.at + offset
	}
	return 0
}

// pointer returns where slot n of a table points to, 0 where it has none.
func (w *walker) pointer(t flatTable, n int) int {
	at := w.slot(t, n)
	if at == 0 {
		return 0
	}
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

// structs returns the structs of a list one behind the other, each of some bytes.
func (w *walker) structs(list, size int) []byte {
	if list == 0 {
		return nil
	}
	n := int(binary.LittleEndian.Uint32(w.body[list:]))
	if n > len(w.body)/size {
		panic("the list is longer than all")
	}
	return w.body[list+4 : list+4+n*size : list+4+n*size]
}

// long and short return numbers of a table; 0 where it has none.
func (w *walker) long(t flatTable, n int) int64 {
	if at := w.slot(t, n); at > 0 {
		return int64(binary.LittleEndian.Uint64(w.body[at:]))
	}
	return 0
}

func (w *walker) short(t flatTable, n int) byte {
	if at := w.slot(t, n); at > 0 {
		return w.body[at]
	}
	return 0
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

func (w *walker) schema(at int) {
	const fields, metadata = 1, 2
	if at == 0 {
		panic("there is none")
	}
	t := w.table(at, 1)
	w.fields(w.pointer(t, fields), 2)
	w.pairs(w.pointer(t, metadata), 2)
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
