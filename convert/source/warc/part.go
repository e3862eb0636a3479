package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Packing is how a file is compressed.
type Packing uint8

// The packings a file may have.
const (
	Plain Packing = iota
	Gzip
	Zstd
)

const (
	gzipMagic = "\x1f\x8b\x08"
	zstdMagic = "\x28\xb5\x2f\xfd"
	// probe is how much of a member shows that a record begins with it.
	probe = 64
	// packedProbe is how much of a packed member that takes.
	packedProbe = 1 << 10
	// ratioFloor lets small members pass: 16 MiB harm nobody.
	ratioFloor = 16 << 20
	maxWindow  = 128 << 20 // what `zstd --long` writes
)

// damagedError is what is wrong with packed bytes.
type damagedError struct{ why string }

func (e *damagedError) Error() string { return e.why }

// parts reads the members of a packed file (gzip members, zstd frames) one after
// the other. A part is a member that begins with a record, and those behind it
// that go on with it: most crawlers write a member for each record, gzip and
// pigz one for the whole file, bgzip one for every 64 KiB. A plain file is one part.
type parts struct {
	tape    *tape
	packing Packing
	ratio   int64
	format  *format

	gzip  *gzip.Reader
	scout *gzip.Reader // looks at members that may begin somewhere
	zstd  *zstd.Decoder
	dict  []byte // of the zstd frames
	frame frame
	from  io.Reader // the member that is read

	member  int64    // offset of the member that is read
	head    []byte   // its first bytes, not handed out yet
	opened  bool     // a member is open whose head begins the next part
	fault   error    // of opening the member behind the part
	err     error    // ends the part
	n       int64    // bytes of the part that were handed out
	members []member // those of the part that are not forgotten
}

// member says where a member of a part begins, in the part and in the file.
type member struct{ inner, offset int64 }

// next goes to the next part. The error is io.EOF behind the last, a
// *damagedError where bytes were passed over to find one, or one of reading.
func (p *parts) next() error {
	p.err, p.n, p.members = nil, 0, p.members[:0]
	if p.packing == Plain {
		if p.from != nil {
			return io.EOF
		}
		p.from = p.tape.in
		p.begin(0)
		return nil
	}
	if p.opened {
		p.opened = false
		p.begin(p.member)
		return nil
	}
	err := p.fault
	p.fault = nil
	if err == nil {
		err = p.open()
	}
	if err == nil {
		p.begin(p.member)
		return nil
	}
	p.err = err // the part is empty
	return err
}

func (p *parts) begin(offset int64) { p.members = append(p.members, member{p.n, offset}) }

// open opens the member that begins here and reads its head; io.EOF where the file ends.
func (p *parts) open() error {
	in := p.tape.in
	for {
		p.member = p.tape.offset()
		start, err := in.Peek(len(zstdMagic))
		if len(start) == 0 {
			return err
		}
		switch {
		case p.packing == Gzip && bytes.HasPrefix(start, []byte(gzipMagic)):
			err = p.openGzip()
		case p.packing == Zstd && len(start) == len(zstdMagic) && bytes.Equal(start[1:], []byte(zstdSkippable)) && start[0]&0xf0 == 0x50:
			if err := p.skippable(start[0]); err != nil {
				return err
			}
			continue
		case p.packing == Zstd && bytes.Equal(start, []byte(zstdMagic)):
			err = p.openZstd()
		default:
			return &damagedError{"no compressed data begin there"}
		}
		if err != nil {
			return p.broken(err)
		}
		if p.head, err = p.peekMember(); err != nil || len(p.head) > 0 {
			return err
		}
	}
}

func (p *parts) openGzip() (err error) {
	if p.gzip == nil {
		p.gzip, err = gzip.NewReader(p.tape.in)
	} else {
		err = p.gzip.Reset(p.tape.in)
	}
	if err == nil {
		p.gzip.Multistream(false)
		p.from = p.gzip
	}
	return err
}

// peekMember reads the first bytes of the member that was opened.
func (p *parts) peekMember() ([]byte, error) {
	head := make([]byte, probe)
	n, err := io.ReadFull(p.from, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, p.broken(err)
	}
	// A file that is cut says "unexpected EOF" too, but not a second time.
	if errors.Is(err, io.ErrUnexpectedEOF) {
		if _, again := p.from.Read(make([]byte, 1)); !errors.Is(again, io.EOF) {
			return nil, p.broken(again)
		}
	}
	return head[:n], nil
}

