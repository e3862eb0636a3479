package arrowcheck_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
)

const batches, batchRows = 3, 500

// write writes a file or a stream with text, lists, numbers and a dictionary.
func write(t testing.TB, stream bool, options ...ipc.Option) []byte {
	t.Helper()
	meta := arrow.MetadataFrom(map[string]string{"made by": "a test"})
	s := arrow.NewSchema([]arrow.Field{
		{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true, Metadata: meta},
		{Name: "list", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
		{Name: "n", Type: arrow.PrimitiveTypes.Int32},
		{Name: "word", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}},
	}, &meta)
	var out bytes.Buffer
	options = append(options, ipc.WithSchema(s))
	var w interface {
		Write(arrow.RecordBatch) error
		Close() error
	} = ipc.NewWriter(&out, options...)
	if !stream {
		f, err := ipc.NewFileWriter(&out, options...)
		if err != nil {
			t.Fatal(err)
		}
		w = f
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	defer b.Release()
	for range batches {
		for i := range batchRows {
			b.Field(0).(*array.StringBuilder).Append(strings.Repeat("some words ", i%9))
			list := b.Field(1).(*array.ListBuilder)
			list.Append(i%3 > 0)
			for range i % 3 {
				list.ValueBuilder().(*array.StringBuilder).Append(fmt.Sprint("item ", i))
			}
			b.Field(2).(*array.Int32Builder).Append(int32(i))
			if err := b.Field(3).(*array.BinaryDictionaryBuilder).AppendString([]string{"one", "two"}[i%2]); err != nil {
				t.Fatal(err)
			}
		}
		record := b.NewRecordBatch()
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		record.Release()
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func check(stream bool, body []byte) ([]int64, error) {
	if stream {
		return arrowcheck.Stream(bytes.NewReader(body), int64(len(body)))
	}
	return arrowcheck.File(bytes.NewReader(body), int64(len(body)))
}

// TestDamage wants of sound files their rows, and of damaged ones no panic; what is
// compressed by Zstandard has a checksum, so that few flips can pass there.
func TestDamage(t *testing.T) {
	for _, tc := range []struct {
		name    string
		stream  bool
		options []ipc.Option
		least   int // errors, of 400 flips
	}{
		{"file, zstd", false, []ipc.Option{ipc.WithZstd()}, 250},
		{"stream, zstd", true, []ipc.Option{ipc.WithZstd()}, 250},
		{"file, lz4", false, []ipc.Option{ipc.WithLZ4()}, 5},
		{"file", false, nil, 2},
		{"stream", true, nil, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			whole := write(t, tc.stream, tc.options...)
			rows, err := check(tc.stream, whole)
			if err != nil || !slices.Equal(rows, []int64{batchRows, batchRows, batchRows}) {
				t.Fatal(rows, err)
			}
			errors := 0
			const flips = 400
			for i := range flips {
				body := slices.Clone(whole)
				body[i*7919%len(body)] ^= 1 << (i % 8)
				if _, err := check(tc.stream, body); err != nil {
					errors++
				}
			}
			if errors < tc.least {
				t.Errorf("only %d of %d flips are errors", errors, flips)
			}
			for i := range 50 {
				if _, err := check(tc.stream, whole[:i*len(whole)/50]); err == nil {
					t.Errorf("what was cut at %d of 50 passes", i)
				}
			}
		})
	}
}

func FuzzArrow(f *testing.F) {
	f.Add(write(f, false, ipc.WithZstd()))
	f.Add(write(f, true))
	f.Fuzz(func(_ *testing.T, body []byte) {
		for _, stream := range []bool{false, true} {
			_, _ = check(stream, body) // it must come back
		}
		_ = arrowcheck.Schema(body)
	})
}
