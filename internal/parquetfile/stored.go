package parquetfile

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/parquet/file"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
)

// storedSchema is the metadata key under which Arrow repeats its schema. One
// flipped bit in it makes the library ask for 189 GB, and all our types
// follow from the Parquet schema alone, so it is taken out before reading,
// and only checked.
const storedSchema = "ARROW:schema"

// takeStoredSchema takes the Arrow schema out of the metadata and returns it, nil
// where there is none.
func takeStoredSchema(r *file.Reader) (stored *string) {
	meta := r.MetaData().FileMetaData
	kept := meta.KeyValueMetadata[:0]
	for _, kv := range meta.KeyValueMetadata {
		if kv.Key == storedSchema {
			stored = kv.Value
		} else {
			kept = append(kept, kv)
		}
	}
	meta.KeyValueMetadata = kept
	return stored
}

// checkStored checks the Arrow schema that a file repeats in its metadata: pandas
// and polars refuse the whole file where they cannot decode it.
func checkStored(encoded string, derived *arrow.Schema) error {
	stored, err := decodeStored(encoded)
	switch {
	case err != nil:
		return err
	case stored.NumFields() != derived.NumFields():
		return fmt.Errorf("it has %d columns, the file %d", stored.NumFields(), derived.NumFields())
	}
	for i, f := range stored.Fields() {
		have := derived.Field(i)
		if f.Name != have.Name {
			return fmt.Errorf("it names column %d %q, the file %q", i, f.Name, have.Name)
		}
		said, ok := f.Type.(*arrow.TimestampType)
		is, also := have.Type.(*arrow.TimestampType)
		if ok && also && (said.TimeZone == "") != (is.TimeZone == "") {
			return fmt.Errorf("column %s is %s in it, %s in the file", f.Name, said, is)
		}
	}
	return nil
}

func decodeStored(encoded string) (s *arrow.Schema, err error) {
	defer Recovered(&err)
	coding := base64.StdEncoding
	if len(encoded)%4 != 0 {
		coding = base64.RawStdEncoding
	}
	message, err := coding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	if err := arrowcheck.Schema(message); err != nil {
		return nil, err
	}
	r, err := ipc.NewReader(bytes.NewReader(message))
	if err != nil {
		return nil, err
	}
	defer r.Release()
	return r.Schema(), nil
}
