package packed

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestOpenIsTheInverseOfPack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{1, 2, 255, 256, 1000, 100_000, 1<<20 + 1} {
		data := make([]byte, size)
		for i := range data {
			if i%7 == 0 {
				data[i] = byte(random.Uint32())
			}
		}
		small := Pack(data)
		if !Is(small) || !bytes.Equal(small, Pack(data)) {
			t.Fatalf("%d bytes: not packed, or otherwise the second time", size)
		}
		if got, err := Open(small, 2<<20); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d of %d bytes, %v", len(got), size, err)
		}
	}
}

// TestOpenRefuses: a model of a stranger that says that it is huge, is huge, or is cut.
func TestOpenRefuses(t *testing.T) {
	bomb := Pack(make([]byte, 64<<20))
	for name, data := range map[string][]byte{"a bomb": bomb, "cut": bomb[:len(bomb)/2], "the beginning alone": bomb[:4]} {
		if got, err := Open(data, 1<<20); err == nil || !strings.HasPrefix(err.Error(), "unpack: ") {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	plain := []byte("dsquote4 of weights")
	if got, err := Open(plain, 1); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("what was never packed: %q, %v", got, err)
	}
}
