package table

import (
	"fmt"

	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/klauspost/compress/zstd"
)

const (
	// window is how far back an encoder looks: as far as a page is long. The library's
	// takes four times as much and keeps twice that for each encoder.
	window = 1 << 20
	// mostEncoders are kept between pages: as many as columns are written at a time.
	mostEncoders = 4
)

// lean is the codec of the library with encoders of less memory, which stay. The
// library's are given back to the collector at every collection, 25 MiB each.
type lean struct {
	library
	idle chan *zstd.Encoder
}

// library is what the codec of the library does.
type library interface {
	compress.ErrorCodec
	compress.StreamingCodec
}

func init() {
	codec, err := compress.GetCodec(compress.Codecs.Zstd)
	if err != nil {
		panic(err) // the library has none
	}
	compress.RegisterCodec(compress.Codecs.Zstd, lean{codec.(library), make(chan *zstd.Encoder, mostEncoders)})
}

// EncodeLevel implements compress.Codec for the level that the tables are written at.
func (c lean) EncodeLevel(dst, src []byte, level int) []byte {
	if level != zstdLevel {
		return c.library.EncodeLevel(dst, src, level)
	}
	var e *zstd.Encoder
	select {
	case e = <-c.idle:
	default:
		e = newEncoder()
	}
	dst = e.EncodeAll(src, dst[:0])
	select {
	case c.idle <- e:
	default:
	}
	return dst
}

func newEncoder() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(zstdLevel)), zstd.WithEncoderConcurrency(1),
		zstd.WithZeroFrames(true), zstd.WithAllLitEntropyCompression(true), zstd.WithWindowSize(window))
	if err != nil {
		panic(fmt.Sprintf("options of zstd that do not fit: %v", err)) // they are constants
	}
	return e
}
