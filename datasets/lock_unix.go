//go:build unix

package datasets

import (
	"os"
	"syscall"
)

// lock locks f, or fails at once where another process holds it. The lock ends
// with the process, however that ends.
func lock(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
