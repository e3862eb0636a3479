package parquetfile

import (
	"encoding/binary"
	"errors"

	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/pierrec/lz4/v4"
)

// hadoopLZ4 reads what Spark and Hive call LZ4 and the library does not know: blocks
// of LZ4, each behind its length and the length of what follows unpacked, in big
// endian. Old versions of other writers left the lengths out.
type hadoopLZ4 struct{ compress.Codec } // the embedded one writes

// Registered before any file is opened, as the library wants it: its codecs are a
// map that nobody locks.
func init() {
	raw, err := compress.GetCodec(compress.Codecs.Lz4Raw)
	if err != nil {
		panic(err) // the library was built without it
	}
	compress.RegisterCodec(compress.Codecs.Lz4, hadoopLZ4{raw})
}

var errLZ4 = errors.New("a page that LZ4 packed cannot be unpacked")

// DecodeWithError implements compress.ErrorCodec. The caller knows how long the page
// is, so that dst is as long.
func (hadoopLZ4) DecodeWithError(dst, src []byte) ([]byte, error) {
	if n, ok := unframe(dst, src); ok {
		return dst[:n], nil
	}
	n, err := lz4.UncompressBlock(src, dst)
	if err != nil {
		return nil, errLZ4
	}
	return dst[:n], nil
}

// unframe unpacks all frames of src. It reports false where it is not made of such.
func unframe(dst, src []byte) (total int, ok bool) {
	const length = 4
	for len(src) > 0 {
		if len(src) < length {
			return 0, false
		}
		want := int64(binary.BigEndian.Uint32(src))
		src = src[length:]
		for want > 0 { // a frame may be cut into several blocks
			if len(src) < length {
				return 0, false
			}
			n := int64(binary.BigEndian.Uint32(src))
			src = src[length:]
			if n > int64(len(src)) || want > int64(len(dst)-total) {
				return 0, false
			}
			got, err := lz4.UncompressBlock(src[:n], dst[total:int64(total)+want])
			if err != nil || got == 0 {
				return 0, false
			}
			src, total, want = src[n:], total+got, want-int64(got)
		}
	}
	return total, true
}
