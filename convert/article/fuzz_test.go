package article

import (
	"errors"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/schema"
)

// FuzzBuild takes pages through all stages up to the article: each is an article
// that keeps the laws, or a reject that says why.
func FuzzBuild(f *testing.F) {
	for _, section := range []string{"page.html", "page.txt"} {
		for _, in := range golden.Inputs(f, "../block/testdata/*.txtar", section) {
			f.Add(in, section == "page.html", false)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, markedUp, keepAll bool) {
		src = []byte(strings.ToValidUTF8(string(src), "\ufffd"))
		in := meta.Input{Page: &schema.Page{ID: "x"}}
		var d markup.Doc
		var r block.Reader
		options := Options{KeepAll: keepAll}
		if markedUp {
			d.Parse(src, markup.Limits{})
			options.Markup = &d
			in.Doc, in.Blocks = &d, r.HTML(&d)
		} else {
			in.Blocks = r.PageText(&textform.Text{Body: src})
		}
		a, err := Build(in.Page, in.Blocks, meta.Find(in, meta.Options{}), options)
		var reject *schema.Reject
		switch {
		case errors.As(err, &reject):
			if reject.Reason == "" || reject.Message == "" || reject.Stage == "" {
				t.Errorf("%+v", reject)
			}
		case err != nil:
			t.Error(err)
		default:
			checkLaws(t, a)
		}
	})
}
