package sitelines

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// bytesOf is a survey as bytes.
func bytesOf(t interface{ Fatal(...any) }, s *Survey) []byte {
	b, err := s.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Surveys of parts of the pages, however these are shared out and whatever lies in two
// of them, are together the survey of all; and a survey that was written is the same one.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages, _ := crawlOf(t)
		limit := rapid.SampledFrom([]int{0, 5, 20}).Draw(t, "maximum")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		parts := make([]Survey, rapid.IntRange(1, 4).Draw(t, "parts"))
		for i := range parts {
			parts[i].maximum = limit
		}
		whole, merged := Survey{maximum: limit}, Survey{maximum: limit}
		for _, p := range pages {
			whole.Add(p)
			parts[random.IntN(len(parts))].Add(p)
			if random.IntN(4) == 0 {
				parts[random.IntN(len(parts))].Add(p)
			}
		}
		for _, i := range random.Perm(len(parts)) {
			var read Survey
			if err := read.UnmarshalBinary(bytesOf(t, &parts[i])); err != nil {
				t.Fatal(err)
			}
			merged.Merge(&read)
		}
		if want, got := bytesOf(t, &whole), bytesOf(t, &merged); !bytes.Equal(got, want) {
			t.Fatalf("%d parts give %d pages, the whole %d", len(parts), merged.held, whole.held)
		}
	})
}

// Bytes that no survey has are refused, and what is taken is written as it was read.
func TestDamagedSurvey(t *testing.T) {
	var s Survey
	for i, name := range []string{"a", "b", "c"} {
		p, _ := pageOf([]string{"one.example", "two.example"}[i%2], name, own(name, 4)...)
		s.Add(p)
	}
	good := bytesOf(t, &s)
	for cut := range good {
		var read Survey
		if read.UnmarshalBinary(good[:cut]) == nil {
			t.Errorf("the first %d bytes of %d are taken", cut, len(good))
		}
	}
	if new(Survey).UnmarshalBinary(append(bytes.Clone(good), 0)) == nil {
		t.Error("a byte too many is taken")
	}
	for i := range good {
		for _, bit := range []byte{1, 16, 128} {
			bad := bytes.Clone(good)
			bad[i] ^= bit
			var read Survey
			if err := read.UnmarshalBinary(bad); err == nil && !bytes.Equal(bytesOf(t, &read), bad) {
				t.Errorf("byte %d changed by %d is read as another survey", i, bit)
			}
		}
	}
}

func FuzzSurvey(f *testing.F) {
	f.Add([]byte{32, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Survey
		if s.UnmarshalBinary(b) == nil {
			var again Survey
			if err := again.UnmarshalBinary(bytesOf(t, &s)); err != nil {
				t.Error(err)
			}
			s.Table()
		}
	})
}
