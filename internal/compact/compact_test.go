package compact

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestStrings: what was added is read again, whatever stood before it.
func TestStrings(t *testing.T) {
	pick := rand.New(rand.NewPCG(1, 2))
	var list Strings
	var want []string
	for i := range 1000 {
		s := fmt.Sprintf("pages/%d.jsonl:%d", i/100, i)
		switch pick.IntN(6) {
		case 0:
			s = fmt.Sprintf("%024x", pick.Uint64())
		case 1:
			s = fmt.Sprintf("%X", pick.Uint64()) // not as hex writes them
		case 2:
			s = "abc"[:pick.IntN(4)]
		case 3:
			s = "Zeitung \xff/ähnlich"[:10+pick.IntN(8)]
		}
		list.Add(s)
		want = append(want, s)
	}
	for i, s := range want {
		if got := list.At(i); got != s {
			t.Fatalf("string %d is %q, want %q", i, got, s)
		}
	}
}

// TestIndex: of articles with the same key the first is found, however many there are.
func TestIndex(t *testing.T) {
	pick := rand.New(rand.NewPCG(3, 4))
	keys, first := []uint64{}, map[uint64]int32{}
	var x Index
	for n := range int32(20000) {
		key := pick.Uint64N(12000) * 0x9e3779b97f4a7c15
		keys = append(keys, key)
		if _, ok := first[key]; !ok {
			first[key] = n
		}
		got := x.First(n, func(n int32) uint64 { return keys[n] }, func(n int32) bool { return keys[n] == key })
		if got != first[key] {
			t.Fatalf("article %d: the first one is %d, want %d", n, got, first[key])
		}
	}
}

// TestList: values are found by number, may be changed, and the last one leaves.
func TestList(t *testing.T) {
	var l List[int]
	for n := range 3*perChunk + 1 {
		l.Add(n)
		l.Add(-1)
		l.Drop()
		*l.At(n) += 5
		if l.Len() != n+1 {
			t.Fatalf("%d values, want %d", l.Len(), n+1)
		}
	}
	for n := range l.Len() {
		if *l.At(n) != n+5 {
			t.Fatalf("value %d is %d", n, *l.At(n))
		}
	}
}

// TestFind: what was never added is not found, whatever its key is.
func TestFind(t *testing.T) {
	var x Index
	keys := []uint64{0, 1, ^uint64(0), 1 << 63, 0, 7}
	at := func(n int32) uint64 { return keys[n] }
	is := func(key uint64) func(int32) bool { return func(n int32) bool { return keys[n] == key } }
	for n, key := range keys {
		found, known := x.Find(key, is(key))
		if want := n == 4; known != want || known && found != 0 {
			t.Errorf("key %d is found at %d: %t", n, found, known)
		}
		x.First(int32(n), at, is(key))
	}
	if n, known := x.Find(7, is(7)); !known || n != 5 {
		t.Errorf("found at %d: %t", n, known)
	}
	if _, known := x.Find(7, func(int32) bool { return false }); known { // another one with this key
		t.Error("found what is not the same")
	}
}

// TestChosenKeys: keys that begin alike, or end so, do not meet more often than others.
func TestChosenKeys(t *testing.T) {
	pick := rand.New(rand.NewPCG(7, 8))
	const n = 100_000
	for name, choose := range map[string]func() uint64{
		"begin alike": func() uint64 { return pick.Uint64() >> 12 },
		"end alike":   func() uint64 { return pick.Uint64() << 12 },
		"in a row":    func() uint64 { return pick.Uint64N(1 << 20) },
	} {
		var keys List[uint64]
		var x Index
		compared := 0
		for i := range int32(n) {
			key := choose()
			keys.Add(key)
			x.First(i, func(n int32) uint64 { return *keys.At(int(n)) }, func(n int32) bool {
				compared++
				return *keys.At(int(n)) == key
			})
		}
		if compared > 40*n {
			t.Errorf("keys that %s: %d comparisons of %d articles", name, compared, n)
		}
	}
}

// BenchmarkMemory measures the bytes of an index for each of a million articles.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		var keys List[uint64]
		var x Index
		pick := rand.New(rand.NewPCG(5, 6))
		for n := range int32(1_000_000) {
			keys.Add(pick.Uint64())
			x.First(n, func(n int32) uint64 { return *keys.At(int(n)) }, func(m int32) bool { return *keys.At(int(m)) == *keys.At(int(n)) })
		}
		slots := 0
		for i := range x.segments {
			slots += len(x.segments[i].slots)
		}
		b.ReportMetric(float64(4*slots)/float64(keys.Len()), "index-B/article")
	}
}
