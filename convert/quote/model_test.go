package quote

import (
	"bytes"
	"errors"
	"testing"

	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/internal/packed"
)

// TestModelIsCurrent fails when features or English words have changed since the weights were fitted.
func TestModelIsCurrent(t *testing.T) {
	m, err := decode(embedded)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Current() {
		t.Error("the weights belong to other features or words: run make train-quote EVAL=DIR")
	}
	if !bytes.Equal(EncodeModel(m), embedded) {
		t.Error("decoded and encoded, the model has other bytes")
	}
	const most = 1 << 20
	if len(embedded) > most {
		t.Errorf("the model has %d bytes, at most %d", len(embedded), most)
	}
}

func TestDecodeModelRefuses(t *testing.T) {
	embedded := Standard().Encode()
	small := EncodeModel(Standard())
	moved := bytes.Clone(embedded)
	moved[len("dsquote4")] ^= 1
	long := append(bytes.Clone(embedded), 0)
	for _, c := range []struct {
		name string
		data []byte
		old  bool
	}{
		{"nothing", nil, false},
		{"something else", []byte("PAR1"), false},
		{"an older form", append([]byte("dsquote3"), embedded[8:]...), true},
		{"other words", moved, true},
		{"cut short", embedded[:len(embedded)-1], false},
		{"half of it", embedded[:len(embedded)/2], false},
		{"more in front", append([]byte("x"), embedded...), false},
		{"the beginning alone", embedded[:12], false},
		{"too long", long, false},
		{"packed and cut short", small[:len(small)-1], false},
		{"packed and too long", packed.Pack(long), false},
		{"packed and an older form", packed.Pack(append([]byte("dsquote3"), embedded[8:]...)), true},
		{"a bomb", packed.Pack(make([]byte, 2*maxModel)), false},
	} {
		if _, err := DecodeModel(c.data); err == nil || errors.Is(err, scorer.ErrOld) != c.old {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
