package arrowfile

import (
	"testing"

	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// A damaged length asks for gigabytes: that is an error of the file, and not the end
// of the process.
func TestBuffersAreBounded(t *testing.T) {
	for _, size := range []int{1 << 35, -1} {
		err := func() (err error) {
			defer parquetfile.Recovered(&err)
			boundedBy(30_000).Allocate(size)
			return nil
		}()
		if err == nil {
			t.Errorf("a buffer of %d bytes was made", size)
		}
	}
	if got := boundedBy(30_000).Allocate(1 << 20); len(got) != 1<<20 {
		t.Errorf("a sound buffer has %d bytes", len(got))
	}
	b := boundedBy(0)
	var kept [][]byte
	err := func() (err error) {
		defer parquetfile.Recovered(&err)
		for {
			kept = append(kept, b.Allocate(8<<20))
		}
	}()
	if err == nil || len(kept) != 8 {
		t.Errorf("%d buffers of 8 MiB of 64 were made: %v", len(kept), err)
	}
	for _, buffer := range kept {
		b.Free(buffer)
	}
	b.Free(b.Reallocate(64<<20, b.Allocate(32<<20))) // all of it is there again
}
