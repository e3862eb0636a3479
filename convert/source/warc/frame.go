package warc

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const (
	zstdSkippable = "\x2a\x4d\x18"
	// dictFrame is the first byte of the skippable frame with the dictionary of a .warc.zst.
	dictFrame = 0x5d
	maxDict   = 16 << 20
	dictMagic = "\x37\xa4\x30\xec"
)

// frame hands on the bytes of one zstd frame: the library does not say where one ends.
type frame struct {
	in       *bufio.Reader
	left     int64 // of the piece that is read
	last     bool  // it is the last block
	checksum bool
	done     bool
}

// start reads the header of the frame that begins here, without taking it.
func (f *frame) start(in *bufio.Reader) error {
	b, err := in.Peek(zstd.HeaderMaxSize)
	if len(b) == 0 {
		return err
	}
	var h zstd.Header
	if err := h.Decode(b); err != nil {
		return err
	}
	*f = frame{in: in, left: int64(h.HeaderSize), checksum: h.HasCheckSum}
	return nil
}

func (f *frame) Read(p []byte) (int, error) {
	if f.left == 0 {
		if err := f.piece(); err != nil {
			return 0, err
		}
	}
	n, err := f.in.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// piece goes to the next block, or to the checksum behind the last.
func (f *frame) piece() error {
	const blockHeader, rle, reserved, checksum = 3, 1, 3, 4
	switch {
	case f.done || f.last && !f.checksum:
		return io.EOF
	case f.last:
		f.left, f.done = checksum, true
		return nil
	}
	b, err := f.in.Peek(blockHeader)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	header := int64(b[0]) | int64(b[1])<<8 | int64(b[2])<<16
	f.last = header&1 == 1
	size := header >> 3
	switch header >> 1 & 3 {
	case rle:
		size = 1
	case reserved:
		return errors.New("a reserved kind of block")
	}
	f.left = blockHeader + size
	return nil
}

func (p *parts) openZstd() error {
	if err := p.frame.start(p.tape.in); err != nil {
		return err
	}
	if p.zstd == nil {
		opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true)}
		if p.dict != nil {
			opts = append(opts, zstd.WithDecoderDicts(p.dict))
		}
		d, err := zstd.NewReader(nil, opts...)
		if err != nil {
			return err
		}
		p.zstd = d
	}
	p.from = p.zstd
	return p.zstd.Reset(&p.frame)
}

// skippable passes over a skippable frame; one holds the dictionary of all others.
func (p *parts) skippable(first byte) error {
	const header = 8
	in := p.tape.in
	b, err := in.Peek(header)
	if err != nil {
		return p.broken(io.ErrUnexpectedEOF)
	}
	size := int64(binary.LittleEndian.Uint32(b[4:]))
	if _, err := in.Discard(header); err != nil {
		return err
	}
	if first != dictFrame || size > maxDict {
		if n, err := io.CopyN(io.Discard, in, size); n < size {
			return p.broken(err)
		}
		return nil
	}
	dict, err := io.ReadAll(io.LimitReader(in, size))
	if err != nil || int64(len(dict)) < size {
		return p.broken(io.ErrUnexpectedEOF)
	}
	if len(dict) >= len(zstdMagic) && string(dict[:len(zstdMagic)]) == zstdMagic {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDict))
		if err != nil {
			return err
		}
		defer d.Close()
		if dict, err = d.DecodeAll(dict, nil); err != nil {
			return p.broken(fmt.Errorf("the dictionary: %w", err))
		}
	}
	if len(dict) < len(dictMagic) || string(dict[:len(dictMagic)]) != dictMagic {
		return &damagedError{"the dictionary of the compressed data is none"}
	}
	p.dict = dict
	if p.zstd != nil {
		p.zstd.Close()
		p.zstd = nil
	}
	return nil
}
