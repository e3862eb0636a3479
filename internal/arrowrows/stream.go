package arrowrows

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
)

const (
	// prefix is a continuation mark and a length, before every message of a stream.
	prefix = 8
	// maxHead is what the schema and the dictionaries of a stream may take, which are kept.
	maxHead = 64 << 20
	// maxBatch is what a batch may take as it is sent; what it may take in memory
	// internal/arrowfile bounds.
	maxBatch = 2 << 30
)

// endOfStream is an empty message.
var endOfStream = []byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}

// errCut says that a stream ends without its end mark.
var errCut = errors.New("the stream has no end mark: it was cut; what wrote it has failed, or did not close it")

// Stream is an Arrow stream that is read while it is written.
type Stream struct {
	in   io.Reader
	head []byte // the schema and the dictionaries so far
	buf  []byte // head, a batch, and an end mark

	Columns []string
	Types   []string
	Left    []string // columns that are not read
}

// OpenStream reads the schema of a stream.
func OpenStream(in io.Reader) (*Stream, error) {
	s := &Stream{in: in}
	_, err := s.message()
	if errors.Is(err, io.EOF) { // before the schema an end is none
		err = errCut
	}
	if err != nil {
		return nil, err
	}
	s.head = bytes.Clone(s.buf)
	f, err := s.open()
	if err != nil {
		return nil, err
	}
	s.Columns, s.Types, s.Left = f.Columns, f.Types, f.Left
	return s, nil
}

// Next reads the next batch, which is valid until the one after it. The error is io.EOF
// behind the last one, if the stream ends as it should.
func (s *Stream) Next() (*File, error) {
	for {
		s.buf = append(s.buf[:0], s.head...)
		m, err := s.message()
		switch {
		case err != nil:
			return nil, err
		case m.Batch:
			return s.open()
		case !m.Dictionary:
			return nil, errors.New("the stream has a second schema")
		case len(s.buf) > maxHead:
			return nil, errors.New("the stream has more than 64 MiB of dictionaries; write these columns as plain strings")
		}
		s.head = append(s.head, s.buf[len(s.head):]...)
	}
}

// open opens what is in the buffer as a stream that ends there.
func (s *Stream) open() (*File, error) {
	s.buf = append(s.buf, endOfStream...)
	return Open(bytes.NewReader(s.buf), int64(len(s.buf)))
}

// message appends the next message to the buffer; io.EOF is the end mark.
func (s *Stream) message() (m arrowcheck.Message, err error) {
	start := len(s.buf)
	if err := s.read(prefix); err != nil {
		return m, err
	}
	mark, length := s.buf[start:start+4], int64(int32(binary.LittleEndian.Uint32(s.buf[start+4:])))
	switch {
	case !bytes.Equal(mark, endOfStream[:4]) || length < 0 || length > maxHead:
		return m, errors.New("this is no Arrow stream; write one, as pyarrow.ipc.new_stream does")
	case length == 0:
		return m, io.EOF
	}
	if err := s.read(length); err != nil {
		return m, err
	}
	if m, err = arrowcheck.Head(s.buf[start:]); err != nil {
		return m, err
	}
	if m.Body > maxBatch {
		return m, fmt.Errorf("a batch has %d bytes, more than 2 GiB; write smaller batches", m.Body)
	}
	return m, s.read(m.Body)
}

// step is how much room is made before it is known that there are bytes for it: a
// length may be damaged.
const step = 1 << 20

// read appends so many bytes to the buffer.
func (s *Stream) read(n int64) error {
	for n > 0 {
		some := int(min(n, max(step, int64(len(s.buf)))))
		at := len(s.buf)
		s.buf = append(s.buf, make([]byte, some)...)
		if _, err := io.ReadFull(s.in, s.buf[at:]); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return errCut
			}
			return fmt.Errorf("read the stream: %w", err)
		}
		n -= int64(some)
	}
	return nil
}
