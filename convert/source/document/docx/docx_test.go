package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

const (
	begin  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m"><w:body>`
	finish = `</w:body></w:document>`
	styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>` +
		`<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style><w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>` +
		`<w:style w:styleId="C1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>`
	core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Fares &amp; boats</dc:title><dc:creator>x</dc:creator></cp:coreProperties>`
)

func p(props, runs string) string { return "<w:p><w:pPr>" + props + "</w:pPr>" + runs + "</w:p>" }
func r(s string) string           { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func show(t *document.Text) string {
	var b strings.Builder
	for _, l := range t.Lines {
		if !l.Blank() {
			fmt.Fprintf(&b, "%v%s%d:%s\n", l.NewPage, l.Kind, l.Level, l.Text)
		}
	}
	return strings.ReplaceAll(b.String(), "false", "")
}

func TestRead(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"runs", p("", r("The coun")+r("cil ")+"<w:r><w:tab/></w:r>"+r("met.")), "0:The council met.\n"},
		{"headings", p(`<w:pStyle w:val="H2"/>`, r("Why")) + p(`<w:pStyle w:val="Mine"/>`, r("How")) + p(`<w:outlineLvl w:val="0"/>`, r("Top")) + p(`<w:pStyle w:val="Loop"/>`, r("x")), "heading2:Why\nheading2:How\nheading1:Top\n0:x\n"},
		{"kinds", p(`<w:numPr><w:numId w:val="1"/></w:numPr>`, r("one")) + p(`<w:pStyle w:val="Q"/>`, r("said")) + p(`<w:pStyle w:val="C1"/>`, r("Why 3")), "list_item0:one\nblock_quote0:said\n"},
		{"changes", p("", `<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>`+r("new")+`</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>`+r(" text")), "0:new text\n"},
		{"breaks", p("", r("one")+"<w:r><w:br/></w:r>"+r("two")+`<w:r><w:br w:type="page"/></w:r>`) + p("", r("three")), "0:one\n0:two\ntrue0:three\n"},
		{"table", "<w:tbl><w:tr><w:tc>" + p("", r("a")) + "</w:tc><w:tc>" + p("", r("b")) + p("", r("c")) + "</w:tc></w:tr></w:tbl>" + p("", r("text")), "table_row0:a\tb c\n0:text\n"},
		{"text box once", p("", r("out")+"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"+p("", r("in"))+"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"+p("", r("in"))+"</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"+r("side")), "0:in\n0:outside\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(map[string][]byte{Main: []byte(begin + tt.body + finish), Styles: []byte(styles), Core: []byte(core)}, true)
			if err != nil {
				t.Fatal(err)
			}
			if show(got) != tt.want {
				t.Errorf("got\n%swant\n%s", show(got), tt.want)
			}
			if got.Properties["title"] != "Fares & boats" {
				t.Errorf("title %q", got.Properties["title"])
			}
		})
	}
}

// TestDamaged: what is cut off, nested without end or declares entities is an error.
func TestDamaged(t *testing.T) {
	whole := begin + p("", r("text")) + finish
	for name, part := range map[string]string{
		"cut off": whole[:len(whole)-30], "deep": begin + strings.Repeat("<w:sdt>", 1<<20), "none": "",
		"entities": `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + strings.Replace(whole, "text", "&a;", 1), "another charset": strings.Replace(whole, "UTF-8", "UTF-7", 1),
	} {
		parts := map[string][]byte{Main: []byte(part)}
		if part == "" {
			parts = nil
		}
		if _, err := Read(parts, true); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzRead: any bytes have lines, in order, without line breaks.
func FuzzRead(f *testing.F) {
	f.Add([]byte(begin+p(`<w:pStyle w:val="H2"/>`, r("Why"))+"<w:tbl><w:tr><w:tc>"+p("", r("a"))+"</w:tc></w:tr></w:tbl>"+finish), []byte(styles), true)
	f.Fuzz(func(t *testing.T, main, styles []byte, rows bool) {
		got, _ := Read(map[string][]byte{Main: main, Styles: styles}, rows)
		document.CheckLines(t, got)
	})
}
