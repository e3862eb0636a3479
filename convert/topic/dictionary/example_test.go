package dictionary_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/dictionary"
)

// A dictionary becomes a codebook, word by word.
func Example() {
	r, err := dictionary.Read(".lcd", []byte("+SEA\nharbour*\nsea?port\n"),
		dictionary.Options{Name: "sea", Language: "en", Strength: "medium"})
	if err != nil {
		panic(err)
	}
	fmt.Print(string(r.YAML))
	fmt.Println(r.LeftOut)
	// Output:
	// name: sea
	// version: "1"
	// codes:
	//   - code: "SEA"
	//     name: "SEA"
	//     keywords:
	//       en:
	//         medium: ["harbour*"]
	// [SEA: sea?port: a codebook has no such pattern: only * at the end]
}
