package compare

import (
	"context"
	"encoding/binary"
	"math"
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/schema"
)

// step multiplies the digest of the rows before, so that their order counts; it is odd.
const step = 0x9e3779b97f4a7c15

// digest reads a table of one side into the spill: for each key the digest of every column.
func digest(
	ctx context.Context, d Dataset, t *Table, side int, columns []schema.Column, into *spill, counts *counter, alive func(),
) error {
	var key string
	sums := make([]uint64, len(columns))
	open := false
	for row, err := range rows(ctx, d, t.Name, columns, alive) {
		if err != nil {
			return err
		}
		t.Rows[side]++
		if open && row[0].Str != key {
			if err := into.add(key, sums); err != nil {
				return err
			}
			clear(sums)
		}
		key, open = row[0].Str, true
		for i := range row {
			sums[i] = sums[i]*step + digestOf(&row[i], columns[i].Type)
		}
		counts.add(side, row)
	}
	if !open {
		return nil
	}
	return into.add(key, sums)
}

// digestOf is 0 for NULL alone.
func digestOf(v *schema.Value, kind schema.Type) uint64 {
	if !v.Valid {
		return 0
	}
	sum := uint64(0)
	switch kind {
	case schema.Utf8:
		sum = xxh3.HashString(v.Str)
	case schema.Utf8List:
		var b []byte
		for _, s := range v.List {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
		sum = xxh3.Hash(b)
	case schema.Float64:
		sum = number(math.Float64bits(v.Float))
	default:
		sum = number(uint64(v.Int))
	}
	return max(sum, 1)
}

func number(n uint64) uint64 { return xxh3.Hash(binary.LittleEndian.AppendUint64(nil, n)) }

// found are the changes of a table: how many, and the first of each kind by key.
type found struct {
	columns []schema.Column
	tallies []Column // of each column
	most    int
	added   []string
	removed []string
	changed [][]string // of each column
}

func newFound(columns []schema.Column, most int) *found {
	f := &found{columns: columns, tallies: make([]Column, len(columns)), most: most, changed: make([][]string, len(columns))}
	for i := range columns {
		f.tallies[i].Name, f.tallies[i].Unit = columns[i].Name, columns[i].Unit
	}
	return f
}

// keep puts a key into a sorted list of the first ones.
func (f *found) keep(list *[]string, key string) {
	at, _ := slices.BinarySearch(*list, key)
	if at < f.most {
		*list = slices.Insert(*list, at, key)
		*list = (*list)[:min(len(*list), f.most)]
	}
}

// merge counts what became of the keys of one bucket.
func (f *found) merge(t *Table, before, after map[string][]uint64) {
	for key, was := range before {
		is, both := after[key]
		switch {
		case !both:
			t.Removed++
			f.keep(&f.removed, key)
		case slices.Equal(was, is):
			t.Same++
		default:
			t.Changed++
			f.mark(key, was, is)
		}
	}
	for key := range after {
		if _, both := before[key]; !both {
			t.Added++
			f.keep(&f.added, key)
		}
	}
}

// mark counts the columns in which a key changed.
func (f *found) mark(key string, was, is []uint64) {
	for i := range was {
		if was[i] == is[i] {
			continue
		}
		c := &f.tallies[i]
		c.Changed++
		switch uint64(0) {
		case was[i]:
			c.Filled++
		case is[i]:
			c.Emptied++
		}
		f.keep(&f.changed[i], key)
	}
}
