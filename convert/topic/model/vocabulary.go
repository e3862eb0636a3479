package model

// vocabulary leads from the hash of a feature to its row.
type vocabulary struct {
	keys  []uint32 // by row
	idf   []uint16 // by row, in 1/256
	table []uint32 // by hash: row+1 in rowBits, above them as many bits of the key as fit; 0 is free
	shift uint
}

const (
	rowBits = 20
	mostKey = 1<<rowBits - 1
)

// build makes the table for the keys.
func (v *vocabulary) build() {
	bits := uint(4)
	for 1<<bits < len(v.keys)+len(v.keys)/2 {
		bits++
	}
	v.shift = 32 - bits
	v.table = make([]uint32, 1<<bits)
	for row, k := range v.keys {
		at := k >> v.shift
		for v.table[at] != 0 {
			at = (at + 1) & (1<<bits - 1)
		}
		v.table[at] = k<<rowBits | uint32(row+1)
	}
}

// row returns the row of a key, -1 where there is none. The low bits of the key, which its place
// in the table does not tell, are compared first: they stand in the table itself.
func (v *vocabulary) row(key uint32) int32 {
	mask := uint32(len(v.table) - 1)
	for at := key >> v.shift; ; at++ {
		s := v.table[at&mask]
		if s == 0 {
			return -1
		}
		if (s^key<<rowBits)>>rowBits == 0 {
			if row := s&mostKey - 1; v.keys[row] == key {
				return int32(row)
			}
		}
	}
}
