package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parts are those of a workbook with two sheets, as Excel writes it.
func parts() map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="Pages" r:id="rId2"/><sheet name="Chart" r:id="rId9"/><sheet name="Notes" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="/xl/worksheets/b.xml"/><Relationship Id="rId2" Target="worksheets/a.xml"/><Relationship Id="rId9" Target="chartsheets/c.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; 0"/><numFmt numFmtId="165" formatCode="[Red]yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst><si><t>title</t></si><si><r><t xml:space="preserve">Quarry </t></r><r><t>reopens_x000D_</t></r><rPh><t>aside</t></rPh></si></sst>`,
		"xl/worksheets/a.xml": `<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>day</t></is></c></row>
<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" t="b"><v>1</v></c><c r="C5" s="1"><v>45719</v></c><c r="D5" s="3"><v>45719.5</v></c><c r="E5" s="2"><v>7</v></c><c r="F5" t="str"><f>A1</f><v>x &amp; y</v></c><c r="G5" t="e"><v>#N/A</v></c><c r="H5" t="s"><v>99</v></c></row>
<row><c><v>1</v></c><c><v>2.5</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/b.xml": `<worksheet><sheetData/></worksheet>`,
	}
}

func book(t testing.TB, files map[string]string, most, ratio int64) (*Book, error) {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return Open(z, most, ratio)
}

func TestRows(t *testing.T) {
	b, err := book(t, parts(), 1<<20, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range b.Sheets {
		got = append(got, s.Name)
		for row, err := range s.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%d %q", row.Number, row.Cells))
		}
	}
	want := []string{
		"Pages", `2 ["title" "" "day"]`,
		`5 ["Quarry reopens\r" "true" "2025-03-03" "2025-03-03T12:00:00" "7" "x & y" "" ""]`,
		`6 ["1" "2.5"]`, "Notes",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBombs: what expands, or is larger than a row may be, ends in an error.
func TestBombs(t *testing.T) {
	blank := strings.Repeat(" ", 20<<20)
	for name, tt := range map[string]struct {
		part, content string
		want          error
	}{
		"a sheet that expands": {"xl/worksheets/a.xml", "<worksheet>" + strings.Repeat("<row/>"+blank[:90], 300000) + "</worksheet>", errRatio},
		"a cell without end":   {"xl/worksheets/a.xml", "<worksheet><row><c><v>" + blank[:4<<20], errRow},
		"a string without end": {"xl/sharedStrings.xml", "<sst><si><t>" + blank[:4<<20], errRow},
		"a row without end":    {"xl/worksheets/a.xml", "<worksheet><row>" + strings.Repeat("<c><v>"+blank[:1000]+"</v></c>", 2000), errRow},
	} {
		files := parts()
		files[tt.part] = tt.content
		b, err := book(t, files, 1<<20, 50)
		if err == nil {
			for _, err = range b.Sheets[0].Rows() {
				if err != nil {
					break
				}
			}
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestDatesFrom1904(t *testing.T) {
	b := &Book{from04: true}
	if got := b.day("1"); got != "1904-01-02" {
		t.Error(got)
	}
}

// FuzzRows: no sheet makes it panic or hang.
func FuzzRows(f *testing.F) {
	f.Add(parts()["xl/worksheets/a.xml"], parts()["xl/sharedStrings.xml"])
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		files := parts()
		files["xl/worksheets/a.xml"], files["xl/sharedStrings.xml"] = sheet, shared
		b, err := book(t, files, 1<<12, 50)
		if err != nil {
			return
		}
		for row, err := range b.Sheets[0].Rows() {
			if err == nil && len(row.Cells) > maxColumns {
				t.Fatal(len(row.Cells))
			}
		}
	})
}
