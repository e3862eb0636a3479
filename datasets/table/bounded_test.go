package table

import "testing"

// A damaged length asks for gigabytes: that is an error of the file, and not the end
// of the process.
func TestBuffersAreBounded(t *testing.T) {
	for _, size := range []int{1 << 35, -1} {
		err := func() (err error) {
			defer recovered(&err)
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
}
