package sheet

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

func TestParse(t *testing.T) {
	for name, content := range map[string]string{
		"comma":      "a,b\n1,\"x,\ny\"\n\n,\n3,\n",
		"semicolon":  "a;b\r\n1;\"x,\ny\"\r\n3\r\n;;\r\n",
		"tab":        "a\tb\n1\t\"x,\ny\"\n3\t",
		"bar":        "a|b\n1|\"x,\ny\"\n3|",
		"sep":        "sep=;\r\na;b\r\n1;\"x,\ny\"\r\n3;",
		"JSON lines": `{"a":1,"b":"x,\ny"}` + "\n\n" + `{"a":"3","b":null}`,
	} {
		s, err := Parse([]byte(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var rows [][]string
		for i, row := range s.Rows() {
			rows = append(rows, row)
			if diff := cmp.Diff(row, s.Row(i)); diff != "" {
				t.Error(name, diff)
			}
		}
		if diff := cmp.Diff([][]string{{"1", "x,\ny"}, {"3", ""}}, rows); diff != "" {
			t.Error(name, diff)
		}
		if diff := cmp.Diff([]string{"a", "b"}, s.Columns); diff != "" {
			t.Error(name, diff)
		}
	}
}

func TestListsOfJSONRows(t *testing.T) {
	s, err := Parse([]byte(`{"l":["a","b"],"o":{"x":1},"t":true}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a; b", `{"x":1}`, "true"}, s.Row(0)); diff != "" {
		t.Error(diff)
	}
}

func TestValue(t *testing.T) {
	tests := []struct {
		typ  schema.Type
		cell string
		want schema.Value
		ok   bool
	}{
		{schema.Utf8, " a\u200b  b ", schema.Value{Valid: true, Str: "a b"}, true},
		{schema.Utf8, " ", schema.Value{}, true},
		{schema.Utf8List, "a; b;;", schema.Value{Valid: true, List: []string{"a", "b"}}, true},
		{schema.Int32, "-7", schema.Value{Valid: true, Int: -7}, true},
		{schema.Int32, "2147483648", schema.Value{}, false},
		{schema.Int32, "7.5", schema.Value{}, false},
		{schema.Float64, "0.123456", schema.Value{Valid: true, Float: 0.1235}, true},
		{schema.Float64, "0,5", schema.Value{}, false},
		{schema.Float64, "NaN", schema.Value{}, false},
		{schema.Bool, "Yes", schema.Value{Valid: true, Int: 1}, true},
		{schema.Bool, "0", schema.Value{Valid: true}, true},
		{schema.Bool, "ja", schema.Value{}, false},
		{schema.Date32, "1970-01-03", schema.Value{Valid: true, Int: 2}, true},
		{schema.Date32, "1970-02-30", schema.Value{}, false},
		{schema.Timestamp, "1970-01-01T01:00:01+01:00", schema.Value{Valid: true, Int: 1e6}, true},
		{schema.Timestamp, "1970-01-01T00:00:01", schema.Value{}, false},
	}
	for _, tt := range tests {
		got, err := Value(tt.typ, tt.cell)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != tt.ok {
			t.Errorf("%s %q: error %v %s", tt.typ, tt.cell, err, diff)
		}
	}
}

// FuzzParse: no bytes make it panic, rows are as long as the columns, and a
// table written as CSV comes back.
func FuzzParse(f *testing.F) {
	f.Add("a;b\n1;2\n", "x", "y")
	f.Add(`{"a":1}`, "quo\"te", "line\nbreak")
	f.Add("\xff\xfea\x00,\x00", ",", ";")
	f.Fuzz(func(t *testing.T, content, one, two string) {
		if s, err := Parse([]byte(content)); err == nil {
			for _, row := range s.Rows() {
				if len(row) != len(s.Columns) {
					t.Fatalf("%q: row %q under %q", content, row, s.Columns)
				}
			}
		}
		clean := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' || r == '\uFFFD' {
					return 'x'
				}
				return r
			}, strings.ToValidUTF8(s, "x"))
		}
		want := []string{"k", clean(one), clean(two)}
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = ';'
		if err := w.WriteAll([][]string{{"key", "first", "second"}, want}); err != nil {
			t.Fatal(err)
		}
		s, err := Parse([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, s.Row(0)); diff != "" {
			t.Fatal(diff)
		}
	})
}
