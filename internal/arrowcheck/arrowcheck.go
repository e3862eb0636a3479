// Package arrowcheck looks at Arrow files and streams before the library does,
// which believes what they say of themselves.
//
// In: a file or stream of Arrow IPC, or the schema that Parquet files repeat. Out:
// an error where something in it lies outside of it, does not add up, or has
// another checksum. Laws: nothing is allocated by what a length says before that
// is compared with what is there; no values are looked at.
package arrowcheck

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/dsbuild/dsbuild/internal/notread"
)

const (
	magic = "ARROW1"
	// prefix is a continuation mark and a length, before every message.
	prefix = 8
	// maxMessage is above what a message of ten thousand columns takes.
	maxMessage = 64 << 20
	// maxRatio is what compression does not exceed but where values repeat, and
	// maxRepeated what they may come to then.
	maxRatio    = 1000
	maxRepeated = 64 << 20
)

// Schema checks an Arrow message that holds a schema.
func Schema(message []byte) error {
	return guarded(func() error {
		meta, _ := framed(message)
		if meta == nil {
			return errors.New("it is no Arrow message")
		}
		w := newWalker(meta)
		w.message(kindSchema)
		return nil
	})
}

// File checks an Arrow IPC file of a size: its footer, and every message that it
// names. It returns how many rows each record batch has.
func File(r io.ReaderAt, size int64) (rows []int64, err error) {
	d, err := newUnpacker()
	if err != nil {
		return nil, err
	}
	defer d.Close()
	err = guarded(func() error {
		const tail = 4 + int64(len(magic))
		end := make([]byte, tail)
		if _, err := r.ReadAt(end, max(size-tail, 0)); err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read end: %w", err)
		}
		length := int64(int32(binary.LittleEndian.Uint32(end)))
		if string(end[4:]) != magic || length <= 0 || length > min(size-tail, maxMessage) {
			return errors.New("it does not end as an Arrow file")
		}
		body := make([]byte, length)
		footer := size - tail - length
		if _, err := r.ReadAt(body, footer); err != nil {
			return fmt.Errorf("read footer: %w", err)
		}
		w := newWalker(body)
		for i, b := range w.footer() {
			is, err := b.check(r, footer, d)
			if err != nil {
				return fmt.Errorf("block %d: %w", i, err)
			}
			if is.kind == kindBatch {
				rows = append(rows, is.rows)
			}
		}
		return nil
	})
	return rows, err
}

// Stream checks every message of an Arrow IPC stream of a size. It returns how many
// rows each record batch has.
func Stream(r io.ReaderAt, size int64) (rows []int64, err error) {
	d, err := newUnpacker()
	if err != nil {
		return nil, err
	}
	defer d.Close()
	err = guarded(func() error {
		for at, i := int64(0), 0; ; i++ {
			head := make([]byte, prefix)
			if _, err := r.ReadAt(head, at); err != nil {
				return fmt.Errorf("message %d: %w", i, err)
			}
			length := int64(int32(binary.LittleEndian.Uint32(head[4:])))
			if binary.LittleEndian.Uint32(head) != continuation || length < 0 || length > min(size-at-prefix, maxMessage) {
				return fmt.Errorf("message %d is none", i)
			}
			if length == 0 {
				return nil // the end mark
			}
			b := block{at: at, meta: prefix + length, body: -1}
			is, err := b.check(r, size, d)
			if err != nil {
				return fmt.Errorf("message %d: %w", i, err)
			}
			if is.kind == kindBatch {
				rows = append(rows, is.rows)
			}
			at += b.meta + b.body
		}
	})
	return rows, err
}

// Message is what the head of a message of a stream says of it.
type Message struct {
	Batch, Dictionary bool
	Body              int64 // bytes behind the head
}

// Head reads the head of a message: mark, length and what is as long as that.
func Head(message []byte) (m Message, err error) {
	err = guarded(func() error {
		meta, _ := framed(message)
		if meta == nil {
			return errors.New("it is no Arrow message")
		}
		b := newWalker(meta).message(kindAny)
		if b.body < 0 {
			return errors.New("a message has fewer bytes than none")
		}
		m = Message{Batch: b.kind == kindBatch, Dictionary: b.kind == kindDictionary, Body: b.body}
		return nil
	})
	return m, err
}

const continuation = 0xffffffff

// framed returns what stands behind the mark and length of a message, nil where
// that is not all there.
func framed(message []byte) (meta, rest []byte) {
	if len(message) < prefix || binary.LittleEndian.Uint32(message) != continuation {
		return nil, nil
	}
	n := int64(int32(binary.LittleEndian.Uint32(message[4:])))
	if n < 4 || n > int64(len(message)-prefix) {
		return nil, nil
	}
	return message[prefix : prefix+n], message[prefix+n:]
}

// Old reports whether a stream of a size is one of Arrow before 0.15, where a message
// began with its length and no mark.
func Old(r io.ReaderAt, size int64) bool {
	err := guarded(func() error {
		head := make([]byte, 4)
		if _, err := r.ReadAt(head, 0); err != nil {
			return err
		}
		n := int64(int32(binary.LittleEndian.Uint32(head)))
		if n < prefix || n > min(size-int64(len(head)), maxMessage) {
			return errors.New("no message is as long as that")
		}
		meta := make([]byte, n)
		if _, err := r.ReadAt(meta, int64(len(head))); err != nil {
			return err
		}
		w := newWalker(meta)
		w.message(kindSchema)
		return nil
	})
	return err == nil
}

// block is where a message stands in a file.
type block struct{ at, meta, body int64 }

