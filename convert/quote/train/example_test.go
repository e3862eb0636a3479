package train_test

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/train"
)

// A coded article: its text, and who said which part of it.
func Example() {
	articles, err := train.Read(strings.NewReader(`{"id": "a1", "text": "“The ferry will run,” Ines Odum said.", "quotes": [{"type": "direct", "content": [[0, 21]], "source": [[22, 31]], "cue": [[32, 36]]}]}`), nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(articles), len(articles[0].Statements))
	// Output:
	// 1 1
}
