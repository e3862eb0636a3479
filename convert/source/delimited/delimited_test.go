package delimited

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, content string, comma byte, most int64) (list []string) {
	t.Helper()
	r := NewReader(bufio.NewReaderSize(strings.NewReader(content), 16), comma, most)
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if row.Problem != "" {
			list = append(list, fmt.Sprintf("%d! %s", row.Line, row.Problem))
			continue
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, string(c))
		}
		list = append(list, fmt.Sprintf("%d %q", row.Line, cells))
	}
}

func TestRows(t *testing.T) {
	for name, tt := range map[string]struct {
		content string
		want    []string
	}{
		"plain":                                  {"a,b\n1,2\n", []string{`1 ["a" "b"]`, `2 ["1" "2"]`}},
		"no last end":                            {"a,b\r\n1,", []string{`1 ["a" "b"]`, `2 ["1" ""]`}},
		"quoted":                                 {"a,b\n\"x, \"\"y\"\"\nz\",\"\"\n3,4", []string{`1 ["a" "b"]`, `2 ["x, \"y\"\nz" ""]`, `4 ["3" "4"]`}},
		"long quoted":                            {"a,\"" + strings.Repeat("word, ", 9) + "\"\nb,c", []string{fmt.Sprintf("1 %q", []string{"a", strings.Repeat("word, ", 9)}), `2 ["b" "c"]`}},
		"a quote in a cell that has none around": {"say \"no\",5\" wide\n1,2", []string{`1 ["say \"no\"" "5\" wide"]`, `2 ["1" "2"]`}},
		"not doubled":                            {"a,b\n1,\"the \"Alder\" says\nso\"\n2,3\n", []string{`1 ["a" "b"]`, "2! in line 2 a quote mark inside a quoted cell is not doubled", `4 ["2" "3"]`}},
		"never closed":                           {"a,b\n1,\"open\n2,3\n4,5\n", []string{`1 ["a" "b"]`, "2! a quote mark in the row that begins in line 2 is never closed", `3 ["2" "3"]`, `4 ["4" "5"]`}},
		"too large":                              {"a,b\n" + strings.Repeat("x", 99) + ",y\n1,2\n", []string{`1 ["a" "b"]`, "2! the row has 102 bytes", `3 ["1" "2"]`}},
	} {
		if diff := cmp.Diff(tt.want, read(t, tt.content, ',', 90)); diff != "" {
			t.Error(name, diff)
		}
	}
}

func TestDetect(t *testing.T) {
	prose := "On Monday, the council met, and voted.\nThe mayor, Jo Marsh, spoke, and left.\nNobody, it seems, minded."
	for name, tt := range map[string]struct {
		head  string
		whole bool
		want  string
	}{
		"a table":                {"title,date,text\nRents rise,2025-01-02,\"They rose, again.\"\n", true, `, header`},
		"semicolons":             {"Titel;Datum;Volltext\nMieten;02.01.2025;Sie steigen, wieder.\nPreise;03.01.2025;Auch.\nLage;4;Gut.\n", true, "; header"},
		"tabs":                   {"kop\tverhaal\tdag\nEen\tTwee\t3\n", true, "\t header"},
		"the first row goes on":  {"url,html\nhttps://a.example/1,\"<html><body>" + strings.Repeat("<p>Long, very long.</p>\n", 30), false, ", header"},
		"the first row is long":  {"url,text\nhttps://a.example/1," + strings.Repeat("long ", 99), false, ", header"},
		"a long row in quotes":   {"url,text\nhttps://a.example/1,\"" + strings.Repeat("long, ", 99), false, ", header"},
		"a header that is cut":   {"url,text,tit", false, ""},
		"Excel's line":           {"sep=|\na|b\n", true, "| header"},
		"no header":              {"20250101\thttps://a.example/1\tx\n20250102\thttps://a.example/2\ty\n", true, "\t"},
		"numbers only":           {"year,seats\n2001,41\n2002,42\n", true, ", header"},
		"numbers without header": {"2001;41,5\n2002;42,1\n", true, ";"},
		"numbers under names":    {"Town,Seats\nTarnwick,41\nVarrow,\nPellin,17\n", true, ", header"},
		"a score in every line":  {"Tarnwick 3, Varrow 1\nPellin 0, Ostmere 0\nQuenby 2, Ulmstead 4\nVarrow 5, Pellin 2\n", true, ""},
		"sums of money":          {"The board spent 1,200 crowns\nThe town gave 3,400\nThe fair made 2,100\nThe rest is 4,000\n", true, ""},
		"addresses":              {"https://a.example/1\nhttps://a.example/2\n", true, ","},
		"prose":                  {prose, true, ""},
		"prose with a long line": {prose + strings.Repeat(" And, so, on.", 400), false, ""},
		"a menu":                 {"Home\nNews\nTitle, date, author\nMarket, shops, streets\nAll, of, it\n", true, ""},
		"a byline":               {"By Ann Lee, Author, March 3\nThe council met on Monday.\nIt voted.\n", true, ""},
		"one line that looks so": {"title, text, and other things on this page that we wrote ourselves", true, ""},
		"a list with commas":     {"bread, milk, eggs\ntea, salt, rice\nsoap, rope, nails\n", true, ""},
	} {
		got := ""
		if form, ok := Detect([]byte(tt.head), tt.whole); ok {
			got = string(form.Comma)
			if form.Header {
				got += " header"
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	want := []string{"column_1", "text", "text.2", "b", "column_5"}
	if diff := cmp.Diff(want, Names([]string{"", " text", "text", "b"}, 5)); diff != "" {
		t.Error(diff)
	}
}

// FuzzReader: no bytes make it panic or lose a line, and cells that are written come back.
func FuzzReader(f *testing.F) {
	f.Add("a,\"b\n\"\"c\"\nd", "x\ny", `say "no", he`)
	f.Add("\"\n\"a\"b,\n\"", "\"", "\r\n")
	f.Fuzz(func(t *testing.T, content, one, two string) {
		Detect([]byte(content), false)
		r := NewReader(bufio.NewReaderSize(strings.NewReader(content), 16), ',', 64)
		last := 0
		for {
			row, err := r.Next()
			if err != nil {
				break
			}
			if row.Line <= last {
				t.Fatalf("line %d comes behind line %d", row.Line, last)
			}
			last = row.Line
		}
		if lines := strings.Count(content, "\n") + 1; r.line > lines+1 {
			t.Fatalf("%d lines, and the reader is at %d", lines, r.line)
		}
		quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		r = NewReader(bufio.NewReader(strings.NewReader(quote(one)+","+quote(two)+"\r\n")), ',', 1<<20)
		row, err := r.Next()
		if err != nil || len(row.Cells) != 2 || string(row.Cells[0]) != one || string(row.Cells[1]) != two {
			t.Fatalf("%q %q: %v %v", one, two, row, err)
		}
	})
}
