package export

import (
	"bytes"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

// CheckLaws reports what a reader did that it may not do; tests of the formats call it.
func CheckLaws(t interface{ Errorf(string, ...any) }, of *document.Text, f *File) {
	if f == nil {
		return
	}
	if len(f.Docs) == 0 {
		t.Errorf("an export without a document")
	}
	raw := of.Raw
	for i := range f.Docs {
		d := &f.Docs[i]
		at := bytes.Index(raw, d.Raw)
		if at < 0 {
			t.Errorf("document %d does not stand behind the one before", i+1)
			continue
		}
		raw = raw[at+len(d.Raw):]
		for _, l := range d.Body {
			if l.Blank() {
				continue
			}
			if l.From > l.To || l.To > len(of.Raw) || strings.Contains(l.Text, "\n") {
				t.Errorf("document %d: line %+v", i+1, l)
			}
		}
	}
}
