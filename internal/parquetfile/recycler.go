package parquetfile

import (
	"fmt"
	"math/bits"
	"sync"
)

// recycler hands memory that a file's batches have released to the next ones: half
// of the time that reading takes is getting memory and collecting it. What nobody
// releases is collected as ever. Memory is wiped before it is used again: a reader
// that forgets to write some of it gets what it would get from Go.
type recycler struct {
	mu    sync.Mutex
	free  [maxClass + 1][][]byte // by the logarithm of their size
	bytes int64
}

const (
	// maxPiece is the largest piece: the values of a column in one batch. More is asked for
	// where a dictionary has one huge value that stands in each row.
	maxPiece = 1 << 30
	maxClass = 24      // larger pieces are rare
	maxKept  = 4 << 20 // of one file
)

func class(size int) int { return bits.Len(uint(max(size, 64) - 1)) }

// Allocate implements memory.Allocator.
func (r *recycler) Allocate(size int) []byte {
	b := r.take(size)
	clear(b)
	return b
}

// take returns memory that need not be wiped.
func (r *recycler) take(size int) []byte {
	if size > maxPiece {
		panic(fmt.Sprintf("a column has %d bytes in a few rows; write the file again without dictionaries", size)) // which next recovers from
	}
	c := class(size)
	if c > maxClass {
		return make([]byte, size)
	}
	r.mu.Lock()
	if n := len(r.free[c]); n > 0 {
		b := r.free[c][n-1]
		r.free[c] = r.free[c][:n-1]
		r.bytes -= int64(len(b))
		r.mu.Unlock()
		return b[:size]
	}
	r.mu.Unlock()
	return make([]byte, size, 1<<c)
}

// Reallocate implements memory.Allocator.
func (r *recycler) Reallocate(size int, b []byte) []byte {
	old := min(len(b), size)
	if size > cap(b) {
		larger := r.take(size)
		copy(larger, b)
		r.Free(b)
		b = larger
	}
	b = b[:size]
	clear(b[old:])
	return b
}

// Free implements memory.Allocator.
func (r *recycler) Free(b []byte) {
	b = b[:cap(b)]
	c := class(len(b))
	if c > maxClass || len(b) != 1<<c { // none of ours, or not whole
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bytes+int64(len(b)) <= maxKept {
		r.free[c] = append(r.free[c], b)
		r.bytes += int64(len(b))
	}
}
