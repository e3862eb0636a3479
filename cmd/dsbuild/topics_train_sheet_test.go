package main

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// A coded sheet is read however a spreadsheet saved it; texts without a code are left out, and other tables are none.
func TestSheetLines(t *testing.T) {
	cb, err := codebook.Parse([]byte("name: ports\nversion: \"1\"\ncodes:\n  - {code: \"1\", name: Fähren}\n  - {code: \"1-2\", name: Quays}\n"))
	if err != nil {
		t.Fatal(err)
	}
	const sheet = "code,label,doc_id,scheme,probability,title,published_date,text,url\n" +
		"1,,a,ports,0.5,Late,,The ferry is late.,\n" +
		",Fähren,b,ports,0.5,,,\"Two, and a third.\",\n" +
		"no_policy,,c,ports,1,,,She sang.,\n" +
		",,d,ports,1,,,Not coded.,\n"
	windows, err := charmap.Windows1252.NewEncoder().String(strings.ReplaceAll(strings.Replace(sheet, "\"Two, and a third.\"", "Two and a third.", 1), ",", ";"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"as written": sheet, "saved on Windows": windows, "with a mark": "\ufeff" + sheet} {
		lines, is, err := sheetLines("sheet.csv", []byte(data), cb)
		if err != nil || !is || len(lines) != 3 {
			t.Fatalf("%s: %d lines, %v, %v", name, len(lines), is, err)
		}
		if l := lines[0]; l.Code != "1" || l.Title != "Late" || l.Text.Text != "The ferry is late." || string(l.ID) != `"a"` || !l.Coded {
			t.Errorf("%s: %+v", name, l)
		}
		if lines[1].Code != "1" || lines[2].Code != model.None {
			t.Errorf("%s: %+v", name, lines)
		}
	}
	for name, tt := range map[string]struct{ data, says string }{
		"a date":       {strings.Replace(sheet, "1,,a", "02. Jan,,a", 1), "may have made a date of it"},
		"another code": {strings.Replace(sheet, "1,,a", "9,,a", 1), "which the codebook ports does not have"},
		"no texts":     {"code,label,doc_id,scheme,probability\n1,,a,ports,1\n", "without its texts"},
		"no codes":     {sheet[:strings.Index(sheet, "\n")+1] + ",,d,ports,1,,,Not coded.,\n", "no text has a code"},
		"of another":   {strings.ReplaceAll(sheet, "ports", "cap"), "coded by the codebook cap, and not by ports"},
	} {
		if _, is, err := sheetLines("sheet.csv", []byte(tt.data), cb); !is || err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, %v", name, is, err)
		}
	}
	for _, other := range []string{"text,code\nThe ferry,1\n", "", "\"a"} {
		if _, is, err := sheetLines("table.csv", []byte(other), cb); is || err != nil {
			t.Errorf("%q is taken for a sheet: %v", other, err)
		}
	}
}
