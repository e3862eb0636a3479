package memory

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestLimit: the limit is that of the need, follows what is in use up and down, and
// is left alone where the user gives one.
func TestLimit(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
	t.Setenv("GOMEMLIMIT", "1GiB")
	Limit(Need{Least: 1 << 20})
	if now := debug.SetMemoryLimit(-1); now != before {
		t.Errorf("the limit is %d, and was %d", now, before)
	}
	t.Setenv("GOMEMLIMIT", "")
	const least, much, spare = 64 << 20, 128 << 20, 8 << 20
	Limit(Need{Least: least, Spare: spare})
	until(t, func(limit int64) bool { return limit == least })
	used := make([]byte, much)
	until(t, func(limit int64) bool { return limit >= much+much/8+spare && limit < 2*much })
	runtime.KeepAlive(used)
	until(t, func(limit int64) bool { return limit == least })
}

func until(t *testing.T, fits func(limit int64) bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(often / 5) {
		runtime.GC()
		if fits(debug.SetMemoryLimit(-1)) {
			return
		}
	}
	t.Fatalf("the limit is %d", debug.SetMemoryLimit(-1))
}
