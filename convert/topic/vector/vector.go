// Package vector gives a text the sum of the vectors of its word pieces.
//
// In: a text. Out: Dim numbers; texts on like subjects point the same way, also
// where they share no word. Laws: integers only, so that every CPU gets the same
// numbers; no memory is taken for a text; the time is linear in the text, a word
// of more than 64 letters counts for nothing. docs/models/topic.md says where
// the vectors come from.
package vector

import (
	"bytes"
	_ "embed" // the vectors
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"sync"
)

// Dim is the length of a vector.
const Dim = 128

// Table has the vectors of word pieces.
type Table struct {
	hashes []uint64 // of the pieces, by row; one that goes on a word has an odd seed
	slots  []int32  // row+1 by hash; a power of two long
	shift  uint
	scale  []uint16
	rows   []uint64 // eight numbers each, plus bias so that none is negative
}

//go:embed pieces.bin
var embedded []byte

// Standard returns the vectors that come with the program, read when first asked for.
func Standard() *Table { return standard() }

var standard = sync.OnceValue(func() *Table {
	t, err := Decode(embedded)
	if err != nil {
		panic(err) // a test reads it
	}
	return t
})

const magic = "dsbuild pieces 1\n"

// Decode reads what tools/topic_vectors.py wrote.
func Decode(data []byte) (*Table, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) < 12 {
		return nil, errors.New("no table of word pieces")
	}
	n, dim, size := int(binary.LittleEndian.Uint32(rest)), binary.LittleEndian.Uint32(rest[4:]), int(binary.LittleEndian.Uint32(rest[8:]))
	rest = rest[12:]
	if dim != Dim || n > 1<<20 || size > len(rest) || len(rest) != size+n*(2+Dim) {
		return nil, fmt.Errorf("a table of %d word pieces of %d numbers in %d bytes", n, dim, len(data))
	}
	pieces := bytes.Split(rest[:size], []byte("\n"))
	if len(pieces) != n {
		return nil, fmt.Errorf("%d word pieces, %d are stated", len(pieces), n)
	}
	t := &Table{hashes: make([]uint64, n), scale: make([]uint16, n), rows: make([]uint64, n*Dim/8)}
	for i, p := range pieces {
		seed := begins
		if tail, ok := bytes.CutPrefix(p, []byte("##")); ok {
			p, seed = tail, goesOn
		}
		t.hashes[i] = seed
		for _, c := range p {
			t.hashes[i] = (t.hashes[i] ^ uint64(c)) * prime
		}
	}
	rest = rest[size:]
	for i := range t.scale {
		t.scale[i] = binary.LittleEndian.Uint16(rest[2*i:])
	}
	for i := range t.rows {
		t.rows[i] = binary.LittleEndian.Uint64(rest[2*n+8*i:]) ^ flip
	}
	t.shift = uint(64 - bits.Len(uint(2*n)))
	t.slots = make([]int32, 1<<(64-t.shift))
	for i, h := range t.hashes {
		at := t.place(h)
		for t.slots[at] != 0 {
			at = (at + 1) & (len(t.slots) - 1)
		}
		t.slots[at] = int32(i + 1)
	}
	return t, nil
}

const (
	begins = uint64(14695981039346656037) // FNV-1a, 64 bits
	goesOn = uint64(0x9AE16A3B2F90404F)
	prime  = 1099511628211

	longest = 64

	bias = 128
	flip = bias * 0x0101010101010101 // adds bias to each of eight bytes
)

// partial is a sum of few vectors plus bias: two numbers of 32 bits in each element, those
// of bytes j and j+4 of the group of eight.
type partial struct {
	lanes [Dim / 2]uint64
	scale int64 // of the vectors together
	n     int
}

// mostPartial vectors, each number below 2^24, fit in 32 bits.
const mostPartial = 256

// flush adds the partial sum to sum, and empties it.
func (p *partial) flush(sum *[Dim]int64) {
	for i, v := range p.lanes {
		at := i/4*8 + i%4
		sum[at] += int64(v&0xFFFFFFFF) - bias*p.scale
		sum[at+4] += int64(v>>32) - bias*p.scale
	}
	*p = partial{}
}

func (t *Table) place(h uint64) int { return int(h * 0x9E3779B97F4A7C15 >> t.shift) }

// row returns the row of the piece with the hash, -1 where there is none.
func (t *Table) row(h uint64) int {
	for at := t.place(h); ; at = (at + 1) & (len(t.slots) - 1) {
		row := int(t.slots[at]) - 1
		if row < 0 || t.hashes[row] == h {
			return row
		}
	}
}

// Add adds the vectors of the pieces of s to sum, and returns their number.
func (t *Table) Add(s string, sum *[Dim]int64) (pieces int) {
	var buffer [longest]byte
	var part partial
	h, n := begins, 0
	for i := 0; i <= len(s); i++ {
		c := byte(0)
		if i < len(s) {
			c = lower[s[i]]
		}
		if c != 0 {
			if n < longest {
				buffer[n] = c
			}
			h, n = (h^uint64(c))*prime, n+1
			continue
		}
		switch {
		case n == 0:
			continue
		case n > longest: // no word
		default:
			if part.n > mostPartial-longest {
				part.flush(sum)
			}
			pieces += t.word(buffer[:n], h, &part)
		}
		h, n = begins, 0
	}
	part.flush(sum)
	return pieces
}

// word adds a word: whole, or the longest pieces from its start on.
func (t *Table) word(w []byte, whole uint64, sum *partial) (pieces int) {
	if row := t.row(whole); row >= 0 {
		t.add(row, sum)
		return 1
	}
	seed := begins
	for from := 0; from < len(w); {
		best, end, h := -1, 0, seed
		for i, c := range w[from:] {
			h = (h ^ uint64(c)) * prime
			if row := t.row(h); row >= 0 {
				best, end = row, from+i+1
			}
		}
		if best < 0 {
			return pieces
		}
		t.add(best, sum)
		pieces++
		from, seed = end, goesOn
	}
	return pieces
}

func (t *Table) add(row int, sum *partial) {
	scale := uint64(t.scale[row])
	const lane = 0x000000FF000000FF
	for i, v := range t.rows[row*(Dim/8):][:Dim/8] {
		l := sum.lanes[4*i:][:4]
		l[0] += v & lane * scale
		l[1] += v >> 8 & lane * scale
		l[2] += v >> 16 & lane * scale
		l[3] += v >> 24 & lane * scale
	}
	sum.scale += int64(scale)
	sum.n++
}

// lower maps a byte to what a piece holds for it; 0 ends a word.
var lower = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) | 0x20
		}
	}
	return t
}()
