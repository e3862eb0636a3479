// Package parquetfile opens Parquet files that nobody vouches for.
//
// In: a file and, where a manifest names them, its size and digest. Out: its
// Arrow schema, metadata and record batches. Laws: a damaged file is an error,
// never a panic and never fewer rows than its footer promises; the memory a
// footer can make the reader ask for is bounded by the size of the file.
package parquetfile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/internal/notread"
)

const (
	// maxPage is the largest page taken, compressed or not. A cell that our
	// writer accepts fits in.
	maxPage = 256 << 20
	// batchBytes of values are decoded at a time, as far as the footer says what a
	// row takes, and batchRows rows at most: rows of some tables are short.
	batchBytes = 256 << 10
	leastRows  = 128
	batchRows  = 4096
	// maxBatch bounds those rows where they are long, or where a value may stand in each
	// of them that is stored once, in a dictionary.
	maxBatch = 32 << 20
)

// File is an open Parquet file.
type File struct {
	reader *file.Reader
	arrow  *pqarrow.FileReader
	schema *arrow.Schema
	leaves map[int]bool
	mem    *recycler
}

// Open reads and checks the footer of r, which holds size bytes. It does not
// close r.
func Open(r parquet.ReaderAtSeeker, size int64) (f *File, err error) {
	defer Recovered(&err)
	if err := checkEnds(r, size); err != nil {
		return nil, err
	}
	mem := &recycler{}
	props := parquet.NewReaderProperties(mem)
	props.BufferedStreamEnabled = true // page by page, not a column of a row group at once
	props.MaxCompressedPageSize = maxPage
	props.MaxUncompressedPageSize = maxPage
	reader, err := file.NewParquetReader(r, file.WithReadProps(props))
	if err != nil {
		return nil, fmt.Errorf("read footer: %w", err)
	}
	if reader.MetaData().IsSetEncryptionAlgorithm() {
		return nil, notread.Encrypted.As("some of its columns are encrypted")
	}
	if err = checkFooter(reader, size); err == nil {
		err = checkStrings(reader)
	}
	if err != nil {
		return nil, fmt.Errorf("footer: %w", err)
	}
	if err := checkCodecs(reader); err != nil {
		return nil, err
	}
	stored := takeStoredSchema(reader)
	f = &File{reader: reader, leaves: map[int]bool{}, mem: mem}
	f.arrow, err = pqarrow.NewFileReader(reader, pqarrow.ArrowReadProperties{BatchSize: batchRows}, mem)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	if f.schema, err = f.arrow.Schema(); err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	if stored != nil {
		if err := checkStored(*stored, f.schema); err != nil {
			return nil, fmt.Errorf("the Arrow schema in the metadata: %w", err)
		}
	}
	for i := range reader.MetaData().Schema.NumColumns() {
		f.leaves[i] = true
	}
	return f, nil
}

// Recovered turns, deferred, a panic of the library into an error.
func Recovered(err *error) {
	switch r := recover().(type) {
	case nil:
	case runtime.Error: // its words are about the program, and say nothing of the file
		*err = errors.New("the file made the reader fail: something in it does not add up")
	default:
		*err = fmt.Errorf("the file made the reader fail: %v", r)
		if strings.Contains(fmt.Sprint(r), "invalid logical type") {
			*err = notread.Logical.As("one of its columns has a logical type that this dsbuild does not know")
		}
	}
}

// Schema returns the columns as Arrow sees them.
func (f *File) Schema() *arrow.Schema { return f.schema }

// Meta returns a value of the file's metadata, or "".
func (f *File) Meta(key string) string {
	if v := f.reader.MetaData().KeyValueMetadata().FindValue(key); v != nil {
		return *v
	}
	return ""
}

// Writer returns what the file says of the program that wrote it.
func (f *File) Writer() string { return f.reader.MetaData().GetCreatedBy() }

// Rows returns the number of rows the footer states.
func (f *File) Rows() int64 { return f.reader.NumRows() }

// Groups returns the number of row groups.
func (f *File) Groups() int { return f.reader.NumRowGroups() }

// GroupRows returns the number of rows the footer states for a row group.
func (f *File) GroupRows(group int) int64 { return f.reader.MetaData().RowGroups[group].NumRows }

