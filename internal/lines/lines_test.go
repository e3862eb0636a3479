package lines

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestLinesAreThoseOfTheText: whatever the buffer and the limit, the lines are those of
// the text, and one over the limit costs no other.
func TestLinesAreThoseOfTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.StringMatching(`[ab\r]{0,40}`), 1, 8).Draw(t, "lines")
		limit := rapid.IntRange(0, 40).Draw(t, "limit")
		buffer := rapid.IntRange(16, 64).Draw(t, "buffer")
		r := NewReader(bufio.NewReaderSize(iotest.OneByteReader(strings.NewReader(strings.Join(want, "\n"))), buffer), int64(limit))
		for i, line := range want {
			got, size, err := r.Next()
			if int(size) != len(line) || errors.Is(err, ErrTooLong) != (len(line) > limit) {
				t.Fatalf("line %d, %q: %d bytes, %v", i, line, size, err)
			}
			if err == nil && string(got) != line {
				t.Fatalf("line %d: %q, want %q", i, got, line)
			}
			if r.Whole() != (i < len(want)-1) {
				t.Fatalf("line %d of %d is whole: %v", i, len(want), r.Whole())
			}
			if cap(r.line) > 2*limit+64 {
				t.Fatalf("%d bytes are held for lines of %d", cap(r.line), limit)
			}
		}
		for range 2 {
			if _, _, err := r.Next(); !errors.Is(err, io.EOF) {
				t.Fatalf("behind the last line: %v", err)
			}
		}
	})
}

func TestErrorsOfTheStreamAreHandedOn(t *testing.T) {
	broken := errors.New("broken")
	r := NewReader(bufio.NewReader(io.MultiReader(strings.NewReader("whole\npart"), iotest.ErrReader(broken))), 100)
	if line, _, err := r.Next(); string(line) != "whole" || err != nil {
		t.Errorf("%q, %v", line, err)
	}
	if line, _, err := r.Next(); line != nil || !errors.Is(err, broken) {
		t.Errorf("%q, %v", line, err)
	}
}

func TestAHugeLineIsNotHeldForTheRest(t *testing.T) {
	r := NewReader(bufio.NewReader(strings.NewReader(strings.Repeat("x", 3*keep)+"\nshort\n")), 4*keep)
	var sizes []int
	for {
		line, _, err := r.Next()
		if err != nil {
			break
		}
		sizes = append(sizes, len(line))
	}
	if diff := cmp.Diff([]int{3 * keep, 5, 0}, sizes); diff != "" || cap(r.line) > keep {
		t.Error(diff, cap(r.line))
	}
}
