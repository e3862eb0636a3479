package compact

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestStringList: what was added is read again, whatever stood before it.
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

// BenchmarkMemory prints the bytes an article of the most that a run ever has of them.
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