// check checks a message and the buffers it describes; nothing of it may lie
// behind end. A body of -1 is as long as the message says.
func (b *block) check(r io.ReaderAt, end int64, d unpacker) (*batch, error) {
	if b.at < 0 || b.meta < prefix || b.meta > maxMessage || b.at > end-b.meta {
		return nil, errors.New("it lies outside of the file")
	}
	message := make([]byte, b.meta)
	if _, err := r.ReadAt(message, b.at); err != nil {
		return nil, err
	}
	meta, _ := framed(message)
	if meta == nil && int64(binary.LittleEndian.Uint32(message))+4 == b.meta {
		return nil, notread.OldArrow.As("it is an Arrow file as they were written before version 0.15")
	}
	if meta == nil {
		return nil, errors.New("there is no message")
	}
	w := newWalker(meta)
	batch := w.message(kindAny)
	if b.body < 0 {
		b.body = batch.body
	}
	if batch.body != b.body || b.body < 0 || b.body > end-b.at-b.meta {
		return nil, errors.New("its values do not fit into the file")
	}
	return batch, batch.check(io.NewSectionReader(r, b.at+b.meta, b.body), d)
}

// batch is what a message says of its body.
type batch struct {
	kind       byte
	rows       int64
	body       int64
	buffers    []byte // pairs of offset and length
	compressed bool
	codec      byte
}

// check compares the buffers with the body, and what is compressed with its checksum.
func (b *batch) check(body *io.SectionReader, d unpacker) error {
	const pair, uncompressed = 16, -1
	for at := 0; at < len(b.buffers); at += pair {
		offset, length := int64(binary.LittleEndian.Uint64(b.buffers[at:])), int64(binary.LittleEndian.Uint64(b.buffers[at+8:]))
		if offset < 0 || length < 0 || offset > b.body-length {
			return fmt.Errorf("buffer %d lies outside of its batch", at/pair)
		}
		if !b.compressed || length == 0 {
			continue
		}
		head := make([]byte, 8)
		if _, err := body.ReadAt(head, offset); err != nil || length < int64(len(head)) {
			return fmt.Errorf("buffer %d does not say how long it is", at/pair)
		}
		n := int64(binary.LittleEndian.Uint64(head))
		switch packed := length - int64(len(head)); {
		case n == uncompressed:
		case n < 0 || n > max(maxRatio*packed, maxRepeated):
			return fmt.Errorf("buffer %d of %d bytes says it has %d", at/pair, packed, n)
		case b.codec == codecZstd:
			if err := d.check(io.NewSectionReader(body, offset+int64(len(head)), packed), n); err != nil {
				return fmt.Errorf("buffer %d: %w", at/pair, err)
			}
		}
	}
	return nil
}

const codecZstd = 1

// unpacker decompresses one buffer after the other.
type unpacker struct{ *zstd.Decoder }

func newUnpacker() (unpacker, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	return unpacker{d}, err
}

// check compares what is compressed with its length and its checksum, at which
// the library does not look.
func (d unpacker) check(r io.Reader, want int64) error {
	if err := d.Reset(r); err != nil {
		return err
	}
	n, err := io.Copy(io.Discard, io.LimitReader(d.Decoder, want+1))
	if err == nil && n != want {
		err = fmt.Errorf("it has %d bytes, and says %d", n, want)
	}
	return err
}

// guarded turns what a walker finds outside into an error.
func guarded(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("something in it lies outside of it")
		}
	}()
	return fn()
}

// footer returns the blocks that a footer names.
func (w *walker) footer() []block {
	const schema, dictionaries, batches, metadata = 1, 2, 3, 4
	root := w.root()
	w.schema(w.pointer(root, schema))
	w.pairs(w.pointer(root, metadata), 1)
	var all []block
	for _, slot := range []int{dictionaries, batches} {
		const size = 24
		for s := w.structs(w.pointer(root, slot), size); len(s) > 0; s = s[size:] {
			all = append(all, block{
				at: int64(binary.LittleEndian.Uint64(s)), meta: int64(int32(binary.LittleEndian.Uint32(s[8:]))),
				body: int64(binary.LittleEndian.Uint64(s[16:])),
			})
		}
	}
	return all
}

// The kinds of message.
const (
	kindAny = iota
	kindSchema
	kindDictionary
	kindBatch
)

// message visits a message of a kind and returns what it says of its body.
func (w *walker) message(want byte) *batch {
	const kind, header, body, metadata = 1, 2, 3, 4
	root := w.root()
	w.pairs(w.pointer(root, metadata), 1)
	b, at := &batch{kind: w.short(root, kind), body: w.long(root, body)}, w.pointer(root, header)
	if want != kindAny && b.kind != want {
		panic("it is of another kind")
	}
	switch b.kind {
	case kindSchema:
		w.schema(at)
	case kindDictionary:
		const data = 1
		w.batch(w.pointer(w.table(at, 1), data), b)
	case kindBatch:
		w.batch(at, b)
	default:
		panic("it is of no kind")
	}
	return b
}

func (w *walker) batch(at int, b *batch) {
	const length, nodes, buffers, compression = 0, 1, 2, 3
	t := w.table(at, 2)
	b.rows = w.long(t, length)
	for s := w.structs(w.pointer(t, nodes), 16); len(s) > 0; s = s[16:] {
		if n, nulls := int64(binary.LittleEndian.Uint64(s)), int64(binary.LittleEndian.Uint64(s[8:])); n < 0 || nulls < 0 || nulls > n {
			panic("a column has more NULLs than rows")
		}
	}
	if b.rows < 0 {
		panic("it has fewer rows than none")
	}
	b.buffers = bytes.Clone(w.structs(w.pointer(t, buffers), 16))
	if at := w.pointer(t, compression); at > 0 {
		c := w.table(at, 3)
		b.compressed, b.codec = true, w.short(c, 0)
	}
}
