package tree

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// model is a forest as it is drawn, in the form a person would write.
type model struct {
	classes, features int
	base              []int32
	trees             []drawn
}

type drawn struct {
	splits []split
	leaves [][]int16 // by class
}

func draw(t *rapid.T) model {
	m := model{classes: rapid.IntRange(1, 4).Draw(t, "classes"), features: rapid.IntRange(1, 5).Draw(t, "features")}
	m.base = rapid.SliceOfN(rapid.Int32Range(-1e6, 1e6), m.classes, m.classes).Draw(t, "base")
	for range rapid.IntRange(0, 6).Draw(t, "trees") {
		var d drawn
		for range rapid.IntRange(0, 7).Draw(t, "depth") {
			d.splits = append(d.splits, split{uint16(rapid.IntRange(0, m.features-1).Draw(t, "feature")), rapid.Int16().Draw(t, "bound")})
		}
		for range m.classes {
			d.leaves = append(d.leaves, rapid.SliceOfN(rapid.Int16(), 1<<len(d.splits), 1<<len(d.splits)).Draw(t, "leaves"))
		}
		m.trees = append(m.trees, d)
	}
	return m
}

func (m model) encode() (b []byte) {
	put := func(v ...int) {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint16(b, uint16(x))
		}
	}
	put(m.classes, m.features, len(m.trees))
	for _, v := range m.base {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	for _, d := range m.trees {
		put(len(d.splits))
		for _, s := range d.splits {
			put(int(s.feature), int(s.bound))
		}
		for _, leaves := range d.leaves {
			for _, v := range leaves {
				put(int(v))
			}
		}
	}
	return b
}

// score walks the trees of one row as the definition says.
func (m model) score(row []int16, class int) int32 {
	sum := m.base[class]
	for _, d := range m.trees {
		leaf := 0
		for k, s := range d.splits {
			if row[s.feature] > s.bound {
				leaf |= 1 << k
			}
		}
		sum += int32(d.leaves[class][leaf])
	}
	return sum
}

func TestScore(t *testing.T) {
	var s Scorer // used again and again, as a worker does
	rapid.Check(t, func(t *rapid.T) {
		m := draw(t)
		f, rest, err := Decode(append(m.encode(), "rest"...))
		if err != nil || string(rest) != "rest" {
			t.Fatalf("%v, left %q", err, rest)
		}
		n := rapid.IntRange(0, 20).Draw(t, "rows")
		cells := rapid.SliceOfN(rapid.Int16(), n*m.features, n*m.features).Draw(t, "cells")
		out := make([]int32, n*m.classes)
		s.Score(f, cells, n, out)
		for i := range n {
			row := make([]int16, m.features)
			for c := range row {
				row[c] = cells[c*n+i]
			}
			for c := range m.classes {
				if want := m.score(row, c); out[c*n+i] != want {
					t.Errorf("row %d, class %d: %d, want %d", i, c, out[c*n+i], want)
				}
			}
		}
	})
}

// What is likely after the first trees gets the score of all, the rest that of the first.
func TestScoreLikely(t *testing.T) {
	var s Scorer
	rapid.Check(t, func(t *rapid.T) {
		m := draw(t)
		m.classes, m.base = 1, m.base[:1]
		for i := range m.trees {
			m.trees[i].leaves = m.trees[i].leaves[:1]
		}
		f, _, err := Decode(m.encode())
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(0, 20).Draw(t, "rows")
		cells := rapid.SliceOfN(rapid.Int16(), n*m.features, n*m.features).Draw(t, "cells")
		first, limit := rapid.IntRange(0, 7).Draw(t, "first"), rapid.Int32Range(-2e6, 2e6).Draw(t, "limit")
		out, all := make([]int32, n), make([]int32, n)
		s.ScoreLikely(f, first, limit, cells, n, out)
		s.Score(f, cells, n, all)
		short := model{classes: 1, features: m.features, base: m.base, trees: m.trees[:min(first, len(m.trees))]}
		for i := range n {
			row := make([]int16, m.features)
			for c := range row {
				row[c] = cells[c*n+i]
			}
			want := short.score(row, 0)
			if want >= limit {
				want = all[i]
			}
			if out[i] != want {
				t.Errorf("row %d: %d, want %d", i, out[i], want)
			}
		}
	})
}

func TestDecodeErrors(t *testing.T) {
	good := model{classes: 1, features: 2, base: []int32{5}, trees: []drawn{{splits: []split{{1, 3}}, leaves: [][]int16{{1, 2}}}}}.encode()
	if _, _, err := Decode(good); err != nil {
		t.Fatal(err)
	}
	for n := range good {
		if _, _, err := Decode(good[:n]); !errors.Is(err, ErrModel) {
			t.Errorf("cut at %d of %d: %v", n, len(good), err)
		}
	}
	bad := append([]byte(nil), good...)
	bad[2] = 1 // one feature only, and a tree asks for the second
	if _, _, err := Decode(bad); !errors.Is(err, ErrModel) {
		t.Errorf("feature out of range: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(model{classes: 2, features: 1, base: []int32{0, 0}, trees: []drawn{{leaves: [][]int16{{1}, {2}}}}}.encode())
	f.Fuzz(func(_ *testing.T, b []byte) {
		forest, _, err := Decode(b)
		if err != nil {
			return
		}
		var s Scorer
		s.Score(forest, make([]int16, 3*forest.Features), 3, make([]int32, 3*forest.Classes))
	})
}

func TestProbabilities(t *testing.T) {
	for score := int32(-9 * Unit); score <= 9*Unit; score += 7 {
		x := math.Floor(float64(score)*steps/Unit) / steps
		if score < 0 {
			x = math.Ceil(float64(score)*steps/Unit) / steps
		}
		if want := Whole / (1 + math.Exp(-x)); math.Abs(float64(Prob(score))-want) > 0.51 {
			t.Fatalf("Prob(%d) = %d, want %.2f", score, Prob(score), want)
		}
	}
	if Prob(math.MaxInt32) != Whole || Prob(math.MinInt32) != 0 {
		t.Error("the ends are not certain")
	}
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.Int32Range(-20*Unit, 20*Unit), 1, 6).Draw(t, "scores")
		out := make([]int16, len(scores))
		Shares(scores, out)
		sum, all := 0, 0.0
		for _, s := range scores {
			all += math.Exp(float64(s) / Unit)
		}
		for i, p := range out {
			sum += int(p)
			if want := Whole * math.Exp(float64(scores[i])/Unit) / all; math.Abs(float64(p)-want) > 10 {
				t.Errorf("share %d of %v is %d, want %.1f", i, scores, p, want)
			}
		}
		if sum > Whole || sum < Whole-len(scores) {
			t.Errorf("the shares of %v add up to %d", scores, sum)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	const rows, features, trees = 400, 64, 200
	m := model{classes: 1, features: features, base: []int32{0}}
	next := uint32(1)
	random := func() int16 { next = next*1664525 + 1013904223; return int16(next >> 16) }
	for range trees {
		d := drawn{leaves: [][]int16{make([]int16, 64)}}
		for range 6 {
			d.splits = append(d.splits, split{uint16(random()) % features, random()})
		}
		m.trees = append(m.trees, d)
	}
	f, _, err := Decode(m.encode())
	if err != nil {
		b.Fatal(err)
	}
	cells, out := make([]int16, rows*features), make([]int32, rows)
	for i := range cells {
		cells[i] = random()
	}
	var s Scorer
	for b.Loop() {
		s.Score(f, cells, rows, out)
	}
}
