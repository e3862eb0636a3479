package arrowfile

import (
	"fmt"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// bounded refuses to make a buffer that no sound file of its size needs, and more than a
// batch may have: a damaged length may ask for any number of bytes.
type bounded struct {
	memory.Allocator
	most int64
	held *atomic.Int64 // bytes that are not freed
}

// maxHeld is what the batch that is read, and the dictionaries of a file, may take. Writers
// make batches of some thousand rows; polars writes a whole table as one.
const maxHeld = 4 << 30

// boundedBy returns an allocator for a file of so many bytes, which zstd packs at
// most some hundred times. Small files pass: repeated values pack better.
func boundedBy(size int64) bounded {
	const ratio, floor = 1000, 64 << 20
	return bounded{memory.DefaultAllocator, min(max(size*ratio, floor), maxHeld), new(atomic.Int64)}
}

// Allocate implements memory.Allocator.
func (b bounded) Allocate(size int) []byte {
	b.hold(int64(size), 0)
	return b.Allocator.Allocate(size)
}

// Reallocate implements memory.Allocator.
func (b bounded) Reallocate(size int, old []byte) []byte {
	b.hold(int64(size), int64(len(old)))
	return b.Allocator.Reallocate(size, old)
}

// Free implements memory.Allocator.
func (b bounded) Free(old []byte) {
	b.held.Add(-int64(len(old)))
	b.Allocator.Free(old)
}

// hold counts a buffer in the place of an old one. Where it is too large it panics, which
// the reader's calls recover from.
func (b bounded) hold(size, old int64) {
	if size < 0 || size > b.most || b.held.Load()+size-old > b.most {
		panic(fmt.Sprintf("a buffer of %d bytes is asked for; write the file again in smaller batches", size))
	}
	b.held.Add(size - old)
}
