package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/dsbuild/dsbuild/schema"
)

// larkin is an export of invented outlets.
const larkin = `                               1 of 2 DOCUMENTS

                               The Larkin Herald

                            January 11, 2010 Monday

Fähre fares rise

BYLINE: Mara Ellison

LENGTH: 12 words

The council raised the fares of the “Möwe”, the ferry of the harbour.

                     Copyright 2010 Larkin Media

                               2 of 2 DOCUMENTS

                                 The Birch Post

                           January 12, 2010 Tuesday

Harbour board meets

LENGTH: 8 words

The board meets again in March, it said.
`

// pagesOf reads a file of these bytes.
func pagesOf(t *testing.T, name string, body []byte, opt Options) (pages []*schema.Page, rejects []*schema.Reject) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open([]Input{{Path: path}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	for p, err := range r.Pages(t.Context()) {
		if reject, ok := errors.AsType[*schema.Reject](err); ok {
			rejects = append(rejects, reject)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := Decode(p); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	return pages, rejects
}

// TestExportEncodings: the same export in any charset and under any name has the same
// documents, and a document has the same id in another export.
func TestExportEncodings(t *testing.T) {
	cp1252, err := charmap.Windows1252.NewEncoder().Bytes([]byte(larkin))
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(larkin))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"utf8.txt": []byte(larkin), "bom.txt": []byte("\ufeff" + larkin), "cp1252.TXT": cp1252, "utf16.csv": utf16,
		"crlf.txt": []byte(strings.ReplaceAll(larkin, "\n", "\r\n")),
	} {
		pages, rejects := pagesOf(t, name, body, Options{})
		if len(pages) != 2 || len(rejects) != 0 {
			t.Errorf("%s: %d pages, %v", name, len(pages), rejects)
			continue
		}
		p := pages[0]
		if p.Source.Format != schema.FormatNexis || p.Source.Record != "1" || p.Fields.Title != "Fähre fares rise" ||
			string(p.Body) != "<p>The council raised the fares of the “Möwe”, the ferry of the harbour.</p>\n" {
			t.Errorf("%s: %+v, %s", name, p, p.Body)
		}
	}
	alone := strings.ReplaceAll(larkin[strings.Index(larkin, "                               2 of 2"):], "2 of 2", "7 of 7")
	both, _ := pagesOf(t, "a.txt", []byte(larkin), Options{})
	one, _ := pagesOf(t, "b.txt", []byte(alone), Options{})
	if both[1].ID != one[0].ID {
		t.Errorf("the same document has two ids: %s, %s", both[1].ID, one[0].ID)
	}
}
