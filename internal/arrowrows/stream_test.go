package arrowrows_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/dsbuild/dsbuild/internal/arrowrows"
)

var letterColumns = []arrowrows.Column{{Name: "word"}, {Name: "n", Kind: arrowrows.Count}, {Name: "body", Kind: arrowrows.Bytes}}

// letters is a stream of two batches, of two rows and one.
func letters(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := arrowrows.NewWriter(&b, letterColumns)
	w.Add("one", int64(1), []byte{0xff, 0})
	w.Add("", int64(2), []byte(nil))
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	w.Add("three", int64(3), []byte("x"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads a stream to its end: the rows of each batch.
func read(t *testing.T, in io.Reader) (batches [][][]any, err error) {
	t.Helper()
	s, err := arrowrows.OpenStream(in)
	if err != nil {
		return nil, err
	}
	for {
		f, err := s.Next()
		if errors.Is(err, io.EOF) {
			return batches, nil
		}
		if err != nil {
			return batches, err
		}
		var rows [][]any
		for row, err := range f.Rows(t.Context()) {
			if err != nil {
				return batches, err
			}
			copied := make([]any, len(row))
			for i, v := range row {
				copied[i] = v
				if b, ok := v.([]byte); ok {
					copied[i] = bytes.Clone(b)
				} else if s, ok := v.(string); ok {
					copied[i] = strings.Clone(s)
				}
			}
			rows = append(rows, copied)
		}
		batches = append(batches, rows)
	}
}

func TestStreamIsReadAsItWasWritten(t *testing.T) {
	got, err := read(t, iotest{bytes.NewReader(letters(t))})
	if err != nil || len(got) != 2 || len(got[0]) != 2 || len(got[1]) != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	first, second := got[0][0], got[0][1]
	if first[0] != "one" || !bytes.Equal(first[2].([]byte), []byte{0xff, 0}) || second[0] != nil || second[2] != nil || got[1][0][0] != "three" {
		t.Errorf("%v", got)
	}
}

// iotest hands on one byte at a time, as a slow pipe does.
type iotest struct{ in io.Reader }

func (r iotest) Read(p []byte) (int, error) { return r.in.Read(p[:min(len(p), 1)]) }

// TestBatchIsThereBeforeTheNext holds that a batch is read without a byte of the next one:
// the program that writes waits for what became of it.
func TestBatchIsThereBeforeTheNext(t *testing.T) {
	in, out := io.Pipe()
	answered := make(chan bool)
	go func() {
		w := arrowrows.NewWriter(out, letterColumns)
		w.Add("one", int64(1), []byte("x"))
		_ = w.Flush()
		<-answered
		_ = w.Close()
		_ = out.Close()
	}()
	s, err := arrowrows.OpenStream(in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	close(answered)
	if _, err := s.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

// TestCutStreamIsAnError cuts a stream at every place.
func TestCutStreamIsAnError(t *testing.T) {
	whole := letters(t)
	for n := range len(whole) - 1 {
		if _, err := read(t, bytes.NewReader(whole[:n])); err == nil || errors.Is(err, io.EOF) {
			t.Fatalf("the first %d of %d bytes: %v", n, len(whole), err)
		}
	}
}

// TestDamageIsAnErrorAtMost changes every byte of a stream, and asks for much with few bytes.
func TestDamageIsAnErrorAtMost(t *testing.T) {
	whole := letters(t)
	for n := range whole {
		damaged := bytes.Clone(whole)
		damaged[n] ^= 0x81
		_, _ = read(t, bytes.NewReader(damaged)) // no panic, no hang
	}
	huge := binary.LittleEndian.AppendUint32([]byte{0xff, 0xff, 0xff, 0xff}, 1<<30)
	for _, bad := range [][]byte{nil, []byte("<html><p>no stream</p></html>"), huge} {
		if _, err := read(t, bytes.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// TestDictionariesAreRead: pandas writes categories so.
func TestDictionariesAreRead(t *testing.T) {
	kind := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}
	s := arrow.NewSchema([]arrow.Field{{Name: "site", Type: kind}}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	var body bytes.Buffer
	w := ipc.NewWriter(&body, ipc.WithSchema(s))
	for _, word := range []string{"river.example", "hill.example"} {
		if err := b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(word); err != nil {
			t.Fatal(err)
		}
		if err := w.Write(b.NewRecordBatch()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := read(t, &body)
	if err != nil || len(got) != 2 || got[0][0][0] != "river.example" || got[1][0][0] != "hill.example" {
		t.Errorf("%v, %v", got, err)
	}
}
