package parquetfile

import (
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
)

// Stated is what a footer says of the values of a column in a row group. Readers
// pass over row groups by it.
type Stated struct {
	Min, Max []byte // as Parquet's plain encoding has them, text without its length; nil for nothing
	Nulls    *int64 // nil for nothing
}

// Stated returns what the footer says of a column, at its position in the schema;
// nothing of one that is nested.
func (f *File) Stated(group, column int) Stated {
	fields := f.arrow.Manifest.Fields
	if column >= len(fields) || len(fields[column].Children) > 0 {
		return Stated{}
	}
	leaf := fields[column].ColIndex
	columns := f.reader.MetaData().RowGroups[group].Columns
	if leaf < 0 || leaf >= len(columns) || columns[leaf].MetaData.Statistics == nil {
		return Stated{}
	}
	s := columns[leaf].MetaData.Statistics
	return Stated{s.MinValue, s.MaxValue, s.NullCount}
}

// common are the compressions and encodings that every reader of Parquet knows.
var (
	commonCodecs    = []compress.Compression{compress.Codecs.Uncompressed, compress.Codecs.Snappy, compress.Codecs.Gzip, compress.Codecs.Zstd}
	commonEncodings = []parquet.Encoding{
		parquet.Encodings.Plain, parquet.Encodings.PlainDict, parquet.Encodings.RLEDict,
		parquet.Encodings.RLE, parquet.Encodings.BitPacked,
	}
)

// Uncommon names the compressions and encodings of the file that some readers of
// Parquet do not know, in the order they are met.
func (f *File) Uncommon() []string {
	var found []string
	add := func(name string) {
		if name = strings.ToLower(name); !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	for _, group := range f.reader.MetaData().RowGroups {
		for _, column := range group.Columns {
			if c := compress.Compression(column.MetaData.Codec); !slices.Contains(commonCodecs, c) {
				add(c.String())
			}
			for _, e := range column.MetaData.Encodings {
				if e := parquet.Encoding(e); !slices.Contains(commonEncodings, e) {
					add(e.String())
				}
			}
		}
	}
	return found
}
