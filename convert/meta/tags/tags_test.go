package tags_test

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
)

// An h2 stands for the headline wherever it is, also at the node to which the search is
// set where there is none.
func TestLesserHeadline(t *testing.T) {
	const title = "Council closes the harbour bridge"
	for n := range 300 {
		page := "<title>" + title + "</title>" + strings.Repeat("<br>", n) + "<h2>" + title + "</h2><p>Text."
		var d markup.Doc
		d.Parse([]byte(page), markup.Limits{})
		var found tags.Tags
		found.Read(&d)
		if !found.Headed() {
			t.Errorf("no headline behind %d elements", n)
		}
	}
}
