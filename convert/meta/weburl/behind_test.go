package weburl

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestBehind: a mark is found where bytes.Index finds it, whichever of its bytes is rare.
func TestBehind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mark := rapid.StringMatching(`[aB(]{1,4}`).Draw(t, "mark")
		src := []byte(rapid.StringMatching(`[aB(]{0,30}`).Draw(t, "src"))
		want := bytes.Index(src, []byte(mark))
		if want >= 0 {
			want += len(mark)
		}
		if got := behind(src, mark); got != want {
			t.Fatalf("%q in %q: %d, want %d", mark, src, got, want)
		}
	})
}
