package table

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/schema"
)

// Opaque is the type of a column of which only NULL can be told: structs, maps,
// lists of other things than text, bytes, times of day, integers above int64.
const Opaque schema.Type = 255

// Stored returns the type as which values are read from a file that keeps to no
// declaration: integers of any width as Int32 (schema.Value holds 64 bits),
// instants with and without a zone as Timestamp.
func Stored(have arrow.DataType) schema.Type {
	switch {
	case have.ID() == arrow.UINT64:
		return Opaque
	case arrow.IsInteger(have.ID()):
		return schema.Int32
	case have.ID() == arrow.TIMESTAMP:
		return schema.Timestamp
	}
	if t, ok := Meaning(have); ok {
		return t
	}
	return Opaque
}

// OpenStored opens a part as Open does, and reads its columns as the types that
// Stored tells. Integers may be read as Float64 too, and everything as Opaque.
func OpenStored(r ipc.ReadAtSeeker, size int64, t *schema.Table) (*Reader, error) {
	reader, err := Open(r, size, t)
	if err != nil {
		return nil, err
	}
	reader.stored = true
	return reader, nil
}

// reads reports whether the reader turns values of type have into the wanted type.
func (r *Reader) reads(have arrow.DataType, want schema.Type) bool {
	if !r.stored {
		return Readable(have, want)
	}
	return have.ID() == arrow.NULL || want == Opaque || Stored(have) == want || want == schema.Float64 && Stored(have) == schema.Int32
}
