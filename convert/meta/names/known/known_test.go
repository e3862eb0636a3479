package known

import (
	"slices"
	"strings"
	"testing"
)

// TestLists: the search needs words in lower case, in order, each in one list once;
// every word of the lists is found, whatever its case, and no word between two.
func TestLists(t *testing.T) {
	for name, list := range map[string]string{"given": given, "family": family} {
		words := strings.Split(strings.TrimSuffix(list, "\n"), "\n")
		if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) {
			t.Errorf("%s: not in order, or a word twice", name)
		}
		for _, w := range words {
			if w != strings.ToLower(w) {
				t.Errorf("%s: %q is not in lower case", name, w)
			}
			if !find(list, w) || find(list, w+"!") {
				t.Errorf("%s: %q is not found, or what follows it is", name, w)
			}
		}
	}
}

func TestPerson(t *testing.T) {
	for name, want := range map[string]bool{
		"Mara Ellison": true, "MARA ELLISON": true, "Anne-Marie Duval": true, "J. R. Smith": true, "Kovács Anna": true, "Оксана Иванова": true,
		"Event Details": false, "Other Apps": false, "Full Screen": false, "Symbol Lookup": false, "Studio Visit": false, "Mara": false, "": false,
	} {
		if got := Person(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
