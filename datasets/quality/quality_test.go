package quality

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every figure, and every interval that was published, stands in one line of its document.
func TestFiguresStandInTheirDocuments(t *testing.T) {
	for _, f := range Figures {
		body, err := os.ReadFile(filepath.Join("..", "..", f.Source))
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{f.Value}
		if f.Interval() && f.Source != readme {
			want = append(want, f.Low, f.High)
		}
		if !slices.ContainsFunc(strings.Split(string(body), "\n"), func(line string) bool { return holds(line, f.Row, want) }) {
			t.Errorf("%s has no line with %q and %v: when a card changes, change datasets/quality/quality.go too", f.Source, f.Row, want)
		}
	}
}

// holds reports whether a line has the words and, in a cell together, the numbers.
func holds(line, words string, numbers []float64) bool {
	if !strings.Contains(line, words) {
		return false
	}
	return slices.ContainsFunc(strings.Split(line, "|"), func(cell string) bool {
		for _, v := range numbers {
			if !slices.ContainsFunc(strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" []()|", r) }), func(word string) bool {
				word = strings.TrimRight(word, ".,;")
				return word == Decimal(v) || word == strings.TrimSuffix(fmt.Sprintf("%.1f", 100*v), ".0") || word == fmt.Sprintf("%.1f", 100*v)
			}) {
				return false
			}
		}
		return true
	})
}

// The comparison fails for another number, another interval and another row.
func TestHoldsCanFail(t *testing.T) {
	const line = "| fish (7) | F1 | .90 | .915 [.905 .926] | 98.9 (71 %) |"
	for _, tt := range []struct {
		words   string
		numbers []float64
		want    bool
	}{
		{"| fish (7) |", []float64{.915, .905, .926}, true},
		{"| fish (7) |", []float64{.989}, true},
		{"| fish (7) |", []float64{.71}, true},
		{"| fish (7) |", []float64{.916}, false},
		{"| fish (7) |", []float64{.989, .905}, false}, // the interval of another cell
		{"| bird (7) |", []float64{.915}, false},
	} {
		if got := holds(line, tt.words, tt.numbers); got != tt.want {
			t.Errorf("holds(%q, %v) = %v", tt.words, tt.numbers, got)
		}
	}
}

func TestIntervals(t *testing.T) {
	for _, f := range Figures {
		if f.Interval() && (f.Low >= f.Value || f.High <= f.Value) {
			t.Errorf("%s: %v is not in %v to %v", f.What, f.Value, f.Low, f.High)
		}
	}
}
