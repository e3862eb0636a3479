package convert

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestStringList: what was added is read again, whatever stood before it.
func TestStringList(t *testing.T) {
	pick := rand.New(rand.NewPCG(1, 2))
	var list stringList
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
		list.add(s)
		want = append(want, s)
	}
	for i, s := range want {
		if got := list.at(int32(i)); got != s {
			t.Fatalf("string %d is %q, want %q", i, got, s)
		}
	}
}

// TestIndex: of articles with the same key the first is found, however many there are.
func TestIndex(t *testing.T) {
	pick := rand.New(rand.NewPCG(3, 4))
	keys, first := []uint64{}, map[uint64]int32{}
	var x index
	for n := range int32(5000) {
		key := pick.Uint64N(3000) * 0x9e3779b97f4a7c15
		keys = append(keys, key)
		if _, ok := first[key]; !ok {
			first[key] = n
		}
		got := x.first(n, func(n int32) uint64 { return keys[n] }, func(n int32) bool { return keys[n] == key })
		if got != first[key] {
			t.Fatalf("article %d: the first one is %d, want %d", n, got, first[key])
		}
	}
}
