package block

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/schema"
)

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	var r Reader
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(f)
			if err != nil {
				t.Fatal(err)
			}
			golden.Section(t, f, "blocks", show(read(&r, a.Files[0])))
		})
	}
}

func read(r *Reader, f txtar.File) []schema.Block {
	switch f.Name {
	case "page.html":
		var d markup.Doc
		d.Parse(f.Data, markup.Limits{})
		return r.HTML(&d)
	case "clean.txt":
		return r.Text(flow(f.Data))
	}
	return r.PageText(flow(f.Data))
}

// show writes a block a line: kept or not, kind, reason, text with cuts and links.
func show(blocks []schema.Block) string {
	var s strings.Builder
	for _, b := range blocks {
		mark := '-'
		if b.Kept {
			mark = '+'
		}
		text, last := "", 0
		for _, l := range b.Links {
			text += b.Text[last:l.Start] + "[" + b.Text[l.Start:l.End] + "](" + l.URL + ")"
			last = l.End
		}
		text += b.Text[last:]
		fmt.Fprintf(&s, "%c %s/%s | %s\n", mark, b.Kind, b.Reason, strings.ReplaceAll(text, "\n", " // "))
	}
	return s.String()
}
