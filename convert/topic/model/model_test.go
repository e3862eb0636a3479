package model

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// find lists the words of a text as the tokenizer cuts them.
func find(s string) []string {
	var list []string
	words(s, func(_ uint64, from, to int) { list = append(list, s[from:to]) })
	return list
}

func TestWords(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "The harbour, at 9 o'clock.", []string{"The", "harbour", "at", "9", "o", "clock"}},
		{"possessive", "Ada's boat and Ada’s oar", []string{"Ada", "boat", "and", "Ada", "oar"}},
		{"plural possessive", "the rowers' oars", []string{"the", "rowers", "oars"}},
		{"s that is a word", "'s is short", []string{"s", "is", "short"}},
		{"letters outside ASCII", "Årets høst på øen", []string{"Årets", "høst", "på", "øen"}},
		{"broken UTF-8", "ab\xffcd", []string{"ab", "cd"}},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, find(tt.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCaseIsNoFeature(t *testing.T) {
	hashes := func(s string) (list []uint64) {
		words(s, func(h uint64, _, _ int) { list = append(list, h) })
		return list
	}
	if !slices.Equal(hashes("HARBOUR Øen"), hashes("harbour øen")) || slices.Equal(hashes("harbour"), hashes("harbor")) {
		t.Error("words differ by case, or not by letters")
	}
}

func TestLn(t *testing.T) {
	for _, x := range []float64{1e-9, 0.3, 1, 2, 10, 12345.6} {
		if d := math.Abs(Ln(x) - math.Log(x)); d > 1e-12 {
			t.Errorf("Ln(%g) is off by %g", x, d)
		}
	}
}

func TestShares(t *testing.T) {
	logits := []int64{0, Logit, 3 * Logit, -90 * Logit}
	got := make([]int32, len(logits))
	shares(logits, got)
	sum := 1 + math.E + math.Exp(3)
	for i, want := range []float64{1 / sum, math.E / sum, math.Exp(3) / sum, 0} {
		if math.Abs(float64(got[i])/Certain-want) > 1e-4 {
			t.Errorf("share %d is %d, want %g", i, got[i], want)
		}
	}
}

func TestWorth(t *testing.T) {
	steps := []Step{{}, {2000, 1000}, {6000, 5000}, {Certain, Certain}}
	for said, want := range map[int32]int32{0: 0, 1000: 500, 2000: 1000, 4000: 3000, 8000: 7500, Certain: Certain} {
		if got := worth(steps, said); got != want {
			t.Errorf("a score of %d is worth %d, want %d", said, got, want)
		}
	}
	if worth(nil, 1234) != 1234 {
		t.Error("without steps a score is worth something else")
	}
}

// small is a model of two codes by hand: "boat" speaks for the first, "oar" too, "tax" for the second.
func small(shape Shape) *Model {
	texts := []Text{{Text: "boat"}, {Text: "oar"}, {Text: "tax"}, {Title: "tax"}, {Text: "rain", Before: "boat", After: "tax"}}
	e := NewExtractor(shape, nil, texts, 1<<20)
	w := &Weights{
		Sparse: [][]float32{make([]float32, e.Rows()), make([]float32, e.Rows())},
		Dense:  [][]float32{make([]float32, shape.Dense()), make([]float32, shape.Dense())},
		Bias:   []float32{0, 0.1}, Gain: [2]float64{3, 1}, Shift: []float64{0, 0},
	}
	r := e.Reading()
	for class, list := range [][]Text{{{Text: "boat"}, {Text: "oar"}}, {{Text: "tax"}}} {
		for _, t := range list {
			r.Read(t)
			for _, f := range r.Sparse {
				w.Sparse[class][f.Row] = 1.5
				w.Sparse[1-class][f.Row] = -0.5
			}
		}
	}
	return New(Head{Classes: []Class{{Code: "b", Label: "Boats"}, {Code: "t", Label: "Taxes"}}}, e, w)
}

func TestPredict(t *testing.T) {
	m := small(Shape{})
	for text, want := range map[string]int{"The boat and the OAR": 0, "tax": 1, "nothing known": 1, "": 1} {
		got := m.Predict(Text{Text: text})
		if got[0].Class != want || got[0].Score < got[1].Score || math.Abs(got[0].Score+got[1].Score-1) > 1e-3 {
			t.Errorf("%q: %+v, want class %d first", text, got, want)
		}
	}
	if got := m.Evidence(Text{Title: "Boat", Text: "an oar, a tax"}, 0, 5); !slices.Equal(got, []string{"oar", "boat"}) && !slices.Equal(got, []string{"boat", "oar"}) {
		t.Errorf("evidence %q", got)
	}
}

func TestEncodeDecode(t *testing.T) {
	for _, shape := range []Shape{{}, {Chars: true, Context: true, Vectors: true}} {
		m := small(shape)
		data, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data, nil)
		if err != nil {
			t.Fatal(err)
		}
		text := Text{Title: "Boats", Text: "A tax on every boat", Before: "The oar broke.", After: "So they paid."}
		if diff := cmp.Diff(m.Predict(text), got.Predict(text)); diff != "" {
			t.Error(diff)
		}
		if again, _ := got.Encode(); !slices.Equal(again, data) {
			t.Error("written again it has other bytes")
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	data, err := small(Shape{}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{
		"empty": nil, "foreign": []byte("PK\x03\x04 something else"), "cut": data[:len(data)/2], "name alone": []byte(magic),
		"longer": append(slices.Clone(data), 0),
	} {
		if _, err := Decode(bad, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for i := range data { // one byte anywhere
		bad := slices.Clone(data)
		bad[i] ^= 0x20
		if _, err := Decode(bad, nil); err == nil {
			t.Fatalf("byte %d changed: no error", i)
		}
	}
	old := small(Shape{})
	if data, err = old.Encode(); err != nil {
		t.Fatal(err)
	}
	if _, err := Decode([]byte(strings.Replace(string(data), magic, "dsbuild quote model\n", 1)), nil); err == nil || errors.Is(err, errDamaged) {
		t.Errorf("another kind of file: %v", err)
	}
}

func TestHostileTexts(t *testing.T) {
	m := small(Shape{Chars: true, Context: true, Vectors: true})
	for _, s := range []string{
		"", "\x00", "\xff\xfe", strings.Repeat("a", 1<<20), strings.Repeat("ab ", 1<<18), strings.Repeat("’s", 1000),
		strings.Repeat("e\u0301", 5000), "\u202eboat",
	} {
		for _, a := range m.Predict(Text{Text: s, Title: s, Before: s, After: s}) {
			if math.IsNaN(a.Score) || a.Score < 0 || a.Score > 1 {
				t.Errorf("score %g", a.Score)
			}
		}
		m.Evidence(Text{Text: s, Title: s}, 0, 8)
	}
}

func FuzzDecode(f *testing.F) {
	data, err := small(Shape{}).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(magic + "\x02\x00\x00\x00{}"))
	f.Fuzz(func(_ *testing.T, data []byte) { Decode(data, nil) })
}

// The kinds of features have keys of their own, also where their hashes are small numbers.
func TestKeysDiffer(t *testing.T) {
	seen := map[uint32]string{}
	for kind := kindWord; kind <= kindCode; kind++ {
		for field := fieldText; field <= fieldAfter; field++ {
			for h := range uint64(1500) {
				k, name := key(h, kind, field), fmt.Sprintf("%d of kind %d in field %d", h, kind, field)
				if other, ok := seen[k]; ok {
					t.Fatalf("%s is %s", name, other)
				}
				seen[k] = name
			}
		}
	}
}
