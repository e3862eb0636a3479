package main

import (
	"runtime/debug"
	"runtime/metrics"
)

// memoryBound has garbage collected early enough that what a command takes which
// reads a dataset is what it uses and little more, however many rows there are.
type memoryBound struct {
	limit int64
	live  []metrics.Sample // bytes in use after the last collection
}

func newMemoryBound() *memoryBound {
	b := &memoryBound{live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	b.adjust()
	return b
}

// adjust makes room where more is in use.
func (b *memoryBound) adjust() {
	const least, spare = 112 << 20, 16 << 20 // validation uses 75 MiB, on several processors 100
	metrics.Read(b.live)
	live := int64(b.live[0].Value.Uint64())
	if want := max(least, live+live/4+spare); want > b.limit || want < b.limit-spare {
		b.limit = want
		debug.SetMemoryLimit(want)
	}
}
