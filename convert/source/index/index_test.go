package index

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/schema"
)

// write makes coding.csv in a new folder.
func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "coding.csv")
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// openIndex writes an index and opens it.
func openIndex(t *testing.T, content string, opt Options) *Index {
	t.Helper()
	x, err := Open(write(t, content), opt)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func findings(p *schema.Page) []string {
	var list []string
	for _, f := range p.Findings {
		list = append(list, string(f.Code)+" "+f.Field)
	}
	return list
}

// fileOf is a page read from a file.
func fileOf(uri string) *schema.Page { return &schema.Page{Source: schema.Source{URI: uri}} }

func TestIndexMatchesByEveryKey(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	x := openIndex(t, "Path,SHA256,URL,doc_id,Title\n"+
		"pages/a.html,,,,A\n"+
		"2024/b.html,,,,B\n"+
		`C:\work\c.html,,,,C`+"\n"+
		","+strings.ToUpper(sum)+",,,D\n"+
		",,http://Example.org/E/#top,,E\n"+
		",,,f0f0,F\n"+
		norm.NFD.String("pages/straße-größe-é.html")+",,,,G\n", Options{})
	x.CountName("c.html")
	pages := map[string]*schema.Page{
		"A": fileOf("pages/a.html"), "B": fileOf("pages.zip!2024/b.html"), "C": fileOf("pages/x/c.html"),
		"D": {Source: schema.Source{URI: "x", SHA256: sum}}, "E": {URL: "https://example.org/E"}, "F": {ID: "f0f0"},
		"G": fileOf(norm.NFC.String("pages/straße-größe-é.html")),
	}
	for want, p := range pages {
		x.Match(p)
		if p.Index == nil || p.Index.Fields.Title != want {
			t.Errorf("%s: row %+v", want, p.Index)
		}
	}
	s := x.State().Summary()
	same(t, counted(s), schema.IndexSummary{File: "coding.csv", Rows: 7, Matched: 7})
}

func TestIndexFileNameMustBeUnique(t *testing.T) {
	x := openIndex(t, "file,title\nx/index.html,one\ny/index.html,two\nz/only.html,three\nz/two.html,four\n", Options{})
	for _, name := range []string{"p/index.html", "p/only.html", "p/a/two.html", "p/b/two.html"} {
		x.CountName(name)
	}
	for uri, want := range map[string]bool{"p/index.html": false, "p/only.html": true, "p/a/two.html": false} {
		p := fileOf(uri)
		x.Match(p)
		if got := p.Index != nil; got != want {
			t.Errorf("%s matched: %v", uri, got)
		}
	}
}

func TestIndexFormsOfRealSpreadsheets(t *testing.T) {
	const plain = "path;Headline;Wave\na.html;\"Gebühren; „steigen“\";2\n;;\n"
	cp1252, err := charmap.Windows1252.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	var wide strings.Builder
	wide.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(plain, ";", "\t"))) {
		wide.WriteByte(byte(u))
		wide.WriteByte(byte(u >> 8))
	}
	for name, content := range map[string]string{
		"semicolon":            plain,
		"byte order mark":      "\xef\xbb\xbf" + plain,
		"windows-1252":         cp1252,
		"line ends of Windows": strings.ReplaceAll(plain, "\n", "\r\n"),
		"separator line":       "sep=;\n" + plain,
		"comma":                "path,Headline,Wave\na.html,Gebühren; „steigen“,2",
		"JSON lines":           `{"path":"a.html","Headline":"Gebühren; „steigen“","Wave":2}`,
		"UTF-16 with tabs":     strings.ReplaceAll(wide.String(), "\t\x00 ", ";\x00 "),
	} {
		t.Run(name, func(t *testing.T) {
			x := openIndex(t, content, Options{Map: map[string]string{"title": "headline", "x_wave": "Wave"}, Types: map[string]schema.Type{"x_wave": schema.Int32}})
			p := fileOf("a.html")
			x.Match(p)
			if p.Index == nil {
				t.Fatal("no row")
			}
			same(t, p.Index.Fields, schema.Fields{Title: "Gebühren; „steigen“", User: []schema.Value{{Valid: true, Int: 2}}})
			same(t, x.State().Summary().Rows, int64(1))
		})
	}
}

