package child

import (
	"runtime/debug"
	"runtime/metrics"
)

// MemoryBound has garbage collected early enough that what a command takes which
// reads a dataset is what it uses and little more, however many rows there are.
type MemoryBound struct {
	limit int64
	live  []metrics.Sample // bytes in use after the last collection
}

// NewMemoryBound returns a bound that fits what is in use now.
func NewMemoryBound() *MemoryBound {
	b := &MemoryBound{live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	b.Adjust()
	return b
}

// Adjust makes room where more is in use.
func (b *MemoryBound) Adjust() {
	const least, spare = 112 << 20, 16 << 20 // validation uses 75 MiB, on several processors 100
	metrics.Read(b.live)
	live := int64(b.live[0].Value.Uint64())
	if want := max(least, live+live/4+spare); want > b.limit || want < b.limit-spare {
		b.limit = want
		debug.SetMemoryLimit(want)
	}
}
