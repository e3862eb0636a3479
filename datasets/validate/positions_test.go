package validate

import (
	"fmt"
	"testing"
)

func TestPositions(t *testing.T) {
	var p positions
	if _, known := p.of("a"); known {
		t.Error("an empty table knows a doc_id")
	}
	const n = 20_000
	for i := range int64(n) {
		if !p.add(fmt.Sprint(i), i) {
			t.Fatalf("%d is said to be there before it is added", i)
		}
		if p.add(fmt.Sprint(i/2), n+i) {
			t.Fatalf("%d was added twice", i/2)
		}
	}
	for i := range int64(n) {
		if at, known := p.of(fmt.Sprint(i)); !known || at != i {
			t.Fatalf("%d stands at %d, %t", i, at, known)
		}
		if _, known := p.of(fmt.Sprint(n + i)); known {
			t.Fatalf("%d was never added", n+i)
		}
	}
}