func TestIndexErrorsNameFileColumnAndRemedy(t *testing.T) {
	tests := []struct {
		content string
		fields  map[string]string
		want    []string
	}{
		{"path,Headline\n", map[string]string{"title": "Titel"}, []string{`no column "Titel" for title`, "path, Headline", "--index-map"}},
		{"path,Headline\n", map[string]string{"headline": "Headline"}, []string{`unknown field "headline"`, "x_name"}},
		{"path,D\n", map[string]string{"published_date": "D:dym"}, []string{"D:dym", "dmy, mdy, ymd"}},
		{"path,Day\na.html,2024-01-02\nb.html,03/04/2024\n", map[string]string{"published_date": "Day"}, []string{"row 2", `published_date "03/04/2024"`, "--index-map published_date=Day:dmy"}},
		{"path,Date\na.html,03/04/2024\n", nil, []string{"row 1", "--index-map published_date=Date:dmy (or :mdy)", "--index-map x_date=Date"}},
		{"path,html\n", map[string]string{"html": "html"}, []string{"does not stand in an index"}},
		{"path,D\n", map[string]string{"title": "D:dmy"}, []string{"D:dmy", "published_date"}},
		{"Headline,Wave\nx,1\n", nil, []string{"which page a row is for", "--index-map path=COLUMN", "Headline, Wave"}},
		{"PK\x03\x04\x14\x00[Content_Types].xml xl/workbook.xml", nil, []string{"Excel workbook (xlsx)", "CSV UTF-8"}},
		{"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml", nil, []string{"Office document", "CSV UTF-8"}},
		{"", nil, []string{"empty"}},
		{"path,title\na.html,\"open\n", nil, []string{"line 2", "quote"}},
		{"path,title\na.html,one,two\n", nil, []string{"line 2 has 3 cells, the header 2"}},
		{"{\"path\":\"a\"}\n{\"path\":\n", nil, []string{"line 2", "one JSON object a line"}},
	}
	for _, tt := range tests {
		file := write(t, tt.content)
		_, err := Open(file, Options{Map: tt.fields})
		if err == nil {
			t.Errorf("%q: no error", tt.content)
			continue
		}
		for _, want := range append(tt.want, "index "+file) {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: error %q lacks %q", tt.content, err, want)
			}
		}
	}
	if _, err := Open("nowhere.csv", Options{}); err == nil || !strings.Contains(err.Error(), "nowhere.csv: it does not exist") {
		t.Error(err)
	}
}

func TestIndexColumns(t *testing.T) {
	x := openIndex(t, "path,Author,Published Date,Coder's Note,coder note,Wave,x_wave,,guid\na.html,Ada Lind; B. Voss,05.03.2024,ja,,2,b,c,id 7\nb.html,,2024-03-05,,,,,,\n",
		Options{Map: map[string]string{"x_wave": "Wave"}, OwnID: "GUID", Last: true})
	var names []string
	for _, c := range x.Bind([]schema.UserColumn{{Name: "x_own"}, {Name: "x_coder_note"}}) {
		names = append(names, c.Name)
	}
	same(t, names, []string{"x_own", "x_coder_note", "x_coder_s_note", "x_wave", "x_wave_2", "x_column_8"})

	p := fileOf("p/a.html")
	p.ID = "digest"
	x.Match(p)
	same(t, p.ID, "id 7")
	same(t, p.Index.Last, true)
	same(t, p.Index.Fields.Authors, []string{"Ada Lind", "B. Voss"})
	same(t, p.Index.Fields.Published, "05.03.2024")
	same(t, findings(p), []string(nil))
	same(t, len(p.Index.Fields.User), 6)
	same(t, p.Index.Fields.User[2], schema.Value{Valid: true, Str: "ja"})

	p = fileOf("p/b.html")
	p.ID = "digest"
	x.Match(p)
	same(t, p.ID, "digest")
	same(t, p.Index.Fields.Published, "2024-03-05")
	same(t, p.Index.Fields.User[2], schema.Value{})
}

func TestIndexDigest(t *testing.T) {
	const content = "\xef\xbb\xbfpath;n\na;1\n"
	same(t, openIndex(t, content, Options{}).State().Summary().SHA256, fmt.Sprintf("%x", sha256.Sum256([]byte(content))))
}

func TestIndexDeclaredDateOrder(t *testing.T) {
	x := openIndex(t, "path,Date\na.html,05.03.2024\n", Options{Map: map[string]string{"published_date": "Date:dmy"}})
	p := fileOf("a.html")
	x.Match(p)
	same(t, p.Index.Fields, schema.Fields{Published: "05.03.2024", PublishedOrder: "dmy"})
	same(t, len(p.Findings), 0)
}

