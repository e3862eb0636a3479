package source

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/schema"
)

// quarry are pages of an invented outlet.
var quarry = []struct{ url, html string }{
	{"https://quarry.example/1", "<!doctype html><meta charset=windows-1252><title>Quarry \"reopens\"</title>\n<p>The quarry at Lindmoor opens, they said; “at last”.</p>"},
	{"https://quarry.example/2", "<html><body><p>Tabs\tand, commas; all of them.\r\nLines too.</p></body></html>"},
	{"https://quarry.example/3", "<p>Straße, façade, 市場</p>"},
}

func quarryCSV(comma string) string {
	quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	var b strings.Builder
	fmt.Fprintf(&b, "url%shtml%swave\r\n", comma, comma)
	for i, p := range quarry {
		fmt.Fprintf(&b, "%s%s%s%s%d\r\n", p.url, comma, quote(p.html), comma, i)
	}
	return b.String()
}

func quarryJSON(open, between, end string) string {
	var rows []string
	for i, p := range quarry {
		row, _ := json.Marshal(map[string]any{"wave": i, "url": p.url, "html": p.html})
		rows = append(rows, string(row))
	}
	return open + strings.Join(rows, between) + end
}

// TestTablesEqualJSONL: the same pages have the same ids, bodies and user values in every form.
func TestTablesEqualJSONL(t *testing.T) {
	opt := Options{Map: map[string]string{"x_wave": "wave"}, Types: map[string]schema.Type{"x_wave": schema.Int32}}
	fingerprint := func(content string) (list []string, format schema.SourceFormat) {
		dir := write(t, map[string]string{"rows": content})
		_, pages, _ := read(t, opt, filepath.Join(dir, "rows"))
		for _, p := range pages {
			list = append(list, fmt.Sprint(p.ID, p.URL, string(p.Body), p.Fields.User, p.BodyFormat()))
			format = p.Source.Format
		}
		return list, format
	}
	want, _ := fingerprint(quarryJSON("", "\n", "\n"))
	if len(want) != len(quarry) {
		t.Fatalf("%d pages", len(want))
	}
	for name, tt := range map[string]struct {
		content string
		format  schema.SourceFormat
	}{
		"comma":           {quarryCSV(","), schema.FormatCSV},
		"semicolon":       {quarryCSV(";"), schema.FormatCSV},
		"bar":             {"sep=|\r\n" + quarryCSV("|"), schema.FormatCSV},
		"tab":             {quarryCSV("\t"), schema.FormatTSV},
		"byte order mark": {"\xef\xbb\xbf" + quarryCSV(","), schema.FormatCSV},
		"UTF-16":          {"\xff\xfe" + utf16le(quarryCSV(",")), schema.FormatCSV},
		"array":           {quarryJSON("[", ",", "]"), schema.FormatJSON},
		"array on lines":  {quarryJSON("[\n  ", ",\n  ", "\n]\n"), schema.FormatJSON},
		"gzip":            {packGzip(quarryCSV(",")), schema.FormatCSV},
	} {
		got, format := fingerprint(tt.content)
		if format != tt.format {
			t.Errorf("%s: format %s", name, format)
		}
		same(t, got, want)
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestRowsOfTables(t *testing.T) {
	body := "The council of Lindmoor met on Monday."
	for name, tt := range map[string]struct {
		content string
		opt     Options
		want    []string
	}{
		"lines of rows": {"title,text\nA,\"" + body + "\nIt voted.\"\n\n,\nB," + body + "\n", Options{}, []string{"t:2 csv", "t:6 csv"}},
		"windows-1252":  {"\xdcberschrift;text\nStra\xdfe;" + body + " \x84Gut\x93\nNeu;" + body + "\n", Options{}, []string{"t:2 csv", "t:3 csv"}},
		"broken rows": {
			"title,text\nA,\"" + body + "\"\nB,\"the \"Alder\" says\"\nC,x,y\nD," + body + "\nE\nF,\"open\nG," + body + "\n",
			Options{},
			[]string{"t:2 csv", "t:3 ! bad_record", "t:4 ! bad_record", "t:5 csv", "t:6 ! bad_record", "t:7 ! bad_record", "t:8 csv"},
		},
		"a row that is too large": {
			"title,text\nA," + strings.Repeat("x", 300) + "\nB," + body + "\n",
			Options{MaxRecord: 200},
			[]string{"t:2 ! too_large", "t:3 csv"},
		},
		"no header, mapped": {"1\t" + body + "\thttps://a.example/1\n2\t" + body + "!\thttps://a.example/2\n", Options{Map: map[string]string{"text": "column_2"}}, []string{"t:1 tsv", "t:2 tsv"}},
		"trafilatura": {
			"https://a.example/1\tnull\t0123456789abcdef\ta.example\tA\tnull\t2025-01-02\t\"" + body + "\nIt voted.\"\tnull\tnull\tarticle\r\n",
			Options{},
			[]string{"t:1 tsv"},
		},
		"no header, a page":   {"1\t" + strings.Repeat(body, 9) + "\thttps://a.example/1\n2\t" + strings.Repeat(body, 8) + "!\thttps://a.example/2\n", Options{}, []string{"t ! unsupported_type"}},
		"only addresses":      {"id,title,url\n1,A,https://a.example/1\n2,B,https://a.example/2\n", Options{}, []string{"t ! needs_fetch"}},
		"a list of addresses": {"https://a.example/1\nhttps://a.example/2\n", Options{}, []string{"t ! needs_fetch"}},
		"no page":             {"title,date,mood\nA,2025-01-02,3\nB,2025-01-03,4\n", Options{}, []string{"t ! unsupported_type"}},
		"an empty column":     {"title,date,text\nA,2025-01-02,\nB,2025-01-03,\n", Options{}, []string{"t:2 ! bad_record", "t:3 ! bad_record"}},
		"elements": {
			`[{"text":"` + body + `"}, 3, {"text":}, {"text":"\u0041, [{"}, {"title":"x"}`,
			Options{},
			[]string{"t:1 json", "t:2 ! bad_record", "t:3 ! bad_record", "t:4 json", "t:5 ! bad_record", "t ! bad_archive"},
		},
	} {
		dir := write(t, map[string]string{"t": tt.content})
		got, pages, _ := read(t, tt.opt, filepath.Join(dir, "t"))
		t.Log(name)
		same(t, got, tt.want)
		if name == "trafilatura" {
			same(t, []string{pages[0].URL, pages[0].Fields.Title, pages[0].Fields.Published, string(pages[0].Body)}, []string{"https://a.example/1", "A", "2025-01-02", body + "\nIt voted."})
		}
		if name == "windows-1252" {
			same(t, []string{string(pages[0].Body), pages[0].Charset}, []string{body + " „Gut“", "windows-1252"})
		}
	}
}

// TestRefusedTablesNameTheirColumns: the message has what to type.
func TestRefusedTablesNameTheirColumns(t *testing.T) {
	message := refusal(t, "kop\tverhaal\n1\t2\n3\t4\n5\t6\n", "kop\tdag\tmoed\n1\t2\t3\n3\t4\t5\n")
	for _, want := range []string{"a TSV table", "kop, dag, moed", "--map text=COLUMN"} {
		if !strings.Contains(message, want) {
			t.Errorf("%q has no %q", message, want)
		}
	}
}

// refusal returns the message of the last of the files.
func refusal(t *testing.T, contents ...string) (message string) {
	t.Helper()
	for _, content := range contents {
		dir := write(t, map[string]string{"t": content})
		r, err := Open([]Input{{Path: filepath.Join(dir, "t")}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range r.Pages(t.Context()) {
			if err != nil {
				message = err.(*schema.Reject).Message //nolint:errorlint // it is one
			}
		}
	}
	return message
}

// TestRowIDs: without an address the id of a row is that of what it holds, in any order of columns.
func TestRowIDs(t *testing.T) {
	ids := func(content string) (list []string) {
		dir := write(t, map[string]string{"t": content})
		_, pages, _ := read(t, Options{}, filepath.Join(dir, "t"))
		for _, p := range pages {
			list = append(list, p.ID)
		}
		return list
	}
	canonical := `{"mood":"3","text":"Two \"words\", or\nmore","title":"A"}`
	want := []string{schema.DocID("", []byte(canonical))}
	same(t, ids("title,text,mood,none\nA,\"Two \"\"words\"\", or\nmore\",3,\n"), want)
	same(t, ids("mood;title;text\n3;A;\"Two \"\"words\"\", or\nmore\"\n"), want)
	same(t, ids(`[ {"title": "\u0041", "none": null, "text": "Two \"words\", or\nmore", "mood":"3"} ]`), want)
}

// TestTablesOfDatabases: tables with pages are read, others beside them are passed over.
func TestTablesOfDatabases(t *testing.T) {
	opt := Options{Map: map[string]string{"url": "the url"}}
	for _, name := range []string{"utf8", "utf16"} {
		got, pages, s := read(t, opt, filepath.Join("sqlite", "testdata", name+".sqlite"))
		same(t, got[:2], []string{name + ".sqlite:pages, all:-5 sqlite", name + ".sqlite:pages, all:595 sqlite"})
		body := "Straße " + strings.Repeat("x", 340)
		same(t, []string{string(pages[1].Body), pages[1].ID}, []string{body, schema.DocID("https://quarry.example/2", []byte(body))})
		same(t, len(pages), 12)
		same(t, fmt.Sprint(s.Skipped), "[{table 1}]")
	}
	got, _, _ := read(t, opt, filepath.Join("sqlite", "testdata", "wal.sqlite"))
	same(t, got, []string{"wal.sqlite ! bad_archive"})
}

// TestTablesOfArrow: Parquet and Arrow files are read row by row, alone and in an archive.
func TestTablesOfArrow(t *testing.T) {
	s := arrow.NewSchema([]arrow.Field{{Name: "html", Type: arrow.BinaryTypes.String}, {Name: "url", Type: arrow.BinaryTypes.String}}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	var want []string
	for i, p := range quarry {
		b.Field(0).(*array.StringBuilder).Append(p.html)
		b.Field(1).(*array.StringBuilder).Append(p.url)
		want = append(want, fmt.Sprint(i+1, " ", schema.DocID(p.url, []byte(p.html)), p.html))
	}
	batch := b.NewRecordBatch()
	var parquet, stream bytes.Buffer
	w, err := pqarrow.NewFileWriter(s, &parquet, nil, pqarrow.DefaultWriterProps())
	if err == nil {
		err = errors.Join(w.Write(batch), w.Close())
	}
	a := ipc.NewWriter(&stream, ipc.WithSchema(s))
	if err := errors.Join(err, a.Write(batch), a.Close()); err != nil {
		t.Fatal(err)
	}
	for format, content := range map[schema.SourceFormat]string{schema.FormatParquet: parquet.String(), schema.FormatArrow: stream.String()} {
		for _, packed := range []string{content, packGzip(content)} {
			dir := write(t, map[string]string{"t": packed})
			_, pages, _ := read(t, Options{}, filepath.Join(dir, "t"))
			var got []string
			for _, p := range pages {
				got = append(got, fmt.Sprint(p.Source.Record, " ", p.ID, string(p.Body)))
				same(t, p.Source.Format, format)
			}
			same(t, got, want)
		}
		dir := write(t, map[string]string{"t": content[:len(content)-20]})
		got, _, _ := read(t, Options{}, filepath.Join(dir, "t"))
		same(t, got, []string{"t ! bad_archive"})
	}
}

// workbook is the pages of quarry as Excel writes them.
func workbook(t *testing.T) string {
	t.Helper()
	rows := [][]string{{"url", "html"}}
	for _, p := range quarry {
		rows = append(rows, []string{p.url, p.html})
	}
	return workbookOf(t, rows)
}

// workbookOf is a workbook with a sheet of such cells.
func workbookOf(t *testing.T, cells [][]string) string {
	t.Helper()
	var rows strings.Builder
	for _, row := range cells {
		rows.WriteString("<row>")
		for _, cell := range row {
			rows.WriteString(`<c t="inlineStr"><is><t>`)
			if err := xml.EscapeText(&rows, []byte(cell)); err != nil {
				t.Fatal(err)
			}
			rows.WriteString("</t></is></c>")
		}
		rows.WriteString("</row>")
	}
	return packZip(map[string]string{
		"[Content_Types].xml":        "<Types/>",
		"xl/workbook.xml":            `<workbook><sheets><sheet name="A!b" id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   "<worksheet><sheetData>" + rows.String() + "</sheetData></worksheet>",
	}, nil)
}

// TestTablesOfWorkbooks: the rows of a sheet are pages, also where the workbook lies in an archive.
func TestTablesOfWorkbooks(t *testing.T) {
	book := workbook(t)
	for _, content := range []string{book, packZip(map[string]string{"rows.xlsx": book}, nil)} {
		dir := write(t, map[string]string{"t": content})
		got, pages, _ := read(t, Options{}, filepath.Join(dir, "t"))
		if len(pages) != len(quarry) {
			t.Fatal(got)
		}
		for i, p := range pages {
			same(t, []string{p.Source.Record, string(p.Source.Format), p.ID, string(p.Body)},
				[]string{fmt.Sprintf("A!b!%d", i+2), "xlsx", schema.DocID(quarry[i].url, []byte(quarry[i].html)), quarry[i].html})
		}
	}
	dir := write(t, map[string]string{"t": book[:len(book)-30]})
	got, _, _ := read(t, Options{}, filepath.Join(dir, "t"))
	same(t, got, []string{"t ! bad_archive"})
}

// TestHeadersOfWorkbooks: names of columns may stand below lines about the sheet; where
// the first row is a record it is read as one, by the map that the refusal names.
func TestHeadersOfWorkbooks(t *testing.T) {
	long := strings.Repeat("The quarry board met on Monday, and its clerk counted the carts. ", 5)
	row := []string{"https://quarry.example/9", "Quarry counts its carts", long}
	for name, tt := range map[string]struct {
		rows   [][]string
		rename map[string]string
		want   []string
	}{
		"below lines about it": {[][]string{{"Export of 3 March 2025"}, {""}, {"by", ""}, {"url", "headline", "body"}, row}, nil, []string{"t:A!b!5 xlsx"}},
		"none":                 {[][]string{row, row}, nil, []string{"t ! unsupported_type"}},
		"none, mapped":         {[][]string{row, row}, map[string]string{"text": "column_3", "url": "column_1"}, []string{"t:A!b!1 xlsx", "t:A!b!2 xlsx"}},
	} {
		dir := write(t, map[string]string{"t": workbookOf(t, tt.rows)})
		got, pages, _ := read(t, Options{Map: tt.rename}, filepath.Join(dir, "t"))
		same(t, append([]string{name}, got...), append([]string{name}, tt.want...))
		for _, p := range pages {
			if p.URL != row[0] || string(p.Body) != long {
				t.Errorf("%s: %q %q", name, p.URL, p.Body)
			}
		}
	}
	if message := refusal(t, workbookOf(t, [][]string{row, row})); !strings.Contains(message, "try --map text=column_3") {
		t.Error(message)
	}
}

// TestCellsThatASpreadsheetCut: a text that is as long as a cell can be has a finding, by
// either way of counting; one that is shorter or longer has none.
func TestCellsThatASpreadsheetCut(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want bool
	}{
		"shorter":         {strings.Repeat("a", maxCell-2), false},
		"cut":             {strings.Repeat("a", maxCell), true},
		"cut, accents":    {strings.Repeat("é", maxCell), true},
		"units of UTF-16": {strings.Repeat("😀", maxCell/2) + "a", true},
		"characters":      {strings.Repeat("😀", maxCell), true},
		"before a pair":   {strings.Repeat("😀", maxCell/2), true},
		"longer":          {strings.Repeat("a", maxCell+1), false},
		"as many bytes":   {strings.Repeat("é", maxCell/2) + "a", false},
	} {
		dir := write(t, map[string]string{"t.csv": "url,text\nhttps://quarry.example/1," + tt.text + "\n", "t.jsonl": `{"text":"` + tt.text + `"}` + "\n"})
		_, pages, _ := read(t, Options{}, filepath.Join(dir, "t.csv"), filepath.Join(dir, "t.jsonl"))
		for i, p := range pages {
			found := slices.ContainsFunc(p.Findings, func(f schema.Finding) bool { return f.Code == schema.FindingCellCut })
			if found != (tt.want && i == 0) { // JSON lines are no spreadsheet
				t.Errorf("%s, %s: finding %v", name, p.Source.URI, found)
			}
		}
		if len(pages) != 2 {
			t.Fatal(name, len(pages))
		}
	}
}
