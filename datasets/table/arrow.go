// Package table writes the rows of a schema.Table as Parquet and Arrow IPC
// parts and reads them back.
//
// In: outcomes and a table's declaration. Out: parts on disk, with rows, size
// and digest of each. Laws: what is read equals what was written; the bytes
// depend on the rows alone, never on a clock, a path or the number of cores; a
// row group holds at most about 16 MiB of raw values, so memory does not grow
// with the dataset.
package table

import (
	"maps"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/schema"
)

// Keys of the metadata every part carries. In Parquet, where SQL can read it,
// MetaColumn and a name lead to the column's description; it also stands in
// the metadata of the Arrow field.
const (
	MetaVersion = "dsbuild.schema_version"
	MetaHash    = "dsbuild.schema_hash"
	MetaTable   = "dsbuild.table"
	MetaColumn  = "dsbuild.column."
	// MetaThreshold is the least speech_confidence of a statement in quotes.
	MetaThreshold = "dsbuild.speech_threshold"
)

const (
	// createdBy is fixed because it stands in every footer. Readers parse it as
	// "NAME version X (build Y)" to know the faults of old writers.
	createdBy = "dsbuild version " + schema.Version + " (build arrow-go-" + arrow.PkgVersion + ")"
	// zstdLevel 3 is where zstd's curve of size against time bends.
	zstdLevel = 3
	// pageBatch rows go to a column at a time; a page is cut between two
	// batches, so long texts overshoot the page size by 127 of them at most.
	pageBatch = 128
	// dictionaryBytes is above any row group: a dictionary that falls back to
	// plain pages would make the order of a list in the footer random.
	dictionaryBytes = 1 << 30
)

// Arrow returns the Arrow schema of t. Every field is nullable: "required" is
// a rule of validate, so that a damaged dataset can still be read.
// stated is what its metadata say besides.
func Arrow(t *schema.Table, hash string, stated map[string]string) *arrow.Schema {
	fields := make([]arrow.Field, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		meta := map[string]string{"description": c.Doc}
		if c.Unit != "" {
			meta["unit"] = c.Unit
		}
		fields[i] = arrow.Field{Name: c.Name, Type: arrowType(c.Type), Nullable: true, Metadata: arrow.MetadataFrom(meta)}
	}
	keys, values := []string{MetaVersion, MetaHash, MetaTable}, []string{schema.Version, hash, t.Name}
	for _, k := range slices.Sorted(maps.Keys(stated)) {
		keys, values = append(keys, k), append(values, stated[k])
	}
	meta := arrow.NewMetadata(keys, values)
	return arrow.NewSchema(fields, &meta)
}

func arrowType(t schema.Type) arrow.DataType {
	switch t {
	case schema.Utf8List:
		return arrow.ListOf(arrow.BinaryTypes.String)
	case schema.Int32:
		return arrow.PrimitiveTypes.Int32
	case schema.Float64:
		return arrow.PrimitiveTypes.Float64
	case schema.Bool:
		return arrow.FixedWidthTypes.Boolean
	case schema.Date32:
		return arrow.FixedWidthTypes.Date32
	case schema.Timestamp:
		return arrow.FixedWidthTypes.Timestamp_us
	default:
		return arrow.BinaryTypes.String
	}
}

func parquetProperties(t *schema.Table) *parquet.WriterProperties {
	options := []parquet.WriterProperty{
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCreatedBy(createdBy),
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithCompressionLevel(zstdLevel),
		parquet.WithBatchSize(pageBatch),
		parquet.WithMaxRowGroupLength(2 * maxGroupRows), // we cut the groups
		parquet.WithDictionaryDefault(false),
		parquet.WithDictionaryPageSizeLimit(dictionaryBytes),
		parquet.WithPageIndexEnabled(true),
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Dictionary {
			options = append(options, parquet.WithDictionaryFor(leaf(c), true))
		}
		if c.Long {
			options = append(options, parquet.WithStatsFor(leaf(c), false), parquet.WithPageIndexEnabledFor(leaf(c), false))
		}
	}
	return parquet.NewWriterProperties(options...)
}

// leaf is the path of a column's values inside a Parquet file.
func leaf(c *schema.Column) string {
	if c.Type == schema.Utf8List {
		return c.Name + ".list.element"
	}
	return c.Name
}

func arrowProperties() pqarrow.ArrowWriterProperties {
	return pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema())
}
