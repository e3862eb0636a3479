// Package warc reads the records of web archives: WARC, WET and ARC files,
// plain, in gzip members or in zstd frames.
//
// In: a stream. Out: one Record after the other, with its place in the
// (compressed) file and its block as it stands there. Laws:
//   - A damaged record comes out in its place as a Record with Damage, and
//     reading goes on with the next that can be found: behind a wrong length, a
//     cut member, bytes that are no record.
//   - What a record says of its length is believed only as far as the next
//     record: memory is bounded by Options.MaxRecord, whatever it says.
//   - Time is linear in the bytes read: few are read twice.
package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

const (
	maxHeader = 64 << 10 // of one record
	// blockHead is what is kept of a block that is too large: its HTTP header stands there.
	blockHead = 64 << 10
)

// Options bound what is read.
type Options struct {
	MaxRecord int64 // bytes of a block that is kept
	MaxRatio  int   // bytes out for a byte in
}

// Record is one record. Block is valid until the next one is read.
type Record struct {
	Offset    string // place in the file: see Reader.Next
	Type      string // WARC-Type in lower case; of an ARC file response, dns or warcinfo
	ID        string // WARC-Record-ID
	URL       string // as written, without brackets
	Date      time.Time
	MediaType string // of the block
	RefersTo  string // WARC-Refers-To
	Payload   string // WARC-Payload-Digest
	Truncated string // why the crawler cut it: WARC-Truncated
	Segment   string // WARC-Segment-Number
	Block     []byte
	Size      int64  // of the whole block
	TooLarge  bool   // Block is its beginning
	Damage    string // what is wrong; the rest is what could be read of it
}

// Reader reads a file.
type Reader struct {
	opt    Options
	format *format
	parts  parts
	feed   feed
	out    *bufio.Reader // over feed

	inPart  bool
	header  []byte
	block   []byte
	record  Record
	reread  int64 // bytes of parts that were read a second time
	ended   bool
	failure error
}

// feed hands out the bytes of a part, after those that were given back.
type feed struct {
	parts *parts
	back  []byte
	n     int64 // handed out of the part
	total int64 // and of all parts
}

func (f *feed) Read(b []byte) (n int, err error) {
	if len(f.back) > 0 {
		n = copy(b, f.back)
		f.back = f.back[n:]
	} else {
		n, err = f.parts.Read(b)
	}
	f.n += int64(n)
	f.total += int64(n)
	return n, err
}

// NewReader reads a stream that Is recognised as a web archive.
func NewReader(src io.Reader, packing Packing, head []byte, opt Options) *Reader {
	r := &Reader{opt: opt, format: &warcFormat}
	if arcFormat.begins(head) {
		r.format = &arcFormat
	}
	r.parts = parts{tape: newTape(src), packing: packing, ratio: int64(opt.MaxRatio), format: r.format}
	r.feed.parts = &r.parts
	r.out = bufio.NewReaderSize(&r.feed, bufferSize)
	return r
}

// Is reports whether the head of an unpacked file is that of a web archive.
func Is(head []byte) bool { return warcFormat.begins(head) || arcFormat.begins(head) }

// ARC reports whether the file is an ARC file.
func (r *Reader) ARC() bool { return r.format == &arcFormat }

// Close gives back what decompression holds.
func (r *Reader) Close() { r.parts.close() }

