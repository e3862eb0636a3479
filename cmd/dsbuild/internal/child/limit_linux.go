package child

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// Limit bounds the address space of a child to its size at start and headroom.
func Limit() {
	if !Is() {
		return
	}
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return // the watchdog is left
	}
	fields := bytes.Fields(statm)
	if len(fields) == 0 {
		return
	}
	pages, err := strconv.ParseUint(string(fields[0]), 10, 64)
	if err != nil {
		return
	}
	limit := pages*uint64(os.Getpagesize()) + headroom
	_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: limit, Max: limit})
}
