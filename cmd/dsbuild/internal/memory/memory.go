// Package memory has garbage collected early enough that what a command takes is what it
// uses and little more.
//
// In: what a command needs. Out: the limit of the collector, which grows with what is in
// use. Laws: the peak of long work is that of short work, as far as it remembers no more;
// there is always room between two collections; GOMEMLIMIT goes before.
package memory

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Need is what a command needs, in bytes.
type Need struct {
	Least int64 // the limit where little is in use
	Spare int64 // room for garbage beside what is in use and an eighth of it
}

// OfReading is the need of a command that reads a dataset: validation uses 75 MiB, on
// several processors 100.
var OfReading = Need{Least: 112 << 20, Spare: 24 << 20}

// OfBuilding is the need of one that writes a dataset: 80 MiB are in use while two row
// groups are written, and each worker makes garbage.
func OfBuilding(workers int) Need {
	const base, perWorker, spare = 144 << 20, 32 << 20, 8 << 20
	workers = max(workers, 1)
	return Need{Least: base + int64(workers)*perWorker, Spare: int64(workers) * spare}
}

var (
	needed atomic.Pointer[Need]
	start  sync.Once
)

// Limit has the limit follow what is in use from here on, until the process ends.
func Limit(n Need) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	needed.Store(&n)
	debug.SetMemoryLimit(n.Least)
	start.Do(func() { go follow() })
}

const (
	// often is how long what is in use may grow before it is looked at.
	often = 250 * time.Millisecond
	// looks is how many of these count: what is in use for a moment, while a row group is
	// written, raises no limit.
	looks = 10
)

func follow() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}} // after the last collection
	last := make([]int64, looks)
	n := 0
	for range time.Tick(often) {
		metrics.Read(live)
		last[n%looks] = int64(live[0].Value.Uint64())
		n++
		debug.SetMemoryLimit(needed.Load().limit(slices.Min(last)))
	}
}

// limit is how much a process may take that uses so much.
func (n *Need) limit(live int64) int64 { return max(n.Least, live+live/8+n.Spare) }
