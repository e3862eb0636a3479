package block

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/schema"
)

// What a survey sees of a page are the keys of its blocks.
func TestKeysAreThoseOfTheBlocks(t *testing.T) {
	var r, fresh Reader
	var d markup.Doc
	compare := func(t interface{ Errorf(string, ...any) }, surveyed []Key, blocks []schema.Block) {
		var want []Key
		for i := range blocks {
			want = append(want, KeyOf(blocks[i].Text))
		}
		if got := r.Keys(nil); !slices.Equal(got, want) {
			t.Errorf("keys %v, of the texts %v", got, want)
		}
		if !r.noscript && !slices.Equal(surveyed, want) {
			t.Errorf("keys of the survey %v, of the texts %v", surveyed, want)
		}
	}
	for _, src := range golden.Inputs(t, "testdata/*.txtar", "page.html") {
		d.Parse(src, markup.Limits{})
		compare(t, fresh.HTMLKeys(nil, &d), r.HTML(&d))
	}
	r.noscript = false
	for _, src := range golden.Inputs(t, "testdata/*.txtar", "page.txt") {
		compare(t, fresh.PageTextKeys(nil, flow(src)), r.PageText(flow(src)))
	}
	rapid.Check(t, func(t *rapid.T) {
		d.Parse([]byte(page(t)), markup.Limits{})
		compare(t, fresh.HTMLKeys(nil, &d), r.HTML(&d))
	})
}

func TestKeyOf(t *testing.T) {
	if KeyOf("The end.") != KeyOf("  THE — END") || KeyOf("The end.") == KeyOf("The ends.") {
		t.Error("keys do not go by letters")
	}
	if KeyOf("* * *") != 0 || KeyOf("") != 0 {
		t.Error("what has no letters has a key")
	}
}
