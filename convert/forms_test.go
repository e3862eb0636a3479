package convert

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/schema"
)

// form is one way in which the same pages are stored.
type form struct {
	name  string
	write func(pages []fetched) []byte
}

type fetched struct{ url, html string }

func asLines(pages []fetched) []byte {
	var b bytes.Buffer
	for _, p := range pages {
		line, _ := json.Marshal(map[string]string{"url": p.url, "html": p.html})
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

func asRecord(p fetched) string {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + p.html
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-03-01T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		p.url, len(block), block)
}

func asWARC(pages []fetched) []byte {
	var b bytes.Buffer
	for _, p := range pages {
		b.WriteString(asRecord(p))
	}
	return b.Bytes()
}

func asPackedWARC(pages []fetched) []byte {
	var b bytes.Buffer
	for _, p := range pages {
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, asRecord(p))
		_ = w.Close()
	}
	return b.Bytes()
}

func asWACZ(pages []fetched) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string][]byte{"datapackage.json": []byte("{}"), "archive/data.warc.gz": asPackedWARC(pages), "pages/pages.jsonl": []byte("{}\n")} {
		f, _ := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		_, _ = f.Write(content)
	}
	_ = w.Close()
	return b.Bytes()
}

// crawled are pages of three sites with menus that recur, some of them no
// articles, some stored twice, some with another text at the same address.
func crawled(n int) []fetched {
	list := make([]fetched, 0, n)
	for i := range n {
		site := fmt.Sprintf("https://site%d.example/", i%3)
		html := fmt.Sprintf(body, i)
		switch i % 10 {
		case 7:
			html = "<html><title>Liste</title><ul>" + strings.Repeat(`<li><a href="/x">More of the harbour</a></li>`, 30) + "</ul>"
		case 8:
			html = strings.Replace(html, "harbour", "café – “harbour”", 3)
		case 9:
			html = list[i-3].html
		}
		html = strings.Replace(html, "</h1>", "</h1><p>The paper of the harbour is printed on Saturdays in the old mill.</p>", 1)
		url := site + fmt.Sprint(i-i%20/15) // some addresses come again
		list = append(list, fetched{url, html})
	}
	return list
}

// tablesOf builds a file, with site lines dropped, and returns the rows of every table without the columns.
func tablesOf(t *testing.T, name string, content []byte, without map[string]bool) map[string][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := source.Open([]source.Input{{Path: path}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	converter := New(Options{Workers: 2})
	survey, err := converter.Survey(t.Context(), reader.Pages(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	converter.DropSiteLines(survey)
	rows := map[string][]string{}
	for _, o := range collect(t, converter.Outcomes(t.Context(), reader.Pages(t.Context()))) {
		for _, table := range schema.Tables(nil) {
			for row := range table.Rows(&o) {
				cells := map[string]any{}
				for i := range table.Columns {
					if c := &table.Columns[i]; !without[c.Name] {
						cells[c.Name] = c.Plain(c.Value(row))
					}
				}
				line, err := json.Marshal(cells)
				if err != nil {
					t.Fatal(err)
				}
				rows[table.Name] = append(rows[table.Name], string(line))
			}
		}
	}
	return rows
}

// TestFormsAreEqualButSourceURIRecordFormatSHA256CharsetRetrievedAtByteSize: 300
// pages give the same rows as JSONL, WARC, WARC.gz and WACZ. Left out are the
// columns that say where and how the record lay; byte_size of a reject is its size there.
func TestFormsAreEqualButSourceURIRecordFormatSHA256CharsetRetrievedAtByteSize(t *testing.T) {
	without := map[string]bool{
		"source_uri": true, "source_record": true, "source_format": true, "source_sha256": true, "charset": true, "retrieved_at": true, "byte_size": true,
	}
	pages := crawled(300)
	want := tablesOf(t, "crawl.jsonl", asLines(pages), without)
	if len(want["articles"]) < 200 || len(want["rejects"]) < 20 || !strings.Contains(strings.Join(want["articles"], ""), "site_template") {
		t.Fatalf("%d articles, %d rejects", len(want["articles"]), len(want["rejects"]))
	}
	for _, f := range []form{{"crawl.warc", asWARC}, {"crawl.warc.gz", asPackedWARC}, {"crawl.wacz", asWACZ}} {
		got := tablesOf(t, f.name, f.write(pages), without)
		for name := range want {
			if diff := cmp.Diff(want[name], got[name]); diff != "" {
				t.Errorf("%s, table %s: %.2000s", f.name, name, diff)
			}
		}
	}
}
