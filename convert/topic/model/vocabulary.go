package model

// vocabulary leads from the hash of a feature to its row.
type vocabulary struct {
	keys  []uint32 // by row
	idf   []uint16 // by row, in 1/256
	table []int32  // row+1 by hash; a power of two long
	shift uint
}

// build makes the table for the keys.
func (v *vocabulary) build() {
	bits := uint(4)
	for 1<<bits < 2*len(v.keys) {
		bits++
	}
	v.shift = 32 - bits
	v.table = make([]int32, 1<<bits)
	for row, k := range v.keys {
		at := k >> v.shift
		for v.table[at] != 0 {
			at = (at + 1) & (1<<bits - 1)
		}
		v.table[at] = int32(row + 1)
	}
}

// row returns the row of a key, -1 where there is none.
func (v *vocabulary) row(key uint32) int32 {
	mask := uint32(len(v.table) - 1)
	for at := key >> v.shift; ; at = (at + 1) & mask {
		row := v.table[at] - 1
		if row < 0 || v.keys[row] == key {
			return row
		}
	}
}
