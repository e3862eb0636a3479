package weights_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/weights"
)

// What a text sounds like, without any keyword of the codebook.
func Example() {
	w := weights.Standard()
	logs := make([]int64, len(w.Codes))
	w.Add(&w.Paragraph, logs, 1, "Ferries will stop at the outer islands twice a day once the new pier is built.")
	best := 1 // behind no topic
	for i := range logs[1:] {
		if logs[i+1] > logs[best] {
			best = i + 1
		}
	}
	fmt.Println(w.Codes[best])
	// Output:
	// 10
}
