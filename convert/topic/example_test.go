package topic_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

// A text is coded where its words say enough.
func Example() {
	coder := topic.New(codebook.CAP())
	body := "The health ministry will lower the price of prescription drugs in hospitals."
	labels, _ := coder.Annotate(&schema.Text{Body: body, Language: "en", Paragraphs: []schema.Span{{End: len(body)}}})
	fmt.Println(labels[0].Code, labels[0].Label)
	// Output:
	// 3 Health
}
