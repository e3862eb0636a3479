package codebook

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The U.S. Army's cyber-weapons", "The US Army cyber weapons"},
		{"women’s rights, and men's", "women rights\nand men"},
		{"It ended. Then 3.5 percent", "It ended\nThen 3 5 percent"},
		{"“law and order” – again — now…", "law and order again\nnow\n"},
		{"don't\u00a0stop", "dont stop"},
		{"line one\nline two", "line one\nline two"},
		{"  naïve CAFÉ ", "naïve CAFé "},
		{"O'Neill’s 'plan's", "ONeill plan"},
	}
	for _, tt := range tests {
		if got := string(Fold(nil, tt.in)); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFoldProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := string(Fold(nil, s))
		if twice := string(Fold(nil, once)); twice != once {
			t.Fatalf("folding %q again gives %q", once, twice)
		}
		if strings.Contains(once, "  ") {
			t.Fatalf("%q became %q", s, once)
		}
	})
}
