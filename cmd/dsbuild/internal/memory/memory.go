// Package memory has garbage collected early enough that what a command takes is what it
// uses and little more.
//
// In: how much a command uses at least. Out: the limit of the collector, which grows with
// what is in use. Laws: the peak of long work is that of short work, as far as it remembers no
// more; there is always room between two collections; GOMEMLIMIT goes before.
package memory

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// OfReading is what a command needs that reads a dataset: validation uses 75 MiB, on several
// processors 100.
const OfReading = 112 << 20

// OfBuilding is what one needs that writes a dataset: 90 MiB are in use while two row groups
// are written, and each worker makes garbage.
func OfBuilding(workers int) int64 {
	const base, perWorker = 144 << 20, 32 << 20
	return base + int64(workers)*perWorker
}

// Bound is the limit of a command.
type Bound struct {
	given        bool // by GOMEMLIMIT
	least, limit int64
	live         []metrics.Sample // bytes in use after the last collection
}

// NewBound returns a bound of so many bytes at least.
func NewBound(least int64) *Bound {
	b := &Bound{given: os.Getenv("GOMEMLIMIT") != "", least: least, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	b.Adjust()
	return b
}

// Adjust makes room where more is in use.
func (b *Bound) Adjust() {
	const spare = 16 << 20
	if b.given {
		return
	}
	metrics.Read(b.live)
	live := int64(b.live[0].Value.Uint64())
	if want := max(b.least, live+live/4+spare); want > b.limit || want < b.limit-spare {
		b.limit = want
		debug.SetMemoryLimit(want)
	}
}
