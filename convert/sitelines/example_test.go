package sitelines_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/schema"
)

// A line that stands on other pages of the site is dropped.
func Example() {
	const box = "The harbour post is printed on paper of the old mill, and has been since its wheel was mended."
	var survey sitelines.Survey
	var blocks []schema.Block
	var last *sitelines.Page
	for i, story := range []string{
		"The ferry will run on Sundays from April, the county decided on Monday after two years of petitions by the village.",
		"The school at the upper bridge gets a new roof, which was paid for by the sale of the old one to a museum.",
		"The price of bread has risen by a tenth since the winter, and the bakers say that it will not fall before the harvest.",
		"The mayor has told the council that the road along the river stays closed until the wall beside it was looked at.",
	} {
		var d markup.Doc
		d.Parse([]byte("<article><h1>Story</h1><p>"+story+"</p><p>"+box+"</p></article>"), markup.Limits{})
		var r block.Reader
		blocks = r.HTML(&d)
		last = &sitelines.Page{Site: "post.example", URL: fmt.Sprint("https://post.example/", i), ID: fmt.Sprint(i), Keys: r.Keys(nil)}
		survey.Add(last)
	}
	fmt.Println(survey.Table().Drop(last, blocks), "dropped")
	// Output:
	// 1 dropped
}
