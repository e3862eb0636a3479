package people_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/people"
	"github.com/dsbuild/dsbuild/schema"
)

// Two articles call one person by two names.
func Example() {
	c := people.New(nil, "", nil)
	defer c.Close()
	for _, s := range []schema.Speaker{
		{Name: "Ana Maria Ruiz", Key: "ana maria ruiz", Kind: schema.SpeakerPerson, Role: "harbour master", QuoteCount: 2},
		{Name: "Ana Ruiz", Key: "ana ruiz", Kind: schema.SpeakerPerson, QuoteCount: 1},
	} {
		if err := c.Add(&schema.Article{Speakers: []schema.Speaker{s}}); err != nil {
			panic(err)
		}
	}
	for p, err := range c.Rows() {
		fmt.Println(p.ID, p.Keys, p.Articles, p.Quotes, err)
	}
	// Output:
	// ana maria ruiz [ana maria ruiz ana ruiz] 2 3 <nil>
}
