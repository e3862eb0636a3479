package warc

import (
	"bufio"
	"io"
)

const (
	// keep is how far a file can be wound back: a damaged member is noticed a few
	// kilobytes behind the damage, where the next one may have begun already.
	keep = 1 << 20
	// bufferSize is large enough that reading is not by small calls.
	bufferSize = 128 << 10
)

// tape is a stream that can be wound back by what it keeps.
type tape struct {
	src     io.Reader
	buf     []byte // what is kept; buf[at:] comes next
	at      int
	base    int64 // offset of buf[0]
	err     error // of src
	rewound int64 // bytes that were read a second time
	in      *bufio.Reader
}

func newTape(src io.Reader) *tape {
	t := &tape{src: src}
	t.in = bufio.NewReaderSize(t, bufferSize)
	return t
}

// Read gives what was wound back, then what src has.
func (t *tape) Read(p []byte) (int, error) {
	if t.at == len(t.buf) && !t.fill() {
		return 0, t.err
	}
	n := copy(p, t.buf[t.at:])
	t.at += n
	return n, nil
}

// fill reads more and forgets what is too far back.
func (t *tape) fill() bool {
	if t.buf == nil {
		t.buf = make([]byte, 0, 2*keep)
	}
	if len(t.buf)+bufferSize > cap(t.buf) {
		gone := len(t.buf) - keep
		t.buf = t.buf[:copy(t.buf, t.buf[gone:])]
		t.base += int64(gone)
		t.at -= gone
	}
	for t.err == nil {
		n := 0
		n, t.err = t.src.Read(t.buf[len(t.buf) : len(t.buf)+bufferSize])
		if n > 0 {
			t.buf = t.buf[:len(t.buf)+n]
			return true
		}
	}
	return false
}

// offset is where in's next byte stands in the stream.
func (t *tape) offset() int64 { return t.base + int64(t.at) - int64(t.in.Buffered()) }

// back winds the stream back to an offset. False means that it is forgotten, or
// that so much was read twice already that a hostile file could make it take for ever.
func (t *tape) back(to int64) bool {
	here := t.offset()
	if to < t.base || to > here || t.rewound+here-to > here+keep {
		return false
	}
	t.rewound += here - to
	t.at = int(to - t.base)
	t.in.Reset(t)
	return true
}