// Next returns the next record, valid until the next call, and io.EOF behind
// the last. Any other error is one of reading. The place of a record is the
// offset of its member in the compressed file; with +N where N bytes of the
// unpacked member come before it.
func (r *Reader) Next() (*Record, error) {
	for !r.ended {
		if !r.inPart {
			if done, err := r.nextPart(); err != nil {
				return nil, err
			} else if done {
				return &r.record, nil
			}
			continue
		}
		head, err := r.skipBlank()
		if len(head) == 0 {
			if r.inPart = false; errors.Is(err, io.EOF) {
				continue
			}
			r.start()
			return r.damagedPart(err)
		}
		r.start()
		if !r.format.begins(head) {
			return r.noRecord()
		}
		return r.read()
	}
	return nil, cmpErr(r.failure, io.EOF)
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// nextPart goes to the next part. True: what could not be read before it is r.record.
func (r *Reader) nextPart() (bool, error) {
	err := r.parts.next()
	r.feed.n, r.feed.back = 0, nil
	r.out.Reset(&r.feed)
	bad, damaged := errors.AsType[*damagedError](err)
	switch {
	case err == nil:
		r.inPart = true
		return false, nil
	case !damaged:
		r.ended = true
		if !errors.Is(err, io.EOF) {
			r.failure = err
		}
		return false, nil
	}
	from := r.parts.member
	n := r.parts.search()
	r.record = Record{Offset: strconv.FormatInt(from, 10), Size: n, Damage: fmt.Sprintf("%s; %d bytes were passed over", bad.why, n)}
	return true, nil
}

// damagedPart ends a part whose packed bytes cannot be read on.
func (r *Reader) damagedPart(err error) (*Record, error) {
	r.inPart = false
	bad, damaged := errors.AsType[*damagedError](err)
	if !damaged {
		r.ended, r.failure = true, err
		return nil, err
	}
	r.parts.search()
	r.record.Damage = bad.why
	return &r.record, nil
}

// start begins a record at the place that out has reached.
func (r *Reader) start() {
	r.record = Record{Offset: r.parts.label(r.inner())}
}

func (r *Reader) inner() int64 { return r.feed.n - int64(r.out.Buffered()) }

// skipBlank passes over the blank lines between records and returns what follows.
func (r *Reader) skipBlank() ([]byte, error) {
	for {
		b, err := r.out.Peek(1)
		if len(b) == 0 {
			return nil, err
		}
		if b[0] != '\r' && b[0] != '\n' && b[0] != 0 {
			b, _ = r.out.Peek(r.format.probe)
			return b, nil
		}
		_, _ = r.out.Discard(1)
	}
}

// noRecord passes over bytes that are no record.
func (r *Reader) noRecord() (*Record, error) {
	n, err := r.skim(-1)
	r.record.Size = n
	r.record.Damage = fmt.Sprintf("%d bytes are no record", n)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.damagedPart(err)
	}
	return &r.record, nil
}

// skim passes over at most limit bytes (-1: all) up to where a record begins.
func (r *Reader) skim(limit int64) (n int64, err error) {
	const before = "\n"
	last := before[0]
	if limit >= 0 {
		last = 0 // what stands at the beginning of a block belongs to it
	}
	for limit < 0 || n < limit {
		b, err := r.out.Peek(max(r.format.probe+1, r.out.Buffered()))
		if len(b) == 0 {
			return n, err
		}
		if limit >= 0 {
			b = b[:min(int64(len(b)), limit-n)]
		}
		if last == before[0] && r.format.begins(b) {
			return n, nil
		}
		i, take := r.format.find(b), len(b)
		switch {
		case i >= 0:
			take = i
		case err == nil && len(b) > r.format.probe:
			take = len(b) - r.format.probe // a record may begin in the rest
		}
		last = b[take-1]
		_, _ = r.out.Discard(take)
		if n += int64(take); i >= 0 {
			return n, nil
		}
	}
	return n, nil
}

// read reads the record that begins here.
func (r *Reader) read() (*Record, error) {
	size, problem, err := r.format.header(r)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.damagedPart(err)
	}
	switch {
	case err != nil:
		r.record.Damage = "it is cut off in its header"
		return &r.record, nil
	case problem != "":
		n, err := r.skim(-1)
		r.record.Damage, r.record.Size = problem, n
		if err != nil && !errors.Is(err, io.EOF) {
			return r.damagedPart(err)
		}
		return &r.record, nil
	case size > r.opt.MaxRecord:
		return r.large(size)
	}
	r.record.Size = size
	got, err := r.readBlock(size)
	switch {
	case errors.Is(err, io.EOF):
		r.lost(fmt.Sprintf("it says that it has %d bytes and ends after %d", size, got))
		return &r.record, nil
	case err != nil:
		return r.damagedPart(err)
	}
	return r.boundary(size)
}

