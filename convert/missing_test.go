package convert

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestTextMayBeMissing: an article beside which the page has far more running text says
// so, with the numbers; one that is all there does not.
func TestTextMayBeMissing(t *testing.T) {
	const page = `<html><head><title>The mill at Sorrel Bridge</title></head><body><main><h1>The mill at Sorrel Bridge</h1>
<p>The mill at Sorrel Bridge will grind no more flour, its owner, Perrin Dale, said on Friday, after a hundred and forty years at the weir.</p>
<p>A buyer for the wheel has been found, he said, and the building is to become a school of crafts once the lease has been signed.</p></main>%s</body></html>`
	talk := `<div class="comments">`
	for i := range 12 {
		talk += fmt.Sprintf(`<div class="comment"><p>%d times my grandmother told us how the miller let the children ride on the sacks, and I wonder who keeps the old ledgers now.</p></div>`, i+2)
	}
	for below, want := range map[string]bool{"": false, talk + "</div>": true} {
		found := false
		for _, f := range convertPage(fmt.Sprintf(page, below)).Article.Findings {
			if f.Code == schema.FindingTextMayBeMissing {
				found = true
				if !strings.Contains(f.Message, "of 352 words, of which 52 were kept") {
					t.Error(f.Message)
				}
			}
		}
		if found != want {
			t.Errorf("with %d bytes below the article the finding stands: %v", len(below), found)
		}
	}
}
