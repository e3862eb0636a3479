package resultfile_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultfile"
)

// What a page became is kept, and found again.
func Example() {
	dir, err := os.MkdirTemp("", "results")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	w, err := resultfile.Create(nil, filepath.Join(dir, "results"))
	if err != nil {
		fmt.Println(err)
		return
	}
	err = w.Add(convert.Stored{File: 0, Page: 17, Data: []byte("what it became")})
	if err == nil {
		err = w.Close(false)
	}
	n, _, _ := resultfile.Whole(filepath.Join(dir, "results"))
	fmt.Println(n, err)
	// Output: 1 <nil>
}
