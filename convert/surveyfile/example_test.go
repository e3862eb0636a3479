package surveyfile_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
)

// The surveys of two shards are that of the whole.
func Example() {
	var parts []*surveyfile.File
	for n := range 2 {
		s := new(sitelines.Survey)
		s.Add(&sitelines.Page{Site: "post.example", ID: fmt.Sprint(n)})
		parts = append(parts, &surveyfile.File{Version: "1", Inputs: []string{"pages"}, Shards: []int{n + 1}, Of: 2, Survey: s})
	}
	fmt.Println(parts[0].Whole())
	all, err := surveyfile.Merge(parts)
	fmt.Println(all.Whole(), all.Survey.Pages(), err)
	// Output:
	// shards 2 of 2 are missing; survey them with --shard, and merge all with dsbuild survey merge
	// <nil> 2 <nil>
}
