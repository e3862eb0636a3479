package source

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

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
			"https://a.example/1\tnull\t0123456789abcdef\ta.example\tA\tnull\t2025-01-02\t\"" + body + "\nIt voted.\"\tnull\tnull\tarticle\r\n", Options{},
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
