package block

import (
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// Copies of a line are told by its letters, and copies that were cut or added to by
// their first ones.
func TestCopies(t *testing.T) {
	const line = "The harbour council voted on Tuesday evening to close the old bridge to lorries until engineers have looked at it."
	var d markup.Doc
	var r Reader
	d.Parse([]byte("<div>"+line+"</div><div>Ferry</div><p>The harbour council voted on Tuesday evening to close the old bridge to lorries until …</p><p>THE HARBOUR COUNCIL voted on Tuesday evening – to close the old bridge to lorries until engineers have looked at it!</p><p>Ferry</p><p>"+line+" Read more</p>"), markup.Limits{})
	r.cut(&d, 0)
	var got [][2]int32
	for i := range r.cutter.Page.Units {
		got = append(got, [2]int32{r.cutter.Page.Units[i].Earlier, r.cutter.Page.Units[i].Near})
	}
	want := [][2]int32{{-1, -1}, {-1, -1}, {-1, 0}, {0, 0}, {1, -1}, {-1, 0}}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("unit %d: earlier and near %v, want %v", i, got[i], want[i])
		}
	}
}