// TestIndexUsualNames: what spreadsheets call our fields is told by name and value.
func TestIndexUsualNames(t *testing.T) {
	x := openIndex(t, "Link;Headline;Byline;Pub Date;Accessed At;Category\n"+
		"https://example.org/a;Fees rise;Ada Lind;03/04/2024;2024-05-01 10:00:00;ports\n"+
		"https://example.org/b;Fees fall;;25/04/2024;soon;ports\n"+
		"https://example.org/c;;;;2024-05-01;\n", Options{})
	var guesses []string
	for _, g := range x.Guesses() {
		guesses = append(guesses, g.Field+"="+g.Column+":"+g.Order)
	}
	same(t, guesses, []string{"url=Link:", "title=Headline:", "authors=Byline:", "published_date=Pub Date:dmy", "retrieved_at=Accessed At:"})
	p := &schema.Page{URL: "https://example.org/a"}
	x.Match(p)
	same(t, p.Index.Fields, schema.Fields{Title: "Fees rise", Authors: []string{"Ada Lind"}, Published: "03/04/2024", PublishedOrder: "dmy", User: []schema.Value{{Valid: true, Str: "ports"}}})
	same(t, p.Retrieved, time.Date(2024, 5, 1, 10, 0, 0, 0, time.UTC))
	fetched := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	p = &schema.Page{URL: "https://example.org/b", Retrieved: fetched}
	x.Match(p)
	same(t, p.Retrieved, fetched)
	same(t, findings(p), []string{"field_invalid retrieved_at"})
}

func TestIndexCountsAndFindings(t *testing.T) {
	x := openIndex(t, "path,url,x_n\na.html,,1\nb.html,,2\na.html,,3\n,https://example.org/a,4\nc.html,,5\n,https://example.org/d,6\n,https://example.org/d,7\n", Options{})
	for range 2 { // reset forgets
		x.Reset()
		a := fileOf("p/a.html")
		a.URL = "https://example.org/a"
		x.Match(a)
		same(t, a.Index.Number, 1)
		same(t, findings(a), []string{"index_duplicate_row "})

		d := fileOf("p/d.html")
		x.Match(d)
		same(t, findings(d), []string{"no_index_row "})
		row, found := x.MatchCanonical("http://example.org/d/")
		if !found || row.Number != 6 {
			t.Fatalf("canonical row %+v", row)
		}
		x.Adopt(d, row)
		same(t, d.Index, row)
		same(t, findings(d), []string{"index_duplicate_row "})
		x.Account(row)

		x.Match(fileOf("p/e.html"))
		_, found = x.MatchCanonical("")
		same(t, found, false)
		same(t, counted(x.State().Summary()), schema.IndexSummary{File: "coding.csv", Rows: 7, Matched: 2, DuplicateRows: 3, RowsWithoutPage: 2, Unmatched: []int64{2, 5}, PagesWithoutRow: 1})
	}
}

func TestAdoptGivesTheOwnID(t *testing.T) {
	x := openIndex(t, "url,guid\nhttps://example.org/d,g7\n", Options{OwnID: "guid"})
	p := fileOf("d.html")
	p.ID = "digest"
	x.Match(p)
	p.Findings = append(p.Findings, record.NoOwnID("guid"), schema.Finding{Code: schema.FindingFieldInvalid, Field: "other"})
	row, _ := x.MatchCanonical("https://example.org/d")
	x.Adopt(p, row)
	same(t, p.ID, "g7")
	same(t, p.OwnID, true)
	same(t, findings(p), []string{"field_invalid other"})
}

func TestIndexLookUpIsSafeInParallel(t *testing.T) {
	var b strings.Builder
	b.WriteString("url,title\n")
	for i := range 200 {
		fmt.Fprintf(&b, "https://example.org/%d,t%d\n", i, i)
	}
	x := openIndex(t, b.String(), Options{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 200 {
				row, found := x.MatchCanonical(fmt.Sprintf("https://example.org/%d", i))
				if !found || row.Fields.Title != fmt.Sprintf("t%d", i) {
					t.Errorf("%d: %+v", i, row)
				}
			}
		})
	}
	wg.Wait()
}

// counted is a summary without the digest of the file; no rows are nil.
func counted(s *schema.IndexSummary) schema.IndexSummary {
	c := *s
	c.SHA256 = ""
	if len(c.Unmatched) == 0 {
		c.Unmatched = nil
	}
	return c
}
