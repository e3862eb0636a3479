package block

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// TestOnce: a text that stands there for small screens and for large ones is kept once.
func TestOnce(t *testing.T) {
	body := "<p>" + strings.Join(council, "</p><p>") + "</p>"
	for _, menu := range []int{2, 8, 120} {
		for form, page := range map[string]string{
			"beside":  "<article><h1>Aldermoor closes its baths</h1><div class='d-none d-md-block'>" + body + "</div><div class='d-md-none'>" + body + "</div></article>",
			"printed": "<article><h1>Aldermoor closes its baths</h1>" + body + "</article><section>" + body + "</section>",
		} {
			var r Reader
			var d markup.Doc
			d.Parse([]byte("<html><head><title>Aldermoor closes its baths</title></head><body>"+menuOf(menu)+page+menuOf(menu/2)+"</body></html>"), markup.Limits{})
			kept := map[string]int{}
			for _, b := range r.HTML(&d) {
				if b.Kept {
					kept[b.Text]++
				}
			}
			for _, p := range council {
				if kept[p] != 1 {
					t.Errorf("%s, menu of %d: %d times %q", form, menu, kept[p], p)
				}
			}
		}
	}
}
