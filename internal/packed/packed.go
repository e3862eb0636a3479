// Package packed packs models, which are mostly zeros: those that the program carries with it, and those of users.
//
// In: bytes. Out: fewer bytes, and the same back. Laws: the same bytes are packed into the same;
// what was never packed is handed back as it is; no more memory is taken than the limit says.
package packed

import (
	"bytes"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// magic begins a zstd frame.
const magic = "\x28\xb5\x2f\xfd"

// Is reports whether data looks packed.
func Is(data []byte) bool { return bytes.HasPrefix(data, []byte(magic)) }

// Pack returns data packed.
func Pack(data []byte) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // the options are constants
	}
	return w.EncodeAll(data, nil)
}

// Open returns data as it was before Pack. More than limit bytes are an error.
func Open(data []byte, limit int) ([]byte, error) {
	if !Is(data) {
		return data, nil
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(uint64(limit)))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	defer r.Close()
	out, err := r.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return out, nil
}
