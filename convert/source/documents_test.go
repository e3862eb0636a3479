package source

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// wordFile is a Word document with this body.
func wordFile(body string) string {
	return packZip(map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
		"docProps/core.xml":   `<c xmlns:dc="d"><dc:title>Fares</dc:title><dc:creator>x</dc:creator></c>`,
	}, func(h *zip.FileHeader) { h.Method = zip.Deflate })
}

func wordPara(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

// TestWord: a document is one article, in an archive too, and an export many.
func TestWord(t *testing.T) {
	note := wordFile(wordPara("The council met.") + wordPara("It rose."))
	pages, _ := pagesOf(t, "note.bin", []byte(note), Options{})
	if len(pages) != 1 || pages[0].Source.Format != schema.FormatDOCX || pages[0].Fields.Title != "Fares" || string(pages[0].Body) != "<p>The council met.</p>\n<p>It rose.</p>\n" {
		t.Fatalf("%+v", pages)
	}
	heading := `<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Top</w:t></w:r></w:p>`
	pages, _ = pagesOf(t, "head.docx", []byte(wordFile(wordPara("Top")+heading+wordPara("Text of it.")+wordPara("Top"))), Options{})
	if len(pages) != 1 || pages[0].Fields.Title != "Top" || string(pages[0].Body) != "<p>Text of it.</p>\n<p>Top</p>\n" {
		t.Fatalf("a title above the heading: %+v %s", pages, pages[0].Body)
	}
	pages, _ = pagesOf(t, "note.bin", []byte(note), Options{})
	packed := packZip(map[string]string{"b.zip": packZip(map[string]string{"note.docx": note}, nil)}, nil)
	inner, _ := pagesOf(t, "a.zip", []byte(packed), Options{})
	if len(inner) != 1 || inner[0].ID != pages[0].ID || !strings.HasSuffix(inner[0].Source.URI, "a.zip!b.zip!note.docx") {
		t.Errorf("in two archives: %+v", inner)
	}
	var body strings.Builder
	for _, s := range []string{"Ferry fares rise", "The Larkin Herald", "July 1, 2019 Monday", "Length: 5 words", "Body", "The council met on Monday.", "End of Document"} {
		body.WriteString(wordPara(s))
	}
	pages, _ = pagesOf(t, "export.docx", []byte(wordFile(body.String()+body.String())), Options{})
	if len(pages) != 2 || pages[1].Source.Format != schema.FormatNexis || pages[1].Fields.Publisher != "The Larkin Herald" || pages[1].Source.Record != "2" {
		t.Errorf("an export: %d %+v", len(pages), pages)
	}
}

// TestHostileDocuments: what is damaged, too large or expands too far is a reject, soon.
func TestHostileDocuments(t *testing.T) {
	start := time.Now()
	bomb := wordFile(wordPara(strings.Repeat("a", 60<<20)))
	for name, tt := range map[string]struct {
		body   string
		opt    Options
		reason schema.RejectReason
	}{
		"a bomb":             {bomb, Options{}, schema.RejectBadArchive},
		"a large part":       {bomb, Options{MaxRatio: 10000, MaxRecord: 1 << 20}, schema.RejectTooLarge},
		"XML that is cut":    {packZip(map[string]string{"[Content_Types].xml": "<x/>", "word/document.xml": "<w:document><w:p>"}, nil), Options{}, schema.RejectBadRecord},
		"no text part":       {packZip(map[string]string{"[Content_Types].xml": "<x/>", "word/styles.xml": "<x/>"}, nil), Options{}, schema.RejectBadRecord},
		"a cut archive":      {wordFile(wordPara("x"))[:300], Options{}, schema.RejectBadArchive},
		"a cut RTF document": {`{\rtf1 text`, Options{}, schema.RejectBadRecord},
		"deep RTF groups":    {`{\rtf1 ` + strings.Repeat("{", 32<<20), Options{}, schema.RejectBadRecord},
		"an empty export":    {"1 of 1 DOCUMENTS\n\nLENGTH: 0 words\n", Options{}, schema.RejectBadRecord},
		"cut XML":            {`<doc title="x"><main><p>cut`, Options{}, schema.RejectBadRecord},
	} {
		pages, rejects := pagesOf(t, "x", []byte(tt.body), tt.opt)
		if len(pages) != 0 || len(rejects) != 1 || rejects[0].Reason != tt.reason {
			t.Errorf("%s: %d pages, %+v", name, len(pages), rejects)
		}
	}
	long := append(bytes.Repeat([]byte("word "), 12<<20), "\nEnd of Document\nLENGTH: 3\n"...)
	if pages, rejects := pagesOf(t, "x", long, Options{}); len(pages)+len(rejects) != 1 {
		t.Errorf("a line of 60 MB: %d pages, %d rejects", len(pages), len(rejects))
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %s", took)
	}
}
