package vector

import (
	"math"
	"strings"
	"testing"
)

// alike is the cosine of two texts.
func alike(a, b string) float64 {
	var x, y [Dim]int64
	Standard().Add(a, &x)
	Standard().Add(b, &y)
	dot, xx, yy := 0.0, 0.0, 0.0
	for i := range x {
		dot += float64(x[i]) * float64(y[i])
		xx += float64(x[i]) * float64(x[i])
		yy += float64(y[i]) * float64(y[i])
	}
	return dot / math.Sqrt(xx*yy)
}

func TestMeaning(t *testing.T) {
	for _, tt := range []struct{ text, near, far string }{
		{"doctor", "nurse", "tractor"},
		{"wheat harvest", "farmers growing corn", "the parliament voted"},
		{"a new railway line", "trains and stations", "soup with onions"},
		{"school teachers", "students at university", "warships in the strait"},
	} {
		if near, far := alike(tt.text, tt.near), alike(tt.text, tt.far); near <= far {
			t.Errorf("%q: %q %.2f, %q %.2f", tt.text, tt.near, near, tt.far, far)
		}
	}
}

func TestPieces(t *testing.T) {
	var sum, again [Dim]int64
	if n := Standard().Add("the Harbour", &sum); n != 2 {
		t.Errorf("%d pieces of two words", n)
	}
	Standard().Add("HARBOUR, the!", &again)
	if sum != again {
		t.Error("case or order or marks count")
	}
	if n := Standard().Add("blorptastic", &sum); n < 2 {
		t.Errorf("an unknown word has %d pieces", n)
	}
	for _, s := range []string{"", "…", "\xff", strings.Repeat("x", 1000), "日本"} {
		if n := Standard().Add(s, &sum); n != 0 {
			t.Errorf("%.10q has %d pieces", s, n)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, bad := range [][]byte{nil, []byte(magic), embedded[:1000], embedded[:len(embedded)-1], append([]byte("x"), embedded...)} {
		if _, err := Decode(bad); err == nil {
			t.Errorf("%d bytes: no error", len(bad))
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	s := strings.Repeat("The minister said that the plan, which the cabinet had discussed for weeks, would help nobody in the short run. ", 50)
	var sum [Dim]int64
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Standard().Add(s, &sum)
	}
}

// A sum of many vectors is the sum of the single ones: none is lost where a partial sum is full.
func TestLongTexts(t *testing.T) {
	for _, n := range []int{1, 63, 191, 192, 193, 257, 1000} {
		var one, all [Dim]int64
		Standard().Add("harbour", &one)
		if pieces := Standard().Add(strings.Repeat("harbour ", n), &all); pieces != n {
			t.Fatalf("%d pieces of %d words", pieces, n)
		}
		for i := range one {
			if all[i] != int64(n)*one[i] {
				t.Fatalf("%d words: number %d is %d, want %d", n, i, all[i], int64(n)*one[i])
			}
		}
	}
}
