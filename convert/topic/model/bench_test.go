package model

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// spoken returns texts of about 30 words each out of a few thousand, the first ones often.
func spoken(n int) []Text {
	state := uint64(1)
	next := func(n uint64) uint64 {
		state = state*6364136223846793005 + 1442695040888963407
		return state >> 33 % n
	}
	syllables := strings.Fields("ba de ki lo mu ra se ti vo ny har tor lin gas pel dun")
	word := func(id uint64) string {
		s := syllables[id%16] + syllables[id/16%16]
		if id >= 256 {
			s += syllables[id/256%16]
		}
		return s
	}
	texts := make([]Text, n)
	for i := range texts {
		var list []string
		for range 30 {
			list = append(list, word(next(next(4096)+1)))
		}
		half := strings.Join(list[:15], " ")
		texts[i] = Text{Text: strings.Join(list, " "), Before: half, After: half}
	}
	return texts
}

// BenchmarkApply codes texts by models of 21 codes; MB/s are of the text that is read.
func BenchmarkApply(b *testing.B) {
	texts := spoken(2000)
	for _, bb := range []struct {
		name  string
		shape Shape
	}{
		{"words", Shape{}},
		{"context", Shape{Context: true}},
		{"chars", Shape{Chars: true}},
		{"vectors", Shape{Vectors: true}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			m := drawn(bb.shape, texts[:1000])
			size := 0
			for _, t := range texts[1000:] {
				if size += len(t.Text); bb.shape.Context {
					size += len(t.Before) + len(t.After)
				}
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts[1000:] {
					m.Judge(t, 3, 0)
				}
			}
		})
	}
}

// drawn is a model of 21 codes with weights by chance.
func drawn(shape Shape, texts []Text) *Model {
	const codes = 21
	e := NewExtractor(shape, nil, texts, 1<<18)
	w := &Weights{Bias: make([]float32, codes), Shift: make([]float64, codes), Gain: [2]float64{2, 2}}
	head := Head{}
	state := uint32(1)
	list := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			state = state*1664525 + 1013904223
			out[i] = float32(int32(state)) / (1 << 31)
		}
		return out
	}
	for range codes {
		head.Classes = append(head.Classes, Class{Code: "c"})
		w.Sparse, w.Dense = append(w.Sparse, list(e.Rows())), append(w.Dense, list(shape.Dense()))
	}
	return New(head, e, w)
}

// The sums of packed weights are those of plain ones, however large the factors are.
func TestPacked(t *testing.T) {
	for _, classes := range []int{1, 7, 8, 9, 21} {
		weights := make([]int8, 50*classes)
		state := uint32(7)
		for i := range weights {
			state = state*1664525 + 1013904223
			weights[i] = int8(state >> 24)
		}
		p := pack(weights, classes)
		a := p.accumulator()
		for range 2 { // the second time it has been emptied
			want := make([]int64, classes)
			for row := range int32(50) {
				state = state*1664525 + 1013904223
				factor := state >> 8 >> (row % 20)
				a.add(p.row(row), uint64(factor))
				for c := range want {
					want[c] += int64(factor) * int64(weights[int(row)*classes+c])
				}
			}
			got := a.take()
			for c, v := range want {
				if got[c] != v {
					t.Fatalf("%d classes: sum %d is %d, want %d", classes, c, got[c], v)
				}
			}
		}
	}
}

func TestLargest(t *testing.T) {
	h := []uint64{3, 9, 1, 9, 4, 0, 7}
	var got []uint64
	for v := range largest(h) {
		if got = append(got, v); len(got) == 5 {
			break
		}
	}
	if want := []uint64{9, 9, 7, 4, 3}; !slices.Equal(got, want) {
		t.Errorf("%d, want %d", got, want)
	}
	for range largest(nil) {
		t.Error("an element of none")
	}
}

// Characters of two bytes are looked up in a table: it says what the slow way says.
func TestLetterTable(t *testing.T) {
	for r := rune(utf8.RuneSelf); r < 1<<11; r++ {
		got, size := letter(string(r) + "x")
		if got != keptRune(r) || size != 2 {
			t.Fatalf("%U: %U of %d bytes", r, got, size)
		}
	}
	for _, s := range []string{"\x80\x80", "\xbf\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3x", "\xff\x80"} {
		if got, size := letter(s); got != 0 || size != 1 {
			t.Errorf("%q: %U of %d bytes", s, got, size)
		}
	}
}
