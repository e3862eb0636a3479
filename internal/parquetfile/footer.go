package parquetfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"

	"github.com/dsbuild/dsbuild/internal/notread"
)

const (
	magic = "PAR1"
	// tail is the length of the footer, four bytes, and the magic.
	tail = 8
	// maxFooter is above what ten thousand row groups of our widest table need.
	maxFooter = 128 << 20
)

// checkCodecs looks for what the library has no code for, before it is met in the
// middle of a column.
func checkCodecs(r *file.Reader) error {
	const lastEncoding = parquet.Encoding(9) // BYTE_STREAM_SPLIT; no later one is read
	for _, group := range r.MetaData().RowGroups {
		for i, column := range group.Columns {
			name := r.MetaData().Schema.Column(i).Path()
			if codec := compress.Compression(column.MetaData.Codec); !readable(codec) {
				return notread.Codec.As(fmt.Sprintf("column %s is compressed with %s, which is not read", name, codecName(codec)))
			}
			for _, e := range column.MetaData.Encodings {
				if parquet.Encoding(e) > lastEncoding {
					return notread.Codec.As(fmt.Sprintf("column %s has encoding number %d of Parquet, which is not read", name, e))
				}
			}
		}
	}
	return nil
}

func readable(codec compress.Compression) bool {
	_, err := compress.GetCodec(codec)
	return err == nil
}

func codecName(codec compress.Compression) string {
	if codec == compress.Codecs.Lzo {
		return "LZO"
	}
	return fmt.Sprintf("number %d of Parquet's compressions", codec)
}

// checkEnds looks at the magic bytes and the length of the footer.
func checkEnds(r io.ReaderAt, size int64) error {
	if size < int64(len(magic))+tail {
		return fmt.Errorf("%d bytes are too few for a Parquet file", size)
	}
	head, end := make([]byte, len(magic)), make([]byte, tail)
	if _, err := r.ReadAt(head, 0); err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	if _, err := r.ReadAt(end, size-tail); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read tail: %w", err)
	}
	if string(head) != magic || string(end[4:]) != magic {
		return errors.New("it does not begin and end with the mark of a Parquet file")
	}
	footer := int64(binary.LittleEndian.Uint32(end))
	if footer > size-tail-int64(len(magic)) || footer > maxFooter {
		return fmt.Errorf("its last bytes speak of a footer of %d bytes", footer)
	}
	return nil
}

// checkFooter compares the counts and sizes of the footer with each other and
// with the size of the file.
func checkFooter(r *file.Reader, size int64) error {
	meta := r.MetaData()
	var rows, bytes int64
	for i, group := range meta.GetRowGroups() {
		if group.NumRows < 0 || group.NumRows > math.MaxInt64-rows {
			return fmt.Errorf("row group %d has %d rows", i, group.NumRows)
		}
		rows += group.NumRows
		if len(group.Columns) != meta.Schema.NumColumns() {
			return fmt.Errorf("row group %d has %d columns, the schema %d", i, len(group.Columns), meta.Schema.NumColumns())
		}
		for j, column := range group.Columns {
			m := column.MetaData
			if m == nil {
				return fmt.Errorf("row group %d, column %d is not described", i, j)
			}
			c := chunk{values: m.NumValues, page: m.DataPageOffset, bytes: m.TotalCompressedSize}
			if m.DictionaryPageOffset != nil {
				c.dictionary = *m.DictionaryPageOffset
			}
			if err := c.check(group.NumRows, size); err != nil {
				return fmt.Errorf("row group %d, column %d %w", i, j, err)
			}
			bytes += c.bytes
		}
	}
	if bytes > size {
		return fmt.Errorf("its columns add up to %d bytes, the file has %d", bytes, size)
	}
	if rows != meta.GetNumRows() {
		return fmt.Errorf("its row groups add up to %d rows, it says %d", rows, meta.GetNumRows())
	}
	return nil
}

// chunk is what a footer says of a column in a row group.
type chunk struct {
	values           int64
	page, dictionary int64 // where the first of each stands; a dictionary at 0 is none
	bytes            int64
}

// check looks whether the bytes lie within a file of a size, and whether there are
// values where there are rows.
func (c *chunk) check(rows, size int64) error {
	if c.values < 0 || rows == 0 && c.values > 0 {
		return fmt.Errorf("has %d values, and the group %d rows", c.values, rows)
	}
	start := c.page
	empty := rows == 0 && start == 0 // of no rows there need not be a page; pyarrow says that it stands at 0
	if empty && c.bytes == 0 {
		return nil
	}
	if c.dictionary > 0 && (c.dictionary < start || empty) {
		start = c.dictionary
	}
	if start < int64(len(magic)) || c.bytes < 0 || c.bytes > size-start {
		return errors.New("lies outside the file")
	}
	return nil
}

// checkStrings makes sure that names and metadata are UTF-8, as the format wants
// and some readers insist on.
func checkStrings(r *file.Reader) error {
	meta := r.MetaData().FileMetaData
	var all []string
	if meta.CreatedBy != nil {
		all = append(all, *meta.CreatedBy)
	}
	for _, e := range meta.Schema {
		all = append(all, e.Name)
	}
	for _, kv := range meta.KeyValueMetadata {
		all = append(all, kv.Key)
		if kv.Value != nil {
			all = append(all, *kv.Value)
		}
	}
	for _, s := range all {
		if !utf8.ValidString(s) {
			return fmt.Errorf("%.20q is not valid UTF-8", s)
		}
	}
	return nil
}