// broken tells a failed read of the file from packed bytes that are damaged.
func (p *parts) broken(err error) error {
	if p.tape.err != nil && !errors.Is(p.tape.err, io.EOF) {
		return p.tape.err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &damagedError{"the compressed data are cut off"}
	}
	return &damagedError{"the compressed data are damaged (" + err.Error() + ")"}
}

// Read reads the part; io.EOF is its end.
func (p *parts) Read(b []byte) (int, error) {
	for p.err == nil {
		if len(p.head) > 0 {
			n := copy(b, p.head)
			p.head = p.head[n:]
			p.n += int64(n)
			return n, nil
		}
		n, err := p.from.Read(b)
		p.n += int64(n)
		switch {
		case err == nil && p.packing != Plain && p.n > ratioFloor && p.n > p.ratio*(p.tape.offset()-p.members[0].offset):
			p.err = &damagedError{fmt.Sprintf("it expands to more than %d times its size; raise --max-ratio if it is to be trusted", p.ratio)}
		case p.packing == Plain:
			p.err = err
		case errors.Is(err, io.EOF):
			p.goOn()
		case err != nil:
			p.err = p.broken(err)
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, p.err
}

// goOn opens the member behind the one that has ended: it begins the next part,
// or goes on with this one.
func (p *parts) goOn() {
	err := p.open()
	switch {
	case errors.Is(err, io.EOF):
		p.err, p.fault = io.EOF, io.EOF
	case err != nil:
		p.err, p.fault = io.EOF, err
	case p.format.begins(p.head):
		p.err, p.opened = io.EOF, true
	default:
		p.begin(p.member)
	}
}

// label names the place of a record that begins at inner in the part: the offset
// of its member in the file, with +N where N bytes of the member come before it.
func (p *parts) label(inner int64) string {
	i := 0
	for i+1 < len(p.members) && p.members[i+1].inner <= inner {
		i++
	}
	p.members = p.members[:copy(p.members, p.members[i:])]
	at := p.members[0]
	switch {
	case p.packing == Plain:
		return fmt.Sprint(at.offset + inner)
	case at.inner == inner:
		return fmt.Sprint(at.offset)
	}
	return fmt.Sprintf("%d+%d", at.offset, inner-at.inner)
}

// search looks for the next member that begins with a record, from behind the
// beginning of the damaged one on. It returns the bytes passed over.
func (p *parts) search() int64 {
	from := p.tape.offset()
	if !p.tape.back(p.member + 1) {
		p.member = from
	}
	magic := []byte(gzipMagic)
	if p.packing == Zstd {
		magic = []byte(zstdMagic)
	}
	in := p.tape.in
	for {
		b, err := in.Peek(max(packedProbe, in.Buffered()))
		i := bytes.Index(b, magic)
		switch {
		case i > 0 && len(b)-i < packedProbe && err == nil:
			_, _ = in.Discard(i)
			continue // to see more of it
		case i >= 0 && p.fits(b[i:]):
			_, _ = in.Discard(i)
			return p.tape.offset() - p.member
		case i >= 0:
			_, _ = in.Discard(i + 1)
		case err != nil:
			_, _ = in.Discard(len(b))
			return p.tape.offset() - p.member
		default:
			_, _ = in.Discard(len(b) - len(magic) + 1)
		}
	}
}

// fits reports whether a member that begins with a record may begin so.
func (p *parts) fits(b []byte) bool {
	if p.packing == Zstd {
		var h zstd.Header
		return h.Decode(b) == nil && !h.Skippable
	}
	b = b[:min(len(b), packedProbe)]
	var err error
	if p.scout == nil {
		p.scout, err = gzip.NewReader(bytes.NewReader(b))
	} else {
		err = p.scout.Reset(bytes.NewReader(b))
	}
	if err != nil {
		p.scout = nil
		return false
	}
	head := make([]byte, probe)
	n, _ := io.ReadFull(p.scout, head)
	return p.format.begins(head[:n])
}

func (p *parts) close() {
	if p.zstd != nil {
		p.zstd.Close()
	}
}
