package source

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestContains: a mark is found where bytes.Contains finds it, wherever its capitals stand.
func TestContains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mark := rapid.StringMatching(`[abAB]{1,4}`).Draw(t, "mark")
		body := []byte(rapid.StringMatching(`[abAB]{0,30}`).Draw(t, "body"))
		if got, want := contains(body, []byte(mark)), bytes.Contains(body, []byte(mark)); got != want {
			t.Fatalf("%q in %q: %v", mark, body, got)
		}
	})
}
