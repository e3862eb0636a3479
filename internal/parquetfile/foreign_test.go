package parquetfile_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/pierrec/lz4/v4"

	"github.com/dsbuild/dsbuild/internal/notread"
	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// texts writes one column of text, a row group for each number of rows.
func texts(t *testing.T, codec compress.Compression, groups ...int) []byte {
	t.Helper()
	s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}}, nil)
	var out bytes.Buffer
	props := parquet.NewWriterProperties(parquet.WithCompression(codec), parquet.WithDictionaryDefault(false))
	w, err := pqarrow.NewFileWriter(s, &out, props, pqarrow.DefaultWriterProps())
	if err != nil {
		t.Fatal(err)
	}
	for _, rows := range groups {
		b := array.NewRecordBuilder(memory.DefaultAllocator, s)
		for range rows {
			b.Field(0).(*array.StringBuilder).Append(strings.Repeat("the council met ", 9))
		}
		if err := w.Write(b.NewRecordBatch()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestNoRows reads files without rows and with row groups that have none.
func TestNoRows(t *testing.T) {
	for _, groups := range [][]int{{}, {0}, {3, 0, 4}, {0, 5}, {5, 0}} {
		body := texts(t, compress.Codecs.Snappy, groups...)
		want := int64(0)
		for _, n := range groups {
			want += int64(n)
		}
		if rows, err := read(body); err != nil || rows != want {
			t.Errorf("%v: %d rows, %v", groups, rows, err)
		}
	}
}

// hadoop packs pages as Spark does with LZ4.
type hadoop struct {
	blocks int // that a frame is cut into
}

func (h hadoop) pack(src []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(src)))
	for size := (len(src) + h.blocks - 1) / h.blocks; len(src) > 0; {
		n := min(size, len(src))
		packed := make([]byte, lz4.CompressBlockBound(n))
		m, err := lz4.CompressBlock(src[:n], packed, nil)
		if err != nil {
			panic(err)
		}
		if m == 0 { // it cannot be made smaller: one literal run, as the format has it
			packed = literals(src[:n])
			m = len(packed)
		}
		out = append(binary.BigEndian.AppendUint32(out, uint32(m)), packed[:m]...)
		src = src[n:]
	}
	return out
}

// literals is a block of LZ4 that packs nothing.
func literals(src []byte) []byte {
	const most = 15
	if len(src) < most {
		return append([]byte{byte(len(src)) << 4}, src...)
	}
	out := []byte{0xf0}
	n := len(src) - most
	for ; n >= 255; n -= 255 {
		out = append(out, 255)
	}
	return append(append(out, byte(n)), src...)
}

// TestHadoopLZ4 reads LZ4 as Spark writes it, whole and in several blocks, and bare.
func TestHadoopLZ4(t *testing.T) {
	codec, err := compress.GetCodec(compress.Codecs.Lz4)
	if err != nil {
		t.Fatal(err)
	}
	decode := codec.(compress.ErrorCodec)
	page := []byte(strings.Repeat("the council met ", 900))
	for name, packed := range map[string][]byte{
		"one block": hadoop{blocks: 1}.pack(page), "three blocks": hadoop{blocks: 3}.pack(page),
		"two frames": append(hadoop{blocks: 1}.pack(page[:100]), hadoop{blocks: 2}.pack(page[100:])...),
		"literals":   literals(page),
	} {
		got, err := decode.DecodeWithError(make([]byte, len(page)), packed)
		if err != nil || !bytes.Equal(got, page) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(page), err)
		}
		for cut := range packed {
			if got, err := decode.DecodeWithError(make([]byte, len(page)), packed[:cut]); err == nil && bytes.Equal(got, page) {
				t.Errorf("%s, cut at %d of %d, reads as if it were whole", name, cut, len(packed))
			}
		}
	}
}

// TestKindsNotRead wants what is not read to be named, and not taken for damage.
func TestKindsNotRead(t *testing.T) {
	body := texts(t, compress.Codecs.Gzip, 5)
	// In the footer the codec is field 4, a 32-bit number, as thrift packs it: gzip is 2.
	footer := len(body) - 8 - int(binary.LittleEndian.Uint32(body[len(body)-8:]))
	at := bytes.Index(body[footer:], []byte("text\x15\x04")) + footer + len("text\x15")
	if at < footer {
		t.Fatal("there is no codec in the footer")
	}
	for codec, want := range map[byte]string{3: "LZO", 60: "number 60"} {
		other := bytes.Clone(body)
		other[at] = codec << 1
		_, err := read(other)
		if no, ok := errors.AsType[*notread.Error](err); !ok || no.Name != notread.Codec.Name || !strings.Contains(err.Error(), want) {
			t.Errorf("codec %d: %v", codec, err)
		}
	}
	// The logical type of text is a struct in field 1 of a union; field 9 is of none.
	other := bytes.Clone(body)
	at = bytes.Index(other[footer:], []byte{0x1c, 0, 0}) + footer
	other[at] = 0x9c
	_, err := parquetfile.Open(bytes.NewReader(other), int64(len(other)))
	if no, ok := errors.AsType[*notread.Error](err); !ok || no.Name != notread.Logical.Name {
		t.Errorf("a logical type of tomorrow: %v", err)
	}
}

// TestRowsAreNotHidden claims of a file with rows that it has none.
func TestRowsAreNotHidden(t *testing.T) {
	body := texts(t, compress.Codecs.Snappy, 5)
	found := 0
	for at := len(body) - 8 - int(binary.LittleEndian.Uint32(body[len(body)-8:])); at < len(body)-8; at++ {
		if body[at] != 5<<1 { // 5 as thrift packs it: rows of the file, of the group, values of the column
			continue
		}
		other := bytes.Clone(body)
		other[at] = 0
		if rows, err := read(other); err == nil && rows != 5 {
			t.Errorf("byte %d: %d rows without an error", at, rows)
		} else if err != nil {
			found++
		}
	}
	if found < 3 {
		t.Errorf("%d claims were found out", found)
	}
	f, err := parquetfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	for range f.Batches(context.Background(), 0, []int{0}) {
		return
	}
	t.Error("there is no batch")
}
