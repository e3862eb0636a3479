package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/xlsx"
)

// The rows of the sheets of a workbook, a day as it is shown.
func Example() {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="Posts" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
		{"xl/worksheets/a.xml", `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>Ferry to run on Sundays</t></is></c><c s="1"><v>46083</v></c></row></sheetData></worksheet>`},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			panic(err)
		}
		fmt.Fprint(f, part[1])
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err)
	}
	book, err := xlsx.Open(z, 1<<20, 200)
	if err != nil {
		panic(err)
	}
	for _, s := range book.Sheets {
		for row, err := range s.Rows() {
			if err != nil {
				panic(err)
			}
			fmt.Println(s.Name, row.Number, row.Cells)
		}
	}
	// Output:
	// Posts 1 [Ferry to run on Sundays 2026-03-02]
}