// Batches yields the rows of a row group, with the columns at the given
// positions of the schema. A batch is valid until the next one is yielded; then
// its memory is used again, unless its columns are retained. An error ends the sequence; so does a column with more or fewer rows than the
// footer states.
func (f *File) Batches(ctx context.Context, group int, columns []int) iter.Seq2[arrow.RecordBatch, error] {
	return func(yield func(arrow.RecordBatch, error) bool) {
		if f.GroupRows(group) == 0 {
			return // it may have no pages at all
		}
		g, err := f.openGroup(ctx, group, columns)
		if err != nil {
			yield(nil, err)
			return
		}
		defer g.release()
		rows := f.batchRows(group)
		for left := f.GroupRows(group); left > 0; {
			batch, err := g.next(min(left, rows), left <= rows)
			if err != nil {
				yield(nil, err)
				return
			}
			left -= batch.NumRows()
			more := yield(batch, nil)
			batch.Release()
			if !more {
				return
			}
		}
	}
}

// batchRows returns how many rows of a group are decoded at a time.
func (f *File) batchRows(group int) int64 {
	g := f.reader.MetaData().RowGroups[group]
	perRow := max(g.TotalByteSize, 0) / max(g.NumRows, 1)
	rows := min(max(batchBytes/max(perRow, 1), leastRows), batchRows)
	worst := perRow
	for i, column := range g.Columns {
		m := column.MetaData
		if m.DictionaryPageOffset != nil && f.reader.MetaData().Schema.Column(i).PhysicalType() == parquet.Types.ByteArray {
			worst += dictionarySize(m.DataPageOffset-*m.DictionaryPageOffset, m.TotalCompressedSize, m.TotalUncompressedSize)
		}
	}
	return min(rows, max(maxBatch/max(worst, 1), 1))
}

// dictionarySize estimates how large a dictionary is that has so many bytes in a column of
// so many, packed and not: it may hold one value that all rows have.
func dictionarySize(packed, columnPacked, column int64) int64 {
	if packed <= 0 || packed > columnPacked || column <= 0 {
		return 0
	}
	return int64(float64(packed) / float64(columnPacked) * float64(column))
}

// group reads the columns of one row group side by side.
type group struct {
	schema  *arrow.Schema
	readers []*pqarrow.ColumnReader
}

func (f *File) openGroup(ctx context.Context, number int, columns []int) (g *group, err error) {
	defer Recovered(&err)
	g = &group{}
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		r, err := f.arrow.GetFieldReader(ctx, c, f.leaves, []int{number})
		if err != nil {
			g.release()
			return nil, fmt.Errorf("column %s: %w", f.schema.Field(c).Name, err)
		}
		g.readers = append(g.readers, r)
		fields[i] = f.schema.Field(c)
	}
	g.schema = arrow.NewSchema(fields, nil)
	return g, nil
}

func (g *group) release() {
	for _, r := range g.readers {
		r.Release()
	}
}

// next decodes exactly n rows of every column; the last ones must be followed by none.
func (g *group) next(n int64, last bool) (batch arrow.RecordBatch, err error) {
	defer Recovered(&err)
	columns := make([]arrow.Array, 0, len(g.readers))
	defer func() {
		for _, c := range columns {
			c.Release()
		}
	}()
	for i, r := range g.readers {
		c, err := column(r, n, last)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", g.schema.Field(i).Name, err)
		}
		columns = append(columns, c)
	}
	return array.NewRecordBatch(g.schema, columns, n), nil
}

func column(r *pqarrow.ColumnReader, n int64, last bool) (arrow.Array, error) {
	ask := n
	if last {
		ask++ // there must not be one more
	}
	chunks, err := r.NextBatch(ask)
	if err != nil {
		return nil, err
	}
	defer chunks.Release()
	if int64(chunks.Len()) != n {
		return nil, fmt.Errorf("%d rows where the footer promises %d", chunks.Len(), n)
	}
	if len(chunks.Chunks()) == 1 {
		c := chunks.Chunk(0)
		c.Retain()
		return c, Sound(c)
	}
	c, err := array.Concatenate(chunks.Chunks(), memory.DefaultAllocator)
	if err != nil {
		return nil, err
	}
	return c, Sound(c)
}

// Sound checks offsets and lengths inside an array, where its type has any. That
// text is UTF-8 is left to who reads it: a reader that knows the row can name it.
func Sound(a arrow.Array) error {
	if s, ok := a.(*array.String); ok {
		return soundString(s)
	}
	if v, ok := a.(interface{ ValidateFull() error }); ok {
		return v.ValidateFull()
	}
	return nil
}

func soundString(a *array.String) error {
	if err := a.Validate(); err != nil || a.Len() == 0 {
		return err
	}
	last := int32(0)
	for i, at := range a.ValueOffsets() {
		if at < last {
			return fmt.Errorf("text %d ends before it begins", i)
		}
		last = at
	}
	return nil
}
