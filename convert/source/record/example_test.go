package record_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/schema"
)

// A record becomes a page by what its fields are for.
func Example() {
	fields, err := record.New(map[string]string{"title": "Headline"}, nil, "")
	if err != nil {
		panic(err)
	}
	page, err := fields.Read(schema.Source{URI: "posts.jsonl", Record: "1"}, []byte(`{"Headline": "Ferry to run on Sundays", "text": "The ferry will run.", "likes": 3}`), schema.FormatText, map[string]int64{})
	fmt.Println(page.Fields.Title, string(page.Body), err)
	// Output:
	// Ferry to run on Sundays The ferry will run. <nil>
}
