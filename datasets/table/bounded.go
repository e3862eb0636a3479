package table

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/memory"
)

// bounded refuses to make a buffer that no sound file of its size needs: a damaged
// length may ask for any number of bytes.
type bounded struct {
	memory.Allocator
	most int
}

// boundedBy returns an allocator for a file of so many bytes, which zstd packs at
// most some hundred times. Small files pass: repeated values pack better.
func boundedBy(size int64) bounded {
	const ratio, floor = 1000, 64 << 20
	return bounded{memory.DefaultAllocator, int(max(size*ratio, floor))}
}

// Allocate implements memory.Allocator.
func (b bounded) Allocate(size int) []byte {
	b.check(size)
	return b.Allocator.Allocate(size)
}

// Reallocate implements memory.Allocator.
func (b bounded) Reallocate(size int, old []byte) []byte {
	b.check(size)
	return b.Allocator.Reallocate(size, old)
}

// check panics, which the reader's calls recover from.
func (b bounded) check(size int) {
	if size < 0 || size > b.most {
		panic(fmt.Sprintf("a buffer of %d bytes is asked for", size))
	}
}