// readBlock reads a block; memory grows as bytes come, not by what is declared.
func (r *Reader) readBlock(size int64) (int64, error) {
	const step = 1 << 20
	if int64(cap(r.block)) > 4*step {
		r.block = nil
	}
	b := r.block[:0]
	for int64(len(b)) < size {
		want := int(min(size-int64(len(b)), max(step, int64(len(b)))))
		if cap(b)-len(b) < want {
			b = append(make([]byte, 0, len(b)+want), b...)
		}
		n, err := io.ReadFull(r.out, b[len(b):len(b)+want])
		b = b[:len(b)+n]
		if err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = io.EOF
			}
			r.block, r.record.Block = b, b
			return int64(len(b)), err
		}
	}
	r.block, r.record.Block = b, b
	return size, nil
}

// boundary looks whether another record, or nothing, follows the block.
func (r *Reader) boundary(size int64) (*Record, error) {
	for newlines := 0; ; {
		b, err := r.out.Peek(1)
		switch {
		case len(b) == 0 && errors.Is(err, io.EOF):
			return &r.record, nil
		case len(b) == 0:
			return r.damagedPart(err)
		case b[0] == '\r' || b[0] == '\n' || b[0] == 0:
			if b[0] == '\n' {
				newlines++
			}
			_, _ = r.out.Discard(1)
			continue
		case newlines > 1 && r.format.find(r.block) < 0:
			return &r.record, nil // it ends as it should: what follows is damaged
		}
		if b, _ = r.out.Peek(r.format.probe); r.format.begins(b) {
			return &r.record, nil
		}
		n := r.lost(fmt.Sprintf("it says that it has %d bytes, but no record follows", size))
		if n < 0 {
			more, err := r.skim(-1)
			r.record.Damage += fmt.Sprintf("; %d more bytes were passed over", more)
			if err != nil && !errors.Is(err, io.EOF) {
				return r.damagedPart(err)
			}
		}
		return &r.record, nil
	}
}

// lost says that the length of a record is wrong, and gives back what it has
// swallowed of the next one. It returns where that begins; -1: it is not there.
func (r *Reader) lost(why string) int {
	r.record.Damage = why
	i := r.format.find(r.block)
	if i < 0 {
		return i
	}
	swallowed := r.block[i:]
	ahead, _ := r.out.Peek(r.out.Buffered())
	n := int64(len(swallowed) + len(ahead))
	// As for the tape: most bytes are read once, all of them twice at the most.
	if r.reread+n > r.feed.total+keep {
		r.record.Damage += "; so many records are wrong that those inside it are left out"
		return -1
	}
	r.reread += n
	back := make([]byte, 0, int(n)+len(r.feed.back))
	back = append(append(append(back, swallowed...), ahead...), r.feed.back...)
	r.feed.back = back
	r.feed.n -= n
	r.feed.total -= n
	r.out.Reset(&r.feed)
	r.record.Block = r.block[:i]
	return i
}

// large passes over a block beyond the limit and keeps its beginning.
func (r *Reader) large(size int64) (*Record, error) {
	b, _ := r.out.Peek(int(min(blockHead, size)))
	if i := r.format.find(b); i >= 0 {
		b = b[:i]
	}
	r.block = append(r.block[:0], b...)
	r.record.Block, r.record.Size, r.record.TooLarge = r.block, size, true
	n, err := r.skim(size)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return r.damagedPart(err)
	case n < size:
		r.record.Damage = fmt.Sprintf("it says that it has %d bytes and ends after %d", size, n)
	}
	return &r.record, nil
}
