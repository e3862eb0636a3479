package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"context"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/therootcompany/xz"

	"github.com/dsbuild/dsbuild/convert/source/sniff"
)

// unpack returns a reader of what the stream holds compressed; ratio bounds how much
// that may be.
func (s *stream) unpack(k sniff.Kind, ratio int) (*bufio.Reader, error) {
	var src io.Reader
	var err error
	switch {
	case k == sniff.Gzip && s.gzip == nil:
		s.gzip, err = gzip.NewReader(s.in)
		src = s.gzip
	case k == sniff.Gzip:
		err = s.gzip.Reset(s.in)
		src = s.gzip
	case k == sniff.Bzip2:
		src = bzip2.NewReader(s.in)
	case k == sniff.XZ:
		src, err = xz.NewReader(s.in, maxWindow)
	case s.zstd == nil:
		// One decoder and no goroutines of its own.
		s.zstd, err = zstd.NewReader(s.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		src = s.zstd
	default:
		err = s.zstd.Reset(s.in)
		src = s.zstd
	}
	raw := &s.raw
	s.guard = guardReader{src: src, packed: func() int64 { return raw.n }, ratio: int64(ratio)}
	s.out.Reset(&s.guard)
	return s.out, err
}

var (
	errTooLarge = errors.New("record too large")
	errRatio    = errors.New("decompression ratio too high")
)

// rawReader counts and hashes the bytes of a file as they are read.
type rawReader struct {
	ctx   context.Context
	src   io.Reader
	sum   hash.Hash
	n     int64
	total *atomic.Int64 // of all files; nil: of a member, whose bytes are of a file too
	ended bool          // the end of the file was seen
	err   error         // other than the end of the file
}

func (r *rawReader) reset(src io.Reader) {
	r.src, r.n, r.ended, r.err = src, 0, false, nil
	r.sum.Reset()
}

func (r *rawReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		r.err = err
		return 0, err
	}
	n, err := r.src.Read(p)
	r.n += int64(n)
	if r.total != nil {
		r.total.Add(int64(n))
	}
	r.sum.Write(p[:n])
	switch {
	case errors.Is(err, io.EOF):
		r.ended = true
	case err != nil:
		r.err = err
	}
	return n, err
}

func (r *rawReader) digest() string { return hex.EncodeToString(r.sum.Sum(nil)) }

// guardReader stops a decompression bomb.
type guardReader struct {
	src      io.Reader
	packed   func() int64 // bytes read of what is packed
	n, ratio int64
}

func (g *guardReader) Read(p []byte) (int, error) {
	n, err := g.src.Read(p)
	g.n += int64(n)
	if g.n > ratioFloor && g.n > g.ratio*g.packed() {
		return n, errRatio
	}
	return n, err
}

// readAll is readLimited for a stream that most often is short. about is how long it
// seems to be, 0 where that is not known.
func readAll(in *bufio.Reader, limit, about int64) ([]byte, error) {
	// What is buffered is most often all there is.
	_, err := in.Peek(bufferSize)
	if errors.Is(err, io.EOF) {
		if int64(in.Buffered()) > limit {
			return nil, errTooLarge
		}
		body := make([]byte, in.Buffered())
		_, err = io.ReadFull(in, body)
		return body, err
	}
	body := bytes.NewBuffer(make([]byte, 0, min(about, limit)+bytes.MinRead))
	if _, err = body.ReadFrom(io.LimitReader(in, limit+1)); err == nil && int64(body.Len()) > limit {
		err = errTooLarge
	}
	return body.Bytes(), err
}

// readLimited reads to the end, at most limit bytes.
func readLimited(in io.Reader, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = errTooLarge
	}
	return body, err
}
